"""A mixed load for a while: no growth of memory after its first third, no error of the server but that it is busy."""

import random
import threading
import time
from collections import Counter
from http.client import HTTPException
from urllib.parse import quote

from .server import Server

THREADS = 8
# Who asks for the whole of a large store goes away before its end.
MOST = 4 << 20
# So that what is kept to be given again does not grow for longer than the first third.
CACHE = 8 << 20
# What allocators keep may still wander, in megabytes and as a share of what is held.
SLACK, SHARE = 12, 0.05
FORMS = [
    "text/html",
    "application/ld+json",
    "text/turtle",
    "application/rdf+xml",
    "application/n-triples",
    "application/trig",
]
RESULTS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/html",
]
QUERIES = [
    "SELECT * { ?s ?p ?o } LIMIT 500",
    "SELECT ?name { ?s a schema:Person ; schema:name ?name } ORDER BY ?name LIMIT 50",
    "ASK { ?s schema:worksFor ?o }",
    "SELECT ?o (COUNT(*) AS ?n) { ?s schema:knowsAbout ?o } GROUP BY ?o ORDER BY DESC(?n) LIMIT 20",
    "SELECT ?a ?b { ?a schema:knowsAbout ?x . ?b schema:knowsAbout ?x FILTER(?a != ?b) } LIMIT 200",
]
WRONG = [
    "/nothing",
    "/people/nobody",
    "/sparql?query=SELECT",
    "/sparql?query=" + quote("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
    "/queries/colleagues",
    "/queries/colleagues?person=nobody",
    "/queries/nothing",
    "/store?graph=x",
    "/resource",
    "/reconcile/suggest/entity",
    "/people/%ff",
]
SITE = [
    "/",
    "/health",
    "/metrics",
    "/sitemap.xml",
    "/openapi.json",
    "/llms.txt",
    "/.well-known/void",
    "/queries",
    "/people/",
    "/store",
]


def people(server, count=2000):
    rows = server.query(f"SELECT ?s {{ ?s a schema:Person }} LIMIT {count}").json["results"]["bindings"]
    keys = [
        row["s"]["value"].split("/people/")[-1].removesuffix("#person")
        for row in rows
        if "/people/" in row["s"]["value"]
    ]
    return keys or ["stuart-lau"]


def chosen(dice, keys):
    """Method, path, headers and body of some request."""
    key = quote(dice.choice(keys))
    kind = dice.randrange(6)
    if kind < 2:
        return (
            "GET",
            f"/people/{key}",
            {"Accept": dice.choice(FORMS), "Accept-Encoding": dice.choice(["gzip", "identity"])},
            None,
        )
    if kind == 2:
        name = dice.choice(["colleagues", "describe", "skills", "timeline", "papers", "coauthors"])
        return "GET", f"/queries/{name}?person={key}&limit=50", {"Accept": dice.choice(RESULTS[:4] + ["*/*"])}, None
    if kind == 3:
        # No two are the same, so that none comes out of what is kept.
        query = f"{dice.choice(QUERIES)} # {dice.random()}"
        return (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query", "Accept": dice.choice(RESULTS)},
            query.encode(),
        )
    if kind == 4:
        return (
            dice.choice(["GET", "GET", "HEAD", "PUT", "DELETE"]),
            dice.choice(WRONG),
            {"Accept": dice.choice(["text/html", "application/json", "image/png"])},
            None,
        )
    return "GET", dice.choice(SITE), {}, None


def load(server, seed, keys, end, counts, faults):
    dice = random.Random(seed)
    while time.monotonic() < end:
        method, path, headers, body = chosen(dice, keys)
        try:
            status = server.ask(path, method, body, headers, most=MOST).status
        except (OSError, HTTPException) as error:
            status = type(error).__name__
        counts[status] += 1
        if not isinstance(status, int) or (status >= 500 and status != 503):
            faults.append(f"{method} {path}: {status}")


def run(program, checks, seconds="60", data="data"):
    seconds = float(seconds)
    with Server(program, checks, data, "--log", "off", "--cache", str(CACHE)) as server:
        keys = people(server)
        start = time.monotonic()
        counts, faults, held = Counter(), [], []
        threads = [
            threading.Thread(target=load, args=(server, seed, keys, start + seconds, counts, faults))
            for seed in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            held.append((time.monotonic() - start, server.memory()))
            time.sleep(min(1, seconds / 60))
        checks.that(not faults, f"{len(faults)} errors of the server: {faults[:5]}")
        checks.that(counts[200] > 100, f"the answers were {dict(counts)}")
        first, last = (
            max(memory for at, memory in held if low <= at / seconds < high) for low, high in ((0, 1 / 3), (2 / 3, 2))
        )
        allowed = first * (1 + SHARE) + SLACK
        checks.that(last <= allowed, f"the server holds {last:.0f} MB at the end, {first:.0f} MB in the first third")
        print(
            f"{sum(counts.values())} requests in {seconds:.0f} s: {dict(counts)}; {first:.0f} MB at most in the first third, {last:.0f} MB in the last, {held[0][1]:.0f} MB at first"
        )
