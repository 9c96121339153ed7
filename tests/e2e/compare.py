"""Compares two files of N-Quads as sets: `python compare.py EXPECTED FOUND`.

Both are read by the same parser. The context of schema.org types dates as its own `Date`; in FOUND
such a literal stands for the type of XML Schema that its form has.
"""

import re
import sys
from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA_DATES = ("http://schema.org/Date", "http://schema.org/DateTime")
ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
DATES = {
    "gYear": rf"-?\d{{4,}}{ZONE}",
    "gYearMonth": rf"-?\d{{4,}}-\d\d{ZONE}",
    "date": rf"-?\d{{4,}}-\d\d-\d\d{ZONE}",
    "dateTime": rf"-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?{ZONE}",
}

IRI = r"<([^<>\"{}|^`\x00-\x20]*)>"
BLANK = r"_:\S+"
LITERAL = rf'"((?:[^"\\\n\r]|\\.)*)"(?:\^\^{IRI}|@([A-Za-z0-9-]+))?'
TERM = re.compile(rf"{IRI}|({BLANK})|{LITERAL}")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def unescape(text):
    return ESCAPE.sub(lambda m: ESCAPED[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), text)


def date_type(text):
    return next((XSD + name for name, form in DATES.items() if re.fullmatch(form, text)), None)


def term(match, schema_dates):
    iri, blank, text, datatype, language = match.groups()
    if iri is not None:
        return ("iri", unescape(iri))
    if blank is not None:
        return ("blank", blank)
    text = unescape(text)
    if schema_dates and datatype in SCHEMA_DATES:
        datatype = date_type(text) or datatype
    return ("literal", text, datatype or XSD + "string", (language or "").lower())


def quad(line, schema_dates):
    terms, at = [], 0
    while line[at:] != ".":
        match = TERM.match(line, at)
        if not match or len(terms) == 4:
            raise ValueError(f"not N-Quads: {line}")
        terms.append(term(match, schema_dates))
        at = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    if len(terms) < 3:
        raise ValueError(f"not N-Quads: {line}")
    return tuple(terms)


def read(file, schema_dates=False):
    # Not `splitlines`, which also splits at characters that a literal may contain.
    lines = Path(file).read_bytes().decode("utf-8").split("\n")
    return {quad(line.strip(" \t\r"), schema_dates) for line in lines if line.strip()}


def main(expected, found):
    expected, found = read(expected), read(found, schema_dates=True)
    for sign, quads in (("missing", expected - found), ("too much", found - expected)):
        for line in sorted(quads)[:10]:
            print(f"{sign}: {line}")
        if len(quads) > 10:
            print(f"{sign}: {len(quads) - 10} more")
    if not expected:
        print("no quads at all")
    sys.exit(expected != found or not expected)


main(*sys.argv[1:])
