// All pages in a browser: `node pages.js PROGRAM [FOLDER]`, in the root of the repository. Pictures of the pages are kept
// in FOLDER.
//
// Each kind of page is looked at narrow and wide, in each language, light and dark, with script and without; what holds
// for every page is told in `pages/judge.js`. Then come the pictures, the search, the keyboard, print and measures.
"use strict";
const path = require("node:path");
const { run, NARROW } = require("./browser.js");
const { accessible, judge } = require("./pages/judge.js");
const { network, timeline } = require("./pages/pictures.js");
const { searches, searchesAlike } = require("./pages/search.js");
const { keyboard, measured, opens, printed } = require("./pages/reader.js");

const LANGUAGES = ["en", "zh"];
const WIDE = { width: 1280, height: 900 };
// A wide window at 200 %.
const ZOOMED = { width: 640, height: 450 };
const GAO = { key: "gao-ming", base: "https://pages.example/" };
const LAU = "stuart-lau";

// What any collection has, with some pages of things.
const places = (person, ...things) => [
  "", "people/", `people/?q=${person.slice(0, 3)}`, `people/${person}`, "organizations/", "skills/", "works/", "queries/",
  `queries/colleagues?person=${person}`, "queries/skills", "sparql", "doubts", "nothing", ...things,
];
const OURS = places("stuart-lau", "people/weiyong1024", "organizations/kuaishou", "skills/java",
  "works/distributed-cluster-authentication-model-based-on-cas-2012");
const INVENTED = places("gao-ming", "people/ida-berg", "people/nobody-else", "people/mia-klein", "organizations/northwind",
  "organizations/tundra", "skills/rust", "works/doi-10-5555-pages-graph", "works/patent-cn0000001a");

// The address of a page in a language that is chosen.
function inLanguage(place, language) {
  const [page, query] = place.split(/(?=\?)/);
  const name = page === "" || page.endsWith("/") ? `${page}index` : page;
  return `/${name}.${language}.html${query ?? ""}`;
}

// Looks at all of these pages in one window, and tells what is wrong with any of them.
async function all(visit, pages, languages, folder, look) {
  const faults = [];
  for (const place of pages) {
    for (const language of languages) {
      if (place === "nothing") visit.expects(/Failed to load resource: .* 404/);
      const response = await visit.page.goto(inLanguage(place, language));
      const found = await judge(visit.page, language);
      if (response.status() !== (place === "nothing" ? 404 : 200)) found.push(`status ${response.status()}`);
      if (look.script !== false) found.push(...(await accessible(visit.page)));
      faults.push(...found.map((fault) => `/${place} in ${language}: ${fault}`));
      if (folder && look.script !== false) await keep(visit.page, folder, place, language, look);
    }
  }
  if (faults.length > 0) throw new Error([...new Set(faults)].join("\n"));
}

async function keep(page, folder, place, language, { width, dark }) {
  const name = `${place || "start"}-${language}-${width.width}${dark ? "-dark" : ""}`.replace(/[^\w-]+/g, "_");
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

async function everyLook(checks, name, pages) {
  for (const width of [NARROW, WIDE]) {
    for (const dark of [false, true]) {
      for (const script of [true, false]) {
        const look = { width, dark, script };
        const told = `${width.width} wide, ${dark ? "dark" : "light"}, ${script ? "with" : "without"} script`;
        await checks.check(`${name}: ${told}`, look, (visit) => all(visit, pages, LANGUAGES, checks.folder, look));
      }
    }
  }
  const zoomed = { width: ZOOMED };
  await checks.check(`${name}: twice as large`, zoomed, (visit) => all(visit, pages, LANGUAGES, undefined, { ...zoomed, script: false }));
}

async function ours(checks) {
  await everyLook(checks, "our own pages", OURS);
  for (const width of [NARROW, WIDE]) {
    const wide = `${width.width} wide`;
    await checks.check(`the timeline of our own person, ${wide}`, { width }, (visit) => timeline(visit, LAU));
    for (const [place, language] of [["", "en"], ["people/", "en"], ["", "zh"], ["people/", "zh"]]) {
      const address = inLanguage(place, language);
      await checks.check(`people are found at ${address}, ${wide}`, { width }, (visit) => searches(visit, address, LAU));
    }
  }
  await checks.check("without script the same people are found", {}, (visit) => searchesAlike(visit, checks.browser));
  await checks.check("a long page is printed", { width: WIDE }, (visit) => printed(visit, "/people/stuart-lau", 5, checks.folder));
  for (const width of [NARROW, WIDE]) {
    await checks.check(`what a page takes, ${width.width} wide`, { width }, (visit) => measured(visit, "/people/stuart-lau"));
  }
}

async function invented(checks) {
  await everyLook(checks, "pages of invented people", INVENTED);
  for (const width of [NARROW, WIDE]) {
    for (const key of [GAO.key, "ida-berg", "mia-klein", "tom-reed"]) {
      await checks.check(`the timeline of ${key}, ${width.width} wide`, { width }, (visit) => timeline(visit, key));
    }
    for (const key of [GAO.key, "ida-berg", "tom-reed"]) {
      const person = { ...GAO, key };
      await checks.check(`the network of ${key}, ${width.width} wide`, { width }, (visit) => network(visit, person));
    }
  }
  await checks.check("a short page is printed", { width: WIDE }, (visit) => printed(visit, "/people/gao-ming", 2, checks.folder));
  await checks.check("a page is printed in Chinese", { width: WIDE }, (visit) => printed(visit, "/people/gao-ming.zh.html", 2, checks.folder));
  for (const place of ["people/gao-ming", "", "people/", "queries/colleagues?person=gao-ming", "doubts"]) {
    await checks.check(`the keyboard reaches all of /${place}`, { width: WIDE }, (visit) => keyboard(visit, inLanguage(place, "en")));
  }
  await checks.check("the keyboard opens what is folded", {}, (visit) => opens(visit, "/people/gao-ming"));
}

async function main() {
  const [program, folder] = process.argv.slice(2);
  await run(program, ["--data", "data"], folder && path.join(folder, "ours"), ours);
  await run(program, ["--data", "tests/fixtures/pages", "--audience", "internal"], folder && path.join(folder, "invented"), invented);
}

main();
