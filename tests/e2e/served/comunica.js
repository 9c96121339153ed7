// Asks by Comunica: `node comunica.js TYPE ADDRESS QUERY`, TYPE being `sparql` for an endpoint, `file` for a document.
// Its parser of results, newer than its own terms, loses languages; so values alone are compared.
// Prints rows as a list of objects, a boolean, or triples as N-Triples, always as JSON.
"use strict";
const { createRequire } = require("node:module");
const { QueryEngine } = createRequire(`${process.env.NODE_PATH}/`)("@comunica/query-sparql");

async function main() {
  const [type, address, query] = process.argv.slice(2);
  const result = await new QueryEngine().query(query, { sources: [{ type, value: address }] });
  const found = await result.execute();
  if (result.resultType === "boolean") return console.log(JSON.stringify(found));
  const items = await found.toArray();
  const rows = items.map((item) =>
    result.resultType === "bindings"
      ? Object.fromEntries([...item].map(([variable, term]) => [variable.value, term.value]))
      : [item.subject.value, item.predicate.value, item.object.value],
  );
  console.log(JSON.stringify(rows));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
