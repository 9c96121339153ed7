//! Connections: accepted one by one, given up where a client is too slow, ended gracefully.
//!
//! axum's own loop knows no time limits, so that each slow client would hold its connection for ever.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;
use tracing::{debug, warn};

/// How long requests under way may take after the server was told to stop. Docker and others end a process by force after
/// ten seconds.
const GRACE: Duration = Duration::from_secs(8);
/// How long to wait where no more connections can be accepted, as when there are too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// The address of who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(pub(super) SocketAddr);

/// What a client may take, of time and of headers.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// How many there may be at once; others wait until one ends.
    pub most: usize,
    /// How long it may take to send the head of a request, or say nothing.
    pub head: Duration,
    /// How long it may take to send, or to receive, the next piece.
    pub piece: Duration,
    /// How large the head of a request may be, in bytes.
    pub head_size: usize,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self { most: 10_000, head: Duration::from_secs(10), piece: Duration::from_secs(20), head_size: 128 << 10 }
    }
}

/// Answers requests until `stop` is there; then those under way end, and no others begin.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.most.clamp(1, Semaphore::MAX_PERMITS)));
    let next = || async {
        // Nobody closes the semaphore.
        let place = Arc::clone(&room).acquire_owned().await.ok();
        (listener.accept().await, place)
    };
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            (accepted, place) = next() => match accepted {
                Ok((stream, client)) => connect(stream, client, router.clone(), limits, &graceful, place),
                Err(error) => not_accepted(&error).await,
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(GRACE) => warn!("some requests were still under way"),
    }
}

fn connect(
    stream: TcpStream,
    client: SocketAddr,
    router: Router,
    limits: ConnectionLimits,
    graceful: &GracefulShutdown,
    place: Option<OwnedSemaphorePermit>,
) {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(limits.piece));
    stream.set_write_timeout(Some(limits.piece));
    let service = router.map_request(move |mut request: Request<_>| {
        request.extensions_mut().insert(Client(client));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(limits.head_size);
    let io = TokioIo::new(Box::pin(stream));
    let connection = builder.serve_connection(io, TowerToHyperService::new(service)).into_owned();
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            debug!(%client, %error, "a connection ended early");
        }
        drop(place);
    });
}

async fn not_accepted(error: &io::Error) {
    warn!(%error, "a connection was not accepted");
    tokio::time::sleep(PAUSE).await;
}
