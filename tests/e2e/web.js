// The editor and the charts in a browser: `node web.js PROGRAM [FOLDER]`, in the root of the repository. Pictures of the
// pages are kept in FOLDER. The program must have been built after `web/build`.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const { run, NARROW } = require("./browser.js");

const PEOPLE = "SELECT ?person ?name WHERE { ?person a schema:Person ; schema:name ?name } ORDER BY ?name";
// What a browser says by itself of an answer that is an error.
const REFUSED = /^console: Failed to load resource: .* 4\d\d/;

async function editor(visit) {
  await visit.goto("/sparql");
  await visit.page.waitForSelector(".yasqe .CodeMirror");
  assert.equal(await visit.page.locator("textarea[name=query]").count(), 0, "the editor is in the form's place");
}

function put(visit, query) {
  return visit.page.evaluate((text) => document.querySelector(".yasqe .CodeMirror").CodeMirror.setValue(text), query);
}

// Asks a query in the editor.
async function ask(visit, query) {
  await put(visit, query);
  await visit.page.click(".yasqe_queryButton");
}

async function asks(visit) {
  await editor(visit);
  const first = await visit.page.evaluate(() => document.querySelector(".yasqe .CodeMirror").CodeMirror.getValue());
  assert.match(first, /schema:name/, "it begins with the query of the form");
  await ask(visit, PEOPLE);
  await visit.page.waitForSelector(".yasr table.dataTable tbody tr");
  const answer = await json(visit, `/sparql?${new URLSearchParams({ query: PEOPLE })}`);
  const names = answer.results.bindings.map((row) => row.name.value);
  const shown = visit.page.locator(".yasr table.dataTable tbody tr");
  assert.equal(await shown.count(), Math.min(names.length, 50));
  assert.ok((await shown.first().textContent()).includes(names[0]));
}

async function json(visit, address) {
  const response = await visit.page.request.get(address, { headers: { Accept: "application/sparql-results+json" } });
  assert.equal(response.status(), 200, address);
  return response.json();
}

async function works_narrow(visit) {
  await asks(visit);
  const wide = await visit.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
}

async function response(visit) {
  await asks(visit);
  await visit.page.click(".yasr .select_response");
  await visit.page.waitForSelector(".yasr .CodeMirror");
  const text = await visit.page.evaluate(() => document.querySelector(".yasr .CodeMirror").CodeMirror.getValue());
  assert.match(text, /"bindings"/);
}

async function triples(visit) {
  await editor(visit);
  await ask(visit, "CONSTRUCT WHERE { ?person a schema:Person ; schema:name ?name }");
  await visit.page.waitForSelector(".yasr table.dataTable tbody tr");
}

async function boolean(visit) {
  await editor(visit);
  await ask(visit, "ASK { ?person a schema:Person }");
  await visit.page.waitForSelector(".yasr .booleanResult, .yasr_results :text('True')");
}

async function error(visit) {
  visit.expects(REFUSED);
  await editor(visit);
  await ask(visit, "SELECT ?name WHERE { ?person schema:name ?name ");
  await visit.page.waitForSelector(".yasr .errorResult");
  assert.match(await visit.page.textContent(".yasr .errorResult"), /the query: /);
  await ask(visit, 'INSERT DATA { <urn:a> schema:name "A" }');
  await visit.page.waitForSelector(".errorResult :text('hint: ')");
}

async function completes(visit) {
  await editor(visit);
  await put(visit, "SELECT * WHERE { ?person  }");
  await visit.page.evaluate(() => {
    const { CodeMirror } = document.querySelector(".yasqe .CodeMirror");
    CodeMirror.focus();
    CodeMirror.setCursor({ line: 0, ch: 25 });
  });
  await visit.page.keyboard.type("schema:jobT");
  await visit.page.waitForSelector(".CodeMirror-hints li");
  assert.deepEqual(await visit.page.locator(".CodeMirror-hints li").allTextContents(), ["schema:jobTitle"]);
}

// Tabs, the menu of a tab, its link, the switches and the width of columns, none of which may break the policy.
async function handles(visit) {
  await asks(visit);
  const { page } = visit;
  await page.click(".yasqe_share");
  const link = await page.inputValue(".yasqe_sharePopup input");
  assert.ok(link.startsWith(`${visit.origin}/sparql?query=SELECT`), link);
  await page.keyboard.press("Escape");
  for (const label of await page.locator(".yasr .tableControls .switch").all()) await label.click();
  await page.fill(".yasr .tableFilter", "Liu");
  await page.keyboard.press("End");
  const grip = page.locator(".grip-handle .grip-resizable").nth(1);
  if ((await grip.count()) > 0) {
    const box = await grip.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 5, { steps: 4 });
    await page.mouse.up();
  }
  assert.ok((await page.locator("head link[rel=stylesheet]").count()) >= 2, "the stylesheets are still there");
  await page.click(".yasgui .addTab");
  await page.locator(".yasgui .tab").first().click();
  await page.locator(".yasgui .tab").first().click({ button: "right" });
  assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is kept in the browser");
}

async function without_script(visit) {
  await visit.goto("/sparql");
  await visit.page.fill("textarea[name=query]", PEOPLE);
  await visit.page.click("form button");
  await visit.page.waitForSelector("table tbody tr");
}

async function chart_without_script(visit, address) {
  await visit.goto(address);
  assert.ok((await visit.page.locator("table tbody tr").count()) > 0);
  assert.equal(await visit.page.locator("figure.chart:visible").count(), 0);
}

// The marks of each kind of chart.
const MARKS = {
  bar: ".mark-rect.marks > path",
  line: ".mark-symbol.layer_1_marks > path, .mark-symbol.marks > path",
  point: ".mark-symbol.marks > path",
  timeline: ".mark-rect.layer_0_marks > path, .mark-symbol.layer_1_marks > path",
  matrix: ".mark-rect.marks > path",
};

// A chart has a mark for each row of the answer that has values for its axes.
async function chart(visit, { name, kind, columns, values }) {
  const address = `/queries/${name}?${new URLSearchParams(values)}`;
  await visit.goto(address);
  await visit.page.waitForSelector("figure.chart svg");
  const rows = (await json(visit, address)).results.bindings.filter((row) => columns.every((column) => row[column]));
  const marks = await visit.page.locator(`figure.chart svg :is(${MARKS[kind]})`).count();
  assert.ok(rows.length > 0, "the example has rows");
  assert.equal(marks, Math.min(rows.length, kind === "bar" ? 50 : 300), "a mark for each row");
  const drawing = visit.page.locator("figure.chart .drawing[role='graphics-document']");
  assert.match((await drawing.getAttribute("aria-label")) ?? "", new RegExp(`: ${kind} chart of `));
  const box = await drawing.locator("svg").boundingBox();
  const { width } = await visit.page.locator("figure.chart").boundingBox();
  assert.ok(box.width <= width + 1 && box.width > width / 2, `the drawing is ${box.width} wide in ${width}`);
}

// The queries that have a chart, with the columns that a mark needs, and values that have an answer in a small team.
const DAY = "2024-06-30";
const LI = "li-wei";
const CHARTS = [
  { name: "alumni", kind: "timeline", columns: ["person", "from"], values: { institution: "state-university", today: DAY } },
  { name: "career-moves", kind: "matrix", columns: ["origin", "destination"], values: {} },
  { name: "coauthors", kind: "bar", columns: ["works", "name"], values: { person: LI } },
  { name: "colleagues", kind: "bar", columns: ["months", "colleague"], values: { person: LI, today: DAY } },
  { name: "experts", kind: "bar", columns: ["months", "person"], values: { skill: "rust", today: DAY } },
  { name: "overlap", kind: "timeline", columns: ["from", "organization"], values: { person: LI, other: "Ana Silva", today: DAY } },
  { name: "products", kind: "timeline", columns: ["from", "name"], values: {} },
  { name: "since", kind: "bar", columns: ["months", "person"], values: { today: DAY } },
  { name: "skill-matrix", kind: "matrix", columns: ["person", "skill"], values: {} },
  { name: "skills", kind: "bar", columns: ["people", "skill"], values: {} },
  { name: "statistics", kind: "line", columns: ["date", "value"], values: { person: "cho-minji", figure: "Patent" } },
  { name: "tenure", kind: "bar", columns: ["finishedMonths", "organization"], values: { today: DAY } },
  { name: "timeline", kind: "timeline", columns: ["from", "name"], values: { person: LI } },
  { name: "who-was-at", kind: "timeline", columns: ["person", "from"], values: { organization: "acme", at: "2018-05" } },
];
// Those of our own data, which have more rows.
const LARGER = [
  { name: "skill-matrix", kind: "matrix", columns: ["person", "skill"], values: {} },
  { name: "skills", kind: "bar", columns: ["people", "skill"], values: {} },
  { name: "timeline", kind: "timeline", columns: ["from", "name"], values: { person: "stuart-lau" } },
];

async function editors(checks) {
  await checks.check("the editor asks and shows rows", {}, asks);
  await checks.check("the editor asks and shows rows, dark", { dark: true }, asks);
  await checks.check("the editor is as wide as a small window", { width: NARROW }, works_narrow);
  await checks.check("the editor shows the whole response", {}, response);
  await checks.check("the editor shows the whole response, dark", { dark: true }, response);
  await checks.check("the editor shows triples", {}, triples);
  await checks.check("the editor shows a boolean", {}, boolean);
  await checks.check("the editor shows what the server says of a fault", {}, error);
  await checks.check("the editor shows what the server says of a fault, dark", { dark: true }, error);
  await checks.check("the editor completes terms of the graph", {}, completes);
  await checks.check("the editor can be handled", {}, handles);
  await checks.check("the form works without script", { script: false }, without_script);
  for (const one of LARGER) {
    await checks.check(`the chart of ${one.name} of our own data`, {}, (visit) => chart(visit, one));
    await checks.check(`the chart of ${one.name} of our own data, dark`, { dark: true }, (visit) => chart(visit, one));
    await checks.check(`the chart of ${one.name} of our own data, narrow`, { width: NARROW }, (visit) => chart(visit, one));
  }
  await checks.check("a chart needs no script for its rows", { script: false }, (visit) =>
    chart_without_script(visit, "/queries/skills"),
  );
}

async function charts(checks) {
  const drawn = fs.readdirSync("queries").filter((file) => /^#\+ chart:/m.test(fs.readFileSync(`queries/${file}`, "utf8")));
  const checked = CHARTS.map(({ name }) => `${name}.rq`);
  assert.deepEqual(checked.sort(), drawn.sort(), "each query with a chart is checked");
  for (const one of CHARTS) {
    await checks.check(`the chart of ${one.name}`, {}, (visit) => chart(visit, one));
  }
}

async function main() {
  const [program, folder] = process.argv.slice(2);
  await run(program, ["--data", "data"], folder, editors);
  await run(program, ["--data", "tests/team"], folder, charts);
}

main();
