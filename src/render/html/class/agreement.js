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

// What the class marked and what the program marked, by question and sentence, and how many students marked words that the
// program marked, too, or others. A student counts once. The same counts as those of `sayso class` (src/classroom/tally.rs).
function tally(article, records) {
  const counted = unfold(article).marks.filter((p) => !p.because);
  const n = article.sentences.size;
  const zeros = () => Array(n + 1).fill(0);
  const cells = new Map(QUESTIONS.map((q) => [q.id, { students: zeros(), program: zeros(), same: zeros(), other: zeros() }]));
  for (const p of counted) cells.get(p.question).program[p.sentence] = 1;
  const met = (m) => counted.some((p) => alike(m, p));
  for (const r of records) {
    const [same, other] = [r.first_marks.filter(met), r.first_marks.filter((m) => !met(m))];
    for (const [count, marks] of Object.entries({ students: r.first_marks, same, other })) {
      for (const place of new Set(marks.map((m) => `${m.question} ${m.sentence}`))) {
        const [question, sentence] = place.split(" ");
        cells.get(question)[count][Number(sentence)] += 1;
        // The program's words may run on into the next sentence.
        if (count === "same") cells.get(question).program[Number(sentence)] = 1;
      }
    }
  }
  return { n, students: records.length, cells, met };
}

// Five places to talk about, taken in turn from three lists: most divided; three in four against the program; seen by the
// program alone. In each first the most, then the order of the text. Where the program asks, the words that it marked are one
// place and what students marked beside them is another.
function talk({ n, students, cells }) {
  const lists = [[], [], []];
  for (const [question, { program, same, other }] of cells) {
    if (question === "not-sure") continue;
    for (let sentence = 1; sentence <= n; sentence++) {
      for (const [asks, k] of program[sentence] ? [[0, other[sentence]], [1, same[sentence]]] : [[0, other[sentence]]]) {
        const apart = asks ? students - k : k;
        if (apart === 0) continue;
        const list = k === 0 ? 2 : 4 * apart >= 3 * students ? 1 : 0;
        const why = ["The class is divided", "Class against program", "All missed it, the program asks"][list];
        lists[list].push({ why, question, sentence, program: asks, k, worth: list === 0 ? k * (students - k) : apart });
      }
    }
  }
  for (const list of lists) list.sort((a, b) => b.worth - a.worth || a.sentence - b.sentence);
  return [0, 1, 2, 3, 4].flatMap((turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).slice(0, 5);
}
