// After the freeze: the student's marks beside the program's. Both, only you, only the program; never right or wrong.

const SORTS = { both: "You and the program", mine: "Only you", program: "Only the program" };

// Do a student and the program ask the same of words that overlap?
const overlap = (m, p) => m.start < p.end && p.start < m.end;
const alike = (m, p) => m.question === p.question && overlap(m, p);

// The places where anybody asks something, in the order of the text. A mark of the student's meets one of the program's where
// they are alike, or where the student was not sure of the same words.
function compare(record, program) {
  const counted = program.marks.filter((p) => !p.because);
  const met = new Set();
  const places = counted.map((p) => {
    const mine = record.first_marks.filter((m) => alike(m, p) || (m.question === "not-sure" && overlap(m, p)));
    mine.forEach((m) => met.add(m.mark));
    return { ...p, id: `p${p.finding}`, sort: mine.length ? "both" : "program", mark: mine[0]?.mark ?? null };
  });
  for (const m of record.first_marks) {
    if (!met.has(m.mark)) places.push({ ...m, id: `m${m.mark}`, sort: "mine", finding: null, rule: null });
  }
  return places.sort((a, b) => a.start - b.start || a.end - b.end || a.id.localeCompare(b.id));
}

const counts = (places) => Object.keys(SORTS).map((sort) => places.filter((p) => p.sort === sort).length);

function drawCompare() {
  const { record, article, sentences } = work;
  const program = unfold(article);
  work.places = compare(record, program);
  work.places.forEach((p, i) => (p.number = i + 1));
  for (const s of sentences.values()) {
    paint(s, work.places.filter((p) => p.sentence === s.n).map((p) => ({ ...p, classes: `place ${p.sort}`, number: p.number })));
    $$("mark", s.element).forEach((el) => el.addEventListener("click", () => openPlace(work.places.findIndex((p) => p.id === el.dataset.id))));
  }
  const [both, mine, only] = counts(work.places);
  $("#sum").textContent = work.shownAtOnce
    ? `The program asks something at ${plural(only, "place")}.`
    : `You and the program ask the same at ${plural(both, "place")}. You found ${mine} that it did not mark. It found ${only} that you did not mark. This is no score: the places where you differ are the ones to talk about.`;
  if (!article.judged) $("#sum").textContent += " The program does not read this language, so it marked nothing.";
  $("#queue").hidden = work.places.length === 0;
  openPlace(work.at ?? 0, true);
  drawNotes();
}

function openPlace(at, quiet) {
  const { places, blocks, sentences } = work;
  if (places.length === 0) return;
  work.at = (at + places.length) % places.length;
  const p = places[work.at];
  for (const b of blocks) b.replaceChildren();
  for (const el of $$("#text mark")) el.classList.toggle("open", el.dataset.id === p.id || (el.dataset.number ?? "").split(" ").includes(String(p.number)));
  const card = placeCard(p);
  blocks[sentences.get(p.sentence).block].append(card);
  $("#where").textContent = `Place ${work.at + 1} of ${places.length}`;
  if (quiet) return;
  $("h2", card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function placeCard(p) {
  const { record, article } = work;
  const answer = () => record.answers.find((a) => a.place === p.id);
  const set = (change) => {
    if (!answer()) record.answers.push({ place: p.id, answer: "", why: "" });
    Object.assign(answer(), change);
    if (!work.shownAtOnce) keep(record);
    drawNotes();
  };
  const choices = p.sort === "mine" ? ["keep", "withdraw", "cant-tell"] : ["agree", "disagree", "cant-tell"];
  const buttons = choices.map((id) => make("button", { type: "button", "data-answer": id, "aria-pressed": String(answer()?.answer === id), onclick: () => {
    set({ answer: answer()?.answer === id ? "" : id });
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(answer()?.answer === b.dataset.answer)));
  } }, ANSWERS[id]));
  const why = make("input", { value: answer()?.why ?? "", maxlength: 400, "aria-label": `Why, at place ${p.number}`, placeholder: "Why? (one line)", autocomplete: "off" });
  why.addEventListener("input", () => set({ why: why.value }));
  const next = make("button", { type: "button", onclick: () => openPlace(work.at + 1) }, "Next place");
  const asks = p.sort === "mine" ? `You asked: ${question(p.question).name}` : `${p.sort === "both" ? "You and the program ask" : "The program asks"}: ${p.name}`;
  return make("div", { class: `card ${p.sort}`, "data-place": p.id },
    make("h2", { tabindex: -1 }, `${p.number} ${asks}`), make("p", {}, make("q", { dir: "auto" }, p.text)),
    make("div", { class: "row", role: "group", "aria-label": `Your answer at place ${p.number}` }, ...buttons), make("div", { class: "row" }, why, next),
    ...reasons(p, unfold(article)));
}

function reasons(p, program) {
  const said = (label, text) => (text ? [make("p", { dir: "auto" }, make("b", {}, `${label} `), text)] : []);
  const mine = work.record.first_marks.find((m) => m.mark === p.mark);
  const own = p.sort !== "program" && mine?.why ? said("Your reason:", mine.why) : [];
  const speaker = said("Who speaks here, as the program reads it:", program.speakers[p.sentence - 1]);
  if (p.sort !== "mine") return [...own, ...said("Why it asks:", p.why), ...said("When this is fine:", p.fine), ...said("What would help:", p.advice), ...speaker];
  const passes = program.marks.find((e) => e.because && overlap(e, p));
  const others = program.marks.find((e) => !e.because && overlap(e, p));
  const silent = "The program did not mark this, or has no word for it. That does not make it wrong.";
  return [...own, make("p", {}, passes ? `The program saw this, too, and lets it pass: ${passes.because === "suppressed" ? "the file says so" : "these are somebody else's words"}.` : others ? `The program marked words here, but asks something else: ${others.name}` : silent), ...speaker];
}

// The list under the text: what prints.
function drawNotes() {
  const { record } = work;
  const revealed = !marking();
  const list = revealed ? work.places : record.first_marks.map((m) => ({ ...m, id: `m${m.mark}`, sort: "mine", number: m.mark }));
  $("#notes").replaceChildren(...list.map((p) => {
    const answer = record.answers.find((a) => a.place === p.id);
    const first = record.first_marks.find((m) => m.mark === p.mark);
    const name = p.sort === "mine" ? question(p.question).name : p.name;
    const parts = [revealed ? `${SORTS[p.sort]}. ` : "", make("b", {}, name), " ", make("q", { dir: "auto" }, p.text), ` (sentence ${p.sentence})`];
    if (first?.why) parts.push(` Your reason: ${first.why}`);
    if (revealed) parts.push(` Answer: ${ANSWERS[answer?.answer] ?? "none yet"}.`);
    if (answer?.why) parts.push(` ${answer.why}`);
    return make("li", { dir: "auto" }, ...parts);
  }));
  const done = revealed ? record.answers.filter((a) => a.answer && list.some((p) => p.id === a.place)).length : 0;
  $("#progress").textContent = revealed && !work.shownAtOnce ? `${done} of ${list.length} answered` : "";
}
