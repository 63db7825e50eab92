"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const manifest = require("../package.json");
const { serverArguments, documentSelector } = require("../src/settings");

const defaults = Object.fromEntries(
  Object.entries(manifest.contributes.configuration.properties).map(([name, property]) => [name.replace("sayso.", ""), property.default]),
);

test("what is not set is left to sayso.toml", () => {
  assert.deepEqual(serverArguments(defaults), ["lsp"]);
  const all = { ...defaults, profile: "class", engine: "fast", config: "desk.toml", lexicons: ["house", "b c.toml"] };
  const typed = ["lsp", "--profile", "class", "--engine", "fast", "--config", "desk.toml", "--lexicon", "house", "--lexicon", "b c.toml"];
  assert.deepEqual(serverArguments(all), typed);
});

test("files and new texts are read, in the chosen languages", () => {
  assert.deepEqual(documentSelector(["markdown"]), [{ scheme: "file", language: "markdown" }, { scheme: "untitled", language: "markdown" }]);
  const offered = manifest.contributes.configuration.properties["sayso.languages"].items.enum;
  assert.deepEqual(offered.map((language) => `onLanguage:${language}`), manifest.activationEvents);
});
