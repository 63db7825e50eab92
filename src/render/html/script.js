"use strict";
// Everything the page can do without the network: marks and list follow each other, filters, keys, answers, the sortable index.
// The page is readable without this script.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// Answers. Kept in the browser where it allows that, in the page otherwise. An answer repeats all it is about, so that it
// can be saved without the article being open.
const KEY = "sayso-answers/1";
let answers = {};
try {
  answers = JSON.parse(localStorage.getItem(KEY)) ?? {};
} catch {
  answers = {};
}
function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(answers));
  } catch {
    // No storage (a file opened in private mode): the page's own memory has to do.
  }
  const onPage = mine();
  const n = onPage.length;
  $("[data-answers]").textContent = n === 0 ? "No answers yet" : n === 1 ? "1 answer" : `${n} answers`;
}
// Other reports share the browser's storage: only answers on this page's articles are counted and saved.
const articles = new Set([...$$("[data-closed]").map((c) => c.dataset.closed), ...$$(".article").map((a) => a.dataset.article)]);
const mine = () => Object.values(answers).filter((a) => articles.has(a.article));
const FIELDS = ["article", "finding", "rule", "level", "reason", "voice", "start", "end", "text", "answer", "note"];
// A cell that a spreadsheet would run as a formula becomes text.
const cell = (v) => `"${String(v ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
const FORMATS = {
  json: ["application/json", (rows) => JSON.stringify(rows, null, 2) + "\n"],
  csv: ["text/csv", (rows) => [FIELDS.join(","), ...rows.map((r) => FIELDS.map((f) => cell(r[f])).join(","))].join("\r\n") + "\r\n"],
};
function save(format) {
  const [type, write] = FORMATS[format];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([write(mine())], { type }));
  link.download = `sayso-answers.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

class Article {
  constructor(root) {
    this.root = root;
    this.list = $(".findings", root);
    this.items = new Map($$("li.f", root).map((li) => [li.dataset.f, li]));
    this.marks = new Map();
    for (const el of $$(".text [data-f]", root)) {
      if (!this.marks.has(el.dataset.f)) this.marks.set(el.dataset.f, []);
      this.marks.get(el.dataset.f).push(el);
      if (this.items.get(el.dataset.f)?.classList.contains("x")) el.classList.add("x");
    }
    this.picked = null;
    this.filters = $(".filters", root);
    this.filters.hidden = false;
    this.filters.addEventListener("change", () => this.filter());
    this.filters.addEventListener("reset", () => setTimeout(() => this.filter()));
    this.filters.addEventListener("submit", (e) => e.preventDefault());
    root.addEventListener("click", (e) => this.click(e));
    root.addEventListener("pointerover", (e) => this.near(e.target));
    root.addEventListener("focusin", (e) => this.near(e.target));
    for (const li of this.items.values()) $("details", li).addEventListener("toggle", () => this.toggled(li));
    this.filter();
    this.follow();
  }

  visible() {
    return [...this.items.values()].filter((li) => !li.hidden && !(li.classList.contains("x") && this.root.dataset.excused === "off"));
  }

  filter() {
    const on = (name) => new Set($$(`input[name="${name}"]:checked`, this.filters).map((i) => i.value));
    const [rules, levels, voices] = [on("rule"), on("level"), on("voice")];
    this.root.dataset.excused = $('input[name="excused"]', this.filters).checked ? "on" : "off";
    for (const [f, li] of this.items) {
      li.hidden = !(rules.has(li.dataset.rule) && levels.has(li.dataset.level) && voices.has(li.dataset.voice));
      for (const el of this.marks.get(f) ?? []) el.classList.toggle("off", li.hidden);
    }
    $("[data-count]", this.root).textContent = `${this.visible().length} of ${this.items.size} shown`;
  }

  // The list scrolls to the first finding on the screen, unless the reader is at work in it.
  follow() {
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const e of entries) e.isIntersecting ? seen.add(e.target.dataset.f) : seen.delete(e.target.dataset.f);
      if (this.list.scrollHeight <= this.list.clientHeight || this.list.matches(":hover, :focus-within")) return;
      const first = this.visible().find((li) => seen.has(li.dataset.f));
      if (first) this.list.scrollTop = first.offsetTop - 8;
    });
    for (const ref of $$(".text .ref", this.root)) watch.observe(ref);
  }

  // A mark that is filtered out or excused may lie inside one that is shown: the innermost shown one is meant.
  owner(target) {
    const shown = this.visible();
    let el = target.closest?.("[data-f]");
    while (el && !shown.includes(this.items.get(el.dataset.f))) el = el.parentElement.closest("[data-f]");
    return el;
  }

  near(target) {
    const owner = this.owner(target);
    const source = target.closest?.("tr[data-p]");
    for (const el of $$(".near", this.root)) el.classList.remove("near");
    if (owner) [this.items.get(owner.dataset.f), ...(this.marks.get(owner.dataset.f) ?? [])].forEach((el) => el?.classList.add("near"));
    if (source) $$(`.text .p[data-p="${source.dataset.p}"]`, this.root).forEach((el) => el.classList.add("near"));
  }

  click(e) {
    const link = e.target.closest("a");
    const cell = e.target.closest(".cell");
    if (cell) document.getElementById(`${this.root.id}-s${cell.dataset.s}`)?.scrollIntoView({ block: "center" });
    if ((link && !link.classList.contains("ref")) || !e.target.closest(".text")) return;
    const mark = this.owner(e.target);
    if (!mark) return;
    e.preventDefault();
    this.pick(this.items.get(mark.dataset.f), true);
  }

  pick(li, open) {
    for (const el of $$(".picked", this.root)) el.classList.remove("picked");
    this.picked = li;
    if (!li) return;
    const marks = this.marks.get(li.dataset.f) ?? [];
    [li, ...marks.filter((m) => m.matches("mark"))].forEach((el) => el.classList.add("picked"));
    if (open) $("details", li).open = true;
    $("summary", li).focus({ preventScroll: true });
    this.list.scrollTop = li.offsetTop - 8;
    marks[0]?.scrollIntoView({ block: "center" });
    // On a narrow screen the list stands under the text: stay with the words, and go to the list only to read.
    if (open && this.list.scrollHeight <= this.list.clientHeight) li.scrollIntoView({ block: "center" });
  }

  step(by) {
    const all = this.visible();
    if (all.length === 0) return;
    const at = all.indexOf(this.picked ?? document.activeElement?.closest?.("li.f"));
    this.pick(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length], false);
  }

  close() {
    const li = this.picked ?? document.activeElement?.closest?.("li.f");
    if (!li) return;
    $("details", li).open = false;
    this.pick(null);
    $("summary", li).focus({ preventScroll: true });
  }

  toggled(li) {
    const open = $("details", li).open;
    if (open && !$(".answer", li)) this.furnish(li);
    const [first, last] = (li.dataset.searched ?? "").split("-").map(Number);
    for (let s = first; s <= last; s++) document.getElementById(`${this.root.id}-s${s}`)?.classList.toggle("searched", open);
  }

  // Notes and answers are made when a finding is opened first.
  furnish(li) {
    const details = $("details", li);
    const why = document.createElement("div");
    why.className = "why";
    const copy = (from, label) => {
      if (!from) return;
      const p = document.createElement("p");
      const strong = document.createElement("strong");
      strong.textContent = `${label}: `;
      p.append(strong, ...$$("p", from).flatMap((q) => [...q.cloneNode(true).childNodes, " "]));
      why.append(p);
    };
    const rule = document.getElementById(`rule-${li.dataset.rule}`);
    const lexicon = li.dataset.lexicon && document.getElementById(li.dataset.lexicon);
    if (rule) for (const name of ["Why it matters", "When it is fine"]) copy($(`[data-section="${name}"]`, rule), name);
    if (lexicon) {
      const p = document.createElement("p");
      const strong = document.createElement("strong");
      strong.textContent = "The word list: ";
      p.append(strong, ...$$("p", lexicon).flatMap((q) => [...q.cloneNode(true).childNodes, " "]));
      why.append(p);
    }
    details.append(why, this.answer(li));
  }

  answer(li) {
    const id = `${this.root.dataset.article}#${li.dataset.rule}#${li.dataset.start}-${li.dataset.end}`;
    const box = document.createElement("div");
    box.className = "answer";
    const row = document.createElement("div");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", `Your answer to finding ${Number(li.dataset.f) + 1}`);
    const note = document.createElement("textarea");
    note.setAttribute("aria-label", `Your note on finding ${Number(li.dataset.f) + 1}`);
    note.placeholder = "Note";
    note.value = answers[id]?.note ?? "";
    const { rule, level, reason, voice, start, end } = li.dataset;
    const about = {
      article: this.root.dataset.article, finding: Number(li.dataset.f), rule, level, reason, voice,
      start: Number(start), end: Number(end), text: $(".quote", li).textContent,
    };
    const set = (change) => {
      const next = { ...about, answer: "", note: "", ...answers[id], ...change };
      if (next.answer || next.note) answers[id] = next;
      else delete answers[id];
      keep();
    };
    const buttons = ["agree", "disagree"].map((word) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = word[0].toUpperCase() + word.slice(1);
      b.dataset.answer = word;
      b.addEventListener("click", () => {
        set({ answer: answers[id]?.answer === word ? "" : word });
        show();
      });
      return b;
    });
    const show = () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(answers[id]?.answer === b.dataset.answer)));
    show();
    note.addEventListener("input", () => set({ note: note.value }));
    row.append(buttons[0], " ", buttons[1]);
    box.append(row, note);
    return box;
  }
}

// One article at a time: the only one of the page, or the one that the address names.
let current = null;
function route() {
  const index = $("[data-index]");
  if (!index) return;
  const n = /^#a(\d+)/.exec(location.hash)?.[1];
  const closed = n === undefined ? null : document.getElementById(`t${n}`);
  if (!closed) {
    if (location.hash && location.hash !== "#index-title") return;
    $$("main > .article").forEach((a) => a.remove());
    current = null;
    index.hidden = false;
    return;
  }
  const open = $("main > .article");
  if (open?.id !== `a${n}`) {
    open?.remove();
    $("main").insertAdjacentHTML("beforeend", closed.textContent);
    const article = document.getElementById(`a${n}`);
    current = new Article(article);
    $("h1", article).focus();
    scrollTo(0, 0);
  }
  index.hidden = true;
}

function sortable(table) {
  const heads = $$("thead th", table);
  heads.forEach((th, column) => {
    $("button", th).addEventListener("click", () => {
      const numeric = th.classList.contains("num");
      const up = th.getAttribute("aria-sort") === (numeric ? "descending" : null) || th.getAttribute("aria-sort") === "descending";
      heads.forEach((h) => h.removeAttribute("aria-sort"));
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = table.tBodies[0];
      const value = (tr) => tr.cells[column].dataset.v ?? tr.cells[column].textContent;
      const order = new Intl.Collator("en", { numeric: true });
      const keyed = [...body.rows].map((tr) => [numeric ? Number(value(tr)) : value(tr), tr]);
      keyed.sort(numeric ? ([a], [b]) => a - b : ([a], [b]) => order.compare(a, b));
      if (!up) keyed.reverse();
      const more = $("[data-all]");
      keyed.forEach(([, tr], i) => (tr.hidden = more !== null && i >= Number(more.dataset.shown)));
      // Off the page while it changes, so that it is laid out once.
      body.remove();
      body.append(...keyed.map(([, tr]) => tr));
      table.append(body);
    });
  });
}

// Keys can be switched off, and never act while the reader writes.
document.addEventListener("keydown", (e) => {
  if (!current || !$("[data-keys]").checked || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape") return current.close();
  if (e.target.matches?.("input:not([type=checkbox]), textarea, select")) return;
  if (e.key === "n") current.step(1);
  else if (e.key === "p") current.step(-1);
  else if (e.key === "Enter" && current.picked && e.target === document.body) $("details", current.picked).open = true;
});
$$("[data-export]").forEach((b) => b.addEventListener("click", () => save(b.dataset.export)));
$$("[data-sortable]").forEach(sortable);
$("[data-all]")?.addEventListener("click", (e) => {
  $$(".index tr[hidden]").forEach((tr) => (tr.hidden = false));
  e.target.parentElement.remove();
});
addEventListener("hashchange", route);
$("[data-tools]").hidden = articles.size === 0;
if ($("[data-index]")) route();
else if ($(".article")) current = new Article($(".article"));
keep();
