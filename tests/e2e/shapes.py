"""What pySHACL and `vitagraph check` find in a graph is the same.

    shapes.py plant GOOD.ttl PLANTED.tsv GRAPH.nt      writes a graph with all planted errors, each about things of its own
    shapes.py compare SHAPES.ttl GRAPH.nt FINDINGS.json
"""

import json
import logging
import re
import sys
from collections import Counter
from pathlib import Path

import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SH

# Texts stay as they were written, also those that are none of their datatypes, of which rdflib would warn.
logging.disable(logging.WARNING)
rdflib.NORMALIZE_LITERALS = False

PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "vita": "https://w3id.org/vitagraph#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FINDING = re.compile(r"^`(?P<focus>[^`]*)`:(?: `(?P<path>[^`]*)`)?(?: `(?P<value>.*)`)? breaks `sh:(?P<word>\w+)")


def shown(term):
    """A term as findings show it."""
    if term is None:
        return None
    if isinstance(term, rdflib.BNode):
        return "_:"
    if isinstance(term, rdflib.URIRef):
        found = ((prefix, iri) for prefix, iri in PREFIXES.items() if term.startswith(iri))
        return next((f"{prefix}:{term[len(iri):]}" for prefix, iri in found), str(term))
    text = str(term)
    return (text[:60] + "…" if len(text) > 60 else text) + (f"@{term.language}" if term.language else "")


def path_of(graph, node):
    if node is None or isinstance(node, rdflib.URIRef):
        return shown(node)
    inverse, alternative = graph.value(node, SH.inversePath), graph.value(node, SH.alternativePath)
    if inverse is not None:
        return "^" + path_of(graph, inverse)
    if alternative is not None:
        return "(" + "|".join(path_of(graph, step) for step in graph.items(alternative)) + ")"
    return "/".join(path_of(graph, step) for step in graph.items(node))


def of_pyshacl(shapes, data):
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    found = Counter()
    for result in report.objects(None, SH.result):
        get = lambda name: report.value(result, SH[name])
        word = get("sourceConstraintComponent").split("#")[1].removesuffix("ConstraintComponent")
        path = path_of(shapes + report, get("resultPath"))
        value = shown(get("value")) if path else None
        found[shown(get("focusNode")), path, value, word[0].lower() + word[1:]] += 1
    return found


def of_vitagraph(file):
    found = Counter()
    for finding in json.loads(Path(file).read_text(encoding="utf-8")):
        match = FINDING.match(finding["message"])
        blank = lambda text: "_:" if text and text.startswith("_:") else text
        found[blank(match["focus"]), match["path"], blank(match["value"]), match["word"]] += 1
    return found


def compare(shapes, graph, findings):
    shapes, data = rdflib.Graph().parse(shapes), rdflib.Graph().parse(graph)
    theirs, ours = of_pyshacl(shapes, data), of_vitagraph(findings)
    for name, only in (("pySHACL", theirs - ours), ("vitagraph", ours - theirs)):
        for found in sorted(only.elements(), key=str):
            print(f"only {name}: {found}")
    print(f"{len(data)} triples, {theirs.total()} results of pySHACL, {ours.total()} of vitagraph")
    sys.exit(theirs != ours)


def plant(good, planted, graph):
    text = re.sub(r"^#.*$", "", Path(good).read_text(encoding="utf-8"), flags=re.MULTILINE).strip().replace("\n", " ")
    rows = [line.split("\t") for line in Path(planted).read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    data = rdflib.Graph()
    for number, (_, old, new) in enumerate(rows):
        assert text.count(old) == 1, old
        data.parse(data=text.replace(old, new).replace("https://e.example/p", f"https://e.example/{number}"), format="turtle")
    Path(graph).write_text(data.serialize(format="nt"), encoding="utf-8")


{"compare": compare, "plant": plant}[sys.argv[1]](*sys.argv[2:])
