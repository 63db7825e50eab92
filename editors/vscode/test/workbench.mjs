// The packed extension in Visual Studio Code itself, by hand: node test/workbench.mjs SAYSO NODE CODE_SERVER
//   SAYSO: the program. NODE: a node of the version that code-server asks for. CODE_SERVER: its out/node/entry.js (npm: code-server).
// Needs editors/vscode/build before, tests/browser with its packages, and Chromium. Everything stays on the loopback address.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const [sayso, node, entry] = process.argv.slice(2).map((name) => path.resolve(name));
const here = path.join(import.meta.dirname, "..");
const { chromium } = createRequire(path.join(here, "../../tests/browser/package.json"))("playwright-core");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "sayso-code-"));
const port = 18000 + (process.pid % 1000);
const folders = ["--user-data-dir", `${work}/user`, "--extensions-dir", `${work}/extensions`];
const quiet = ["--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--bind-addr", `127.0.0.1:${port}`];
const options = { env: { ...process.env, XDG_CONFIG_HOME: work }, stdio: "ignore" };

fs.mkdirSync(`${work}/user/Machine`, { recursive: true });
fs.mkdirSync(`${work}/desk`);
fs.writeFileSync(`${work}/user/Machine/settings.json`, JSON.stringify({ "sayso.path": sayso }));
fs.writeFileSync(`${work}/desk/harbour.md`, "# Harbour\n\nThe regime at Orvane fell on Monday.\n");
execFileSync(node, [entry, ...folders, "--install-extension", path.join(here, "sayso.vsix")], options);
const server = spawn(node, [entry, ...folders, ...quiet, `${work}/desk`], options);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
const line = () => page.locator(".view-line", { hasText: "Orvane" }).first();

/** The cursor to the word: six letters into the line. */
async function word() {
  await line().click();
  await page.keyboard.press("Home");
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
}

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>sayso: ${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

try {
  const address = `http://127.0.0.1:${port}/?folder=${work}/desk`;
  for (let i = 0; !(await page.goto(address).catch(() => {})); i++) {
    assert.ok(i < 60, "code-server never answered");
    await page.waitForTimeout(500);
  }
  await page.locator(".monaco-list-row", { hasText: "harbour.md" }).dblclick({ timeout: 60000 });
  await line().waitFor();
  await page.locator(".squiggly-warning").first().waitFor({ state: "attached" });
  await word();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+i");
  await page.locator(".monaco-hover", { hasText: "What it flags" }).first().waitFor();
  await command("Show the Report");
  await page.frameLocator("iframe.webview").frameLocator("iframe").locator("h1", { hasText: "Harbour" }).first().waitFor();
  await word();
  await command("Why Is the Word");
  await page.locator(".part.panel .view-line", { hasText: "voice outlet" }).first().waitFor();
  await word();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Write “government”" }).first().click();
  await page.locator(".view-line", { hasText: "government" }).first().waitFor();
  await page.locator(".squiggly-warning").first().waitFor({ state: "detached" });
  console.log("Visual Studio Code: all is well");
} catch (error) {
  await page.screenshot({ path: `${os.tmpdir()}/sayso-code.png` });
  console.error(`${error}\nwhat it looked like: ${os.tmpdir()}/sayso-code.png`);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
