// What holds for every page.
"use strict";
const fs = require("node:fs");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

// Runs in the page: what is wrong with it.
function look(language) {
  const faults = [];
  const fault = (holds, text) => holds || faults.push(text);
  const seen = document.body.innerText;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  fault(document.documentElement.lang === language, `lang is ${document.documentElement.lang}`);
  fault(document.title.trim() !== "", "it has no title");
  const [first, ...others] = all("h1");
  fault(first && others.length === 0, `${others.length + 1} h1`);
  const spoken = first?.closest("[lang]").lang ?? "";
  fault(first?.innerText.trim(), "the h1 is empty");
  if (/\p{Script=Han}/u.test(first?.innerText)) fault(spoken.startsWith("zh"), "a Chinese h1 says that it is not Chinese");

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    fault(next <= level + 1, `h${next} "${heading.innerText}" behind h${level}`);
    level = next;
  }

  const ids = all("[id]").map((element) => element.id);
  fault(new Set(ids).size === ids.length, `ids twice: ${ids.filter((id, at) => ids.indexOf(id) !== at)}`);
  for (const link of all("a[href^='#']")) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    fault(document.getElementById(id), `a link leads to #${id}, which is not there`);
  }

  const wide = document.documentElement.scrollWidth - innerWidth;
  fault(wide <= 0, `it is ${wide} pixels too wide`);
  // What is text, but not in a box that scrolls: it keeps a distance from the edges.
  const scrolls = ".picture-box, .wide, nav.contents, .skip, datalist, .outs.hidden, figure";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(`${scrolls}, script, textarea`)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue;
      const inside = box.left >= 12 && box.right <= innerWidth - 8;
      fault(inside, `"${node.data.slice(0, 30)}" stands at ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }

  for (const script of all("script[type='application/ld+json']")) {
    const document = JSON.parse(script.textContent);
    const main = document.mainEntity ?? document;
    const names = [main.name ?? []].flat().map((name) => name["@value"] ?? name);
    fault(document["@graph"] || names.length === 0 || names.some((name) => seen.includes(name)), `${names} is not seen`);
  }

  for (const picture of all("svg.picture")) {
    const frame = picture.getBoundingClientRect();
    const texts = all("text", picture).filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    boxes.forEach(({ text, box }, at) => {
      const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.bottom <= frame.bottom + 1;
      fault(inside, `"${text}" leaves its picture`);
      for (const other of boxes.slice(at + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // The boxes of texts have some room above and below the letters.
        fault(across < 1 || down < 4, `"${text}" covers "${other.text}"`);
      }
    });
  }
  return faults;
}

async function judge(page, language) {
  return page.evaluate(look, language);
}

// What axe finds that is serious. The tabs of the editor are its package's own: a button among them is no tab.
async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run({ exclude: [".yasgui .tabsList"] }, { runOnly: { type: "tag", values: tags } }), TAGS);
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

module.exports = { accessible, judge };
