use std::io::IsTerminal;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use super::output::tell;
use super::{Arguments, Audience, Color};
use crate::serve::{Limits, Options, Server};

const EXAMPLES: &str = "Examples:
  vitagraph serve                                    for everybody, at http://127.0.0.1:7878/
  vitagraph serve --bind 0.0.0.0:80 --log json       on the net, with a log for programs
  vitagraph serve --audience internal                what colleagues may see, for this machine alone
  vitagraph serve --audience internal --bind 0.0.0.0:7878 --token-file token.txt
  curl 'http://127.0.0.1:7878/queries/colleagues?person=stuart-lau' -H 'Accept: text/csv'
  curl http://127.0.0.1:7878/sparql --data-urlencode 'query=SELECT ?name { ?p a schema:Person ; schema:name ?name }'

Files that change are read again. The server answers until it gets SIGINT (Ctrl-C) or SIGTERM; requests under way end.";

/// The variable of the environment with the token.
const TOKEN: &str = "VITAGRAPH_TOKEN";
/// How long a token must be.
const TOKEN_LENGTH: usize = 16;

/// Serve the collection over HTTP: SPARQL, named queries, pages of linked data, reconciliation; for reading alone
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// The address to listen at; port 0 takes one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878", value_parser = address)]
    bind: SocketAddr,
    /// Who asks; others than `public` need a token, or an address of this machine alone
    #[arg(long, value_name = "WHO", default_value = "public")]
    audience: Audience,
    /// A file with the token that clients must show [default: the variable VITAGRAPH_TOKEN, if it is set]
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    token_file: Option<PathBuf>,
    /// Do not read files again when they change
    #[arg(long)]
    no_watch: bool,
    /// The form of the log, on standard error
    #[arg(long, value_name = "FORM", default_value = "text")]
    log: Log,
    /// The time that a query may take, with its waiting
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds, help_heading = "Limits")]
    max_time: Duration,
    /// The rows of a result
    #[arg(long, value_name = "N", default_value_t = Limits::default().query.rows, help_heading = "Limits")]
    max_rows: usize,
    /// The bytes of a result
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().query.bytes, help_heading = "Limits")]
    max_result: usize,
    /// The bytes of a query
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().query.guard.bytes, help_heading = "Limits")]
    max_query: usize,
    /// The rows of a product of patterns that share no variable
    #[arg(long, value_name = "N", default_value_t = Limits::default().query.guard.product, help_heading = "Limits")]
    max_product: u64,
    /// The terms that a query may hold in memory at once, some 50 bytes each
    #[arg(long, value_name = "N", default_value_t = Limits::default().query.terms, help_heading = "Limits")]
    max_terms: usize,
    /// The bytes of the body of a request
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().body, help_heading = "Limits")]
    max_body: usize,
    /// The bytes of the head of a request
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().connection.head_size,
        value_parser = head_size, help_heading = "Limits")]
    max_head: usize,
    /// The clients that are connected at once
    #[arg(long, value_name = "N", default_value_t = Limits::default().connection.most, help_heading = "Limits")]
    max_clients: usize,
    /// How long a client may take to send the head of a request, or to send or take the next piece
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds, help_heading = "Limits")]
    max_pause: Duration,
    /// How many queries run at once, and as many pages and named queries [default: one for each processor, two at least]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    threads: Option<usize>,
    /// How many queries wait for their turn
    #[arg(long, value_name = "N", default_value_t = Limits::default().queue, help_heading = "Limits")]
    queue: usize,
    /// The bytes of answers that are kept in memory to be given again
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().cache, help_heading = "Limits")]
    cache: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Log {
    /// Lines for people
    Text,
    /// An object of JSON on each line
    Json,
    /// Nothing
    Off,
}

impl Serve {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let token = self.token()?;
        if self.audience != Audience::Public && token.is_none() && !self.bind.ip().is_loopback() {
            bail!(
                "what is not public needs a token on the net; give `--token-file FILE`, or bind to 127.0.0.1, where \
                 only programs of this machine can ask"
            );
        }
        self.log(arguments);
        #[cfg(unix)]
        allow_files();
        let options = Options {
            root: arguments.root()?,
            audience: self.audience.into(),
            token,
            live: !self.no_watch,
            limits: self.limits(),
        };
        let runtime = Builder::new_multi_thread().enable_all().build()?;
        let served = runtime.block_on(self.serve(options));
        // What reads the store for a client that has not gone away would be waited for.
        runtime.shutdown_background();
        served.map(|()| ExitCode::SUCCESS)
    }

    async fn serve(&self, options: Options) -> anyhow::Result<()> {
        let hint = "`--bind 127.0.0.1:0` takes a port that is free";
        let listener =
            TcpListener::bind(self.bind).await.with_context(|| format!("cannot listen at {}; {hint}", self.bind))?;
        let who = match (options.audience, &options.token) {
            (crate::decode::Visibility::Public, None) => "everybody".to_owned(),
            (audience, Some(_)) => format!("who shows the token, with what is {}", audience.name()),
            (audience, None) => format!("this machine alone, with what is {}", audience.name()),
        };
        let server = Server::new(options)?;
        let stopped = stopped()?;
        tell(format_args!("serving http://{}/ for {who}; Ctrl-C ends", listener.local_addr()?));
        Ok(server.run(listener, stopped).await?)
    }

    fn token(&self) -> anyhow::Result<Option<String>> {
        let token = match &self.token_file {
            Some(path) => {
                let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
                Some(text.trim().to_owned())
            }
            None => std::env::var(TOKEN).ok().filter(|token| !token.is_empty()),
        };
        if token.as_ref().is_some_and(|token| token.len() < TOKEN_LENGTH) {
            bail!("the token has fewer than {TOKEN_LENGTH} characters; make one with `openssl rand -hex 32`");
        }
        Ok(token)
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits { body: self.max_body, queue: self.queue, cache: self.cache, ..Limits::default() };
        limits.threads = self.threads.unwrap_or(limits.threads);
        limits.connection.most = self.max_clients;
        limits.connection.head_size = self.max_head;
        limits.connection.piece = self.max_pause;
        limits.connection.head = self.max_pause.min(limits.connection.head);
        limits.query.time = self.max_time;
        limits.query.rows = self.max_rows;
        limits.query.bytes = self.max_result;
        limits.query.terms = self.max_terms;
        limits.query.guard.bytes = self.max_query;
        limits.query.guard.product = self.max_product;
        limits
    }

    fn log(&self, arguments: &Arguments) {
        let level = match (self.log, arguments.verbose) {
            (Log::Off, _) => LevelFilter::OFF,
            (_, true) => LevelFilter::DEBUG,
            _ => LevelFilter::INFO,
        };
        let colours = match arguments.color {
            Color::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
            Color::Always => true,
            Color::Never => false,
        };
        let log = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_target(false)
            .with_ansi(colours)
            .with_writer(BoxMakeWriter::new(std::io::stderr));
        match self.log {
            Log::Json => log.json().flatten_event(true).init(),
            _ => log.init(),
        }
    }
}

/// Ends when the process is told to stop; it listens for that from now on, not only once it is waited for.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Lets the process have as many open files as the system allows it: each client takes one.
#[cfg(unix)]
fn allow_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let most = getrlimit(Resource::Nofile).maximum;
    // Where that is not allowed, there are fewer.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most });
}

/// Ends when the process is told to stop.
#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let mut found = text.to_socket_addrs().map_err(|_| "write it as `127.0.0.1:7878`".to_owned())?;
    found.next().ok_or_else(|| "it is no address".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "it is no number")?;
    if seconds > 0.0 && seconds <= 86_400.0 {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err("it is not between 0 and 86400".to_owned())
    }
}

fn head_size(text: &str) -> Result<usize, String> {
    let size: usize = text.parse().map_err(|_| "it is no whole number")?;
    if size >= 8192 { Ok(size) } else { Err("it is less than 8192".to_owned()) }
}
