// Everything the page can do without the network: marks and list follow each other, filters, keys, answers, the sortable index.
// The page is readable without this script.

// Answers. Kept in the browser where it allows that, in the page otherwise, under the reader's code: readers who share a computer
// do not meet each other's. An answer is known by the text's hash, so it never sticks to the words of another text.
const KEY = "sayso-answers/2";
const ANSWERS = { agree: "I agree", disagree: "I disagree", "cant-tell": "Can't tell" };
const code = () => $("[data-code]")?.value.trim() ?? "";
const store = () => (code() ? `${KEY}:${code()}` : KEY);
let answers = {};
function recall() {
  try {
    answers = JSON.parse(localStorage.getItem(store())) ?? {};
  } catch {
    answers = {};
  }
}
function keep() {
  try {
    localStorage.setItem(store(), JSON.stringify(answers));
  } catch {
    // No storage (a file opened in private mode): the page's own memory has to do.
  }
  if (!$("[data-answers]")) return;
  const n = Object.keys(answers).filter((id) => texts.has(id.split("#")[0])).length;
  $("[data-answers]").textContent = n === 0 ? "No answers yet" : plural(n, "answer");
}
const texts = new Set($$("[data-sha]").map((e) => e.dataset.sha));
const idOf = (root, li) => `${root.dataset.sha}#${li.dataset.rule}#${li.dataset.start}-${li.dataset.end}`;

// A row for every counted mark of this page, answered or not, and for the others that have an answer. Numbers count from 1.
const FIELDS = ["code", "article", "sha256", "tool", "finding", "mark", "rule", "level", "reason", "voice", "sentence", "start", "end", "text", "answer", "note"];
let listed = null; // The marks of articles that the index keeps closed; they never change.
function sections() {
  listed ??= $$("[data-closed]").map((c) => $(".article", new DOMParser().parseFromString(c.textContent, "text/html")));
  return listed.length ? listed : $$(".article");
}
function rows() {
  return sections().flatMap((root) => $$("li.f", root).map((li) => {
    const { rule, level, reason, voice, start, end, s, f } = li.dataset;
    const { answer = "", note = "" } = answers[idOf(root, li)] ?? {};
    return {
      code: code(), article: root.dataset.article, sha256: root.dataset.sha, tool: root.dataset.tool, finding: Number(f) + 1, mark: $(".no", li).textContent, rule, level, reason, voice,
      sentence: Number(s) + 1, start: Number(start), end: Number(end), text: $(".quote", li).textContent, answer, note, counted: !li.classList.contains("x"),
    };
  })).filter((r) => r.counted || r.answer || r.note).map(({ counted, ...r }) => r);
}
function save(format) {
  const all = rows();
  const name = [code(), slug($(".article h1")?.textContent ?? document.title), new Date().toISOString().slice(0, 10)].filter(Boolean).map(slug).join("_");
  if (format === "json") return download(`${name}.answers.json`, "application/json", `${JSON.stringify(all, null, 2)}\n`);
  download(`${name}.answers.csv`, "text/csv", table([FIELDS, ...all.map((r) => FIELDS.map((f) => r[f]))]));
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
    for (const li of this.items.values()) {
      $("details", li).addEventListener("toggle", () => this.toggled(li));
      this.said(li);
    }
    document.title = `${$("h1", root).textContent} · sayso`;
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
    const all = [...this.items.values()].filter((li) => this.root.dataset.excused === "on" || !li.classList.contains("x"));
    const shown = this.visible();
    const marks = (items) => new Set(items.map((li) => li.dataset.mark)).size;
    const told = plural(marks(all), "mark") + (all.length > marks(all) ? ` with ${all.length} reasons` : "");
    $("[data-count]", this.root).textContent = shown.length === all.length ? told : `${marks(shown)} of ${plural(marks(all), "mark")} shown`;
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
    // On a narrow screen the card lies over the lower half of the page: the words stay where they are, if they can be seen.
    marks[0]?.scrollIntoView({ block: "nearest" });
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
    if (open && !$(".answer", li)) $("summary", li).after(this.answer(li));
    const [first, last] = (li.dataset.searched ?? "").split("-").map(Number);
    for (let s = first; s <= last; s++) document.getElementById(`${this.root.id}-s${s}`)?.classList.toggle("searched", open);
  }

  // Shows on the closed card what the reader said.
  said(li) {
    const { answer = "", note = "" } = answers[idOf(this.root, li)] ?? {};
    $(".said", li).textContent = answer ? `✓ ${ANSWERS[answer]}` : note ? "✓ note" : "";
  }

  // Made when a card is opened first, and put on top of it.
  answer(li) {
    const id = idOf(this.root, li);
    const make = (tag, props) => Object.assign(document.createElement(tag), props);
    const box = make("div", { className: "answer" });
    const row = make("div", {});
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", `Your answer to mark ${$(".no", li).textContent}`);
    const note = make("textarea", { placeholder: "Why?", value: answers[id]?.note ?? "" });
    note.setAttribute("aria-label", `Why, at mark ${$(".no", li).textContent}`);
    const set = (change) => {
      const next = { answer: "", note: "", ...answers[id], ...change };
      if (next.answer || next.note) answers[id] = next;
      else delete answers[id];
      keep();
      this.said(li);
    };
    const show = () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(answers[id]?.answer === b.dataset.answer)));
    const buttons = Object.entries(ANSWERS).map(([word, text]) => {
      const b = make("button", { type: "button", textContent: text });
      b.dataset.answer = word;
      b.addEventListener("click", () => {
        set({ answer: answers[id]?.answer === word ? "" : word });
        show();
      });
      return b;
    });
    show();
    note.addEventListener("input", () => set({ note: note.value }));
    const close = make("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => this.close());
    row.append(...buttons, close);
    box.append(row, note);
    return box;
  }

  // Another reader's answers, or none.
  reread() {
    for (const li of this.items.values()) {
      $(".answer", li)?.remove();
      this.said(li);
      if ($("details", li).open) this.toggled(li);
    }
  }
}

// One article at a time: the only one of the page, or the one that the address names. One that was not judged has nothing to do.
let current = null;
const opened = (root) => ($(".findings", root) ? new Article(root) : null);
const indexTitle = document.title;
function route() {
  const index = $("[data-index]");
  if (!index) return;
  const n = /^#a(\d+)/.exec(location.hash)?.[1];
  const closed = n === undefined ? null : document.getElementById(`t${n}`);
  if (!closed) {
    if (location.hash && location.hash !== "#index-title") return;
    $$("main > .article").forEach((a) => a.remove());
    current = null;
    document.title = indexTitle;
    index.hidden = false;
    return;
  }
  const open = $("main > .article");
  if (open?.id !== `a${n}`) {
    open?.remove();
    $("[data-tools]").insertAdjacentHTML("beforebegin", closed.textContent);
    const article = document.getElementById(`a${n}`);
    current = opened(article);
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
function reread() {
  recall();
  current?.reread();
  keep();
}
$("[data-code]")?.addEventListener("change", reread);
$("[data-anew]")?.addEventListener("click", () => {
  answers = {};
  keep();
  $("[data-code]").value = "";
  reread();
});
recall();
addEventListener("hashchange", route);
if ($("[data-tools]")) $("[data-tools]").hidden = false;
if ($("[data-index]")) route();
else if ($(".article")) current = opened($(".article"));
keep();
