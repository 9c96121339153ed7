"""Clients of others: SPARQLWrapper, rdflib with its store for SPARQL endpoints, and curl."""

import json
import re
import subprocess
from urllib.parse import urlencode

import rdflib
from rdflib.compare import graph_diff, isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import GET, JSON, JSONLD, N3, POST, RDFXML, TURTLE, XML, SPARQLWrapper

from .server import Server

# Texts stay as they were written.
rdflib.NORMALIZE_LITERALS = False

PREFIX = "PREFIX schema: <http://schema.org/> "
NAMES = PREFIX + "SELECT ?person ?name { ?person a schema:Person ; schema:name ?name } ORDER BY ?person ?name"
ANYBODY = PREFIX + "ASK { ?person a schema:Person }"
NAMED = PREFIX + "CONSTRUCT { ?person schema:name ?name } WHERE { ?person a schema:Person ; schema:name ?name }"
PERSON = "https://vitagraph.example/people/weiyong1024#person"
DESCRIBED = f"DESCRIBE <{PERSON}>"
PAGES = ["people/stuart-lau", "people/weiyong1024", "people/shijieqin", "organizations/kuaishou", "people/"]
FORMS = {
    "turtle": "text/turtle",
    "json-ld": "application/ld+json",
    "xml": "application/rdf+xml",
    "nt": "application/n-triples",
}

XSD = rdflib.XSD
DATES = {
    XSD.gYear: r"\d{4}",
    XSD.gYearMonth: r"\d{4}-\d\d",
    XSD.date: r"\d{4}-\d\d-\d\d",
    XSD.dateTime: r"\d{4}-\d\d-\d\dT.*",
}


def dated(term):
    """The context of schema.org types dates as its own `Date`; such a literal stands for the type that its form has."""
    if getattr(term, "datatype", None) not in (
        rdflib.URIRef("http://schema.org/Date"),
        rdflib.URIRef("http://schema.org/DateTime"),
    ):
        return term
    kind = next((kind for kind, form in DATES.items() if re.fullmatch(form, str(term))), None)
    return rdflib.Literal(str(term), datatype=kind)


def fetched(address, form):
    """What rdflib finds at an address; it asks for the form by itself."""
    graph = rdflib.Graph()
    for triple in rdflib.Graph().parse(address, format=form):
        graph.add(tuple(map(dated, triple)))
    return graph


def difference(one, other):
    _, only_one, only_other = graph_diff(one, other)
    return f"{len(one)} and {len(other)} triples, only {sorted(only_one)[:2]} and only {sorted(only_other)[:2]}"


def sparql_wrapper(server, checks):
    def asked(query, form, method=GET):
        client = SPARQLWrapper(f"{server.address}/sparql")
        client.setQuery(query)
        client.setReturnFormat(form)
        client.setMethod(method)
        return client.queryAndConvert()

    rows = {method: asked(NAMES, JSON, method)["results"]["bindings"] for method in (GET, POST)}
    checks.that(len(rows[GET]) >= 3 and rows[GET] == rows[POST], f"SPARQLWrapper: {rows}")
    document = asked(NAMES, XML)
    checks.that(
        len(document.getElementsByTagName("result")) == len(rows[GET]), "SPARQLWrapper: XML has other rows than JSON"
    )
    checks.that(asked(ANYBODY, JSON)["boolean"] is True, "SPARQLWrapper: ASK")
    graphs = [asked(NAMED, form) for form in (RDFXML, JSONLD)]
    graphs += [rdflib.Graph().parse(data=asked(NAMED, form), format="turtle") for form in (TURTLE, N3)]
    checks.that(
        all(len(graph) == len(rows[GET]) and isomorphic(graph, graphs[0]) for graph in graphs),
        f"SPARQLWrapper: CONSTRUCT gives {[len(graph) for graph in graphs]} triples",
    )
    described = asked(DESCRIBED, RDFXML)
    checks.that(
        (rdflib.URIRef(PERSON), rdflib.RDF.type, rdflib.URIRef("http://schema.org/Person")) in described,
        "SPARQLWrapper: DESCRIBE",
    )


def catalogue(server, checks, program):
    """A named query as SPARQL, asked of the endpoint, gives what the named query gives."""
    command = [program, "query", "colleagues", "--person", "stuart-lau", "--data", "data", "--sparql"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    client = SPARQLWrapper(f"{server.address}/sparql")
    client.setQuery(text)
    client.setReturnFormat(JSON)
    client.setMethod(POST)
    found = client.queryAndConvert()["results"]["bindings"]
    answer = server.ask("/queries/colleagues?person=stuart-lau", headers={"Accept": "application/sparql-results+json"})
    checks.that(
        found == answer.json["results"]["bindings"], f"a named query as SPARQL has {found[:2]}, by its name {answer}"
    )


def sparql_store(server, checks):
    for method in ("GET", "POST", "POST_FORM"):
        with checks.about(f"SPARQLStore, {method}"):
            graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql", method=method))
            rows = list(graph.query(NAMES))
            checks.that(len(rows) >= 3, f"SPARQLStore, {method}: {rows}")
            checks.that(graph.query(ANYBODY).askAnswer is True, f"SPARQLStore, {method}: ASK")
            checks.that(len(graph.query(NAMED).graph) == len(rows), f"SPARQLStore, {method}: CONSTRUCT")
            checks.that(len(graph.query(DESCRIBED).graph) > 5, f"SPARQLStore, {method}: DESCRIBE")
            names = list(graph.objects(rdflib.URIRef(PERSON), rdflib.URIRef("http://schema.org/name")))
            checks.that(names, f"SPARQLStore, {method}: no triples by a pattern")
    store = SPARQLStore(f"{server.address}/sparql", returnFormat="csv")
    checks.that(len(list(rdflib.Graph(store).query(NAMES))) >= 3, "SPARQLStore: CSV")


def dereferenced(server, checks):
    """Each page is the same graph in all forms, asked for by `Accept` or by the ending of its address."""
    for page in PAGES:
        with checks.about(page):
            address = f"{server.address}/{page}"
            graphs = {form: fetched(address, form) for form in FORMS}
            first = graphs["turtle"]
            checks.that(len(first) > 3, f"{page}: {len(first)} triples")
            for form, graph in graphs.items():
                checks.that(isomorphic(graph, first), f"{page}: {form} is not Turtle: {difference(graph, first)}")
            for media_type in FORMS.values():
                answer = server.ask(f"/{page}", headers={"Accept": media_type})
                checks.that(
                    (answer.status, answer.media_type) == (200, media_type), f"{page} as {media_type}: {answer}"
                )
    by_ending = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
    for ending, form in by_ending.items():
        found = rdflib.Graph().parse(data=server.ask(f"/people/weiyong1024.{ending}").body, format=form)
        checks.that(
            len(found) == len(fetched(f"{server.address}/people/weiyong1024", form)),
            f"`.{ending}` has {len(found)} triples",
        )


def curl(*arguments):
    """The status, headers and body that curl gets."""
    found = subprocess.run(
        ["curl", "--silent", "--show-error", "--max-time", "30", "--include", *arguments],
        capture_output=True,
        check=True,
    ).stdout
    head, _, body = found.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = {}
    for name, _, value in (line.partition(": ") for line in lines):
        headers[name.lower()] = ", ".join(filter(None, [headers.get(name.lower()), value]))
    return int(status.split()[1]), headers, body


def with_curl(server, checks):
    address = f"{server.address}/people/stuart-lau"
    _, plain_headers, plain = curl(address, "-H", "Accept: text/turtle")
    _, headers, body = curl(address, "-H", "Accept: text/turtle", "--compressed")
    checks.that(headers.get("content-encoding") == "gzip" and body == plain, f"curl --compressed: {headers}")
    checks.that(
        "accept-encoding" in headers.get("vary", "") + plain_headers.get("vary", ""), "curl --compressed: no `Vary`"
    )
    tag = plain_headers.get("etag")
    for known, expected in [(tag, 304), (f'"other", {tag}', 304), ("*", 304), ('"other"', 200), ("nonsense", 200)]:
        status, headers, body = curl(address, "-H", "Accept: text/turtle", "-H", f"If-None-Match: {known}")
        checks.that(status == expected and (status == 200 or not body), f"If-None-Match: {known} gives {status}")
        checks.that(headers.get("etag") == tag, f"If-None-Match: {known} gives the tag {headers.get('etag')}")
    status, _, _ = curl(address, "-H", "Accept: application/ld+json", "-H", f"If-None-Match: {tag}")
    checks.that(status == 200, f"the tag of Turtle holds for JSON-LD: {status}")
    status, _, _ = curl(
        address, "-H", "Accept: text/turtle", "-H", f"If-Modified-Since: {plain_headers.get('last-modified')}"
    )
    checks.that(status == 304, f"If-Modified-Since gives {status}")
    status, headers, body = curl(address, "-H", "Accept: text/turtle", "--head")
    same = all(headers.get(name) == plain_headers.get(name) for name in ("content-type", "content-length", "etag"))
    checks.that(status == 200 and same and not body, f"HEAD: {status} {headers}, GET: {plain_headers}")
    query = {"query": NAMES}
    status, headers, body = curl(
        f"{server.address}/sparql",
        "--data-urlencode",
        f"query={NAMES}",
        "-H",
        "Accept: application/sparql-results+json",
        "--compressed",
    )
    checks.that(
        status == 200 and json.loads(body) == server.ask("/sparql?" + urlencode(query)).json,
        f"curl --data-urlencode: {status}",
    )
    status, headers, _ = curl("--get", f"{server.address}/resource", "--data-urlencode", f"iri={PERSON}")
    checks.that(
        (status, headers.get("location")) == (303, "/people/weiyong1024"),
        f"/resource: {status} {headers.get('location')}",
    )


def run(program, checks):
    with Server(program, checks) as server:
        for group in (sparql_wrapper, sparql_store, dereferenced, with_curl):
            with checks.about(group.__name__):
                group(server, checks)
        with checks.about("catalogue"):
            catalogue(server, checks, program)
