// What a class leaves behind: a table for statistics, and its words as a lexicon.

// One row a student, sentence and question, with 0 or 1 for the student and for the program.
function rows(article, records) {
  const { cells } = tally(article, records);
  const out = [["student", "class", "article", "sha256", "sentence", "question", "marked", "program"]];
  for (const r of records) {
    const marked = new Set(r.first_marks.map((m) => `${m.question} ${m.sentence}`));
    for (const n of article.sentences.keys()) {
      for (const q of QUESTIONS) out.push([r.student, r.class, article.id, article.sha256, n, q.id, marked.has(`${q.id} ${n}`) ? 1 : 0, cells.get(q.id).program[n]]);
    }
  }
  return out;
}

// Words that a third of the class, and at least two, marked as judging and did not take back; and, as comments, what the
// program listed and the class lets pass. `sayso lexicon check` reads it.
function lexicon(article, records) {
  const found = new Map();
  for (const r of records) {
    const back = new Set(r.answers.filter((a) => a.answer === "withdraw").map((a) => a.place));
    const mine = r.first_marks.filter((m) => m.question === "judging-word" && !back.has(`m${m.mark}`));
    for (const text of new Set(mine.map((m) => m.text.toLowerCase().replace(/\s+/g, " ")))) {
      if (words(text).length > 4) continue;
      const entry = found.get(text) ?? { n: 0, reasons: new Set(), sentence: 0 };
      entry.n += 1;
      for (const m of mine.filter((m) => m.text.toLowerCase().replace(/\s+/g, " ") === text)) {
        if (m.why.trim()) entry.reasons.add(m.why.trim().replace(/[.;]+$/, ""));
        entry.sentence = m.sentence;
      }
      found.set(text, entry);
    }
  }
  const least = Math.max(2, Math.ceil(records.length / 3));
  const kept = [...found].filter(([, e]) => e.n >= least).sort(([a], [b]) => a.localeCompare(b));
  // A TOML string takes the escapes of a JSON string.
  const string = (text) => JSON.stringify(text.replace(/\s+/g, " "));
  const group = records[0].class || "our class";
  const head = [`# The words that ${group} marked as judging in ${string(article.title)}, with its reasons. Read it before you use it.`,
    `id = "house/${slug(group).toLowerCase()}"`, 'version = "1.0.0"', 'language = "en"', 'kind = "loaded"', `title = ${string(`Judging words, ${group}`)}`,
    'why = "The class found that these words judge where a plain word would tell the same."', 'fine = "In a quotation, and in opinion pieces."',
    `provenance = ${string(`Marked by ${plural(records.length, "student")} in ${article.title}.`)}`, "level = { own = \"note\", headline = \"note\" }", ""];
  const entries = kept.map(([text, e]) => ["[[entry]]", `term = ${string(text)}`, `why = ${string(`${[...e.reasons].sort().slice(0, 3).join("; ") || "It judges"} (${e.n} of ${records.length}).`)}`,
    'advice = ["tell what happened"]', ""].join("\n"));
  const listed = unfold(article).marks.filter((m) => !m.because && m.entry);
  const passes = listed.filter((m, i) => listed.findIndex((other) => other.entry === m.entry) === i).map((m) => {
    const said = (w) => records.filter((r) => r.answers.some((a) => a.place === `p${m.finding}` && a.answer === w)).length;
    return [m, said("disagree"), said("agree")];
  }).filter(([, no, yes]) => no >= least && no > yes).map(([m, no]) => `# ${no} of ${records.length} let ${string(m.text)} pass here. To switch the word off, take away the signs:\n# [[entry]]\n# id = ${string(m.entry)}\n# enabled = false\n`);
  return [...head, ...entries, ...passes].join("\n");
}
