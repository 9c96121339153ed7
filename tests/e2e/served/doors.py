"""Doors that are shut: what is not for everybody is for who shows the token, or for this machine alone."""

import subprocess
from tempfile import NamedTemporaryFile

from .attacks import raw, status
from .server import Server

TOKEN = "0123456789abcdef0123456789abcdef"


def refused(program, checks, *arguments):
    """Such a server does not start: exit code 2, with a hint."""
    command = [program, "serve", "--data", "data", *arguments]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, env={})
        checks.that(
            found.returncode == 2 and "token" in found.stderr, f"{arguments}: {found.returncode} {found.stderr}"
        )
    except subprocess.TimeoutExpired:
        checks.that(False, f"{arguments}: it serves")


def run(program, checks):
    refused(program, checks, "--audience", "internal", "--bind", "0.0.0.0:0")
    refused(program, checks, "--audience", "private", "--bind", "0.0.0.0:0")
    refused(program, checks, "--audience", "internal", "--bind", "[::]:0")
    paths = [
        "/",
        "/people/stuart-lau",
        "/sparql?query=ASK%7B%7D",
        "/store",
        "/health",
        "/metrics",
        "/openapi.json",
        "/queries",
        "/robots.txt",
        "/reconcile",
        "/style.css",
        "/nothing",
    ]
    with NamedTemporaryFile("w", suffix=".txt") as short:
        short.write("short\n")
        short.flush()
        refused(program, checks, "--audience", "internal", "--bind", "127.0.0.1:0", "--token-file", short.name)
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(TOKEN + "\n")
        file.flush()
        with Server(program, checks, "data", "--token-file", file.name, bind="0.0.0.0", audience="internal") as server:
            for path in paths:
                for shown in (
                    None,
                    "Bearer ",
                    f"Bearer {TOKEN[:-1]}",
                    f"Bearer {TOKEN}x",
                    f"Basic {TOKEN}",
                    TOKEN,
                    f"Bearer {TOKEN.upper()}",
                ):
                    answer = server.ask(path, headers={"Authorization": shown} if shown else {})
                    checks.that(
                        answer.status == 401 and answer.headers.get("www-authenticate", "").startswith("Bearer"),
                        f"{path} with {shown}: {answer}",
                    )
                for shown in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
                    answer = server.ask(path, headers={"Authorization": shown, "Origin": "https://evil.example"})
                    checks.that(answer.status != 401, f"{path} with the token: {answer}")
                    checks.that(
                        not any(name.lower().startswith("access-control") for name in answer.headers),
                        f"{path}: headers for other origins",
                    )
                    checks.that(
                        "public" not in answer.headers.get("cache-control", ""),
                        f"{path}: {answer.headers.get('cache-control')}",
                    )
            checks.that(TOKEN not in "".join(server.log), "the token is in the log")
    with Server(program, checks, "data", audience="internal") as server:
        for host, expected in [
            ("127.0.0.1", 200),
            (f"localhost:{server.port}", 200),
            ("[::1]:80", 200),
            ("evil.example", 403),
            (f"evil.example:{server.port}", 403),
            ("127.0.0.1.evil.example", 403),
            ("localhost.evil.example", 403),
            ("", 403),
        ]:
            for path in ("/health", "/store", "/people/stuart-lau"):
                found, _ = raw(server, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                checks.that(status(found) == expected, f"{path} of the host {host!r}: {found[:120]}, not {expected}")
                checks.that(
                    b"access-control" not in found.lower(), f"{path} of the host {host!r}: headers for other origins"
                )
        found, _ = raw(
            server, b"GET http://evil.example/store HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        checks.that(status(found) in (400, 403), f"a foreign host in the address: {found[:120]}")
        for origin in ("https://evil.example", "null"):
            answer = server.ask("/store", headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
            checks.that("access-control-allow-origin" not in answer.headers, f"the origin {origin} may read")
