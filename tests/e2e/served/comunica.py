"""Comunica, an engine that asks over the web: of the endpoint, and of pages that it reads as documents."""

import json
import subprocess
from pathlib import Path

from .server import Server

SCRIPT = Path(__file__).with_name("comunica.js")
PREFIX = "PREFIX schema: <http://schema.org/> "
NAMES = PREFIX + "SELECT ?person ?name { ?person a schema:Person ; schema:name ?name }"
JOBS = (
    PREFIX
    + 'SELECT ?name ?where { ?person a schema:Person ; schema:name ?name ; schema:worksFor ?at . ?at schema:name ?where . FILTER(CONTAINS(?name, "Lau")) }'
)
PERSON = "https://vitagraph.example/people/weiyong1024#person"
TRIPLES = f"SELECT ?p ?o {{ <{PERSON}> ?p ?o }}"
PLAIN = TRIPLES.replace("}", "FILTER(!isBlank(?o)) }")


def asked(kind, address, query):
    command = ["node", str(SCRIPT), kind, address, query]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)


def of_endpoint(server, query):
    """The same by a request of our own."""
    rows = server.query(query).json["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def in_order(rows):
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def run(program, checks):
    with Server(program, checks) as server:
        endpoint = f"{server.address}/sparql"
        for query in (NAMES, JOBS, TRIPLES):
            with checks.about(query):
                found, expected = asked("sparql", endpoint, query), of_endpoint(server, query)
                checks.that(
                    found and in_order(found) == in_order(expected),
                    f"Comunica finds {found[:3]}, not {expected[:3]}, for {query}",
                )
        with checks.about("other forms of queries"):
            checks.that(asked("sparql", endpoint, PREFIX + "ASK { ?person a schema:Person }") is True, "Comunica: ASK")
            found = asked("sparql", endpoint, f"CONSTRUCT WHERE {{ <{PERSON}> ?p ?o }}")
            checks.that(
                len(found) == len(of_endpoint(server, TRIPLES)), f"Comunica: CONSTRUCT gives {len(found)} triples"
            )
        # Comunica names what it reads in `Accept`, JSON-LD and Turtle among it; the endings force one.
        for page in ("people/weiyong1024", "people/weiyong1024.ttl", "people/weiyong1024.jsonld"):
            with checks.about(page):
                found, expected = asked("file", f"{server.address}/{page}", PLAIN), of_endpoint(server, PLAIN)
                checks.that(
                    found and in_order(found) == in_order(expected),
                    f"Comunica reads {len(found)} triples at {page}, not {len(expected)}: {found[:2]}",
                )
