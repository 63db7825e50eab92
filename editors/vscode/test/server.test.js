// What the client's library sends, sent by hand to the real server.
"use strict";
const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { test } = require("node:test");
const rpc = require("vscode-languageserver-protocol/node");
const { serverArguments } = require("../src/settings");
const { program, skip } = require("./program");

const uri = "file:///nowhere/desk/harbour.md";
const text = "# Harbour\n\n🙂 The council met the regime on Monday.\n";

test("a session over standard input and output", { skip, timeout: 120_000 }, async (t) => {
  const server = spawn(program, serverArguments({ profile: "strict", engine: "context" }), { stdio: ["pipe", "pipe", "inherit"] });
  // A server whose test has failed would keep the test running.
  t.after(() => server.kill());
  const link = rpc.createMessageConnection(server.stdout, server.stdin);
  const next = () => new Promise((resolve) => link.onNotification("textDocument/publishDiagnostics", resolve));
  link.listen();
  const { capabilities } = await link.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  assert.equal(capabilities.positionEncoding, "utf-16");
  await link.sendNotification("initialized", {});

  let told = next();
  await link.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "markdown", version: 1, text } });
  const loaded = (await told).diagnostics.filter((found) => found.code === "loaded-term");
  assert.deepEqual(loaded.map((found) => found.range), [{ start: { line: 2, character: 23 }, end: { line: 2, character: 29 } }]);

  const hover = await link.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line: 2, character: 25 } });
  assert.match(hover.contents.value, /\*\*loaded-term\*\*[^]*`sayso explain loaded-term`/);
  const asked = { textDocument: { uri }, range: loaded[0].range, context: { diagnostics: loaded, only: ["quickfix"] } };
  const actions = await link.sendRequest("textDocument/codeAction", asked);
  const neutral = actions.find((action) => action.title === "Write “government”");

  told = next();
  const [edit] = neutral.edit.changes[uri];
  const change = { textDocument: { uri, version: 2 }, contentChanges: [{ range: edit.range, text: edit.newText }] };
  await link.sendNotification("textDocument/didChange", change);
  assert.deepEqual((await told).diagnostics.filter((found) => found.code === "loaded-term"), []);

  await link.sendRequest("shutdown");
  await link.sendNotification("exit");
  assert.equal(await new Promise((resolve) => server.on("exit", resolve)), 0);
});
