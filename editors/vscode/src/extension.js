// Starts `sayso lsp` and puts its answers where the editor shows them. All judging is the server's.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { serverArguments, documentSelector } = require("./settings");
const { Reports } = require("./reports");

let client;
/** Starts and stops follow one another: a second change of the settings waits for the first. */
let turn = Promise.resolve();

function settings() {
  const all = vscode.workspace.getConfiguration("sayso");
  const names = ["path", "profile", "engine", "lexicons", "config", "languages"];
  return Object.fromEntries(names.map((name) => [name, all.get(name)]));
}

function newClient() {
  const chosen = settings();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const cwd = folder?.scheme === "file" ? folder.fsPath : undefined;
  const server = { command: chosen.path || "sayso", args: serverArguments(chosen), options: { cwd } };
  const watched = vscode.workspace.createFileSystemWatcher("**/*.toml");
  const made = new LanguageClient("sayso", "sayso", server, {
    documentSelector: documentSelector(chosen.languages),
    synchronize: { fileEvents: watched },
  });
  return { made, watched, command: server.command };
}

async function stop() {
  const running = client;
  client = undefined;
  running?.watched.dispose();
  // A server that never came up cannot be asked to leave.
  await running?.made.dispose().catch(() => {});
}

async function start() {
  await stop();
  const next = newClient();
  try {
    await next.made.start();
    client = next;
  } catch (error) {
    next.watched.dispose();
    const choice = await vscode.window.showErrorMessage(`sayso: ${next.command} could not be started (${error.message ?? error}).`, "Settings");
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "sayso.path");
  }
}

function restart() {
  turn = turn.then(start, start);
  return turn;
}

/** Has the server do something with the text in the active editor. */
async function ask(command, ...more) {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) {
    vscode.window.showInformationMessage(client ? "sayso: open a text first." : "sayso: the server is not running.");
    return undefined;
  }
  const uri = client.made.code2ProtocolConverter.asUri(editor.document.uri);
  const params = { command, arguments: [uri, ...more.map((make) => make(editor, client.made.code2ProtocolConverter))] };
  try {
    return { editor, answer: await client.made.sendRequest("workspace/executeCommand", params) };
  } catch (error) {
    vscode.window.showWarningMessage(`sayso: ${error.message}`);
    return undefined;
  }
}

async function whyHere(output) {
  const told = await ask("sayso.why", (editor, convert) => convert.asPosition(editor.selection.active));
  if (!told) return;
  output.clear();
  output.append(told.answer);
  output.show(true);
}

exports.activate = async function (context) {
  const output = vscode.window.createOutputChannel("sayso: why");
  const reports = new Reports(vscode, () => ask("sayso.report"));
  const command = (name, run) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    output,
    reports,
    command("sayso.checkNow", () => ask("sayso.check")),
    command("sayso.showReport", () => reports.show()),
    command("sayso.whyHere", () => whyHere(output)),
    command("sayso.restart", restart),
    vscode.workspace.onDidChangeConfiguration((changed) => changed.affectsConfiguration("sayso") && restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
};

exports.deactivate = () => turn.then(stop);
