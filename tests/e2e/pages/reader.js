// How a page is read: by keyboard, on paper, and how long it takes to come.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");

const FOCUSABLE = "a[href], button, input, textarea, select, summary, [tabindex='0']";
// The width between the margins of A4, in CSS pixels.
const PAPER = Math.floor(((210 - 2 * 16) / 25.4) * 96);
// The most that a page may transfer, in bytes.
const MOST = 60_000;

// The skip link is first and works, then everything that can be used is reached, and is seen to be.
async function keyboard(visit, address) {
  const { page } = visit;
  await visit.goto(address);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".skip")), "the skip link is first");
  await seen(page, "the skip link");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches("main"));
  await visit.goto(address);
  const expected = await page.evaluate((selector) => {
    const elements = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    elements.forEach((element, at) => (element.dataset.order = at));
    return elements.length;
  }, FOCUSABLE);
  const reached = new Set();
  for (let at = 0; at < expected; at++) {
    await page.keyboard.press("Tab");
    const order = await page.evaluate(() => document.activeElement.dataset.order);
    reached.add(order);
    await seen(page, `what is focused as number ${at}`);
  }
  assert.equal(reached.size, expected, "each is reached once");
}

async function seen(page, what) {
  const { outline, inside, html } = await page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      outline: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
      inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      html: element.outerHTML.slice(0, 100),
    };
  });
  assert.ok(outline && inside, `${what} is seen: ${html}`);
}

async function opens(visit, address) {
  await visit.goto(address);
  const folded = visit.page.locator("details").first();
  await folded.locator("summary").focus();
  assert.equal(await folded.getAttribute("open"), null);
  await visit.page.keyboard.press("Enter");
  assert.notEqual(await folded.getAttribute("open"), null);
}

// A person's page on paper is a CV: no navigation, all that was folded, nothing wider than the paper.
async function printed(visit, address, most, folder) {
  const { page } = visit;
  await visit.goto(address);
  await page.setViewportSize({ width: PAPER, height: 900 });
  await page.emulateMedia({ media: "print" });
  const { left, wide, folded } = await page.evaluate(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
    const boxes = shown("main *").map((element) => element.getBoundingClientRect());
    return {
      left: shown("nav, footer, form, summary, .skip, #network, #sources").length,
      wide: Math.max(document.documentElement.scrollWidth, ...boxes.map((box) => Math.round(box.right))) - innerWidth,
      folded: [...document.querySelectorAll(".career details li, .skills li")].filter((item) => item.getBoundingClientRect().height === 0).length,
    };
  });
  assert.equal(left, 0, "only the CV is printed");
  assert.ok(wide <= 0, `it is ${wide} pixels too wide`);
  assert.equal(folded, 0, "all is printed");
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
  const size = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf.toString("latin1")).slice(1).map(Number);
  assert.deepEqual(size.map(Math.round), [595, 842], "the paper is A4");
  if (folder) fs.writeFileSync(path.join(folder, `${address.replace(/\W+/g, "_")}.pdf`), pdf);
  assert.ok(sheets <= most, `${sheets} sheets`);
}

// Prints how long the largest text takes to be seen, how much is transferred; nothing moves once it is seen.
async function measured(visit, address) {
  const session = await visit.context.newCDPSession(visit.page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await visit.page.addInitScript(() => {
    globalThis.measures = { painted: 0, shift: 0 };
    const watch = (type, tell) => new PerformanceObserver((list) => list.getEntries().forEach(tell)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => (globalThis.measures.painted = entry.startTime));
    watch("layout-shift", (entry) => (globalThis.measures.shift += entry.value));
  });
  const painted = [];
  for (let at = 0; at < 5; at++) {
    bytes = 0;
    await session.send("Network.clearBrowserCache");
    await visit.goto(address);
    const measures = await visit.page.evaluate(() => globalThis.measures);
    assert.equal(measures.shift, 0, "nothing moves");
    painted.push(measures.painted);
  }
  const median = painted.sort((one, other) => one - other)[2];
  console.log(`    ${address}: largest contentful paint ${Math.round(median)} ms, the median of 5; ${bytes} bytes transferred; layout shift 0`);
  assert.ok(bytes > 0 && bytes < MOST, `${bytes} bytes are transferred`);
}

module.exports = { keyboard, measured, opens, printed };
