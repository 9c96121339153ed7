"""Scripts in every field of a record: none of them may run in a page."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

from .server import Server, collection


class Live(HTMLParser):
    """Finds what would run in a page."""

    LINKS = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcdoc")

    def __init__(self, checks, name):
        super().__init__()
        self.checks, self.name, self.blocks, self.in_block = checks, name, [], False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.in_block = tag == "script" and attributes.get("type") in ("application/ld+json", "application/json")
        if self.in_block:
            self.blocks.append("")
        own_script = re.fullmatch(r"(\.\./)*(assets/(editor|charts)|people)\.js", attributes.get("src") or "")
        is_own = tag == "script" and attributes.keys() == {"type", "src"} and own_script
        is_own = is_own or (tag == "svg" and attributes.get("class") == "picture")
        self.checks.that(
            tag not in ("script", "img", "svg", "iframe", "object", "embed", "base", "style") or self.in_block or is_own,
            f"{self.name}: a live <{tag}> {attributes}",
        )
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
    texts = [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</script><script>alert(2)</script>",
        "' onmouseover='alert(3)",
        "<!--<script>",
        "]]><svg/onload=alert(4)>",
        "{{7*7}}${7*7}<%= 7 %>",
        "</title></textarea><script>",
    ]
    return f"n{at} {texts[at % len(texts)]}"


def poisoned_files():
    links = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/<script>",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
    ]
    p = iter(map(poisoned, range(1000)))
    record = {
        "basics": {
            "name": next(p),
            "label": next(p),
            "summary": next(p),
            "url": links[0],
            "image": links[2],
            "alternateNames": [next(p), next(p)],
            "location": {"city": next(p), "region": next(p), "countryCode": "CN"},
            "profiles": [{"network": next(p), "username": next(p), "url": link} for link in links],
            "identifiers": {"orcid": next(p), "wikidata": next(p)},
        },
        "work": [
            {
                "name": next(p),
                "position": next(p),
                "url": link,
                "startDate": "2018",
                "summary": next(p),
                "highlights": [next(p)],
                "keywords": [next(p)],
                "location": next(p),
            }
            for link in links
        ],
        "education": [
            {
                "institution": next(p),
                "studyType": next(p),
                "area": next(p),
                "url": links[1],
                "startDate": "2010",
                "endDate": "2014",
                "score": next(p),
                "courses": [next(p)],
            }
        ],
        "awards": [{"title": next(p), "awarder": next(p), "summary": next(p), "date": "2020"}],
        "certificates": [{"name": next(p), "issuer": next(p), "url": links[0]}],
        "publications": [
            {
                "name": next(p),
                "publisher": next(p),
                "url": links[0],
                "summary": next(p),
                "releaseDate": "2020",
                "authors": [next(p)],
                "doi": "10.1/" + next(p),
            }
        ],
        "patents": [{"name": next(p), "number": next(p), "url": links[3]}],
        "skills": [{"name": next(p), "level": next(p), "keywords": [next(p)]}],
        "languages": [{"language": next(p), "fluency": next(p)}],
        "interests": [{"name": next(p), "keywords": [next(p)]}],
        "projects": [
            {
                "name": next(p),
                "description": next(p),
                "highlights": [next(p)],
                "url": link,
                "roles": [next(p)],
                "entity": next(p),
                "type": next(p),
            }
            for link in links[:3]
        ],
        "volunteer": [{"organization": next(p), "position": next(p), "url": links[0], "startDate": "2015"}],
        "meta": {"lastModified": "2024"},
    }
    organization = {"evil": {"name": next(p), "url": links[0], "description": next(p), "aliases": [next(p)]}}
    query = f"#: {next(p)}\n#: tags: people\nSELECT ?x WHERE {{ ?x a schema:Person }}\n"
    return {"people__evil_dot_json": record, "organizations_dot_yaml": organization, "queries__evil_dot_rq": query}


def run(program, checks):
    with collection(**poisoned_files()) as folder, Server(program, checks, folder) as server:
        named = server.query("SELECT DISTINCT ?s { ?s ?p ?o FILTER(ISIRI(?s)) }").json["results"]["bindings"]
        pages = sorted(
            {urlsplit(row["s"]["value"]).path for row in named if row["s"]["value"].startswith("https://e2e.example/")}
        )
        checks.that(len(pages) > 10, f"a collection of scripts has the pages {pages}")
        every = quote("SELECT * { ?s ?p ?o }", safe="")
        texts = [quote(poisoned(at), safe="") for at in range(8)]
        paths = [
            *pages,
            "/",
            "/people/",
            "/queries",
            "/queries/evil",
            "/sparql",
            f"/sparql?query={every}",
            f"/sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o }', safe='')}",
            "/queries/describe?person=evil",
            "/queries/timeline?person=evil",
            "/queries/skills",
            "/queries/since",
        ]
        paths += (
            [f"/sparql?query={text}" for text in texts]
            + [f"/queries/search?text={text}" for text in texts]
            + [f"/queries/{text}" for text in texts]
            + [f"/people/{text}" for text in texts]
        )
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
