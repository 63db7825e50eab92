// As much of the editor's interface as the client needs, so that the bundle runs without an editor: what it registers is kept here.
// A name that is not here is an empty class, for the client's library derives from many that these tests never reach.
"use strict";
const { pathToFileURL, fileURLToPath } = require("node:url");

class Uri {
  constructor(text) {
    this.text = text;
    this.scheme = text.slice(0, text.indexOf(":"));
    this.fsPath = this.scheme === "file" ? fileURLToPath(text) : text;
  }
  static parse = (text) => new Uri(text);
  static file = (path) => new Uri(pathToFileURL(path).href);
  toString() {
    return this.text;
  }
}
class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(...at) {
    const [start, end] = at.length === 4 ? [new Position(at[0], at[1]), new Position(at[2], at[3])] : at;
    Object.assign(this, { start, end });
  }
}
class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}
class Hover {
  constructor(contents, range) {
    Object.assign(this, { contents, range });
  }
}
class MarkdownString {
  constructor(value = "") {
    this.value = value;
  }
  appendMarkdown(text) {
    this.value += text;
    return this;
  }
}
class Kind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new Kind(this.value ? `${this.value}.${part}` : part);
  }
}
class CodeAction {
  constructor(title, kind) {
    Object.assign(this, { title, kind });
  }
}
class TextEdit {
  constructor(range, newText) {
    Object.assign(this, { range, newText });
  }
}
class WorkspaceEdit {
  edits = new Map();
  set(uri, edits) {
    this.edits.set(uri.toString(), edits);
  }
}
class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
  cancel() {}
  dispose() {}
}
class EventEmitter {
  heard = [];
  event = (hear) => (this.heard.push(hear), disposable);
  fire(what) {
    this.heard.forEach((hear) => hear(what));
  }
  dispose() {}
}

const disposable = { dispose() {} };
/** What the bundle registered: commands and providers by name, diagnostics by URI, what was shown. */
const kept = { commands: {}, providers: {}, diagnostics: new Map(), events: {}, shown: [], settings: {} };

/** `onDid…` is an event, `register…` keeps a provider, anything else does nothing. */
const lenient = (known) =>
  new Proxy(known, {
    get(own, name) {
      if (name in own || typeof name === "symbol") return own[name];
      if (name.startsWith("on")) return (hear, self) => ((kept.events[name] ??= []).push(hear.bind(self)), disposable);
      if (name.startsWith("register")) return (_selector, provider) => ((kept.providers[name] = provider), disposable);
      return () => undefined;
    },
  });

const channel = (name) => {
  const made = { name, text: "", append: (text) => (made.text += text), appendLine: (text) => (made.text += `${text}\n`), clear: () => (made.text = "") };
  kept.shown.push(made);
  return Object.assign(made, { show() {}, dispose() {} });
};
const panel = (_type, title) => {
  const made = { title, webview: { html: "" }, onDidDispose: () => disposable, dispose() {} };
  kept.shown.push(made);
  return made;
};
const collection = () => ({
  set: (uri, found) => kept.diagnostics.set(uri.toString(), found),
  delete: (uri) => kept.diagnostics.delete(uri.toString()),
  clear: () => kept.diagnostics.clear(),
  dispose() {},
});

const interfaces = {
  kept, Uri, Position, Range, Diagnostic, Hover, MarkdownString, CodeAction, TextEdit, WorkspaceEdit, CancellationTokenSource, EventEmitter,
  version: "1.91.0",
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  ViewColumn: { Beside: -2 },
  CodeActionKind: Object.assign(Kind, { Empty: new Kind(""), QuickFix: new Kind("quickfix") }),
  env: { language: "en", appName: "test" },
  extensions: { getExtension: () => undefined },
  commands: lenient({ registerCommand: (name, run) => ((kept.commands[name] = run), disposable) }),
  languages: lenient({ createDiagnosticCollection: collection, match: () => 1 }),
  window: lenient({ createOutputChannel: channel, createWebviewPanel: panel, visibleTextEditors: [], tabGroups: lenient({ all: [] }) }),
  workspace: lenient({
    textDocuments: [], notebookDocuments: [], workspaceFolders: undefined,
    createFileSystemWatcher: () => lenient({ dispose() {} }),
    getConfiguration: () => ({ get: (name, otherwise) => kept.settings[name] ?? otherwise }),
  }),
};
module.exports = new Proxy(interfaces, { get: (own, name) => (name in own || typeof name === "symbol" ? own[name] : (own[name] = class {})) });
