"use strict";
// What the pages share: finding elements, tables for spreadsheets, saving a file. Nothing here talks to a network.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// A cell that a spreadsheet would run as a formula becomes text.
const cell = (v) => `"${String(v ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
// The mark at the beginning tells spreadsheets that the table is Unicode.
const table = (rows) => "\uFEFF" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n";

function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const slug = (text) => text.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "article";
const plural = (n, word) => (n === 1 ? `1 ${word}` : `${n} ${word}s`);
