// Where the built program is. Without one, tests that need it are skipped and say so.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "../../..");
const folders = [process.env.CARGO_TARGET_DIR, path.join(root, "target")].filter(Boolean);
const candidates = folders.flatMap((folder) => ["release", "debug"].map((kind) => path.join(folder, kind, "sayso")));

exports.program = process.env.SAYSO ?? candidates.find((file) => fs.existsSync(file));
exports.skip = exports.program ? false : "no built sayso: cargo build --release, or name it in SAYSO";
