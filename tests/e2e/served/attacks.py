"""Attacks: requests that no client makes, clients that are slow on purpose, scripts in records, and doors that are shut."""

import json
import socket
import subprocess
import threading
import time
from html.parser import HTMLParser
from tempfile import NamedTemporaryFile
from urllib.parse import quote, urlsplit

from .server import Server, collection, until

TOKEN = "0123456789abcdef0123456789abcdef"
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
    b"/../../etc/passwd", b"/people/../../etc/passwd", b"/..%2f..%2fetc%2fpasswd", b"/%2e%2e/%2e%2e/etc/passwd", b"/people/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    b"/..%5c..%5cetc%5cpasswd", b"/%252e%252e/etc/passwd", b"/people/..%c0%af..%c0%afetc/passwd", b"//etc/passwd", b"/etc/passwd", b"/people/stuart-lau%00", b"/people/stuart-lau%00.ttl",
    b"/people/%00", b"/people/%ff%fe", b"/people/stuart-lau/2023-cv.yaml", b"/vitagraph.toml", b"/../vitagraph.toml", b"/people/../vitagraph.toml", b"/data/vitagraph.toml",
    b"/queries/../../etc/passwd", b"/queries/..%2f..%2fetc%2fpasswd", b"/queries/%2e%2e", b"/sitemap/..%2f1.xml", b"/sitemap/99999999999999999999.xml", b"/reconcile/suggest/..%2f..", b"/.git/config",
    b"/people/stuart-lau.ttl.ttl", b"/.ttl", b"/%", b"/%zz", b"/people/" + b"a" * 4000, b"http://127.0.0.1/../etc/passwd",
    b"/resource?iri=file:///etc/passwd", b"/store?graph=file:///etc/passwd", b"/resource?iri=%00", b"/resource?iri=//evil.example/", b"/resource?iri=https://vitagraph.example//evil.example/",
    b"/resource?iri=javascript:alert(1)",
]
NOT_HTTP = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200, b"\x00" * 4096, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}", b"\xff\xfe\xfd" * 100, b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    # Two lengths at once, by which requests are smuggled past a proxy.
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\nASK {}\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n6;" + b"x" * 300_000 + b"\r\nASK {}\r\n0\r\n\r\n",
]


def is_well(server, checks, after):
    answer = server.ask("/health", timeout=5)
    checks.that(answer.status == 200 and answer.json["status"] == "ok", f"not well after {after}: {answer}")


def paths(server, checks):
    for path in PATHS:
        found, _ = raw(server, request(path))
        name = path[:80].decode("latin-1")
        checks.that(status(found) in (301, 303, 400, 404, 414), f"{name}: {found[:120]}")
        leaked = any(secret in found for secret in (b"root:x:", b"base =", b"/work", b"/home", b"/root", b"No such file"))
        checks.that(not leaked, f"{name}: {found[:300]}")
        away = [line for line in found.lower().split(b"\r\n") if line.startswith(b"location:") and (b"//" in line or b"javascript" in line)]
        checks.that(not away, f"{name}: leads away to {away}")
    is_well(server, checks, "paths")


def nonsense(server, checks):
    for data in NOT_HTTP:
        found, closed = raw(server, data, 6)
        code = status(found)
        checks.that(code is None or code >= 400 or b"GET / HTTP/1.1\r\n\r\n\r\n" in data, f"{data[:100]}: {found[:120]}")
        checks.that(closed is not None, f"{data[:100]}: the connection is open after 6 s")
        checks.that(found.count(b"HTTP/1.1 ") <= 1 or b"GET / " in data, f"{data[:100]}: two answers: {found[:300]}")
    is_well(server, checks, "what is not HTTP")


def injection(server, checks):
    """What stands in a parameter never comes back as a header."""
    bad = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a<script>alert(1)</script>"
    targets = [f"/{bad}", f"/people/{bad}", f"/people/stuart-lau?view={bad}", f"/people/stuart-lau?part={bad}", f"/queries/{bad}", f"/queries/colleagues?person={bad}", f"/queries/colleagues?{bad}=1"]
    targets += [f"/resource?iri=https://vitagraph.example/people/{bad}", f"/resource?iri={bad}", f"/store?graph={bad}", f"/sparql?query={bad}", f"/sparql?query=ASK%7B%7D&default-graph-uri={bad}"]
    targets += [f"/reconcile?queries={bad}", f"/reconcile/preview?id={bad}", f"/reconcile/suggest/entity?prefix={bad}", f"/sitemap/{bad}.xml", f"/?{bad}"]
    for target in targets:
        for accept in (b"text/html", b"*/*"):
            found, _ = raw(server, request(target.encode(), b"Accept: " + accept + b"\r\n"))
            head, _, body = found.partition(b"\r\n\r\n")
            checks.that(status(found) is not None and b"x-injected" not in head.lower(), f"{target}: {head[:300]}")
            if b"text/html" in head:
                Live(checks, target).feed(body.decode())
    found, _ = raw(server, request(b"/", b"Accept: text/html\r\nOrigin: https://a\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-For: 1.2.3.4\r\n"))
    checks.that(b"evil.example" not in found, "a page believes `X-Forwarded-Host`")


def sizes(server, checks):
    head = b"".join(b"X-%d: %s\r\n" % (at, b"a" * 1000) for at in range(90))
    for name, data, expected in [
        ("a head of 300 KB", request(b"/", b"X: " + b"a" * 300_000 + b"\r\n"), (431,)),
        ("many headers", request(b"/", b"".join(b"X-%d: a\r\n" % at for at in range(2000))), (431,)),
        ("an address of 200 KB", request(b"/?" + b"a" * 200_000), (414, 431)),
        ("an address of 70 KB", request(b"/?" + b"a" * 70_000), (200, 414, 431)),
        ("a head of 90 KB", request(b"/health", head), (200,)),
        ("a body of 2 MB", request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 2097152\r\n", b"POST", b" " * 2_097_152), (413,)),
        ("a length of 1 TB", request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 1099511627776\r\n", b"POST", b"ASK {}"), (413,)),
        ("a form of 2 MB", request(b"/reconcile", b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2097152\r\n", b"POST", b"queries=" + b"a" * 2_097_144), (413,)),
        ("chunks of 2 MB", request(b"/sparql", b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n", b"POST", (b"10000\r\n" + b" " * 65536 + b"\r\n") * 32 + b"0\r\n\r\n"), (413,)),
        ("a body of 2 MB where none is read", request(b"/", b"Content-Length: 2097152\r\n", b"POST", b" " * 2_097_152), (405, 413)),
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
        ("half a body", request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 100\r\n", b"POST", b"ASK"), ()),
        ("half a chunk", request(b"/sparql", b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n", b"POST", b"64\r\nASK"), ()),
    ]
    for name, data, pieces in slow:
        found, closed = raw(server, data, 12, pieces, 0.4)
        limit = 12 if pieces else 6
        checks.that(closed is not None and closed < limit and status(found) != 200, f"{name}: closed after {closed} s, {found[:100]}")
    kept = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
    found, closed = raw(server, kept, 12)
    checks.that(status(found) == 200 and closed is not None and closed < 12, f"a connection without further requests: closed after {closed} s")
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
            kinds = [b"GET / HTTP/1.1\r\nHost: a\r\n", b"", request(b"/sparql", b"Content-Type: application/sparql-query\r\nContent-Length: 900\r\n", b"POST", b"ASK"), request(b"/store")]
            connection.sendall(kinds[at % 4] if at % 20 else kinds[3])
            connections.append(connection)
        dripping.start()
        times = []
        for at in range(40):
            start = time.monotonic()
            path = ("/health", "/people/stuart-lau", "/queries/colleagues?person=stuart-lau", "/sparql?query=ASK%7B%7D")[at % 4]
            answer = server.ask(path, timeout=10)
            times.append(time.monotonic() - start)
            checks.that(answer.status == 200, f"{SLOW} slow clients: {path} {answer}")
        times.sort()
        checks.that(times[-4] < 1, f"{SLOW} slow clients: answers take {times[len(times) // 2]:.3f} s, {times[-1]:.3f} s at most")
    finally:
        stop.set()
        for connection in connections:
            connection.close()
    is_well(server, checks, "a crowd")


class Live(HTMLParser):
    """Finds what would run in a page."""

    LINKS = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcdoc")

    def __init__(self, checks, name):
        super().__init__()
        self.checks, self.name, self.blocks, self.in_block = checks, name, [], False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.in_block = tag == "script" and attributes.get("type") == "application/ld+json"
        if self.in_block:
            self.blocks.append("")
        self.checks.that(tag not in ("script", "img", "svg", "iframe", "object", "embed", "base", "style") or self.in_block, f"{self.name}: a live <{tag}> {attributes}")
        events = [name for name in attributes if name.startswith("on") or name == "style"]
        self.checks.that(not events, f"{self.name}: <{tag}> with {events}")
        for name in self.LINKS:
            link = (attributes.get(name) or "").strip()
            scheme = urlsplit("".join(link.split())).scheme if link else ""
            self.checks.that(scheme in ("", "http", "https", "mailto"), f"{self.name}: <{tag} {name}={link[:60]}>")

    def handle_endtag(self, tag):
        self.in_block = False

    def handle_data(self, data):
        if self.in_block:
            self.blocks[-1] += data


def poisoned(at):
    """A text that would run in a page, if it were not escaped."""
    texts = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><script>alert(2)</script>", "' onmouseover='alert(3)", "<!--<script>", "]]><svg/onload=alert(4)>", "{{7*7}}${7*7}<%= 7 %>", "</title></textarea><script>"]
    return f"n{at} {texts[at % len(texts)]}"


def poisoned_files():
    links = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", 'https://example.org/"onmouseover="alert(1)', "https://example.org/<script>", "java\tscript:alert(1)", " javascript:alert(1)"]
    p = iter(map(poisoned, range(1000)))
    record = {
        "basics": {"name": next(p), "label": next(p), "summary": next(p), "url": links[0], "image": links[2], "alternateNames": [next(p), next(p)], "location": {"city": next(p), "region": next(p), "countryCode": "CN"}, "profiles": [{"network": next(p), "username": next(p), "url": link} for link in links], "identifiers": {"orcid": next(p), "wikidata": next(p)}},
        "work": [{"name": next(p), "position": next(p), "url": link, "startDate": "2018", "summary": next(p), "highlights": [next(p)], "keywords": [next(p)], "location": next(p)} for link in links],
        "education": [{"institution": next(p), "studyType": next(p), "area": next(p), "url": links[1], "startDate": "2010", "endDate": "2014", "score": next(p), "courses": [next(p)]}],
        "awards": [{"title": next(p), "awarder": next(p), "summary": next(p), "date": "2020"}],
        "certificates": [{"name": next(p), "issuer": next(p), "url": links[0]}],
        "publications": [{"name": next(p), "publisher": next(p), "url": links[0], "summary": next(p), "releaseDate": "2020", "authors": [next(p)], "doi": "10.1/" + next(p)}],
        "patents": [{"name": next(p), "number": next(p), "url": links[3]}],
        "skills": [{"name": next(p), "level": next(p), "keywords": [next(p)]}],
        "languages": [{"language": next(p), "fluency": next(p)}],
        "interests": [{"name": next(p), "keywords": [next(p)]}],
        "projects": [{"name": next(p), "description": next(p), "highlights": [next(p)], "url": link, "roles": [next(p)], "entity": next(p), "type": next(p)} for link in links[:3]],
        "volunteer": [{"organization": next(p), "position": next(p), "url": links[0], "startDate": "2015"}],
        "meta": {"lastModified": "2024"},
    }
    organization = {"evil": {"name": next(p), "url": links[0], "description": next(p), "aliases": [next(p)]}}
    query = f"#: {next(p)}\n#: tags: people\nSELECT ?x WHERE {{ ?x a schema:Person }}\n"
    return {"people__evil_dot_json": record, "organizations_dot_yaml": organization, "queries__evil_dot_rq": query}


def scripts(program, checks):
    with collection(**poisoned_files()) as folder, Server(program, checks, folder) as server:
        named = server.query("SELECT DISTINCT ?s { ?s ?p ?o FILTER(ISIRI(?s)) }").json["results"]["bindings"]
        pages = sorted({urlsplit(row["s"]["value"]).path for row in named if row["s"]["value"].startswith("https://e2e.example/")})
        checks.that(len(pages) > 10, f"a collection of scripts has the pages {pages}")
        every = quote("SELECT * { ?s ?p ?o }", safe="")
        texts = [quote(poisoned(at), safe="") for at in range(8)]
        paths = [*pages, "/", "/people/", "/queries", "/queries/evil", "/sparql", f"/sparql?query={every}", f"/sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o }', safe='')}", "/queries/describe?person=evil"]
        paths += [f"/sparql?query={text}" for text in texts] + [f"/queries/search?text={text}" for text in texts] + [f"/queries/{text}" for text in texts] + [f"/people/{text}" for text in texts]
        paths += [f"/reconcile/preview?id={quote(page[1:], safe='')}" for page in pages]
        blocks = 0
        for path in paths:
            answer = server.ask(path, headers={"Accept": "text/html"})
            checks.that(answer.status < 500, f"{path}: {answer}")
            if answer.media_type != "text/html":
                continue
            page = Live(checks, path)
            page.feed(answer.text)
            for block in page.blocks:
                blocks += 1
                with checks.about(f"the block in {path}"):
                    json.loads(block)
            checks.that("default-src 'none'" in answer.headers.get("content-security-policy", ""), f"{path}: no policy")
            checks.that(answer.headers.get("x-content-type-options") == "nosniff", f"{path}: no `nosniff`")
        checks.that(blocks > 5, f"{blocks} blocks of JSON-LD")
        for path, form in [("/people/evil.jsonld", json.loads), ("/people/evil?view=seo", json.loads)]:
            with checks.about(path):
                form(server.ask(path, headers={"Accept": "application/ld+json"}).body)


def refused(program, checks, *arguments):
    """Such a server does not start: exit code 2, with a hint."""
    command = [program, "serve", "--data", "data", *arguments]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, env={})
        checks.that(found.returncode == 2 and "token" in found.stderr, f"{arguments}: {found.returncode} {found.stderr}")
    except subprocess.TimeoutExpired:
        checks.that(False, f"{arguments}: it serves")


def doors(program, checks):
    refused(program, checks, "--audience", "internal", "--bind", "0.0.0.0:0")
    refused(program, checks, "--audience", "private", "--bind", "0.0.0.0:0")
    refused(program, checks, "--audience", "internal", "--bind", "[::]:0")
    paths = ["/", "/people/stuart-lau", "/sparql?query=ASK%7B%7D", "/store", "/health", "/metrics", "/openapi.json", "/queries", "/robots.txt", "/reconcile", "/style.css", "/nothing"]
    with NamedTemporaryFile("w", suffix=".txt") as short:
        short.write("short\n")
        short.flush()
        refused(program, checks, "--audience", "internal", "--bind", "127.0.0.1:0", "--token-file", short.name)
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(TOKEN + "\n")
        file.flush()
        with Server(program, checks, "data", "--token-file", file.name, bind="0.0.0.0", audience="internal") as server:
            for path in paths:
                for shown in (None, "Bearer ", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN.upper()}"):
                    answer = server.ask(path, headers={"Authorization": shown} if shown else {})
                    checks.that(answer.status == 401 and answer.headers.get("www-authenticate", "").startswith("Bearer"), f"{path} with {shown}: {answer}")
                for shown in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
                    answer = server.ask(path, headers={"Authorization": shown, "Origin": "https://evil.example"})
                    checks.that(answer.status != 401, f"{path} with the token: {answer}")
                    checks.that(not any(name.lower().startswith("access-control") for name in answer.headers), f"{path}: headers for other origins")
                    checks.that("public" not in answer.headers.get("cache-control", ""), f"{path}: {answer.headers.get('cache-control')}")
            checks.that(TOKEN not in "".join(server.log), "the token is in the log")
    with Server(program, checks, "data", audience="internal") as server:
        for host, expected in [("127.0.0.1", 200), (f"localhost:{server.port}", 200), ("[::1]:80", 200), ("evil.example", 403), (f"evil.example:{server.port}", 403), ("127.0.0.1.evil.example", 403), ("localhost.evil.example", 403), ("", 403)]:
            for path in ("/health", "/store", "/people/stuart-lau"):
                found, _ = raw(server, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                checks.that(status(found) == expected, f"{path} of the host {host!r}: {found[:120]}, not {expected}")
                checks.that(b"access-control" not in found.lower(), f"{path} of the host {host!r}: headers for other origins")
        found, _ = raw(server, b"GET http://evil.example/store HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        checks.that(status(found) in (400, 403), f"a foreign host in the address: {found[:120]}")
        for origin in ("https://evil.example", "null"):
            answer = server.ask("/store", headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
            checks.that("access-control-allow-origin" not in answer.headers, f"the origin {origin} may read")


def run(program, checks):
    with Server(program, checks, "data", "--max-pause", "2") as server:
        for group in (paths, nonsense, injection, sizes, slowness, crowd):
            with checks.about(group.__name__):
                group(server, checks)
        checks.that(until(lambda: server.ask("/health").status == 200, 5), "the server does not answer at the end")
    for group in (scripts, doors):
        with checks.about(group.__name__):
            group(program, checks)
