"""What is not for everybody, asked for in every way: no answer may hold a word of it."""

import json
from urllib.parse import quote, urlencode

from .server import Server, collection

# Each secret is a word that nothing else has; who may read it is in its beginning.
PRIVATE, INTERNAL = "zqprivate", "zqinternal"
HIDDEN = "zqprivatekey"
NUMBER = "+990004477118"


def secret(name):
    return f"{PRIVATE}{name}"


def files():
    """Somebody with secrets, somebody who is one, and colleagues who are named by them."""
    ada = {
        "id": "ada",
        "basics": {
            "name": "Ada Lovely",
            "email": f"{secret('mail')}@example.org",
            "phone": NUMBER,
            "birthDate": "1901-02-03",
            "summary": f"{INTERNAL}summary",
            "visibility": {"summary": "internal"},
            "location": {"city": "Turin", "address": f"1 {secret('street')}", "postalCode": secret("code")},
            "profiles": [
                {"network": "WeChat", "username": secret("wechat")},
                {"network": "GitHub", "username": "ada", "url": "https://github.com/ada"},
                {
                    "network": "GitLab",
                    "username": secret("gitlab"),
                    "url": f"https://gitlab.com/{secret('gitlab')}",
                    "visibility": "private",
                },
            ],
        },
        "work": [
            {
                "name": "Open Works",
                "position": "Engineer",
                "startDate": "2018",
                "highlights": ["Public deeds"],
                "summary": secret("work"),
                "visibility": {"summary": "private"},
                "projects": [{"name": secret("project"), "visibility": "private"}],
            },
            {
                "name": f"{secret('employer')} Ltd",
                "position": secret("position"),
                "startDate": "2015",
                "endDate": "2017",
                "visibility": "private",
            },
            {
                "name": f"{INTERNAL}employer Ltd",
                "position": "Agent",
                "startDate": "2012",
                "endDate": "2014",
                "visibility": "internal",
            },
        ],
        "education": [{"institution": secret("school"), "area": "Law", "visibility": "private"}],
        "skills": [{"name": "Java"}, {"name": secret("skill"), "visibility": "private"}],
        "publications": [
            {"name": secret("paper"), "authors": ["Ada Lovely", secret("author")], "visibility": "private"}
        ],
        "interests": [{"name": secret("interest"), "visibility": "private"}],
        "references": [{"name": secret("referee"), "reference": secret("reference")}],
        "awards": [{"title": secret("award"), "visibility": "private", "awarder": secret("awarder")}],
        secret("field"): secret("unread"),
        "meta": {"lastModified": "2024", "id": "cv"},
    }
    older = {
        "id": "ada",
        "basics": {"name": "Ada Lovely", "label": f"{INTERNAL}claim"},
        "meta": {"id": "old", "lastModified": "2020"},
    }
    newer = {
        "id": "ada",
        "basics": {"name": "Ada Lovely", "label": "Engineer"},
        "meta": {"id": "new", "lastModified": "2025"},
    }
    hidden = {
        "id": HIDDEN,
        "visibility": "private",
        "basics": {
            "name": f"{secret('name')} Nobody",
            "label": secret("title"),
            "url": f"https://{secret('site')}.example/",
        },
        "work": [
            {"name": f"{secret('office')} Inc", "position": secret("post"), "startDate": "2019-13"},
            {"name": "Open Works", "position": secret("colleague"), "startDate": "2018"},
        ],
        "publications": [{"name": "A paper of both", "authors": ["Ada Lovely", f"{secret('name')} Nobody"]}],
        "skills": [{"name": secret("craft")}],
        secret("other"): 3,
    }
    bob = {
        "id": "bob",
        "basics": {"name": "Bob Plain"},
        "work": [{"name": "Open Works", "position": "Clerk", "startDate": "2017"}],
        "skills": [{"name": "Java"}],
    }
    return {
        "people__ada_dot_json": ada,
        "people__ada-old_dot_json": older,
        "people__ada-new_dot_json": newer,
        f"people__{HIDDEN}_dot_json": hidden,
        "people__bob_dot_json": bob,
    }


def queries():
    yield "SELECT * { ?s ?p ?o }"
    yield "SELECT * { GRAPH ?g { ?s ?p ?o } }"
    yield "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    yield "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    yield "DESCRIBE ?s { ?s a schema:Person }"
    yield "SELECT * { ?s schema:email|schema:telephone|schema:birthDate|schema:streetAddress ?o }"
    yield "SELECT * FROM NAMED <https://e2e.example/people/ada#source-old> { GRAPH ?g { ?s ?p ?o } }"
    yield f"DESCRIBE <https://e2e.example/people/{HIDDEN}#person>"


def ways(server):
    """All that can be asked without knowing a secret: path, and what the client reads."""
    forms = [
        "text/html",
        "application/ld+json",
        "text/turtle",
        "application/n-quads",
        "application/rdf+xml",
        "application/json",
        "text/csv",
        "application/trig",
    ]
    named = server.query("SELECT DISTINCT ?s { ?s ?p ?o FILTER(ISIRI(?s)) }").json["results"]["bindings"]
    pages = sorted(
        {
            row["s"]["value"].split("#")[0].removeprefix("https://e2e.example")
            for row in named
            if row["s"]["value"].startswith("https://e2e.example/")
        }
    )
    paths = [
        *pages,
        "/",
        "/people/",
        "/people/ada?view=seo",
        "/people/?view=seo",
        "/health",
        "/metrics",
        "/sitemap.xml",
        "/sitemap/1.xml",
        "/llms.txt",
        "/robots.txt",
        "/openapi.json",
        "/.well-known/void",
        "/sparql",
        "/queries",
        "/reconcile",
    ]
    paths += ["/store", "/store?default", "/store?graph=" + quote("https://e2e.example/people/ada#source-old", safe="")]
    for query in server.ask("/queries", headers={"Accept": "application/json"}).json:
        values = {
            one["name"]: {
                "person": "ada",
                "other": "bob",
                "organization": "open-works",
                "institution": "open-works",
                "skill": "java",
                "text": "a",
            }.get(one["type"], "ada")
            for one in query["parameters"]
            if one["required"]
        }
        for given in (values, {**values, "person": "ada"}, {**values, "organization": "open-works"}, {}):
            paths.append(f"/queries/{query['name']}?{urlencode(given)}")
    paths += [f"/sparql?query={quote(query, safe='')}" for query in queries() if HIDDEN not in query]
    paths += [
        f"/reconcile/suggest/{what}?prefix={prefix}"
        for what in ("entity", "type", "property")
        for prefix in ("z", "a", "o", "j")
    ]
    paths += [
        f"/reconcile/preview?id={quote(name, safe='')}"
        for page in pages
        for name in (page[1:], f"https://e2e.example{page}#person")
    ]
    batch = {
        f"q{at}": {"query": text}
        for at, text in enumerate(["Ada Lovely", "Nobody", "Ltd", "Inc", "Open Works", "Java"])
    }
    paths.append("/reconcile?" + urlencode({"queries": json.dumps(batch)}))
    properties = [
        {"id": name}
        for name in (
            "email",
            "telephone",
            "birthDate",
            "description",
            "address",
            "worksFor",
            "schema:email",
            "http://schema.org/email",
            "jobTitle",
        )
    ]
    ids = ["people/ada", "people/bob", "https://e2e.example/people/ada#person"]
    paths.append("/reconcile?" + urlencode({"extend": json.dumps({"ids": ids, "properties": properties})}))
    return [(path, form) for path in paths for form in forms]


def blind(server):
    """What only asks whether a secret is there: the answer must be as for what is not there."""
    name, nobody = f"{secret('name')} Nobody", "Qqprivatename Nobody"
    pairs = [
        (f"/people/{HIDDEN}{ending}", f"/people/qqprivatekey{ending}")
        for ending in ("", ".ttl", ".jsonld", ".html", ".nq")
    ]
    pairs += [
        (
            f"/resource?iri=https://e2e.example/people/{HIDDEN}%23person",
            "/resource?iri=https://e2e.example/people/qqprivatekey%23person",
        )
    ]
    pairs += [
        (f"/queries/{query}?person={HIDDEN}", f"/queries/{query}?person=qqprivatekey")
        for query in ("describe", "colleagues", "timeline", "papers")
    ]
    pairs += [
        (f"/queries/{query}?person={quote(name)}", f"/queries/{query}?person={quote(nobody)}")
        for query in ("describe", "colleagues")
    ]
    pairs += [
        (f"/queries/search?text={word}", f"/queries/search?text={word.replace('zq', 'qq')}")
        for word in (secret("name"), secret("title"), secret("project"), secret("mail"))
    ]
    pairs += [
        (
            f"/queries/who-was-at?organization={secret('office')}-inc",
            "/queries/who-was-at?organization=qqprivateoffice-inc",
        )
    ]
    pairs += [
        (f"/reconcile/suggest/entity?prefix={word}", f"/reconcile/suggest/entity?prefix={word.replace('zq', 'qq')}")
        for word in (secret("name"), secret("office"), secret("skill"))
    ]
    pairs += [(f"/reconcile/preview?id=people/{HIDDEN}", "/reconcile/preview?id=people/qqprivatekey")]
    for text in (name, f"{secret('employer')} Ltd", f"{secret('office')} Inc", secret("paper")):
        there, not_there = (
            {"queries": json.dumps({"q0": {"query": each}})} for each in (text, text.replace("zq", "Qq"))
        )
        pairs.append(("/reconcile?" + urlencode(there), "/reconcile?" + urlencode(not_there)))
    return pairs


def silent(server, checks, secrets, who):
    """No answer has a secret in it."""
    asked = 0
    for path, form in ways(server):
        answer = server.ask(path, headers={"Accept": form})
        asked += 1
        checks.that(answer.status < 500, f"{who}: {path} as {form}: {answer}")
        text = answer.text + str(answer.headers.items())
        found = [word for word in secrets if word in text or quote(word) in text]
        checks.that(
            not found,
            f"{who}: {path} as {form} tells {[text[max(0, text.find(word) - 60) : text.find(word) + 40] for word in found]}",
        )
    checks.that(asked > 500, f"{who}: only {asked} ways")


def deaf(server, checks, who):
    """Who guesses a secret is told nothing."""
    for there, not_there in blind(server):
        found, expected = (server.ask(path, headers={"Accept": "application/json"}) for path in (there, not_there))
        same = lambda answer: answer.text.replace("zqprivate", "*").replace("qqprivate", "*").replace("Qqprivate", "*")
        checks.that(
            (found.status, same(found)) == (expected.status, same(expected)),
            f"{who}: {there}: {found}, but {not_there}: {expected}",
        )
    for word in (PRIVATE, NUMBER):
        for where in ("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }", "{ ?o ?p ?s }"):
            answer = server.query(f'ASK {{ {where} FILTER(CONTAINS(LCASE(STR(?o)), "{word}")) }}')
            checks.that(answer.json.get("boolean") is False, f"{who}: {word} is in the store: {answer}")
    for query in queries():
        answer = server.query(query, "*/*")
        checks.that(PRIVATE not in answer.text, f"{who}: {query}: {answer}")


def run(program, checks):
    with collection(**files()) as folder:
        for audience, secrets in (
            ("public", [PRIVATE, NUMBER, "1901-02-03", INTERNAL]),
            ("internal", [PRIVATE, NUMBER, "1901-02-03"]),
        ):
            with Server(program, checks, folder, audience=audience) as server:
                silent(server, checks, secrets, audience)
                deaf(server, checks, audience)
                shown = server.ask("/people/ada.ttl").text
                checks.that(
                    "Ada Lovely" in shown and (INTERNAL in shown) == (audience == "internal"),
                    f"{audience}: /people/ada.ttl has {shown[:200]}",
                )
        # That the secrets are there at all.
        with Server(program, checks, folder, audience="private") as server:
            every = server.ask("/store").text
            for word in (
                NUMBER,
                secret("mail"),
                secret("name"),
                secret("reference"),
                secret("project"),
                f"{INTERNAL}claim",
            ):
                checks.that(word in every, f"private: /store has no {word}")
