"""The SPARQL 1.1 Protocol, as far as it is for reading, and the Graph Store Protocol.

The requests are those of the W3C's tests of the protocol (<https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/>)
by their names, on graphs of our own. Those of updates that must succeed cannot apply to an endpoint for reading, which is to
answer 403 to each: `update_dataset_default_graph`, `update_dataset_default_graphs`, `update_dataset_named_graphs`,
`update_dataset_full`, `update_post_form`, `update_post_direct`, `update_base_uri`.
"""

from urllib.parse import quote, urlencode

from .server import Server, collection

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
LABELS = ["Newest", "Older", "Oldest", "First"]
PERSON = "https://e2e.example/people/ada"


def sources():
    """Four sources that contradict each other: all but the newest have a named graph of their own."""
    basics = lambda at: {"name": "Ada", "label": LABELS[at], "url": f"https://example.org/{at}"}
    return [
        {"id": "ada", "basics": basics(at), "meta": {"id": f"s{at}", "lastModified": str(2024 - at)}} for at in range(4)
    ]


def graph(at):
    return f"{PERSON}#source-s{at}"


def said(at):
    """That a source says what it does, as a pattern."""
    return f'<{PERSON}#person> <http://schema.org/jobTitle> "{LABELS[at]}"'


def get(*pairs):
    return ("GET", "/sparql?" + urlencode(pairs), None, None)


def post(media_type, body, *pairs):
    return ("POST", "/sparql" + ("?" + urlencode(pairs) if pairs else ""), media_type, body)


def both(at):
    return f"ASK {{ GRAPH ?g1 {{ {said(at)} }} GRAPH ?g2 {{ {said(at + 1)} }} }}"


# Name, request, and what is expected: a boolean, or statuses.
TESTS = [
    ("query_get", get(("query", "ASK {}")), True),
    ("query_post_form", post(FORM, "query=ASK%20%7B%7D"), True),
    ("query_post_direct", post(QUERY, "ASK {}"), True),
    (
        "query_dataset_default_graphs_get",
        get(
            ("query", f"ASK {{ {said(1)} . {said(2)} }}"),
            ("default-graph-uri", graph(1)),
            ("default-graph-uri", graph(2)),
        ),
        True,
    ),
    (
        "query_dataset_default_graphs_post",
        post(
            QUERY, f"ASK {{ {said(1)} . {said(2)} }}", ("default-graph-uri", graph(1)), ("default-graph-uri", graph(2))
        ),
        True,
    ),
    (
        "query_dataset_named_graphs_get",
        get(("query", both(1)), ("named-graph-uri", graph(1)), ("named-graph-uri", graph(2))),
        True,
    ),
    (
        "query_dataset_named_graphs_post",
        post(QUERY, both(1), ("named-graph-uri", graph(1)), ("named-graph-uri", graph(2))),
        True,
    ),
    (
        "query_dataset_full",
        post(
            QUERY,
            f"ASK {{ {said(3)} GRAPH ?g1 {{ {said(1)} }} GRAPH ?g2 {{ {said(2)} }} }}",
            ("default-graph-uri", graph(3)),
            ("named-graph-uri", graph(1)),
            ("named-graph-uri", graph(2)),
        ),
        True,
    ),
    (
        "query_multiple_dataset",
        post(QUERY, f"ASK FROM <{graph(1)}> {{ {said(2)} }}", ("default-graph-uri", graph(2))),
        True,
    ),
    ("bad_query_method", ("PUT", "/sparql?query=ASK%20%7B%7D", None, None), {405}),
    ("bad_multiple_queries", get(("query", "ASK {}"), ("query", "SELECT * {}")), {400}),
    ("bad_query_wrong_media_type", post("text/plain", "ASK {}"), {415}),
    ("bad_query_missing_form_type", post(None, "query=ASK%20%7B%7D"), {415}),
    ("bad_query_missing_direct_type", post(None, "ASK {}"), {415}),
    ("bad_query_non_utf8", post(f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")), {400, 415}),
    ("bad_query_syntax", get(("query", "ASK {")), {400}),
    ("bad_update_get", get(("update", "CLEAR ALL")), {400, 403}),
    ("bad_multiple_updates", post(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"), {400, 403}),
    ("bad_update_wrong_media_type", post("text/plain", "CLEAR NAMED"), {415}),
    ("bad_update_missing_form_type", post(None, "update=CLEAR%20NAMED"), {415}),
    ("bad_update_non_utf8", post(f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")), {400, 403, 415}),
    ("bad_update_syntax", post(FORM, "update=CLEAR%20XYZ"), {400, 403}),
    (
        "bad_update_dataset_conflict",
        post(
            FORM,
            "using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople&update="
            + quote("WITH <http://example/a> DELETE {} WHERE {}"),
        ),
        {400, 403},
    ),
    # Ours: what stands between the lines of the protocol.
    (
        "a graph that is not there is empty",
        get(("query", "ASK { ?s ?p ?o }"), ("default-graph-uri", "https://e2e.example/none")),
        False,
    ),
    (
        "only named graphs leave the default graph empty",
        get(("query", "ASK { ?s ?p ?o }"), ("named-graph-uri", graph(1))),
        False,
    ),
    (
        "only default graphs leave no named ones",
        get(("query", "ASK { GRAPH ?g { ?s ?p ?o } }"), ("default-graph-uri", graph(1))),
        False,
    ),
    ("the dataset of a query", get(("query", f"ASK FROM <{graph(1)}> {{ {said(1)} }}")), True),
    (
        "the dataset in a form",
        post(FORM, urlencode([("query", f"ASK {{ {said(1)} }}"), ("default-graph-uri", graph(1))])),
        True,
    ),
    ("the type with a charset", post(f"{QUERY}; charset=utf-8", "ASK {}"), True),
    ("a form with a charset in quotes", post(f'{FORM}; charset="UTF-8"', "query=ASK%20%7B%7D"), True),
    ("the type in capitals", post("Application/SPARQL-Query", "ASK {}"), True),
    ("a plus for a space", post(FORM, "query=ASK+%7B%7D"), True),
    ("a query in the address and one in the body", post(FORM, "query=ASK%20%7B%7D", ("query", "ASK {}")), {400}),
    ("no query in a form", post(FORM, ""), {400}),
    ("an empty query", post(QUERY, ""), {400}),
    ("no query beside other parameters", get(("default-graph-uri", graph(1))), {400}),
    ("a relative IRI of a graph", get(("query", "ASK {}"), ("default-graph-uri", "none")), {400}),
    ("bytes in a form that are not UTF-8", post(FORM, "query=ASK%20%7B%7D%20%23%FF"), {400}),
    ("bytes in a body that are not UTF-8", post(QUERY, b"ASK {} # \xff"), {400}),
    ("an update as a body", post(UPDATE, "CLEAR ALL"), {403}),
    ("an update in a form", post(FORM, "update=CLEAR%20ALL"), {403}),
    ("an update with a dataset", post(FORM, "using-graph-uri=http%3A%2F%2Fexample%2Fa&update=CLEAR%20ALL"), {403}),
    ("an update as a query", post(QUERY, "INSERT DATA { <http://example/a> <http://example/b> 1 }"), {400, 403}),
    ("another server's data", post(QUERY, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), {400, 403, 422}),
    (
        "another server's data, if it answers",
        post(QUERY, "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"),
        {400, 403, 422},
    ),
    ("delete", ("DELETE", "/sparql", None, None), {405}),
    ("patch", ("PATCH", "/sparql", None, None), {405}),
    # The Graph Store Protocol.
    ("the store put to", ("PUT", "/store?default", "text/turtle", ""), {403, 405}),
    ("the store posted to", ("POST", "/store?default", "text/turtle", ""), {403, 405}),
    ("the store deleted", ("DELETE", "/store?default", None, None), {403, 405}),
    (
        "a graph of the store that is not there",
        ("GET", "/store?graph=https%3A%2F%2Fe2e.example%2Fnone", None, None),
        {404},
    ),
    ("a graph of the store without IRI", ("GET", "/store?graph=none", None, None), {400}),
    ("two graphs of the store at once", ("GET", f"/store?default&graph={quote(graph(1), safe='')}", None, None), {400}),
]

SELECT, ASK = "SELECT ?name { ?s <http://schema.org/name> ?name }", f"ASK {{ {said(0)} }}"
CONSTRUCT, DESCRIBE = "CONSTRUCT WHERE { ?s <http://schema.org/jobTitle> ?o }", f"DESCRIBE <{PERSON}#person>"
RESULTS = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
BOOLEANS = RESULTS[:2]
GRAPHS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]

# Query, what the client reads, and what it is to get: the four tests `query_content_type_…`, and more.
NEGOTIATED = [
    *[(SELECT, form, form) for form in RESULTS],
    *[(ASK, form, form) for form in BOOLEANS],
    *[(query, form, form) for query in [CONSTRUCT, DESCRIBE] for form in GRAPHS],
    (SELECT, None, RESULTS[0]),
    (SELECT, "*/*", RESULTS[0]),
    (SELECT, "application/*", RESULTS[0]),
    (SELECT, "text/*", "text/csv"),
    (SELECT, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
    (
        SELECT,
        "application/sparql-results+xml;q=0.2, application/sparql-results+json;q=0.9",
        "application/sparql-results+json",
    ),
    (SELECT, "application/sparql-results+json;q=0, */*", "application/json"),
    (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    (CONSTRUCT, None, "text/turtle"),
    (CONSTRUCT, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
    (SELECT, "image/png", None),
    (SELECT, "text/turtle", None),
    (CONSTRUCT, "text/csv", None),
    (CONSTRUCT, "application/sparql-results+json", None),
]


def expect(server, checks, name, request, expected):
    method, path, media_type, body = request
    headers = {"Accept": BOOLEANS[0]} if path.startswith("/sparql") else {}
    if media_type:
        headers["Content-Type"] = media_type
    answer = server.ask(path, method, body.encode() if isinstance(body, str) else body, headers)
    if isinstance(expected, bool):
        holds = answer.status == 200 and answer.media_type in BOOLEANS and answer.json.get("boolean") is expected
    else:
        holds = answer.status in expected and len(answer.body) > 0
    checks.that(holds, f"{name}: {answer}, not {expected}")
    if answer.status == 405:
        checks.that(answer.headers.get("allow"), f"{name}: 405 without `Allow`")


def negotiate(server, checks, query, accept, expected):
    headers = {"Accept": accept} if accept else {}
    answer = server.ask("/sparql?" + urlencode({"query": query}), headers=headers)
    holds = answer.status == 406 if expected is None else (answer.status, answer.media_type) == (200, expected)
    checks.that(holds, f"{query} for {accept}: {answer}, not {expected or 406}")
    checks.that(
        "accept" in ", ".join(answer.headers.get_all("vary", [])).lower(), f"{query} for {accept}: no `Vary: Accept`"
    )


def heads(server, checks):
    """HEAD is GET without the body, and OPTIONS is for pages of other origins."""
    path = "/sparql?" + urlencode({"query": SELECT})
    got, head = server.ask(path), server.ask(path, "HEAD")
    same = (head.status, head.headers["content-type"], head.headers["content-length"]) == (
        got.status,
        got.headers["content-type"],
        str(len(got.body)),
    )
    checks.that(same and not head.body, f"HEAD is not as GET: {head} {head.headers.items()}")
    asked = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = server.ask("/sparql", "OPTIONS", headers=asked)
    allowed = preflight.headers.get("access-control-allow-methods", "")
    checks.that(
        preflight.status in (200, 204) and "POST" in allowed, f"preflight: {preflight} {preflight.headers.items()}"
    )
    checks.that(got.headers.get("access-control-allow-origin") == "*", "another origin may not read answers")


def graphs(server, checks):
    for at in range(1, 4):
        answer = server.ask(f"/store?graph={quote(graph(at), safe='')}", headers={"Accept": "application/n-triples"})
        checks.that(LABELS[at] in answer.text, f"the graph of a source: {answer}")
    answer = server.ask("/store?default", headers={"Accept": "application/n-triples"})
    checks.that("Newest" in answer.text and "Older" not in answer.text, f"the default graph: {answer}")
    every = server.ask("/store")
    checks.that(
        every.media_type == "application/n-quads" and all(label in every.text for label in LABELS),
        f"all graphs: {every}",
    )


def run(program, checks):
    files = {f"people__ada__s{at}_dot_json": source for at, source in enumerate(sources())}
    # Claims that were set aside are for colleagues; so their graphs are.
    with collection(**files) as folder, Server(program, checks, folder, audience="internal") as server:
        for name, request, expected in TESTS:
            with checks.about(name):
                expect(server, checks, name, request, expected)
        for query, accept, expected in NEGOTIATED:
            with checks.about(f"{query} for {accept}"):
                negotiate(server, checks, query, accept, expected)
        graphs(server, checks)
    with collection(**files) as folder, Server(program, checks, folder) as server:
        heads(server, checks)
        every = server.ask("/store")
        checks.that("Newest" in every.text and "Older" not in every.text, f"what is for everybody: {every}")
