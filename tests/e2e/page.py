"""Checks that extruct finds exactly one JSON-LD document in a page: `python page.py PAGE DOCUMENT`."""

import json
import sys
from pathlib import Path

import extruct


def main(page, document):
    found = extruct.extract(Path(page).read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
    expected = json.loads(Path(document).read_text(encoding="utf-8"))
    if found != [expected]:
        sys.exit(f"found {len(found)} documents, not the one of the export: {json.dumps(found)[:500]}")


main(*sys.argv[1:])
