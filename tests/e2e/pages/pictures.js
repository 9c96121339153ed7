// Whether pictures say what the graph says: positions are computed here from dates and compared with what is drawn.
"use strict";
const assert = require("node:assert/strict");

const DAY = 86_400_000;
// How far a length in a picture may be from what it should be, in pixels.
const NEAR = 1;

async function json(visit, address) {
  const response = await visit.page.request.get(address, { headers: { Accept: "application/sparql-results+json" } });
  assert.equal(response.status(), 200, address);
  const { results } = await response.json();
  return results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value])));
}

// The roles of the person of a page as the graph has them, with a date at least.
async function roles(visit) {
  const person = await visit.page.evaluate(() => JSON.parse(document.querySelector("script[type$='ld+json']").textContent).mainEntity["@id"]);
  const query = `SELECT ?role ?start ?end ?until WHERE {
    ?role vita:holder <${person}> ; a ?class .
    FILTER(?class IN (schema:EmployeeRole, schema:OrganizationRole))
    OPTIONAL { ?role schema:startDate ?start } OPTIONAL { ?role schema:endDate ?end } OPTIONAL { ?role vita:until ?until } }`;
  const rows = await json(visit, `/sparql?${new URLSearchParams({ query })}`);
  const end = ({ end, until }) => end ?? (until === "9999-12-31" ? "present" : "unknown");
  return rows.filter(({ start, end }) => start || end).map((row) => `${row.start ?? "unknown"} ${end(row)}`).sort();
}

// Runs in the page: the scale of its timeline and where its bars are.
function drawn() {
  const picture = document.querySelector("#timeline svg.picture");
  const box = ({ left, right, top, bottom } = {}) => ({ left, right, top, bottom });
  const of = (element) => element && box(element.getBoundingClientRect());
  const axis = picture.querySelector("g[data-first]");
  const lines = [...axis.querySelectorAll("line")].map((line) => of(line).left);
  const years = [...axis.querySelectorAll("text")].map((text) => ({ year: Number(text.textContent), left: of(text).left }));
  const bars = [...picture.querySelectorAll("rect.hit")].map((hit) => {
    const item = hit.closest("[role=listitem]");
    const parts = [...item.querySelectorAll("rect:not(.hit)")].filter((rect) => !/weave/.test(rect.getAttribute("fill")));
    return {
      ...of(hit),
      from: hit.dataset.from,
      until: hit.dataset.until,
      parts: parts.map((rect) => ({ ...of(rect), fill: rect.getAttribute("fill") ?? "", kind: rect.getAttribute("class") ?? "" })),
      arrow: of(item.querySelector(".arrow")),
      question: [...item.querySelectorAll("text")].some((text) => text.textContent === "?"),
    };
  });
  const unit = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  return { lines, years, bars, unit, last: axis.dataset.last };
}

// The first day of a date, and the day after its last, in days.
function days(date) {
  const [year, month, day] = date.split("-").map(Number);
  const at = (year, month, day) => Date.UTC(year, month - 1, day) / DAY;
  if (day) return [at(year, month, day), at(year, month, day) + 1];
  return month ? [at(year, month, 1), at(year, month + 1, 1)] : [at(year, 1, 1), at(year + 1, 1, 1)];
}

// The bars of a person's timeline stand where the dates of the graph are on its scale.
async function timeline(visit, key) {
  await visit.goto(`/people/${key}`);
  const { lines, years, bars, unit, last } = await visit.page.evaluate(drawn);
  assert.deepEqual(bars.map(({ from, until }) => `${from} ${until}`).sort(), await roles(visit), "all roles are drawn");
  // Of a short time the last year has a line, and no room for its label.
  if (years.length === 1 && lines.length === 2) years.push({ year: years[0].year + 1, left: lines[1] });
  const [first, second] = [years[0], years.at(-1)];
  assert.ok(first.year < second.year, "the axis has two years");
  const [from, to] = [days(`${first.year}`)[0], days(`${second.year}`)[0]];
  // The line of a year stands where its label begins.
  const line = ({ left }) => lines.reduce((best, one) => (Math.abs(one - left) < Math.abs(best - left) ? one : best));
  const scale = (line(second) - line(first)) / (to - from);
  const x = (day) => line(first) + (day - from) * scale;
  const edge = x(days(last)[0]);
  const near = (is, should, what) => assert.ok(Math.abs(is - should) <= NEAR, `${what}: at ${is}, where ${should} is right`);
  for (const bar of bars) {
    const name = `${bar.from} – ${bar.until}`;
    if (bar.from !== "unknown") near(bar.left, x(days(bar.from)[0]), `the start of ${name}`);
    else assert.ok(bar.question, `${name} has a question mark`);
    if (bar.until === "present") {
      near(bar.right, Math.min(x(Math.floor(Date.now() / DAY) + 1), edge), `the end of ${name}`);
      assert.ok(bar.arrow && Math.abs(bar.arrow.left - bar.right) < 4 * unit, `${name} has an arrow today`);
    } else if (bar.until === "unknown") {
      assert.ok(bar.question && !bar.arrow, `${name} has a question mark`);
      assert.match(bar.parts.at(-1).fill, /falling/, `${name} fades`);
    } else {
      near(bar.right, Math.min(x(days(bar.until)[1]), edge), `the end of ${name}`);
      assert.ok(!bar.arrow, `${name} has no arrow`);
    }
    soft(bar, name, x, near);
  }
  apart(bars);
}

// What is known to the year or month alone rises over just that time.
function soft({ from, until, parts }, name, x, near) {
  if (from === "unknown" || from.split("-").length === 3) return;
  const [first, after] = days(from);
  const [part] = parts;
  if (/within/.test(part.kind)) {
    assert.ok(days(until)[0] < after, `${name} lies within its dates`);
    return near(part.right, x(days(until)[1]), `the end of ${name}`);
  }
  assert.match(part.fill, /rising/, `${name} rises`);
  near(part.left, x(first), `where ${name} begins to rise`);
  near(part.right, x(after), `where ${name} has risen`);
}

// Bars at the same time are in different lanes.
function apart(bars) {
  bars.forEach((one, at) => {
    for (const other of bars.slice(at + 1)) {
      const together = Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5;
      const beside = one.bottom <= other.top + 0.5 || other.bottom <= one.top + 0.5;
      assert.ok(!together || beside, `${one.from} and ${other.from} are in one lane`);
    }
  });
}

// For how many months each was at the same place, those of several stretches counted once.
function together(stretches) {
  const month = (day) => { const [year, month] = day.split("-").map(Number); return year * 12 + month; };
  const today = new Date().toISOString();
  const known = new Map();
  for (const [who, from, until] of stretches) {
    if (!known.has(who)) known.set(who, new Set());
    const last = month(until.startsWith("9999") ? today : until);
    for (let at = month(from); at <= last; at++) known.get(who).add(at);
  }
  return new Map([...known].map(([who, months]) => [who, months.size]));
}

// Around a person stand all colleagues and co-authors, each with a link to an own page.
async function network(visit, { base, key }) {
  const colleagues = await json(visit, `/queries/colleagues?person=${key}`);
  const authors = await json(visit, `/queries/coauthors?person=${key}`);
  await visit.goto(`/people/${key}`);
  const ties = await visit.page.evaluate(() =>
    [...document.querySelectorAll("#network [role=listitem]")].map((item) => ({
      href: item.querySelector("a")?.href.baseVal && new URL(item.querySelector("a").href.baseVal, location.href).pathname,
      text: item.textContent,
      width: Number(item.querySelector("path.colleague")?.getAttribute("stroke-width") ?? 0),
      dashed: item.querySelector("path.coauthor") !== null,
    })),
  );
  const way = (iri) => `/${iri.slice(base.length).split("#")[0]}`;
  const months = together(colleagues.map(({ colleague, from, until }) => [way(colleague), from, until]));
  assert.ok(months.size > 0 || authors.length > 0, "there is somebody");
  const tie = (place) => ties.find(({ href }) => href === place) ?? assert.fail(`${place} is not in the picture`);
  for (const { coauthor, name } of authors) {
    const found = coauthor ? tie(way(coauthor)) : ties.find(({ text, dashed }) => dashed && text.includes(name));
    assert.ok(found?.dashed, `${name} is in the picture as a co-author`);
  }
  const widths = [...months].sort((one, other) => one[1] - other[1]).map(([place]) => tie(place).width);
  assert.ok(widths.every((width) => width > 0), "colleagues have lines");
  assert.deepEqual(widths, [...widths].sort((one, other) => one - other), "lines grow with months");
  if (new Set(months.values()).size > 1) assert.ok(widths[0] < widths.at(-1), "not all lines are alike");
  for (const { href } of ties.filter(({ href }) => href)) {
    assert.equal((await visit.page.request.get(href)).status(), 200, href);
  }
}

module.exports = { network, timeline };
