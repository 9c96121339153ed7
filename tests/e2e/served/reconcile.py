"""Reconciliation as OpenRefine does it, by <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>.

A column of names is matched: the service is added, types are guessed from the first cells, the column is sent in batches,
candidates are previewed and searched for by hand, and columns are added from what the service knows.
"""

import json
from collections import Counter
from urllib.parse import quote, urlencode, urlsplit

from .server import Server

# What a browser that runs OpenRefine sends, and what OpenRefine itself does.
BROWSER = {"Origin": "http://127.0.0.1:3333", "Accept": "application/json, text/javascript, */*; q=0.01"}
REFINE = {
    "User-Agent": "OpenRefine/3.9.0",
    "Accept-Encoding": "gzip, x-gzip, deflate",
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
}
PEOPLE = "SELECT ?thing (SAMPLE(?n) AS ?name) { ?thing a schema:Person ; schema:name ?n . FILTER(STRSTARTS(STR(?thing), 'https://')) } GROUP BY ?thing"
ORGANIZATIONS = "SELECT ?thing (MIN(?n) AS ?name) { ?role vita:at ?thing . ?thing schema:name ?n FILTER(LANG(?n) IN ('', 'en')) } GROUP BY ?thing ORDER BY ?thing LIMIT 10"
VALUES = {"str": str, "int": int, "float": (int, float), "bool": bool, "date": str, "id": str, "name": str}


class Client:
    def __init__(self, server, checks):
        self.server, self.checks = server, checks
        self.manifest = self.json(server.ask("/reconcile", headers=BROWSER), "the manifest")

    def json(self, answer, name):
        right = answer.status == 200 and answer.media_type == "application/json"
        self.checks.that(right, f"{name}: {answer}")
        self.checks.that(answer.headers.get("access-control-allow-origin") == "*", f"{name}: a browser may not read it")
        return answer.json if right else {}

    def post(self, **fields):
        body = urlencode({name: json.dumps(value, ensure_ascii=False) for name, value in fields.items()})
        headers = {name: value for name, value in REFINE.items() if name != "Accept-Encoding"}
        return self.server.ask("/reconcile", "POST", body, headers)

    def batch(self, queries, name):
        """The candidates of each query, of the form that they must have."""
        queries = {f"q{at}": query for at, query in enumerate(queries)}
        answer = self.json(self.post(queries=queries), name)
        self.checks.that(
            set(answer) == set(queries), f"{name}: {sorted(queries)} were asked, {sorted(answer)} answered"
        )
        results = [answer.get(key, {}).get("result", []) for key in queries]
        for query, result in zip(queries.values(), results):
            self.candidates(query, result)
        return results

    def candidates(self, query, result):
        scores = [candidate.get("score") for candidate in result]
        self.checks.that(scores == sorted(scores, reverse=True), f"{query}: scores {scores}")
        self.checks.that(len(result) <= query.get("limit", 1000), f"{query}: {len(result)} candidates")
        self.checks.that(sum(candidate.get("match") is True for candidate in result) <= 1, f"{query}: several matches")
        for candidate in result:
            right = all(
                isinstance(candidate.get(name), str) and candidate[name] for name in ("id", "name")
            ) and isinstance(candidate.get("match"), bool)
            typed = all(
                isinstance(kind.get(name), str) for kind in candidate.get("type", [{}]) for name in ("id", "name")
            )
            self.checks.that(
                right and typed and isinstance(candidate["score"], (int, float)), f"{query}: a candidate {candidate}"
            )
            for feature in candidate.get("features", []):
                self.checks.that(
                    "id" in feature and isinstance(feature.get("value"), (int, float, bool)),
                    f"{query}: a feature {feature}",
                )

    def service(self, place, **parameters):
        """A service of the manifest asked as a browser does; it may say that it is at the base, which is not here."""
        address = urlsplit(place["service_url"] + place["service_path"])
        self.checks.that(address.scheme in ("http", "https") and address.netloc, f"no absolute address: {place}")
        return self.server.ask(f"{address.path}?{urlencode(parameters)}", headers=BROWSER)

    def at(self, template, thing):
        """The answer at an address of the manifest with `{{id}}`."""
        address = urlsplit(template.replace("{{id}}", quote(thing, safe="")))
        return self.server.ask(
            address.path + (f"?{address.query}" if address.query else ""), headers={"Accept": "text/html"}
        )

    def is_about(self, identifier, thing):
        """Whether the view of what a candidate names is the page about a thing."""
        view = self.at(self.manifest["view"]["url"], identifier)
        if view.status == 303:
            view = self.server.ask(view.headers["location"].split("#")[0], headers={"Accept": "text/html"})
        return f'rel="canonical" href="{thing.split("#")[0]}"' in view.text


def things(server, query):
    rows = server.query(query).json["results"]["bindings"]
    return [(row["thing"]["value"], row["name"]["value"]) for row in rows]


def described(client, checks):
    manifest = client.manifest
    checks.that("0.2" in manifest.get("versions", []), f"versions: {manifest.get('versions')}")
    for name in ("name", "identifierSpace", "schemaSpace"):
        checks.that(isinstance(manifest.get(name), str) and manifest[name], f"manifest: {name} is {manifest.get(name)}")
    for name in ("view", "preview"):
        checks.that("{{id}}" in manifest.get(name, {}).get("url", ""), f"manifest: {name} is {manifest.get(name)}")
    sizes = [manifest.get("preview", {}).get(name) for name in ("width", "height")]
    checks.that(all(isinstance(size, int) and size > 0 for size in sizes), f"manifest: the preview is {sizes} large")
    types = manifest.get("defaultTypes", [])
    checks.that(types and all(kind.get("id") and kind.get("name") for kind in types), f"manifest: types {types}")
    for what in ("entity", "type", "property"):
        place = manifest.get("suggest", {}).get(what)
        checks.that(
            place and "service_url" in place and "service_path" in place, f"manifest: suggests {what} at {place}"
        )
    checks.that("propose_properties" in manifest.get("extend", {}), f"manifest: extends by {manifest.get('extend')}")
    checks.that(
        "batchSize" not in manifest or manifest["batchSize"] >= 10, f"manifest: batches of {manifest.get('batchSize')}"
    )


def matched(client, checks, column, name):
    """A column is matched as a user does it: types are guessed, then the whole is sent with the commonest."""
    guesses = client.batch([{"query": text, "limit": 3} for _, text in column], f"types of {name}")
    types = Counter(kind["id"] for result in guesses for candidate in result for kind in candidate.get("type", []))
    checks.that(types, f"{name}: no types for {column}")
    kind = types.most_common(1)[0][0] if types else None
    results = client.batch(
        [{"query": text, "type": kind, "type_strict": "should", "limit": 5} for _, text in column], name
    )
    for (thing, text), result in zip(column, results):
        found = result[0] if result else {}
        checks.that(found and client.is_about(found["id"], thing), f"{name}: {text} ({thing}) is {found}")
        # Where something else has the same name, somebody may have to decide.
        namesakes = [other["id"] for other in result[1:] if other["name"] == found["name"]]
        checks.that(found.get("match") is True or namesakes, f"{name}: {text} is no sure match: {result[:2]}")
        checks.that(kind in [each["id"] for each in found.get("type", [])], f"{name}: {text} is no {kind}")
    return [result[0]["id"] for result in results if result], kind


def odd_queries(client, checks, person):
    _, text = person
    odd = [
        {"query": text, "limit": 1},
        {"query": "Qwxzk Vbnmp"},
        {"query": text.upper()},
        {"query": f"  {text}\t"},
        {"query": text, "type": "https://example.org/no-such-type"},
        {"query": text, "properties": [{"pid": "no-such-property", "v": "x"}]},
        {
            "query": text,
            "properties": [{"pid": "http://schema.org/jobTitle", "v": [{"id": "x", "name": "y"}, 3, True]}],
        },
        {"query": "刘硕"},
        {"query": "\u0000\ufffd<script>"},
        {"query": "x" * 5000},
    ]
    results = client.batch(odd, "odd queries")
    checks.that(len(results[0]) == 1 and results[2] and results[3], f"odd queries: {results[:4]}")
    checks.that(not any(candidate["match"] for candidate in results[1]), f"odd queries: nonsense is {results[1]}")
    checks.that(results[7], "odd queries: no candidate for 刘硕")
    for field, value, expected in [
        ("queries", "no JSON", {400}),
        ("queries", "[]", {400}),
        ("queries", '{"q0": 3}', {200, 400}),
        ("other", "{}", {400}),
        ("extend", "[]", {400}),
    ]:
        answer = client.server.ask("/reconcile", "POST", urlencode({field: value}), REFINE)
        checks.that(answer.status in expected, f"{field}={value}: {answer}")
    checks.that(client.json(client.post(queries={}), "no queries") == {}, "no queries, but answers")
    got = client.server.ask(
        "/reconcile?" + urlencode({"queries": json.dumps({"q0": {"query": text}})}), headers=BROWSER
    )
    checks.that(client.json(got, "a batch by GET")["q0"]["result"], "a batch by GET: no candidates")
    many = {f"q{at}": {"query": f"{text} {at}"} for at in range(200)}
    answer = client.post(queries=many)
    checks.that(answer.status in (200, 413, 422), f"a batch of 200: {answer}")
    asked = {"Origin": BROWSER["Origin"], "Access-Control-Request-Method": "POST"}
    preflight = client.server.ask("/reconcile", "OPTIONS", headers=asked)
    checks.that(preflight.status in (200, 204), f"preflight: {preflight}")


def suggested(client, checks, person):
    thing, text = person
    places = client.manifest["suggest"]
    for what, prefix in [("entity", text[:3]), ("type", "per"), ("property", "na")]:
        found = client.json(client.service(places[what], prefix=prefix), f"suggests {what}").get("result", [])
        right = found and all(isinstance(each.get("id"), str) and isinstance(each.get("name"), str) for each in found)
        checks.that(right, f"suggests {what} for {prefix}: {found}")
        if "flyout_service_path" in places[what] and found:
            place = {
                "service_url": places[what].get("flyout_service_url", places[what]["service_url"]),
                "service_path": places[what]["flyout_service_path"].split("?")[0],
            }
            flyout = client.json(client.service(place, id=found[0]["id"]), f"flyout of {what}")
            checks.that(flyout.get("id") == found[0]["id"] and flyout.get("html"), f"flyout of {what}: {flyout}")
    found = client.json(client.service(places["entity"], prefix=text), "suggests entity")["result"]
    checks.that(any(client.is_about(each["id"], thing) for each in found), f"suggests for {text}: {found}")
    nothing = client.json(client.service(places["entity"], prefix="Qwxzk Vbnmp"), "suggests entity")
    checks.that(nothing.get("result") == [], f"suggests for nonsense: {nothing}")
    beyond = client.json(client.service(places["entity"], prefix=text[:1], cursor=100000), "suggests entity")
    checks.that(beyond.get("result") == [], f"suggests from 100,000 on: {beyond}")


def previewed(client, checks, ids):
    for thing in ids:
        preview = client.at(client.manifest["preview"]["url"], thing)
        checks.that((preview.status, preview.media_type) == (200, "text/html"), f"preview of {thing}: {preview}")
        policy = preview.headers.get("content-security-policy", "")
        framed = "frame-ancestors *" in policy and "x-frame-options" not in preview.headers
        checks.that(
            framed and "<script" not in preview.text,
            f"preview of {thing}: {policy} {preview.headers.get('x-frame-options')}",
        )
        view = client.at(client.manifest["view"]["url"], thing)
        checks.that(view.status in (200, 303), f"view of {thing}: {view}")
    nothing = client.at(client.manifest["preview"]["url"], "no-such-thing")
    checks.that(nothing.status == 404, f"preview of nothing: {nothing}")


def extended(client, checks, ids, kind):
    place = client.manifest["extend"]["propose_properties"]
    proposed = client.json(client.service(place, type=kind, limit=10), "proposed properties")
    properties = proposed.get("properties", [])
    checks.that(
        properties and all(each.get("id") and each.get("name") for each in properties),
        f"proposed for {kind}: {proposed}",
    )
    wanted = [{"id": each["id"]} for each in properties]
    answer = client.json(client.post(extend={"ids": [*ids, "no-such-thing"], "properties": wanted}), "extension")
    checks.that(
        [each.get("id") for each in answer.get("meta", [])] == [each["id"] for each in wanted],
        f"extension: meta {answer.get('meta')}",
    )
    rows = answer.get("rows", {})
    checks.that(set(rows) == {*ids, "no-such-thing"}, f"extension: rows {sorted(rows)}")
    count = 0
    for thing, row in rows.items():
        checks.that(set(row) <= {each["id"] for each in wanted}, f"extension: {thing} has {sorted(row)}")
        for value in (value for values in row.values() for value in values):
            count += 1
            checks.that(
                value and all(isinstance(value[name], VALUES.get(name, ())) for name in value),
                f"extension: {thing} has {value}",
            )
    checks.that(count >= len(ids), f"extension: {count} values for {len(ids)} things")
    settled = client.post(
        extend={
            "ids": ids[:1],
            "properties": [{"id": wanted[0]["id"], "settings": {"limit": "1", "content": "literal"}}],
        }
    )
    checks.that(settled.status in (200, 400), f"extension with settings: {settled}")


def run(program, checks):
    with Server(program, checks) as server:
        client = Client(server, checks)
        described(client, checks)
        people, organizations = things(server, PEOPLE), things(server, ORGANIZATIONS)
        for name, column in [("people", people), ("organizations", organizations)]:
            with checks.about(name):
                ids, kind = matched(client, checks, column, name)
                with checks.about(f"previews of {name}"):
                    previewed(client, checks, ids)
                with checks.about(f"extensions of {name}"):
                    extended(client, checks, ids, kind)
        with checks.about("odd queries"):
            odd_queries(client, checks, people[0])
        with checks.about("suggestions"):
            suggested(client, checks, people[0])
