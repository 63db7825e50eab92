// The bundle that is packed, with the real server and a stand-in for the editor.
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { test } = require("node:test");
const { program, skip } = require("./program");

const bundle = path.join(__dirname, "../dist/extension.js");
const load = Module._load;
Module._load = (name, ...more) => (name === "vscode" ? require("./vscode") : load(name, ...more));
const vscode = require("./vscode");
const { kept } = vscode;

const text = "# Harbour\n\nThe regime at Orvane fell on Monday.\n";
const uri = vscode.Uri.file("/nowhere/desk/harbour.md");
const document = { uri, languageId: "markdown", version: 1, lineCount: 4, getText: () => text };
const at = new vscode.Position(2, 6);

async function until(what, ready) {
  for (let i = 0; i < 600; i++) {
    const found = ready();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it never came: ${what}`);
}

test("what is bundled brings its licence", { skip: !fs.existsSync(bundle) && "no bundle: editors/vscode/build" }, () => {
  const licences = fs.readFileSync(path.join(__dirname, "../LICENSE-bundled"), "utf8");
  for (const name of Object.keys(require("../package.json").dependencies)) assert.match(licences, new RegExp(`^${name}\\n\\n.*Copyright`, "ms"));
});

test("marks, hovers, mends, the report and why", { skip: skip || (!fs.existsSync(bundle) && "no bundle: editors/vscode/build") }, async (t) => {
  const manifest = require("../package.json");
  const defaults = Object.entries(manifest.contributes.configuration.properties).map(([name, { default: value }]) => [name.replace("sayso.", ""), value]);
  kept.settings = { ...Object.fromEntries(defaults), path: program };
  vscode.workspace.textDocuments.push(document);
  vscode.window.activeTextEditor = { document, selection: { active: at } };
  const extension = require(bundle);
  t.after(() => extension.deactivate());
  await extension.activate({ subscriptions: [] });
  for (const { command } of manifest.contributes.commands) assert.ok(kept.commands[command], `${command} is not registered`);

  const marks = await until("diagnostics", () => kept.diagnostics.get(uri.toString()));
  const loaded = marks.find((mark) => (mark.code?.value ?? mark.code) === "loaded-term");
  assert.deepEqual([loaded.range.start.line, loaded.range.start.character, loaded.range.end.character], [2, 4, 10]);

  const token = new vscode.CancellationTokenSource().token;
  const hover = await kept.providers.registerHoverProvider.provideHover(document, at, token);
  assert.match(JSON.stringify(hover.contents), /sayso explain loaded-term/);
  const asked = { diagnostics: [loaded], only: undefined };
  const mends = await kept.providers.registerCodeActionsProvider.provideCodeActions(document, loaded.range, asked, token);
  const neutral = mends.find((mend) => mend.title === "Write “government”");
  const [edit] = neutral.edit.edits.get(uri.toString());
  const written = Array.isArray(edit) ? edit[0] : edit;
  assert.deepEqual([written.newText, written.range.start.character, written.range.end.character], ["government", 4, 10]);

  await kept.commands["sayso.showReport"]();
  const panel = kept.shown.find((made) => made.webview);
  assert.ok(panel.webview.html.includes("</html>") && panel.title === "sayso: harbour.md");
  await kept.commands["sayso.whyHere"]();
  assert.match(kept.shown.find((made) => made.name === "sayso: why").text, /en\/loaded\/legitimacy#regime/);

  kept.diagnostics.clear();
  await kept.commands["sayso.checkNow"]();
  await until("marks after a check", () => kept.diagnostics.get(uri.toString())?.length);
  kept.diagnostics.clear();
  kept.settings.profile = "strict";
  await kept.commands["sayso.restart"]();
  await until("marks after a restart", () => kept.diagnostics.get(uri.toString())?.length);
});
