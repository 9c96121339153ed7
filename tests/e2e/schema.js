// Validates a document by a JSON Schema, formats too: `node schema.js SCHEMA DOCUMENT`.
"use strict";
const fs = require("node:fs");
const { default: Ajv } = require("ajv/dist/2020");
const { default: addFormats } = require("ajv-formats");

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const [schema, document] = process.argv.slice(2);

// Strict about the schema itself, but for types and properties that stand in another part of it.
const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
addFormats(ajv);
// The package knows no IRIs: one is a URI once what is not ASCII is escaped.
const { uri } = ajv.formats;
ajv.addFormat("iri", (text) => uri(text.replace(/[^\0-\x7f]/gu, encodeURIComponent)));

const validate = ajv.compile(read(schema));
if (!validate(read(document))) {
  const faults = validate.errors.filter(({ keyword }) => keyword !== "if");
  for (const { instancePath, keyword, message } of faults) console.error(`${instancePath}: ${keyword}: ${message}`);
  process.exitCode = 1;
}
