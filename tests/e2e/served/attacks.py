"""Attacks: requests that no client makes, and clients that are slow on purpose."""

import os
import socket
import threading
import time

from .scripts import Live
from .server import Server, until

SLOW = 1000


def raw(server, data, seconds=10, pieces=(), pause=0.0):
    """The bytes that come back, and after how many seconds the connection was closed, or None."""
    start = time.monotonic()
    found = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        try:
            connection.sendall(data)
            for piece in pieces:
                time.sleep(pause)
                connection.sendall(piece)
        except OSError:
            pass  # It was closed before all was sent.
        try:
            while piece := connection.recv(65536):
                found += piece
        except TimeoutError:
            return found, None
        except OSError:
            pass
    return found, time.monotonic() - start


def status(found):
    words = found.split(b" ", 2)
    return int(words[1]) if found.startswith(b"HTTP/1.") and words[1].isdigit() else None


def request(target, headers=b"", method=b"GET", body=b""):
    return method + b" " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + b"\r\n" + body


PATHS = [
    b"/../../etc/passwd",
    b"/people/../../etc/passwd",
    b"/..%2f..%2fetc%2fpasswd",
    b"/%2e%2e/%2e%2e/etc/passwd",
    b"/people/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    b"/..%5c..%5cetc%5cpasswd",
    b"/%252e%252e/etc/passwd",
    b"/people/..%c0%af..%c0%afetc/passwd",
    b"//etc/passwd",
    b"/etc/passwd",
    b"/people/stuart-lau%00",
    b"/people/stuart-lau%00.ttl",
    b"/people/%00",
    b"/people/%ff%fe",
    b"/people/stuart-lau/2023-cv.yaml",
    b"/vitagraph.toml",
    b"/../vitagraph.toml",
    b"/people/../vitagraph.toml",
    b"/data/vitagraph.toml",
    b"/queries/../../etc/passwd",
    b"/queries/..%2f..%2fetc%2fpasswd",
    b"/queries/%2e%2e",
    b"/sitemap/..%2f1.xml",
    b"/sitemap/99999999999999999999.xml",
    b"/reconcile/suggest/..%2f..",
    b"/.git/config",
    b"/people/stuart-lau.ttl.ttl",
    b"/.ttl",
    b"/%",
    b"/%zz",
    b"/people/" + b"a" * 4000,
    b"http://127.0.0.1/../etc/passwd",
    b"/resource?iri=file:///etc/passwd",
    b"/store?graph=file:///etc/passwd",
    b"/resource?iri=%00",
    b"/resource?iri=//evil.example/",
    b"/resource?iri=https://vitagraph.example//evil.example/",
    b"/resource?iri=javascript:alert(1)",
]
NOT_HTTP = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    b"\x00" * 4096,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    b"\xff\xfe\xfd" * 100,
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    # Two lengths at once, by which requests are smuggled past a proxy.
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nASK {}\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n6;"
    + b"x" * 300_000
    + b"\r\nASK {}\r\n0\r\n\r\n",
]


def is_well(server, checks, after):
    answer = server.ask("/health", timeout=5)
    checks.that(answer.status == 200 and answer.json["status"] == "ok", f"not well after {after}: {answer}")


def paths(server, checks):
    for path in PATHS:
        found, _ = raw(server, request(path))
        name = path[:80].decode("latin-1")
        checks.that(status(found) in (301, 303, 400, 404, 414), f"{name}: {found[:120]}")
        leaked = any(secret in found for secret in (b"root:x:", b"base =", os.getcwd().encode(), b"No such file"))
        checks.that(not leaked, f"{name}: {found[:300]}")
        away = [
            line
            for line in found.lower().split(b"\r\n")
            if line.startswith(b"location:") and (b"//" in line or b"javascript" in line)
        ]
        checks.that(not away, f"{name}: leads away to {away}")
    is_well(server, checks, "paths")


def nonsense(server, checks):
    for data in NOT_HTTP:
        found, closed = raw(server, data, 6)
        code = status(found)
        checks.that(
            code is None or code >= 400 or b"GET / HTTP/1.1\r\n\r\n\r\n" in data, f"{data[:100]}: {found[:120]}"
        )
        checks.that(closed is not None, f"{data[:100]}: the connection is open after 6 s")
        checks.that(found.count(b"HTTP/1.1 ") <= 1 or b"GET / " in data, f"{data[:100]}: two answers: {found[:300]}")
    is_well(server, checks, "what is not HTTP")


def injection(server, checks):
    """What stands in a parameter never comes back as a header."""
    bad = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a<script>alert(1)</script>"
    targets = [
        f"/{bad}",
        f"/people/{bad}",
        f"/people/stuart-lau?view={bad}",
        f"/people/stuart-lau?part={bad}",
        f"/queries/{bad}",
        f"/queries/colleagues?person={bad}",
        f"/queries/colleagues?{bad}=1",
    ]
    targets += [
        f"/resource?iri=https://vitagraph.example/people/{bad}",
        f"/resource?iri={bad}",
        f"/store?graph={bad}",
        f"/sparql?query={bad}",
        f"/sparql?query=ASK%7B%7D&default-graph-uri={bad}",
    ]
    targets += [
        f"/reconcile?queries={bad}",
        f"/reconcile/preview?id={bad}",
        f"/reconcile/suggest/entity?prefix={bad}",
        f"/sitemap/{bad}.xml",
        f"/?{bad}",
    ]
    for target in targets:
        for accept in (b"text/html", b"*/*"):
            found, _ = raw(server, request(target.encode(), b"Accept: " + accept + b"\r\n"))
            head, _, body = found.partition(b"\r\n\r\n")
            checks.that(status(found) is not None and b"x-injected" not in head.lower(), f"{target}: {head[:300]}")
            if b"text/html" in head:
                Live(checks, target).feed(body.decode())
    found, _ = raw(
        server,
        request(
            b"/",
            b"Accept: text/html\r\nOrigin: https://a\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-For: 1.2.3.4\r\n",
        ),
    )
    checks.that(b"evil.example" not in found, "a page believes `X-Forwarded-Host`")


def sizes(server, checks):
    head = b"".join(b"X-%d: %s\r\n" % (at, b"a" * 1000) for at in range(90))
    for name, data, expected in [
        ("a head of 300 KB", request(b"/", b"X: " + b"a" * 300_000 + b"\r\n"), (431,)),
        ("many headers", request(b"/", b"".join(b"X-%d: a\r\n" % at for at in range(2000))), (431,)),
        ("an address of 200 KB", request(b"/?" + b"a" * 200_000), (414, 431)),
        ("an address of 70 KB", request(b"/?" + b"a" * 70_000), (200, 414, 431)),
        ("a head of 90 KB", request(b"/health", head), (200,)),
        (
            "a body of 2 MB",
            request(
                b"/sparql",
                b"Content-Type: application/sparql-query\r\nContent-Length: 2097152\r\n",
                b"POST",
                b" " * 2_097_152,
            ),
            (413,),
        ),
        (
            "a length of 1 TB",
            request(
                b"/sparql",
                b"Content-Type: application/sparql-query\r\nContent-Length: 1099511627776\r\n",
                b"POST",
                b"ASK {}",
            ),
            (413,),
        ),
        (
            "a form of 2 MB",
            request(
                b"/reconcile",
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2097152\r\n",
                b"POST",
                b"queries=" + b"a" * 2_097_144,
            ),
            (413,),
        ),
        (
            "chunks of 2 MB",
            request(
                b"/sparql",
                b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n",
                b"POST",
                (b"10000\r\n" + b" " * 65536 + b"\r\n") * 32 + b"0\r\n\r\n",
            ),
            (413,),
        ),
        (
            "a body of 2 MB where none is read",
            request(b"/", b"Content-Length: 2097152\r\n", b"POST", b" " * 2_097_152),
            (405, 413),
        ),
    ]:
        found, _ = raw(server, data)
        checks.that(status(found) in expected, f"{name}: {found[:150]}, not {expected}")
    is_well(server, checks, "large requests")


def slowness(server, checks):
    """Who sends or takes a byte now and then loses the connection; the server was started with `--max-pause 2`."""
    slow = [
        ("nothing", b"", ()),
        ("half a head", b"GET / HTTP/1.1\r\nHost: a\r\n", ()),
        ("a head by letters", b"GET / HTTP/1.1\r\nHost: a\r\n", [b"X: a\r\n"] * 20),
        (
            "half a body",
            request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 100\r\n", b"POST", b"ASK"),
            (),
        ),
        (
            "half a chunk",
            request(
                b"/sparql",
                b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n",
                b"POST",
                b"64\r\nASK",
            ),
            (),
        ),
    ]
    for name, data, pieces in slow:
        found, closed = raw(server, data, 12, pieces, 0.4)
        limit = 12 if pieces else 6
        checks.that(
            closed is not None and closed < limit and status(found) != 200,
            f"{name}: closed after {closed} s, {found[:100]}",
        )
    kept = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
    found, closed = raw(server, kept, 12)
    checks.that(
        status(found) == 200 and closed is not None and closed < 12,
        f"a connection without further requests: closed after {closed} s",
    )
    is_well(server, checks, "slow clients")


def crowd(server, checks):
    """A thousand slow clients, and one who gets its answers all the same."""
    connections, stop = [], threading.Event()

    def drip():
        while not stop.wait(0.5):
            for connection in connections:
                try:
                    connection.send(b"X: a\r\n")
                except OSError:
                    pass

    dripping = threading.Thread(target=drip, daemon=True)
    try:
        for at in range(SLOW):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            kinds = [
                b"GET / HTTP/1.1\r\nHost: a\r\n",
                b"",
                request(
                    b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 900\r\n", b"POST", b"ASK"
                ),
                request(b"/store"),
            ]
            connection.sendall(kinds[at % 4] if at % 20 else kinds[3])
            connections.append(connection)
        dripping.start()
        times = []
        for at in range(40):
            start = time.monotonic()
            path = (
                "/health",
                "/people/stuart-lau",
                "/queries/colleagues?person=stuart-lau",
                "/sparql?query=ASK%7B%7D",
            )[at % 4]
            answer = server.ask(path, timeout=10)
            times.append(time.monotonic() - start)
            checks.that(answer.status == 200, f"{SLOW} slow clients: {path} {answer}")
        times.sort()
        checks.that(
            times[-4] < 1,
            f"{SLOW} slow clients: answers take {times[len(times) // 2]:.3f} s, {times[-1]:.3f} s at most",
        )
    finally:
        stop.set()
        for connection in connections:
            connection.close()
    is_well(server, checks, "a crowd")


def stopped(program, checks):
    """Slow clients do not hold up the end: leaving the block demands it in time."""
    starts = [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 99\r\n", b"POST", b"ASK"),
        request(b"/store"),
        b"",
    ]
    clients = []
    with Server(program, checks) as server:
        for at in range(40):
            clients.append(socket.create_connection(("127.0.0.1", server.port)))
            clients[-1].sendall(starts[at % 4])
        is_well(server, checks, "clients before the end")
    for client in clients:
        client.close()


def run(program, checks):
    with Server(program, checks, "data", "--max-pause", "2") as server:
        for group in (paths, nonsense, injection, sizes, slowness, crowd):
            with checks.about(group.__name__):
                group(server, checks)
        checks.that(until(lambda: server.ask("/health").status == 200, 5), "the server does not answer at the end")
    stopped(program, checks)
