// Two articles on one event side by side: headline against headline, who speaks, which words judge, what each calls the same,
// and what only one has. It shows what the program reads, so a student sees it of frozen articles alone.

const lettersOf = (text) => (text.toLowerCase().replaceAll("’", "'").match(/[\p{L}\p{N}']+/gu) ?? []).join(" ");
const lastOf = (name) => name.toLowerCase().split(/\s+/).at(-1);

// What two articles have, by topic: for each a list on the left and one on the right.
function besides(articles) {
  const sides = articles.map((a) => unfold(a).side);
  const persons = new Set(sides.flatMap((s) => s.speakers).filter((s) => s.person).map((s) => lastOf(s.name)));
  const known = (form) => (persons.has(lastOf(form)) ? lastOf(form) : form.toLowerCase());
  const names = sides.map((s) => {
    const all = new Map();
    for (const n of s.names) {
      const entry = all.get(known(n.name)) ?? { name: "", forms: new Set(), described: new Set() };
      if (n.name.length > entry.name.length) entry.name = n.name;
      n.forms.forEach((f) => entry.forms.add(f));
      n.described.forEach((d) => entry.described.add(d));
      all.set(known(n.name), entry);
    }
    return all;
  });
  const texts = articles.map((a) => lettersOf(a.blocks.map((b) => b.parts.map((p) => p.text).join("")).join("\n")));
  const bare = (number) => number.replaceAll(",", "").replace(/\.+$/, "").toLowerCase();
  const numbers = sides.map((s) => new Set(s.numbers.map(bare)));
  const only = (i) => {
    const other = 1 - i;
    return {
      names: [...names[i]].filter(([key]) => !names[other].has(key)).map(([, n]) => n.name),
      numbers: sides[i].numbers.filter((n) => !numbers[other].has(bare(n))),
      quotations: sides[i].quotations.filter((q) => !texts[other].includes(lettersOf(q))).map((q) => `“${q}”`),
    };
  };
  const shared = [...names[0].keys()].filter((key) => names[1].has(key));
  const calls = shared.map((key) => names.map((all) => [...all.get(key).forms, ...all.get(key).described]));
  const judging = (a) => [...new Set(unfold(a).marks.filter((m) => !m.because && m.question === "judging-word").map((m) => m.text.toLowerCase()))];
  return { sides, judging: articles.map(judging), calls: calls.filter(([left, right]) => left.join() !== right.join()), only: [only(0), only(1)] };
}

function drawBeside() {
  const articles = $$("#pair select").map((s) => PAGE.articles[Number(s.value)]);
  const { sides, judging, calls, only } = besides(articles);
  const list = (items) => (items.length ? make("ul", {}, ...items.map((t) => make("li", { dir: "auto" }, t))) : make("p", {}, "None."));
  const unread = make("p", {}, "The program does not read this language.");
  const topic = (title, cells) => [make("h2", {}, title), make("div", { class: "pair" }, ...cells.map((cell, i) => make("div", {}, make("p", { class: "small", dir: "auto" }, articles[i].title), articles[i].judged ? cell : unread.cloneNode(true))))];
  // One scale for both, so that bars can be held against each other.
  const most = Math.max(1, ...sides.flatMap((s) => [s.own_words, ...s.speakers.map((p) => p.words)]));
  const bar = (name, n) => {
    const length = make("span", { class: "length", "aria-hidden": "true" });
    length.style.inlineSize = `${(100 * n) / most}%`;
    return make("li", { dir: "auto" }, `${name}: ${plural(n, "word")}`, length);
  };
  const heard = (s) => make("ul", { class: "bars" }, bar("the writer", s.own_words), ...s.speakers.map((p) => bar(p.name, p.words)));
  const line = (label, items) => (items.length ? [make("p", { dir: "auto" }, make("b", {}, `${label}: `), items.join(", "))] : []);
  const alone = (o) => make("div", {}, ...line("Names", o.names), ...line("Numbers", o.numbers), ...(o.quotations.length ? [list(o.quotations)] : []));
  const called = calls.map((both) => make("div", { class: "pair line" }, ...both.map((forms) => make("p", { dir: "auto" }, forms.join("; ")))));
  $("#pairs").replaceChildren(
    make("h2", {}, "Headline against headline"), make("div", { class: "pair" }, ...articles.map((a, i) => make("div", {}, make("p", { dir: "auto" }, make("b", {}, a.title)), make("p", { class: "small", dir: "auto" }, [...a.facts, plural(sides[i].words, "word")].join(" · "))))),
    ...topic("Who speaks, in this order and for so long", sides.map(heard)), ...topic("Judging words of the writer's own", judging.map(list)),
    make("h2", {}, "What each calls the same"), ...(called.length ? called : [make("p", {}, "Nothing that both name is called or described in two ways.")]),
    ...topic("What only this one has", only.map(alone)));
}

let besideFrom = "start";
function beside(articles, from) {
  const indices = articles.map((a) => PAGE.articles.indexOf(a));
  $$("#pair select").forEach((select, side) => select.replaceChildren(...indices.map((n, i) => make("option", { value: String(n), selected: i === side }, PAGE.articles[n].title))));
  besideFrom = from;
  drawBeside();
  show("beside");
}

// The open article, and the others that this student has frozen.
const frozen = () => [work.article, ...PAGE.articles.filter((a) => a !== work.article && kept(a, work.record.student)?.revealed_at)];

for (const select of $$("#pair select")) select.addEventListener("change", drawBeside);
$("#to-beside").addEventListener("click", () => beside(PAGE.articles, "start"));
$("#beside-mine").addEventListener("click", () => beside(frozen(), "work"));
$("#beside-back").addEventListener("click", () => show(besideFrom));
