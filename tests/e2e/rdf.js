// Prints a JSON-LD document as N-Quads, read by jsonld.js: `node rdf.js DOCUMENT [CONTEXT]`.
// CONTEXT is the file with the context of schema.org; without it the document must bring its own.
"use strict";
const fs = require("node:fs");
const jsonld = require("jsonld");

const [file, context] = process.argv.slice(2);

async function documentLoader(url) {
  if (context && url.replace(/\/$/, "") === "https://schema.org") {
    return { contextUrl: null, documentUrl: url, document: JSON.parse(fs.readFileSync(context, "utf8")) };
  }
  throw new Error(`the document asks for ${url}`);
}

async function main() {
  const document = JSON.parse(fs.readFileSync(file, "utf8"));
  // `safe` fails where a term is unknown and its value would be dropped.
  process.stdout.write(await jsonld.toRDF(document, { format: "application/n-quads", documentLoader, safe: true }));
}

main().catch((error) => {
  console.error(error.message, error.details ? JSON.stringify(error.details).slice(0, 500) : "");
  process.exitCode = 1;
});
