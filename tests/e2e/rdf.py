"""Prints a JSON-LD document as N-Quads, read by PyLD: `python rdf.py DOCUMENT [CONTEXT]`.

CONTEXT is the file with the context of schema.org; without it the document must bring its own.
"""

import json
import sys
from pathlib import Path

from pyld import jsonld


def main(file, context=None):
    def loader(url, _options=None):
        if context and url.rstrip("/") == "https://schema.org":
            document = json.loads(Path(context).read_text(encoding="utf-8"))
            return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}
        raise ValueError(f"the document asks for {url}")

    document = json.loads(Path(file).read_text(encoding="utf-8"))
    options = {"format": "application/n-quads", "documentLoader": loader}
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(jsonld.to_rdf(document, options))


main(*sys.argv[1:])
