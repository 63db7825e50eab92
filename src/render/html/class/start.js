// The way through the page: start → mark → compare, and for teachers the results.

const VIEWS = ["start", "work", "beside", "results"];
function show(view) {
  for (const id of VIEWS) $(`#${id}`).hidden = id !== view;
  $("#bar").hidden = !(view === "work" && marking());
  document.title = `${view === "work" ? work.article.title : $("h1", $(`#${view}`)).textContent} · sayso`;
  scrollTo(0, 0);
  $("h1", $(`#${view}`)).focus({ preventScroll: true });
}

function tell(text) {
  $("#status").textContent = text;
}

function begin(article, record, shownAtOnce = false) {
  work = { article, record, shownAtOnce, ...drawText(article) };
  chosen = null;
  $("#article-title").textContent = article.title;
  $("#facts").textContent = article.facts.join(" · ");
  // The text's own headline can be marked; it need not stand there twice.
  $("#article-title").classList.toggle("aside", article.blocks[0]?.parts.map((p) => p.text).join("").trim() === article.title);
  $("#who").textContent = shownAtOnce ? "Teacher's view: nothing is kept." : `Code ${record.student}${record.class ? `, ${record.class}` : ""}`;
  draw();
  show("work");
}

function draw() {
  const revealed = !marking();
  $("#work").dataset.phase = revealed ? "compare" : "mark";
  $("#how").textContent = revealed
    ? "Your first marks are frozen. Go from place to place, answer, and say why."
    : "Read once without marking. Then select words, or tap the number of a sentence, and choose a question.";
  $("#keys-help").hidden = revealed;
  $("#comparing").hidden = !revealed;
  $("#done").hidden = revealed;
  $("#count").hidden = revealed;
  $("#bar").hidden = revealed;
  $("#beside-mine").hidden = !revealed || work.shownAtOnce || frozen().length < 2;
  $("#notes-title").textContent = revealed ? "All places" : "Your marks";
  revealed ? drawCompare() : (drawMarks(), tellChosen());
}

function freeze() {
  work.record.revealed_at = new Date().toISOString();
  keep(work.record);
  draw();
  tell("");
  $("#article-title").focus();
}

const picked = () => PAGE.articles[Number($('input[name="article"]:checked')?.value ?? 0)];

$("#begin").addEventListener("submit", (e) => {
  e.preventDefault();
  const student = $("#code").value.trim();
  if (!student || !picked()) return void tell(picked() ? "" : "First paste an article.");
  const before = kept(picked(), student);
  begin(picked(), before ?? newRecord(picked(), student, $("#group").value.trim()));
  tell(before ? "This code has work on this computer: you go on where it stopped." : "");
});
$("#load").addEventListener("change", async (e) => {
  const file = e.target.files[0];
  if (!file) return;
  const { record, article, error } = readRecord(await file.text());
  e.target.value = "";
  if (error) return void ($("#load-fault").textContent = `${file.name} could not be opened: ${error}.`);
  $("#load-fault").textContent = "";
  keep(record);
  begin(article, record);
});
$("#at-once").addEventListener("click", () => picked() && begin(picked(), newRecord(picked(), "teacher", ""), true));
$("#to-results").addEventListener("click", () => show("results"));
for (const b of $$("[data-home]")) b.addEventListener("click", () => show("start"));
$("#new-student").addEventListener("click", () => {
  work = null;
  $("#begin").reset();
  tell("");
  show("start");
  $("#code").focus();
});
$("#erase").addEventListener("click", () => $("#erasing").showModal());
$("#erasing").addEventListener("close", () => {
  if ($("#erasing").returnValue !== "yes") return;
  forget(work.record);
  $("#new-student").click();
});
$("#done").addEventListener("click", () => {
  $("#sure-count").textContent = plural(work.record.first_marks.length, "place");
  $("#sure").showModal();
});
$("#sure").addEventListener("close", () => $("#sure").returnValue === "yes" && freeze());
for (const dialog of $$("dialog")) {
  dialog.addEventListener("cancel", () => (dialog.returnValue = "no"));
  for (const b of $$("button", dialog)) b.addEventListener("click", () => dialog.close(b.value));
}
$("#save").addEventListener("click", () => {
  const record = finished(work.record, work.article);
  download(`${slug(record.student)}_${slug(work.article.title)}_${record.saved_at.slice(0, 10)}.sayso.json`, "application/json", `${JSON.stringify(record, null, 2)}\n`);
});
$("#print").addEventListener("click", () => print());
$("#previous").addEventListener("click", () => openPlace(work.at - 1));
$("#next").addEventListener("click", () => openPlace(work.at + 1));
QUESTIONS.forEach((q, i) => {
  // The words stay selected while the button is pressed.
  const button = make("button", { type: "button", class: q.id, "data-question": q.id, title: q.asks, onclick: () => mark(q.id) }, make("kbd", { "aria-hidden": "true" }, String(i + 1)), ` ${q.name}`);
  button.addEventListener("pointerdown", (e) => e.preventDefault());
  button.addEventListener("mousedown", (e) => e.preventDefault());
  $("#questions").append(button);
  $("#asks").append(make("li", {}, make("b", { class: q.id }, q.name), ` ${q.asks}`));
});
function listArticle(a, i) {
  const radio = make("input", { type: "radio", name: "article", value: String(i), checked: i === 0 });
  $("#articles").append(make("label", { dir: "auto" }, radio, ` ${a.title}`));
  $("#articles").hidden = PAGE.articles.length < 2;
  $("#to-beside").hidden = PAGE.articles.length < 2;
}
function addArticle(article) {
  prepare(article);
  PAGE.articles.push(article);
  listArticle(article, PAGE.articles.length - 1);
}
PAGE.articles.forEach(listArticle);
$("#files").addEventListener("change", (e) => take([...e.target.files]).then(() => (e.target.value = "")));
addEventListener("dragover", (e) => e.preventDefault());
addEventListener("drop", (e) => {
  e.preventDefault();
  const files = [...e.dataTransfer.files];
  if (files.length === 0) return;
  if ($("#results").hidden) show("results");
  take(files);
});
$("#start").hidden = false;
