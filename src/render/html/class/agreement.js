// How alike a class read: Krippendorff's alpha for marked or not marked (Krippendorff 2011, Computing Krippendorff's
// alpha-reliability). Every student read every sentence, so each unit has as many values as there are students.

// `marked` has for each sentence how many of `students` marked it. Nothing where there is nothing to compare.
function alpha(marked, students) {
  const n = marked.length * students;
  const ones = marked.reduce((sum, k) => sum + k, 0);
  if (students < 2 || ones === 0 || ones === n) return null;
  const observed = marked.reduce((sum, k) => sum + (2 * k * (students - k)) / (students - 1), 0) / n;
  const expected = (2 * ones * (n - ones)) / (n * (n - 1));
  return 1 - observed / expected;
}

const inWords = (a) => (a === null ? "nothing to compare" : PAGE.alike.find(([least]) => a >= least)[1]);

// What the class marked and what the program marked, by question and sentence. A student counts once a place.
function tally(article, records) {
  const program = unfold(article);
  const n = article.sentences.size;
  const zeros = () => Array(n + 1).fill(0);
  const cells = new Map(QUESTIONS.map((q) => [q.id, { students: zeros(), program: zeros() }]));
  for (const r of records) {
    for (const place of new Set(r.first_marks.map((m) => `${m.question} ${m.sentence}`))) {
      const [question, sentence] = place.split(" ");
      cells.get(question).students[Number(sentence)] += 1;
    }
  }
  for (const p of program.marks) if (!p.because) cells.get(p.question).program[p.sentence] = 1;
  return { n, students: records.length, cells };
}

// Five places to talk about, taken in turn from three lists: most divided; class against program; seen by the program alone.
function talk({ n, students, cells }) {
  const places = [];
  for (const [id, { students: marked, program }] of cells) {
    if (id === "not-sure") continue;
    for (let sentence = 1; sentence <= n; sentence++) places.push({ question: id, sentence, k: marked[sentence], program: program[sentence] });
  }
  const by = (worth) => (a, b) => worth(b) - worth(a) || a.sentence - b.sentence;
  const divided = places.filter((p) => p.k > 0 && p.k < students).sort(by((p) => p.k * (students - p.k)));
  const against = places.filter((p) => (p.program ? 4 * p.k <= students && p.k > 0 : 2 * p.k >= students)).sort(by((p) => Math.abs(p.k - p.program * students)));
  const missed = places.filter((p) => p.program && p.k === 0);
  const lists = [[divided, "The class is divided"], [against, "Class against program"], [missed, "All missed it, the program asks"]];
  const chosen = [];
  for (let turn = 0; chosen.length < 5 && turn < places.length; turn++) {
    for (const [list, why] of lists) {
      const p = list[turn];
      if (p && chosen.length < 5 && !chosen.some((c) => c.sentence === p.sentence && c.question === p.question)) chosen.push({ ...p, why });
    }
  }
  return chosen;
}
