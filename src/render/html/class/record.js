// A student's work on one article: what is kept in the browser, saved as a file, and read back.

const PAGE = JSON.parse($("#data").textContent);
const SCHEMA = "sayso-class/1";
const QUESTIONS = PAGE.questions;
const question = (id) => QUESTIONS.find((q) => q.id === id);
const ANSWERS = { agree: "I agree", disagree: "I disagree", keep: "I keep it", withdraw: "I take it back", "cant-tell": "Can't tell" };

// Sentences by number. Places are characters (code points) of the file, as in the program's reports: where markup stands among the words of a
// sentence it comes in several parts, so each of its letters has a place of its own.
function prepare(article) {
  article.sentences = new Map();
  for (const block of article.blocks) {
    block.parts = block.parts.filter((part) => {
      const places = [...part.text].map((_, i) => part.start + i);
      const begun = article.sentences.get(part.n);
      if (begun) Object.assign(begun, { text: begun.text + part.text, places: begun.places.concat(places) });
      else if (part.n) article.sentences.set(part.n, Object.assign(part, { places }));
      return !begun;
    });
  }
}
PAGE.articles.forEach(prepare);
const points = (text) => [...text].length;
// The letter that stands at a place, or the next one; the places from one letter to before another.
function letterAt({ places }, place) {
  const at = places.findIndex((p) => p >= place);
  return at < 0 ? places.length : at;
}
const placesOf = ({ places }, from, to) => [places[from], places[to - 1] + 1];
const slice = (sentence, start, end) => [...sentence.text].slice(letterAt(sentence, start), letterAt(sentence, end)).join("");

// What the program says about an article. Called once its marks may be seen, and never before.
function unfold(article) {
  const bytes = Uint8Array.from(atob(article.folded), (c) => c.charCodeAt(0));
  article.program ??= JSON.parse(new TextDecoder().decode(bytes));
  return article.program;
}

const newRecord = (article, student, group) => ({
  schema: SCHEMA, tool: article.tool, lexicons: PAGE.lexicons,
  article: { id: article.id, title: article.title, sha256: article.sha256, sentences: article.sentences.size },
  student, class: group, started: new Date().toISOString(), saved_at: null, revealed_at: null,
  first_marks: [], answers: [], unanswered: [],
});

// Kept under the text and the code, so that neither another student nor another text meets these marks.
const key = (sha256, student) => `${SCHEMA}:${sha256}:${student}`;
const memory = new Map();
function keep(record) {
  const text = JSON.stringify(record);
  memory.set(key(record.article.sha256, record.student), text);
  try {
    localStorage.setItem(key(record.article.sha256, record.student), text);
  } catch {
    // No storage (a private window, or a full one): the page's own memory has to do until the work is saved as a file.
  }
}
function kept(article, student) {
  let text = memory.get(key(article.sha256, student));
  try {
    text ??= localStorage.getItem(key(article.sha256, student));
  } catch {
    // As above.
  }
  return text ? readRecord(text).record : null;
}
function forget(record) {
  memory.delete(key(record.article.sha256, record.student));
  try {
    localStorage.removeItem(key(record.article.sha256, record.student));
  } catch {
    // As above.
  }
}

// Reads a record and takes nothing from it on trust: the words are looked up in the article again.
// Gives the record, or the reason why there is none.
function readRecord(text) {
  let raw;
  try {
    raw = JSON.parse(text);
  } catch {
    return { error: "this is no saved work (not JSON)" };
  }
  if (raw?.schema !== SCHEMA) return { error: `this is no saved work of a class page (no “${SCHEMA}”)` };
  const article = PAGE.articles.find((a) => a.sha256 === raw.article?.sha256);
  if (!article) return { error: "it is about another text than this page's" };
  const line = (v, most = 400) => (typeof v === "string" ? v.slice(0, most) : "");
  const student = line(raw.student, 24).trim();
  if (!student) return { error: "it has no student code" };
  const record = { ...newRecord(article, student, line(raw.class, 40)), started: line(raw.started, 40), saved_at: line(raw.saved_at, 40) || null, revealed_at: line(raw.revealed_at, 40) || null };
  const list = (v) => (Array.isArray(v) ? v.slice(0, 5000) : []);
  for (const m of list(raw.first_marks)) {
    const s = article.sentences.get(m?.sentence);
    const inside = s && Number.isInteger(m.start) && Number.isInteger(m.end) && s.start <= m.start && m.start < m.end && m.end <= s.places.at(-1) + 1;
    if (!inside || !question(m.question)) return { error: "one of its marks does not stand in this text" };
    record.first_marks.push({ mark: record.first_marks.length + 1, sentence: s.n, start: m.start, end: m.end, text: slice(s, m.start, m.end), question: m.question, why: line(m.why) });
  }
  for (const a of list(raw.answers)) {
    if (typeof a?.place === "string" && (a.answer === "" || Object.hasOwn(ANSWERS, a.answer))) {
      record.answers.push({ place: line(a.place, 12), answer: a.answer, why: line(a.why) });
    }
  }
  return { record, article };
}

// What is saved says of every answer what it is about, and what was left unanswered.
function finished(record, article) {
  const places = record.revealed_at ? compare(record, unfold(article)) : [];
  const about = ({ id, sort, question, finding, mark, rule, sentence, start, end, text }) => ({ place: id, sort, question, finding, mark, rule, sentence, start, end, text });
  const answer = (p) => record.answers.find((a) => a.place === p.id);
  return {
    ...record, saved_at: new Date().toISOString(),
    answers: places.filter((p) => answer(p)?.answer || answer(p)?.why).map((p) => ({ ...about(p), answer: answer(p).answer, why: answer(p).why })),
    unanswered: places.filter((p) => !answer(p)?.answer).map(about),
  };
}
