// A page that has the program inside (web/build) reads any text that is pasted.

let core = null;
async function loadCore() {
  const packed = Uint8Array.from(atob($("#core").textContent), (c) => c.charCodeAt(0));
  const bytes = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const module = await WebAssembly.compile(bytes);
  // The core asks nothing of the page. What its libraries could ask for (a clock, chance) has no answer here.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => {
      throw new Error(`the core asked for ${name}`);
    };
  }
  return (await WebAssembly.instantiate(module, imports)).exports;
}

// What was told is drawn before the next work begins.
const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

async function readPasted(text, tell) {
  tell("Reading. The first time takes some seconds.");
  await drawn();
  core ??= await loadCore();
  const bytes = new TextEncoder().encode(text);
  // Making room may move the memory, so where it is is asked afterwards.
  const room = core.room(bytes.length);
  new Uint8Array(core.memory.buffer, room, bytes.length).set(bytes);
  for (let part = 0, parts = 1; part < parts; part++) {
    parts = core.ahead(part);
    if (parts < 2) break;
    tell(`Reading: ${Math.round((100 * (part + 1)) / parts)} %`);
    await drawn();
  }
  const [length, place] = [core.read(), core.place()];
  const article = JSON.parse(new TextDecoder().decode(new Uint8Array(core.memory.buffer, place, length)));
  if (article.error) throw new Error(article.error);
  return article;
}

// Lines of menus and adverts, told by their looks: short, no sentence, no item of a list, and in a row, or the same line again and
// again. Above the first sentence the longest of a row is taken for the headline: it stays, and what follows it (a byline, a date).
// Above a long headline only a long row is a menu; a short one may be the headline itself, with what an outlet tells under it.
const SHORT = 8;
function litterOf(lines) {
  const text = lines.map((l) => l.trim());
  // In a text of narrow lines a small letter goes on with the line before.
  const goesOn = (t) => /^\p{Ll}/u.test(t);
  const sentence = (t) => goesOn(t) || /[.!?…:]["”’')\]]*$/.test(t);
  const item = (t) => /^([-–—•*·]|\d+[.)])\s/.test(t);
  const short = (t) => !sentence(t) && !item(t) && t.split(/\s+/).length <= SHORT;
  const times = new Map();
  for (const t of text) times.set(t, (times.get(t) ?? 0) + 1);
  const found = new Set(text.flatMap((t, i) => (t && short(t) && times.get(t) > 2 ? [i] : [])));
  let row = [];
  let begun = false;
  let headed = false;
  const ended = (next) => {
    if (goesOn(next)) row.pop();
    if (!begun && !headed && sentence(next)) row = row.slice(0, row.reduce((most, line, at) => (text[line].length > text[row[most]].length ? at : most), 0));
    const least = begun ? 3 : sentence(next) ? 2 : 4;
    if (row.length >= least && (begun || !headed)) row.forEach((i) => found.add(i));
    row = [];
  };
  text.forEach((t, i) => {
    if (!t) return;
    if (short(t)) return void row.push(i);
    ended(t);
    if (sentence(t)) begun = true;
    else headed = true;
  });
  if (begun) ended("");
  // Where that is most of the text, it is no article among menus but a text of another kind: a list, a poem.
  const size = (lines) => lines.reduce((sum, t) => sum + t.length, 0);
  const left = [...found].sort((a, b) => a - b);
  return 2 * size(left.map((i) => text[i])) > size(text) ? [] : left;
}

// Shows them, each to be taken back.
function showLitter() {
  const lines = $("#pasted").value.split("\n");
  const found = litterOf(lines);
  $("#litter").hidden = found.length === 0;
  $("#litter legend").textContent = `${plural(found.length, "line")} left out`;
  $("#left-out").replaceChildren(...found.map((i) => make("label", { dir: "auto" }, make("input", { type: "checkbox", value: String(i), checked: true }), ` ${lines[i].trim()}`)));
}
function cleaned() {
  const out = new Set($$("#left-out input:checked").map((box) => Number(box.value)));
  return $("#pasted").value.split("\n").filter((_, i) => !out.has(i)).join("\n");
}

if ($("#core")) {
  $("#paste").hidden = false;
  $("#pasted").addEventListener("input", showLitter);
  $("#read").addEventListener("click", async () => {
    const text = [$("#headline").value.trim(), cleaned()].filter(Boolean).join("\n\n");
    if (!cleaned().trim()) return;
    $("#read").disabled = true;
    try {
      const article = await readPasted(text, (told) => ($("#reading").textContent = told));
      if (!PAGE.articles.some((a) => a.sha256 === article.sha256)) addArticle(article);
      $(`#articles input[value="${PAGE.articles.findIndex((a) => a.sha256 === article.sha256)}"]`).checked = true;
      $("#reading").textContent = `“${article.title}”: ${plural(article.blocks.flatMap((b) => b.parts).filter((p) => p.n).length, "sentence")}. Now type your code and begin.`;
      $("#code").focus();
    } catch (error) {
      $("#reading").textContent = `The text could not be read: ${error.message}`;
    }
    $("#read").disabled = false;
  });
}
