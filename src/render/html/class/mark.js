// The student marks: words, a question, and why.

const marking = () => work !== null && work.record.revealed_at === null && !work.shownAtOnce;

function drawMarks() {
  const { record, sentences, blocks } = work;
  for (const s of sentences.values()) {
    paint(s, record.first_marks.filter((m) => m.sentence === s.n).map((m) => ({ ...m, id: m.mark, classes: m.question, number: m.mark })));
  }
  for (const b of blocks) b.replaceChildren();
  for (const m of record.first_marks) blocks[sentences.get(m.sentence).block].append(markCard(m));
  const n = record.first_marks.length;
  $("#count").textContent = n === 0 ? "No mark yet" : `${plural(n, "place")} marked`;
  drawNotes();
}

function markCard(m) {
  const why = make("input", { value: m.why, maxlength: 400, "aria-label": `Why you marked “${m.text}”`, placeholder: "Why? (one line)", autocomplete: "off" });
  why.addEventListener("input", () => {
    m.why = why.value;
    keep(work.record);
    drawNotes();
  });
  why.addEventListener("keydown", (e) => {
    if (e.key === "Enter" || e.key === "Escape") chooseSentence(m.sentence);
  });
  const remove = make("button", { type: "button", "aria-label": `Remove mark ${m.mark}, “${m.text}”`, onclick: () => unmark(m) }, "Remove");
  return make("div", { class: `card mine ${m.question}`, "data-mark": m.mark },
    make("p", {}, make("b", {}, `${m.mark} ${question(m.question).name}: `), make("q", { dir: "auto" }, m.text)), make("div", { class: "row" }, why, remove));
}

function mark(id) {
  if (!marking()) return;
  // The browser tells of a selection a moment later.
  if (!chosen) notice();
  if (!chosen) {
    $("#chosen").textContent = "First select words, or tap the number of a sentence.";
    return;
  }
  const { sentence } = chosen;
  const [from, to] = chosenRange();
  const [start, end] = placesOf(sentence, points(sentence.text.slice(0, from)), points(sentence.text.slice(0, to)));
  const { first_marks } = work.record;
  const same = first_marks.find((m) => m.start === start && m.end === end && m.question === id);
  if (!same) first_marks.push({ mark: 0, sentence: sentence.n, start, end, text: sentence.text.slice(from, to), question: id, why: "" });
  number(first_marks);
  chosen = null;
  getSelection().removeAllRanges();
  keep(work.record);
  drawMarks();
  tellChosen();
  const at = first_marks.find((m) => m.start === start && m.end === end && m.question === id).mark;
  $(`[data-mark="${at}"] input`).focus({ preventScroll: true });
  $(`[data-mark="${at}"]`).scrollIntoView({ block: "nearest" });
}

function unmark(m) {
  const { first_marks } = work.record;
  first_marks.splice(first_marks.indexOf(m), 1);
  number(first_marks);
  keep(work.record);
  drawMarks();
  chooseSentence(m.sentence);
}

// Numbers follow the text.
function number(marks) {
  marks.sort((a, b) => a.start - b.start || a.end - b.end || a.question.localeCompare(b.question));
  marks.forEach((m, i) => (m.mark = i + 1));
}

// Arrows choose sentences and words, 1 to 5 ask a question. They can be switched off, and never act while somebody writes.
document.addEventListener("keydown", (e) => {
  if (!work || $("#work").hidden || $("#sure").open || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.target.matches?.("input:not([type=checkbox]), textarea, select")) return;
  const asked = marking() && $("#keys").checked ? QUESTIONS[Number(e.key) - 1] : undefined;
  if (asked) {
    e.preventDefault();
    return mark(asked.id);
  }
  const at = e.target.matches?.("button.no") ? Number(e.target.textContent) : 0;
  if (!at) return;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") chooseSentence(at + (e.key === "ArrowDown" ? 1 : -1));
  else if (e.key === "Home" || e.key === "End") chooseSentence(e.key === "Home" ? 1 : work.sentences.size);
  else if (marking() && (e.key === "ArrowRight" || e.key === "ArrowLeft")) step(at, e.key === "ArrowRight" ? 1 : -1, e.shiftKey);
  else return;
  e.preventDefault();
});

// From the whole sentence the first step goes to its first or last word; with Shift the choice grows or shrinks.
function step(n, by, more) {
  const sentence = work.sentences.get(n);
  const last = words(sentence.text).length - 1;
  if (last < 0) return;
  const whole = chosen?.sentence !== sentence || (chosen.from === 0 && chosen.to === last);
  if (whole && last > 0) chosen = by > 0 ? { sentence, from: 0, to: 0 } : { sentence, from: last, to: last };
  else if (more) chosen = { sentence, from: chosen.from, to: Math.min(Math.max(chosen.to + by, chosen.from), last) };
  else {
    const to = Math.min(Math.max((by > 0 ? chosen.to : chosen.from) + by, 0), last);
    chosen = { sentence, from: to, to };
  }
  select();
}
