// The HTML report in a panel beside its text, made anew when the text is saved.
"use strict";

class Reports {
  /** `ask` gets the page of the active editor's text. */
  constructor(vscode, ask) {
    this.vscode = vscode;
    this.ask = ask;
    this.saved = vscode.workspace.onDidSaveTextDocument((document) => {
      const active = vscode.window.activeTextEditor?.document;
      if (this.panel && document.uri.toString() === this.of && document === active) this.show();
    });
  }

  async show() {
    const told = await this.ask();
    if (!told) return;
    const { window, ViewColumn } = this.vscode;
    if (!this.panel) {
      const beside = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      // The page brings its script and a policy that lets it load nothing from anywhere.
      this.panel = window.createWebviewPanel("sayso.report", "sayso", beside, { enableScripts: true, localResourceRoots: [], enableFindWidget: true });
      this.panel.onDidDispose(() => (this.panel = undefined));
    }
    this.of = told.editor.document.uri.toString();
    this.panel.title = `sayso: ${this.of.split("/").pop()}`;
    this.panel.webview.html = told.answer;
  }

  dispose() {
    this.saved.dispose();
    this.panel?.dispose();
  }
}

module.exports = { Reports };
