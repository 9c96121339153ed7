// The search of a page, in a document of jsdom: node tests/e2e/search-page.mjs CASES.json
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { enhance } from "../../src/search/people.js";

const { JSDOM } = createRequire(import.meta.url)("jsdom");
// The last collection has a name that is markup.
const index = JSON.parse(readFileSync(process.argv[2], "utf8")).collections.at(-1).index;
const texts = 'data-found="{n} people" data-one="1 person" data-none="Nobody" data-more="First {n} of {all}" data-failed="Failed"';
const body = (value) => `<form role="search" data-index="people.json" ${texts}><input name="q" type="search" value="${value}"></form>
  <p role="status">All</p><ol id="people"><li><a href="/first">First</a></li><li><a href="/second">Second</a></li></ol>`;

let fetched = 0;
let answer = async () => ({ ok: true, json: async () => index });
globalThis.fetch = (address) => {
  fetched++;
  assert.equal(address, "people.json");
  return answer();
};
globalThis.requestAnimationFrame = (work) => setTimeout(work, 0);
const settled = () => new Promise((done) => setTimeout(done, 20));

function open(value = "", address = "https://pages.example/people/") {
  const { window } = new JSDOM(body(value), { url: address });
  const form = window.document.querySelector("form");
  enhance(form);
  const page = {
    window,
    field: form.elements.q,
    status: () => window.document.querySelector("[role=status]").textContent,
    names: () => [...window.document.querySelectorAll("#people a")].map((link) => link.textContent),
    type: async (text) => {
      page.field.value = text;
      page.field.dispatchEvent(new window.Event("input", { bubbles: true }));
      await settled();
    },
    press: (key) => {
      const event = new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      window.document.activeElement.dispatchEvent(event);
      return settled();
    },
  };
  return page;
}

const tests = {
  async "typing finds people, and nothing typed shows all as before"() {
    const page = open();
    assert.equal(fetched, 0);
    await page.type("kuaishou");
    assert.equal(fetched, 1);
    assert.deepEqual(page.names(), ["Kuaishou Fan", "Shan Xiongxin", "曾国藩"]);
    assert.equal(page.status(), "3 people");
    assert.equal(page.window.location.search, "?q=kuaishou");
    const second = page.window.document.querySelectorAll("#people li")[1];
    assert.equal(second.textContent, "Shan Xiongxin Engineer Kuaishou");
    await page.type("zeng kuai");
    assert.equal(page.status(), "1 person");
    await page.type("nobody at all");
    assert.deepEqual([page.names(), page.status()], [[], "Nobody"]);
    await page.type(" ");
    assert.deepEqual([page.names(), page.status(), page.window.location.search], [["First", "Second"], "All", ""]);
    assert.equal(fetched, 1);
  },
  async "names are texts, whatever they hold"() {
    const page = open();
    await page.type("script");
    const list = page.window.document.getElementById("people");
    assert.equal(list.querySelectorAll("b, img, script").length, 0);
    assert.match(list.textContent, /<b>"& <img src=x> <\/script>/);
  },
  async "arrows go into the list and back, escape clears"() {
    const page = open();
    page.field.focus();
    await page.type("kuaishou");
    const focus = () => page.window.document.activeElement.textContent || page.window.document.activeElement.name;
    const seen = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"]) {
      await page.press(key);
      seen.push(focus());
    }
    assert.deepEqual(seen, ["Kuaishou Fan", "Shan Xiongxin", "曾国藩", "曾国藩", "Shan Xiongxin", "Kuaishou Fan", "q"]);
    await page.press("ArrowDown");
    await page.press("Escape");
    assert.equal(focus(), "q");
    await page.press("Escape");
    assert.deepEqual([page.field.value, page.names()], ["", ["First", "Second"]]);
  },
  async "a query of the address is searched, one that the server answered is not"() {
    const asked = open("", "https://pages.example/people/?q=zeng&lang=en");
    await settled();
    assert.deepEqual([asked.names(), asked.window.location.search], [["曾国藩"], "?q=zeng&lang=en"]);
    fetched = 0;
    const answered = open("zeng", "https://pages.example/people/?q=zeng");
    await settled();
    assert.deepEqual([fetched, answered.names()], [0, ["First", "Second"]]);
    await answered.type("");
    assert.equal(answered.names().length, index.people.length);
  },
  async "a failure is told, and the index asked for again"() {
    answer = async () => ({ ok: false, status: 503 });
    const page = open();
    await page.type("zeng");
    assert.deepEqual([page.status(), page.names()], ["Failed", ["First", "Second"]]);
    const event = new page.window.Event("submit", { cancelable: true });
    page.field.form.dispatchEvent(event);
    assert.equal(event.defaultPrevented, false);
    answer = async () => ({ ok: true, json: async () => index });
    await page.type("zeng ");
    assert.deepEqual(page.names(), ["曾国藩"]);
  },
  async "many are cut, and it is told"() {
    answer = async () => ({ ok: true, json: async () => ({ sounds: {}, surnames: {}, texts: [], people: Array.from({ length: 250 }, (_, at) => [`Ann ${at}`, `/${at}`, "=", [], [], [], []]) }) });
    const page = open();
    await page.type("ann");
    assert.deepEqual([page.names().length, page.status()], [200, "First 200 of 250"]);
  },
};

for (const [name, test] of Object.entries(tests)) {
  fetched = 0;
  await test();
  console.log(`ok ${name}`);
}
