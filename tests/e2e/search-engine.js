// Gives JSON-LD to the validator of structured data by Adobe: `node search-engine.js DOCUMENT [SCHEMA]`.
// SCHEMA is the vocabulary of schema.org as N-Triples; with it types and properties are checked too.
"use strict";
const fs = require("node:fs");

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const KEYS = {
  [`${RDF}type`]: "@type",
  [`${RDFS}subClassOf`]: "rdfs:subClassOf",
  "http://schema.org/domainIncludes": "schema:domainIncludes",
};
const TYPES = { [`${RDFS}Class`]: "rdfs:Class", [`${RDF}Property`]: "rdf:Property" };

// The vocabulary in the form of schema.org's own JSON-LD, with as much as the validator reads.
function vocabulary(triples) {
  const entries = new Map();
  for (const [, subject, predicate, object] of triples.matchAll(/^<([^>]*)> <([^>]*)> <([^>]*)> \.$/gm)) {
    const key = KEYS[predicate];
    if (!key || (key === "@type" && !TYPES[object])) continue;
    if (!entries.has(subject)) entries.set(subject, { "@id": subject });
    const entry = entries.get(subject);
    if (key === "@type") entry[key] = TYPES[object];
    else (entry[key] ??= []).push({ "@id": object });
  }
  return { "@graph": [...entries.values()] };
}

async function main() {
  const [file, schema] = process.argv.slice(2);
  const { default: Validator } = await import(require.resolve("@adobe/structured-data-validator"));
  const validator = new Validator(schema && vocabulary(fs.readFileSync(schema, "utf8")));
  const document = JSON.parse(fs.readFileSync(file, "utf8"));
  const issues = await validator.validate({ jsonld: { [document["@type"]]: [document] }, errors: [] });
  for (const { severity, issueMessage, path } of issues) {
    console.error(`${severity}: ${issueMessage}, at ${path.map((step) => step.property ?? step.type).join("/")}`);
  }
  process.exitCode = issues.some(({ severity, errorType }) => severity === "ERROR" || errorType === "schemaOrg") ? 1 : 0;
}

main();
