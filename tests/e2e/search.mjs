// The search of the page's script finds whom the program finds: node tests/e2e/search.mjs CASES.json
//
// The test `search::cases_for_the_script_are_written` writes the cases: indexes, queries and the program's answers.
import { readFileSync } from "node:fs";
import { find, prepare, words } from "../../src/search/people.js";

const { collections, folded } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const faults = [];
let compared = 0;

function compare(what, actual, expected) {
  compared++;
  const [one, two] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== two) faults.push(`${what}: ${one}, where the program has ${two}`);
}

for (const [text, expected] of folded) compare(`words of ${JSON.stringify(text)}`, words(text), expected);
for (const { index, answers } of collections) {
  const prepared = prepare(index);
  for (const [query, expected] of answers) {
    const { count, hits } = find(prepared, query, Infinity);
    compare(JSON.stringify(query), hits.map(({ person, rank }) => [person.href, rank]), expected);
    compare(`number of ${JSON.stringify(query)}`, count, expected.length);
  }
}
faults.forEach((fault) => console.error(fault));
console.log(`${compared} compared, ${faults.length} differ`);
process.exitCode = faults.length || compared < 300 ? 1 : 0;
