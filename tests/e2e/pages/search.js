// Finding people while one types, and without script.
"use strict";
const assert = require("node:assert/strict");
const { Visit } = require("../browser.js");

const TYPED = ["liushuo", "快手", "kuaishou", "ks", "shuo liu", "liu shuo"];
// Who is found must be the same with script and without, and in the same order.
const ALIKE = [...TYPED, "a", "java", "engineer", "beijing", "wei", "c++", "nobody at all"];

// Types a text into the field, and waits until it is searched for.
async function type(visit, text) {
  const field = visit.page.locator("form[role=search] input[name=q]");
  await field.fill("");
  await field.pressSequentially(text);
  await visit.page.waitForURL((url) => url.searchParams.get("q") === text);
}

// The paths of who is shown, whatever the language of the page.
function shown(page) {
  return page.evaluate(() => {
    const links = [...document.querySelectorAll("#people > li")].map((entry) => entry.querySelector("a").href);
    return links.map((link) => new URL(link).pathname.replace(/(\.\w+)?\.html$/, ""));
  });
}

async function searches(visit, address, key) {
  const language = /\.(\w+)\.html/.exec(address)[1];
  for (const text of TYPED) {
    await visit.goto(address);
    await type(visit, text);
    assert.ok((await shown(visit.page)).includes(`/people/${key}`), `${text} finds ${key}`);
  }
  await visit.goto(address);
  await type(visit, TYPED[0]);
  await visit.page.keyboard.press("ArrowDown");
  const name = await visit.page.evaluate(() => document.activeElement.closest("#people a")?.textContent);
  assert.ok(name, "the arrow goes into the list");
  await visit.page.keyboard.press("Enter");
  await visit.page.waitForSelector("body.person");
  assert.equal(await visit.page.textContent("h1"), name, "Enter opens the person");
  assert.equal(await visit.page.getAttribute("html", "lang"), language, "in the language that was chosen");
}

async function searchesAlike(visit, browser) {
  const plain = await Visit.open(browser, visit.origin, { script: false });
  for (const text of ALIKE) {
    await visit.goto("/people/");
    await type(visit, text);
    await plain.goto("/people/");
    await plain.page.fill("form[role=search] input[name=q]", text);
    await plain.page.click("form[role=search] button");
    assert.deepEqual(await shown(visit.page), await shown(plain.page), text);
  }
  plain.judge();
  await plain.context.close();
}

module.exports = { searches, searchesAlike };
