// Validates a document by the schema of JSON Resume: `node resume.js DOCUMENT`.
"use strict";
const fs = require("node:fs");
const { validate } = require("@jsonresume/schema");

validate(JSON.parse(fs.readFileSync(process.argv[2], "utf8")), (errors) => {
  for (const error of errors ?? []) console.error(error.stack ?? error);
  process.exitCode = errors ? 1 : 0;
});
