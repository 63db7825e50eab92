// The licences of what dist/extension.js bundles: they ask to go with it. `build` writes them beside the bundle.
"use strict";
const fs = require("node:fs");

const files = Object.keys(require("./dist/meta.json").inputs);
const packages = new Set(files.map((file) => file.match(/.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
for (const folder of [...packages].sort()) {
  const name = fs.readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  if (!name) throw new Error(`${folder} has no licence`);
  console.log(`${folder.replace(/.*node_modules\//, "")}\n\n${fs.readFileSync(`${folder}/${name}`, "utf8").trim()}\n`);
}
