// What checks of pages in a browser need: a server and a browser of their own, pages that are watched, and counts.
//
// A check is a function of a `Visit`; whatever a page says in its console, breaks of its policy, throws, or asks of
// another origin is a failure, unless the check expects it by `visit.expects(pattern)`.
"use strict";
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { chromium } = require("playwright-core");

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// How long a page may take, in milliseconds.
const PATIENCE = 15_000;
const WIDE = { width: 1200, height: 900 };
const NARROW = { width: 390, height: 844 };

// A server of a collection, on a free port, until `stop`.
class Served {
  static async start(program, ...args) {
    const process = spawn(program, ["serve", "--bind", "127.0.0.1:0", "--no-watch", ...args], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    // Nothing of it stays, however this ends.
    globalThis.process.once("exit", () => process.kill());
    for await (const line of readline.createInterface({ input: process.stderr })) {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (!address) continue;
      process.stderr.resume();
      return Object.assign(new Served(), { process, origin: address[0] });
    }
    throw new Error("the server ended before it listened");
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    this.process.kill("SIGTERM");
    await once(this.process, "exit");
  }
}

// A page that is watched.
class Visit {
  static async open(browser, origin, { width = WIDE, dark = false, script = true } = {}) {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: width,
      colorScheme: dark ? "dark" : "light",
      javaScriptEnabled: script,
    });
    const visit = Object.assign(new Visit(), { context, origin, faults: [], expected: [], requests: [] });
    visit.page = await context.newPage();
    visit.page.setDefaultTimeout(PATIENCE);
    await visit.watch();
    return visit;
  }

  async watch() {
    const fault = (text) => this.faults.push(text);
    await this.page.exposeFunction("brokenPolicy", (text) => fault(`policy: ${text}`));
    await this.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        globalThis.brokenPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    this.page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) fault(`console: ${message.text()}`);
    });
    this.page.on("pageerror", (error) => fault(`thrown: ${error.stack}`));
    this.page.on("request", (request) => {
      this.requests.push(request.url());
      if (new URL(request.url()).origin !== this.origin) fault(`another origin: ${request.url()}`);
    });
    this.page.on("requestfailed", (request) => fault(`failed: ${request.url()} ${request.failure()?.errorText}`));
  }

  // From now on what matches is no failure.
  expects(pattern) {
    this.expected.push(pattern);
  }

  async goto(address) {
    await this.page.goto(address, { waitUntil: "networkidle" });
  }

  // Throws what went wrong so far.
  judge() {
    const faults = this.faults.filter((fault) => !this.expected.some((pattern) => pattern.test(fault)));
    if (faults.length > 0) throw new Error([...new Set(faults)].join("\n"));
  }
}

// Runs checks one after another and counts them. With a folder, each page is kept as a picture.
class Checks {
  constructor(browser, origin, folder) {
    Object.assign(this, { browser, origin, folder, passed: 0, failed: 0 });
    if (folder) fs.mkdirSync(folder, { recursive: true });
  }

  // `check` is asked with a visit of its own; `name` is also the name of the picture.
  async check(name, options, check) {
    const visit = await Visit.open(this.browser, this.origin, options);
    try {
      await check(visit);
      visit.judge();
      await this.keep(visit, name);
      this.passed += 1;
      console.log(`ok ${name}`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED ${name}\n    ${String(error.stack ?? error).replaceAll("\n", "\n    ")}`);
      await this.keep(visit, `FAILED ${name}`).catch(() => {});
    }
    await visit.context.close();
  }

  async keep(visit, name) {
    if (!this.folder) return;
    const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`;
    await visit.page.screenshot({ path: path.join(this.folder, file), fullPage: true });
  }
}

// Serves a collection, opens a browser, and gives both to checks; both end whatever happens.
async function run(program, args, folder, group) {
  const served = await Served.start(program, ...args);
  let browser;
  try {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    const checks = new Checks(browser, served.origin, folder);
    await group(checks);
    console.log(`${checks.passed} passed, ${checks.failed} failed`);
    if (checks.failed > 0 || checks.passed === 0) process.exitCode = 1;
  } finally {
    await browser?.close();
    await served.stop();
  }
}

module.exports = { run, Visit, NARROW, WIDE };
