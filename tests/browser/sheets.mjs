// Opens sheets of results in Chromium: nothing on the console, no request, axe-clean in light, dark and print, no scrolling sideways on a phone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const file of process.argv.slice(2)) {
  for (const [colorScheme, media, width] of [["light", "screen", 1200], ["dark", "screen", 400], ["light", "print", 800]]) {
    // The page runs no script; axe has to be let in.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const url = pathToFileURL(path.resolve(file)).href;
    const trouble = [];
    page.on("console", (m) => trouble.push(m.text()));
    page.on("request", (r) => r.url() === url || r.url().startsWith("data:") || trouble.push(r.url()));
    await page.emulateMedia({ media, colorScheme });
    await page.goto(url);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `${file} ${colorScheme} ${media}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0 || media === "print", `${file} is ${wide} px too wide for ${width} px`);
    assert.deepEqual(trouble, [], file);
    await context.close();
  }
}
await browser.close();
