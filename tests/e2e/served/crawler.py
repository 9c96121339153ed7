"""A crawler: from `robots.txt` over the sitemap to each page, and what machines read about the site as a whole."""

import json
import re
import urllib.robotparser
from xml.etree import ElementTree

import extruct
import rdflib

from .server import Server

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://vitagraph.example/"
FORMS = {"text/html": None, "application/ld+json": "json-ld", "text/turtle": "turtle"}
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def local(address):
    return "/" + address.removeprefix(BASE)


def robots(server, checks):
    """What a crawler may fetch; gives the address of the sitemap."""
    answer = server.ask("/robots.txt")
    checks.that((answer.status, answer.media_type) == (200, "text/plain"), f"robots.txt: {answer}")
    rules = urllib.robotparser.RobotFileParser()
    rules.parse(answer.text.splitlines())
    for path, expected in [
        ("people/stuart-lau", True),
        ("", True),
        ("sparql?query=x", False),
        ("queries/colleagues?person=x", False),
        ("store", False),
    ]:
        checks.that(
            rules.can_fetch("*", BASE + path) is expected, f"robots.txt: a crawler may fetch {path}: {not expected}"
        )
    [sitemap] = rules.site_maps()
    checks.that(sitemap == BASE + "sitemap.xml", f"robots.txt: the sitemap is {sitemap}")
    return sitemap


def addresses(server, checks, sitemap):
    answer = server.ask(local(sitemap))
    checks.that((answer.status, answer.media_type) == (200, "application/xml"), f"sitemap: {answer}")
    found = []
    root = ElementTree.fromstring(answer.body)
    for part in root.iter(f"{SITEMAP}sitemap"):
        found += addresses(server, checks, part.findtext(f"{SITEMAP}loc"))
    for url in root.iter(f"{SITEMAP}url"):
        found.append(url.findtext(f"{SITEMAP}loc"))
        changed = url.findtext(f"{SITEMAP}lastmod")
        checks.that(re.fullmatch(r"\d{4}-\d\d-\d\d", changed or ""), f"sitemap: {found[-1]} was changed on {changed}")
    return found


def page(server, checks, address):
    """A page of the sitemap in all its forms."""
    for media_type, form in FORMS.items():
        answer = server.ask(local(address), headers={"Accept": media_type})
        if not checks.that(
            (answer.status, answer.media_type) == (200, media_type), f"{address} as {media_type}: {answer}"
        ):
            continue
        if form:
            graph = rdflib.Graph().parse(data=answer.body, format=form)
            named = {str(node).split("#")[0] for node in graph.subjects()}
            checks.that(
                len(graph) and address in named,
                f"{address} as {media_type}: {len(graph)} triples about {sorted(named)[:3]}",
            )
        else:
            checks.that(f'<link rel="canonical" href="{address}">' in answer.text, f"{address}: no canonical address")
            [document] = extruct.extract(answer.text, syntaxes=["json-ld"])["json-ld"]
            checks.that(document.get("@context"), f"{address}: a document without context")


def people(server, checks):
    """The pages that the list of people leads to: those of people whose own page is elsewhere are among them."""
    page = server.ask("/people/", headers={"Accept": "text/html"}).text
    listed = [f"/{path}" for path in re.findall(r'<a href="\.\./(people/[^"#?./]+)"', page)]
    checks.that(len(set(listed)) == 3, f"/people/ leads to {listed}")
    for path in set(listed):
        answer = server.ask(path, headers={"Accept": "text/html"})
        [document] = extruct.extract(answer.text, syntaxes=["json-ld"])["json-ld"]
        about = document.get("mainEntity", {})
        checks.that(
            (document.get("@type"), about.get("@type")) == ("ProfilePage", "Person"),
            f"{path}: {json.dumps(document)[:200]}",
        )
        checks.that(
            document == server.ask(f"{path}?view=seo", headers={"Accept": "application/ld+json"}).json,
            f"{path}: another document than at `?view=seo`",
        )
        checks.that(re.search(r"<title>[^<]+</title>", answer.text), f"{path}: no title")


def parts(server, checks):
    """A crawler that counts on finds an end."""
    for part in ("1", "2", "0", "99999", "-1", "x"):
        answer = server.ask(f"/people/all/{part}", headers={"Accept": "text/html"})
        checks.that(answer.status == 404, f"/people/all/{part} is {answer}, not 404")


def descriptions(server, checks):
    about = {}
    for name, path in [("VoID", "/.well-known/void"), ("the service", "/sparql")]:
        for media_type, form in [
            ("text/turtle", "turtle"),
            ("application/rdf+xml", "xml"),
            ("application/ld+json", "json-ld"),
        ]:
            answer = server.ask(path, headers={"Accept": media_type})
            checks.that((answer.status, answer.media_type) == (200, media_type), f"{name} as {media_type}: {answer}")
            about[name, media_type] = rdflib.Graph().parse(data=answer.body, format=form)
        sizes = {len(graph) for (of, _), graph in about.items() if of == name}
        checks.that(len(sizes) == 1 and sizes.pop() > 5, f"{name}: forms of different sizes")
    dataset, service = about["VoID", "text/turtle"], about["the service", "text/turtle"]
    [node] = dataset.subjects(rdflib.RDF.type, VOID.Dataset)
    count = int(
        server.query("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").json["results"][
            "bindings"
        ][0]["n"]["value"]
    )
    checks.that(
        int(dataset.value(node, VOID.triples)) == count,
        f"VoID: {dataset.value(node, VOID.triples)} triples, not {count}",
    )
    for link in (VOID.sparqlEndpoint, VOID.dataDump):
        answer = server.ask(local(str(dataset.value(node, link))))
        checks.that(answer.status == 200, f"VoID leads to {dataset.value(node, link)}: {answer}")
    [node] = service.subjects(rdflib.RDF.type, SD.Service)
    checks.that(str(service.value(node, SD.endpoint)) == BASE + "sparql", "the service has another endpoint")
    checks.that((node, SD.supportedLanguage, SD.SPARQL11Query) in service, "the service does not say its language")
    checks.that(
        (service.value(node, SD.defaultDataset), rdflib.RDF.type, SD.Dataset) in service, "the service has no dataset"
    )


def llms(server, checks):
    """`llms.txt` leads to what is there."""
    answer = server.ask("/llms.txt")
    lines = answer.text.splitlines()
    checks.that(answer.status == 200 and lines[0].startswith("# ") and lines[2].startswith("> "), f"llms.txt: {answer}")
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", answer.text, flags=re.MULTILINE)
    checks.that(len(links) > 10, f"llms.txt: {len(links)} links")
    for link in links:
        found = server.ask(local(link), headers={"Accept": "text/html, */*;q=0.5"})
        checks.that(found.status == 200, f"llms.txt leads to {link}: {found}")


def links(server, checks):
    """Each link of the start pages is answered."""
    for path in ("/", "/people/", "/queries", "/sparql"):
        text = server.ask(path, headers={"Accept": "text/html"}).text
        for link in sorted(set(re.findall(r'(?:href|src|action)="(/[^"#]*)', text))):
            found = server.ask(link, headers={"Accept": "text/html, */*;q=0.5"})
            checks.that(found.status == 200, f"{path} leads to {link}: {found}")


def run(program, checks):
    with Server(program, checks) as server:
        sitemap = robots(server, checks)
        found = addresses(server, checks, sitemap)
        checks.that(
            len(found) > 50 and len(set(found)) == len(found),
            f"the sitemap has {len(found)} addresses, {len(set(found))} different",
        )
        for address in found:
            with checks.about(address):
                page(server, checks, address)
        for group in (people, parts, descriptions, llms, links):
            with checks.about(group.__name__):
                group(server, checks)
