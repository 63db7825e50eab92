// Chromium, one page a check. A message on the console, a script error or a request for anything but the page fails the check.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// A folder of pages, or a server.
const served = /^http:/.test(process.argv[2]);
export const dir = served ? "" : path.resolve(process.argv[2]);
export const SAMPLES = ["balanced", "column", "court", "science", "wire"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

let checks = 0;
export async function check(name, file, options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const trouble = [];
  const url = served ? new URL(file, process.argv[2]).href : pathToFileURL(path.join(dir, file)).href;
  // A refusal that is looked for is no trouble.
  page.on("console", (m) => (options.refused && m.text().includes(`status of ${options.refused}`)) || trouble.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => trouble.push(`error: ${e}`));
  page.on("request", (r) => {
    if (r.url().split("#")[0] !== url && !/^(blob|data):/.test(r.url())) trouble.push(`request: ${r.url()}`);
  });
  if (options.before) await page.addInitScript(options.before);
  page.setDefaultTimeout(15000);
  try {
    await page.goto(url);
    await body(page);
    assert.deepEqual(trouble, []);
    checks += 1;
  } catch (error) {
    console.error(`FAILED ${file}: ${name}\n${error.stack ?? error}\n${trouble.join("\n")}`);
    process.exitCode = 1;
  }
  await context.close();
}

// axe gets in through the debugger, past the page's own policy.
export async function accessible(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axeSource });
  const run = 'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => JSON.stringify(r.violations))';
  const { result } = await session.send("Runtime.evaluate", { expression: run, awaitPromise: true, returnByValue: true });
  const found = JSON.parse(result.value).map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} ${n.failureSummary}`).join(" | ")}`);
  assert.deepEqual(found, []);
}

export const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

export async function saved(page, press) {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

export async function finish() {
  await browser.close();
  console.log(`${checks} checks passed`);
}
