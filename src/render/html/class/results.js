// Class results: a teacher drops the saved files; they are read here and go nowhere.

const pile = { records: new Map(), faults: [] };

async function take(files) {
  for (const file of files) {
    const { record, error } = file.size > 4e6 ? { error: "it is larger than any saved work" } : readRecord(await file.text());
    const fault = error ?? (record.revealed_at ? null : "it is not frozen yet (the student has not chosen “I am done”)");
    if (fault) {
      pile.faults.push(`${file.name}: ${fault}`);
      continue;
    }
    const id = key(record.article.sha256, record.student);
    const before = pile.records.get(id);
    if (before) pile.faults.push(`${file.name}: the code ${record.student} was there already; the later of the two counts`);
    if (!before || (record.saved_at ?? "") >= (before.saved_at ?? "")) pile.records.set(id, record);
  }
  drawResults();
}

const recordsOf = (article) => [...pile.records.values()].filter((r) => r.article.sha256 === article.sha256).sort((a, b) => a.student.localeCompare(b.student));

function drawResults() {
  const parts = [];
  for (const article of PAGE.articles) {
    const records = recordsOf(article);
    if (records.length > 0) parts.push(classOn(article, records));
  }
  $("#class-results").replaceChildren(...parts);
  $("#faults").replaceChildren(...pile.faults.map((f) => make("li", {}, f)));
  const n = pile.records.size;
  $("#taken").textContent = `${plural(n, "file")} read${pile.faults.length ? `; ${plural(pile.faults.length, "remark")} below` : ""}.`;
}

function classOn(article, records) {
  const sums = tally(article, records);
  const button = (name, act) => make("button", { type: "button", onclick: act }, name);
  const today = new Date().toISOString().slice(0, 10);
  const name = `${slug(records[0].class || "class")}_${slug(article.title)}_${today}`;
  return make("section", { class: "results" },
    make("h2", { dir: "auto" }, article.title),
    make("p", {}, `${plural(records.length, "student")}, ${plural(sums.n, "sentence")}.`),
    make("p", { class: "row" }, button("Save as CSV", () => download(`${name}.csv`, "text/csv", table(rows(article, records)))),
      button("Save the class's words as a lexicon", () => download(`${slug(records[0].class || "class").toLowerCase()}.toml`, "application/toml", lexicon(article, records)))),
    make("h3", {}, "Talk about these"), talkList(article, records, sums),
    make("h3", {}, "How alike did the class read?"), alikeTable(sums),
    make("h3", {}, "Where the class marked"), heatTable(article, sums),
    make("h3", {}, "What the class says to the program"), answerTable(article, records));
}

function talkList(article, records, sums) {
  const list = talk(sums);
  if (list.length === 0) return make("p", {}, "Nothing stands out.");
  return make("ol", {}, ...list.map((p) => {
    const text = article.sentences.get(p.sentence).text;
    const heard = notes(article, records, sums, p);
    return make("li", {}, make("b", {}, `${p.why}: ${question(p.question).name} `), make("q", { dir: "auto" }, wordsAt(article, records, sums, p)), ` (marked by ${p.k} of ${sums.students}, the program ${p.program ? "asks" : "is silent"}), sentence ${p.sentence}: `, make("q", { dir: "auto" }, text),
      ...(heard.length ? [make("details", {}, make("summary", {}, plural(heard.length, "note")), make("ul", {}, ...heard.map((t) => make("li", { dir: "auto" }, t))))] : []));
  }));
}

// The marks of students at a place to talk about, and those of the program there.
const marksAt = (records, { met }, { question: id, sentence, program }) => records.flatMap((r) => r.first_marks.filter((m) => m.question === id && m.sentence === sentence && met(m) === Boolean(program)));
const asked = (article, { question: id, sentence, program }) => (program ? unfold(article).marks.filter((m) => !m.because && m.question === id && m.sentence === sentence) : []);

// What most students marked there, or else the program.
function wordsAt(article, records, sums, place) {
  const times = new Map();
  for (const { text } of marksAt(records, sums, place)) times.set(text, (times.get(text) ?? 0) + 1);
  const [most] = [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? asked(article, place)[0].text;
}

// What students wrote about a place, without their codes and in the order of the alphabet, which tells nothing.
function notes(article, records, sums, place) {
  const about = asked(article, place).map((m) => `p${m.finding}`);
  const all = [...marksAt(records, sums, place), ...records.flatMap((r) => r.answers.filter((a) => about.includes(a.place)))].map((m) => m.why);
  return all.filter((t) => t.trim()).sort((a, b) => a.localeCompare(b));
}

const scroll = (label, element) => make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, element);
const head = (names) => make("thead", {}, make("tr", {}, ...names.map((n) => make("th", { scope: "col" }, n))));

function alikeTable({ n, students, cells }) {
  const body = QUESTIONS.map((q) => {
    const marked = cells.get(q.id).students.slice(1);
    const a = alpha(marked, students);
    return make("tr", {}, make("th", { scope: "row" }, q.name), make("td", {}, inWords(a)), make("td", { class: "num" }, a === null ? "–" : a.toFixed(2)), make("td", { class: "num" }, String(marked.filter((k) => k > 0).length)));
  });
  return make("div", {}, scroll("How alike the class read", make("table", {}, head(["Question", "In words", "Krippendorff's alpha", `Sentences that anybody marked, of ${n}`]), make("tbody", {}, ...body))),
    make("p", { class: "small" }, "Alpha is 1 where all marked the same sentences and 0 where they agree as by chance. A low number is no failure: it shows that there is something to talk about."));
}

function heatTable(article, { n, students, cells }) {
  const rows = [];
  for (let s = 1; s <= n; s++) {
    const text = article.sentences.get(s).text;
    const short = points(text) > 90 ? `${[...text].slice(0, 88).join("")}…` : text;
    rows.push(make("tr", {}, make("th", { scope: "row", dir: "auto" }, `${s} ${short}`), ...QUESTIONS.map((q) => {
      const { students: marked, same } = cells.get(q.id);
      const k = marked[s];
      return make("td", { class: `heat h${Math.ceil((5 * k) / students)}` }, k ? `${Math.round((100 * k) / students)} %` : "", same[s] ? make("span", { class: "dot" }, make("span", { "aria-hidden": "true" }, " ◆"), make("span", { class: "aside" }, " the program, too")) : "");
    })));
  }
  return make("div", {}, scroll("Heat map", make("table", { class: "heatmap" }, head(["Sentence", ...QUESTIONS.map((q) => q.name)]), make("tbody", {}, ...rows))),
    make("p", { class: "small" }, "Share of the students who marked the sentence; ◆ the program marked words of theirs, too."));
}

function answerTable(article, records) {
  const counted = unfold(article).marks.filter((m) => !m.because);
  const said = (m, word) => records.filter((r) => r.answers.some((a) => a.place === `p${m.finding}` && a.answer === word)).length;
  const body = counted.map((m) => make("tr", {}, make("td", {}, String(m.sentence)), make("th", { scope: "row", dir: "auto" }, m.text), make("td", {}, m.name),
    ...["agree", "disagree", "cant-tell"].map((w) => make("td", { class: "num" }, String(said(m, w))))));
  return scroll("Answers to the program", make("table", {}, head(["Sentence", "Words", "It asks", "Agree", "Disagree", "Can't tell"]), make("tbody", {}, ...body)));
}
