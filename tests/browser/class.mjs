// The class page: a student's way by mouse, touch and keys; what is hidden until the freeze; files out and in; class results.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { accessible, check, dir, fits, saved } from "./harness.mjs";

const PAGE = "two.class.html";
const start = async (page, code = "K7") => {
  await page.fill("#code", code);
  await page.fill("#group", "9b");
  await page.click("#begin button");
};
const select = (page, n, words) => page.evaluate(([n, words]) => {
  const text = document.querySelector(`.s[data-n="${n}"]`).firstChild;
  const at = text.data.indexOf(words);
  getSelection().setBaseAndExtent(text, at, text, at + words.length);
}, [n, words]);
const freeze = async (page) => {
  await page.click("#done");
  await page.click('#sure [value="yes"]');
  await page.waitForFunction(() => !marking());
};
const data = async (page) => JSON.parse(await page.locator("#data").textContent());
const folded = (article) => JSON.parse(Buffer.from(article.folded, "base64").toString("utf8"));

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 768, 1280]) {
    await check(`a student's way, accessible at ${width}, ${colorScheme}`, PAGE, { colorScheme, viewport: { width, height: 740 } }, async (page) => {
      await accessible(page);
      assert.ok(await fits(page));
      await start(page);
      await select(page, 2, "natural");
      await page.click('[data-question="says-who"]');
      await accessible(page);
      assert.ok(await fits(page));
      await page.click("#done");
      await accessible(page);
      await page.click('#sure [value="yes"]');
      await page.waitForSelector("#next:visible");
      await page.click("#next");
      await accessible(page);
      assert.ok(await fits(page));
    });
  }
}

await check("the text stands in the first screen of a phone", PAGE, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
  await start(page);
  const top = (await page.locator(".s").first().boundingBox()).y;
  assert.ok(top < 300, `the text begins at ${top}`);
  await page.locator("button.no").nth(1).tap();
  await page.locator('[data-question="judging-word"]').tap();
  assert.equal(await page.locator(".card.judging-word").count(), 1);
  assert.equal(await page.locator(".s mark.judging-word").count(), 1);
});

await check("nothing of the program's is on the page before the freeze", PAGE, {}, async (page) => {
  const { articles } = await data(page);
  const html = await page.content();
  const secrets = articles.flatMap((a) => folded(a).marks.flatMap((m) => [m.why, m.rule]));
  assert.ok(secrets.length > 20);
  await start(page);
  for (const text of [html, await page.content()]) {
    assert.deepEqual(secrets.filter((s) => text.includes(s)), []);
  }
  assert.ok(await page.evaluate("PAGE.articles.every((a) => a.program === undefined)"));
  await freeze(page);
  assert.ok(await page.evaluate("work.article.program.marks.length > 5"));
  assert.ok((await page.locator("#text mark.program").count()) > 5);
});

await check("keys alone: choose, ask, say why, freeze, answer", PAGE, {}, async (page) => {
  await page.focus("#code");
  await page.keyboard.type("K7");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate("document.activeElement.id"), "article-title");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate("document.activeElement.className"), "no");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await page.evaluate("getSelection().toString()"), "return of");
  await page.keyboard.press("1");
  assert.equal(await page.evaluate("document.activeElement.placeholder"), "Why? (one line)");
  await page.keyboard.type("12 it judges");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("4");
  await page.keyboard.press("Escape");
  const marks = () => page.evaluate("work.record.first_marks.map((m) => [m.question, m.text, m.why])");
  const [first, second] = await marks();
  assert.deepEqual(first, ["judging-word", "return of", "12 it judges"]);
  assert.equal(second[0], "one-side");
  await page.locator("#keys").uncheck();
  await page.locator("button.no").nth(4).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("3");
  assert.equal((await marks()).length, 2);
  await page.focus("#done");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.ok(await page.evaluate("marking()"), "Escape does not freeze");
  await page.focus("#done");
  await page.keyboard.press("Enter");
  await page.focus('#sure [value="yes"]');
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => !marking());
  await page.focus("#next");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate('document.activeElement.closest(".card") !== null'), "the card has the focus");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('.card [aria-pressed="true"]').count(), 1);
});

await check("what is chosen is widened to words and stays inside one sentence", PAGE, {}, async (page) => {
  await start(page);
  await page.evaluate(() => {
    const at = (n) => document.querySelector(`.s[data-n="${n}"]`).firstChild;
    getSelection().setBaseAndExtent(at(3), at(3).data.indexOf("saly had"), at(4), 5);
  });
  await page.waitForFunction(() => document.querySelector("#chosen").textContent.startsWith("Sentence 3 alone"));
  await page.keyboard.press("2");
  const [mark] = await page.evaluate("work.record.first_marks");
  assert.equal(mark.text, "Tessaly had hoped until the last day that foreign capitals would rescue it, Haldane said");
  const { articles } = await data(page);
  const text = articles[0].blocks.flatMap((b) => b.parts).find((p) => p.n === 3);
  assert.equal([...text.text].slice(mark.start - text.start, mark.end - text.start).join(""), mark.text);
});

await check("words are chosen without the markup among them, and have the places of the file", "marked.class.html", {}, async (page) => {
  await start(page);
  const marked = "Boats wait\n\n> “We have **waited** for [*ten* years](https://example.org),” said Ada Brandt,\n> a fisher.\n";
  assert.equal(await page.locator('.s[data-n="2"]').textContent(), "“We have waited for ten years,” said Ada Brandt,\na fisher.");
  for (const [words, from, to] of [["Brandt,\na fisher", "Brandt", "fisher"], ["waited for ten years", "waited", "years"]]) {
    await select(page, 2, words);
    await page.click('[data-question="judging-word"]');
    await page.waitForFunction((text) => work.record.first_marks.some((m) => m.text === text), words);
    await page.keyboard.press("Escape");
    const [mark] = (await page.evaluate("work.record.first_marks")).filter((m) => m.text === words);
    assert.deepEqual([mark.start, mark.end], [marked.indexOf(from), marked.indexOf(to) + to.length]);
  }
  assert.deepEqual(await page.locator('.s[data-n="2"] mark').allTextContents(), ["waited for ten years", "Brandt,\na fisher"]);
  const kept = await saved(page, () => page.click("#save"));
  assert.equal(await page.evaluate((text) => readRecord(text).record.first_marks[0].text, kept.text), "waited for ten years");
});

await check("first marks are frozen, kept by text and code, and hidden from other codes", PAGE, {}, async (page) => {
  await start(page, "A1");
  await select(page, 2, "natural");
  await page.keyboard.press("1");
  await page.keyboard.type("a reason");
  await page.reload();
  await start(page, "A1");
  assert.equal(await page.locator(".card input").inputValue(), "a reason");
  await freeze(page);
  assert.equal(await page.locator("[data-mark]").count(), 0);
  await page.keyboard.press("1");
  await page.click("#new-student");
  assert.equal(await page.inputValue("#code"), "");
  await start(page, "B2");
  assert.equal(await page.locator(".card").count(), 0);
  await page.click("#new-student");
  await start(page, "A1");
  assert.ok((await page.locator("#notes").textContent()).includes("a reason"));
  await page.click("#erase");
  await page.click('#erasing [value="yes"]');
  await page.waitForSelector("#start:visible");
  await start(page, "A1");
  assert.equal(await page.locator(".card").count(), 0);
});

await check("saved work says what it is about, and is read back", PAGE, {}, async (page) => {
  await start(page);
  await select(page, 2, "natural");
  await page.keyboard.press("5");
  await freeze(page);
  await page.click('[data-answer] >> nth=1');
  await page.locator(".card input").fill('"so" <b>it</b> is');
  const { name, text } = await saved(page, () => page.click("#save"));
  assert.match(name, /^K7_Expert-Occupation-of-Dal-valley.*_\d{4}-\d\d-\d\d\.sayso\.json$/);
  const record = JSON.parse(text);
  assert.equal(record.schema, "sayso-class/1");
  assert.equal(record.tool.version.split(".").length, 3);
  assert.match(record.article.sha256, /^[0-9a-f]{64}$/);
  assert.equal(record.first_marks.length, 1);
  assert.equal(record.answers.length, 1);
  assert.equal(record.answers[0].why, '"so" <b>it</b> is');
  assert.ok(record.unanswered.length > 5 && record.unanswered.every((u) => u.sentence >= 1 && (u.finding >= 1 || u.mark >= 1)));
  await page.evaluate("localStorage.clear(); memory.clear()");
  await page.reload();
  const load = (name, buffer) => page.setInputFiles("#load", { name, mimeType: "application/json", buffer: Buffer.from(buffer) });
  for (const [name, content, why] of [
    ["x.json", "no", "no saved work"], ["x.json", "{}", "no saved work"], ["x.json", "null", "no saved work"],
    ["other.json", JSON.stringify({ ...record, article: { sha256: "0" } }), "another text"],
    ["far.json", JSON.stringify({ ...record, first_marks: [{ ...record.first_marks[0], end: 99999 }] }), "does not stand in this text"],
    ["odd.json", JSON.stringify({ ...record, first_marks: [{ ...record.first_marks[0], question: "__proto__" }] }), "does not stand in this text"],
  ]) {
    await load(name, content);
    await page.waitForFunction((w) => document.querySelector("#load-fault").textContent.includes(w), why);
  }
  await load(name, text);
  await page.waitForSelector("#work:visible");
  assert.equal(await page.locator(".card input").inputValue(), '"so" <b>it</b> is');
  assert.deepEqual(JSON.parse((await saved(page, () => page.click("#save"))).text).first_marks, record.first_marks);
});

await check("prints with own marks and notes, and without the tools", PAGE, {}, async (page) => {
  await start(page);
  await select(page, 2, "natural");
  await page.keyboard.press("2");
  await page.keyboard.type("who measured");
  await page.emulateMedia({ media: "print" });
  for (const gone of ["#bar", ".tools", ".card"]) assert.ok(!(await page.locator(gone).first().isVisible()), gone);
  assert.ok((await page.locator("#notes").textContent()).includes("who measured"));
  assert.ok(await page.locator("#text mark").first().isVisible());
  assert.equal((await page.pdf({ format: "A4" })).subarray(0, 5).toString(), "%PDF-");
});

await check("hostile text stays text, to the last letter", "attack.class.html", {}, async (page) => {
  await start(page, "<img src=x>");
  for (const n of [1, 2, 3]) {
    await page.locator("button.no").nth(n).click();
    await page.keyboard.press("1");
    await page.keyboard.type("<img src=x onerror=window.pwned=9>");
    await page.keyboard.press("Enter");
  }
  const { text } = await saved(page, () => page.click("#save"));
  await freeze(page);
  await page.click("#next");
  const state = await page.evaluate(() => ({ pwned: window.pwned, images: document.querySelectorAll("img, iframe, object").length, scripts: document.scripts.length, links: document.querySelectorAll("a[href]").length }));
  assert.deepEqual(state, { pwned: undefined, images: 0, scripts: 2, links: 0 });
  const letters = [...(await readFile(path.join(dir, "attack.txt"), "utf8"))];
  const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060-\u2069\uFEFF]/g;
  for (const m of JSON.parse(text).first_marks) assert.equal(m.text, letters.slice(m.start, m.end).join("").replace(hidden, "▯"));
  await accessible(page);
});

await check("works without storage", PAGE, { before: () => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("no storage"); } }) }, async (page) => {
  await start(page);
  await select(page, 2, "natural");
  await page.keyboard.press("1");
  await page.click("#new-student");
  await start(page);
  assert.equal(await page.locator(".card").count(), 1);
});

// Thirty students who mark by a rule of their own, so that every figure can be told in advance.
function students(article) {
  const program = folded(article).marks.filter((m) => !m.because);
  const parts = article.blocks.flatMap((b) => b.parts).filter((p) => p.n);
  return Array.from({ length: 30 }, (_, i) => {
    const mark = (part, question, text = part.text.trim()) => {
      const at = [...part.text.slice(0, part.text.indexOf(text))].length;
      return { sentence: part.n, start: part.start + at, end: part.start + at + [...text].length, question, why: i % 3 === 0 ? `reason ${i % 7}` : "" };
    };
    const first_marks = [
      ...parts.filter((p) => (p.n * 7 + i * 3) % 5 === 0).map((p) => mark(p, "says-who")),
      ...parts.filter((p) => p.text.includes("circus") && i < 24).map((p) => mark(p, "judging-word", "circus")),
      ...parts.filter((p) => p.text.includes("the fish market") && i < 12).map((p) => mark(p, "judging-word", "the fish market itself")),
    ];
    const answers = program.map((m, j) => ({ place: `p${m.finding}`, answer: (i + j) % 3 ? "disagree" : "agree", why: "" }));
    return { schema: "sayso-class/1", article: { sha256: article.sha256 }, student: `S${i}`, class: "9b", started: "", saved_at: "2026-11-28T10:00:00Z", revealed_at: "2026-11-28T09:50:00Z", first_marks, answers };
  });
}
const file = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)) });

// From the definition: disagreement within sentences over disagreement between all values, pair by pair.
function alphaByPairs(rows) {
  const values = rows.flat();
  let within = 0;
  for (const row of rows) row.forEach((a, i) => row.forEach((b, j) => (within += i !== j && a !== b ? 1 / (row.length - 1) : 0)));
  let between = 0;
  values.forEach((a, i) => values.forEach((b, j) => (between += i !== j && a !== b ? 1 : 0)));
  return 1 - within / values.length / (between / (values.length * (values.length - 1)));
}

for (const [width, colorScheme] of [[360, "dark"], [1280, "light"]]) {
  await check(`thirty files at ${width}, ${colorScheme}`, PAGE, { viewport: { width, height: 740 }, colorScheme }, async (page) => {
    const article = (await data(page)).articles[1];
    const class9b = students(article);
    await page.click("summary");
    await page.click("#to-results");
    await page.setInputFiles("#files", [...class9b.map((s) => file(`${s.student}.sayso.json`, s)),
      file("again.json", class9b[0]), file("broken.json", "{"), file("early.json", { ...class9b[1], student: "late", revealed_at: null })]);
    await page.waitForSelector(".results");
    assert.equal(await page.locator("#taken").textContent(), "30 files read; 3 remarks below.");
    assert.deepEqual((await page.locator("#faults li").allTextContents()).map((t) => t.split(":")[0]), ["again.json", "broken.json", "early.json"]);
    assert.ok((await page.locator(".results > p").first().textContent()).startsWith("30 students"));
    await accessible(page);
    assert.ok(await fits(page));

    const says = article.blocks.flatMap((b) => b.parts).filter((p) => p.n).map((p) => class9b.map((s) => Number(s.first_marks.some((m) => m.sentence === p.n && m.question === "says-who"))));
    const shown = Number(await page.locator('tr:has(th:text-is("Says who?")) td.num').first().textContent());
    assert.ok(Math.abs(shown - alphaByPairs(says)) < 0.006, `${shown} ${alphaByPairs(says)}`);
    assert.ok((await page.locator(".results ol").first().locator("> li").count()) === 5);
    assert.equal(await page.locator(".heatmap tbody tr").first().locator("td").nth(0).textContent(), "80 % ◆ the program, too");

    const csv = (await saved(page, () => page.click("text=Save as CSV"))).text;
    assert.equal(csv.charCodeAt(0), 0xfeff);
    const rows = csv.slice(1).trim().split("\r\n").map((l) => l.slice(1, -1).split('","'));
    assert.deepEqual(rows[0], ["student", "class", "article", "sha256", "sentence", "question", "marked", "program"]);
    assert.equal(rows.length, 1 + 30 * says.length * 5);
    assert.equal(rows.filter((r) => r[5] === "says-who" && r[6] === "1").length, says.flat().filter(Boolean).length);

    const toml = (await saved(page, () => page.click("text=Save the class's words"))).text;
    assert.ok(toml.includes('term = "circus"') && toml.includes("(24 of 30)"), toml);
    assert.ok(toml.includes('term = "the fish market itself"') && /# id = "en\//.test(toml), toml);
    await writeFile(path.join(dir, "9b.toml"), toml);
  });
}

// What `sayso class` makes of the same files is compared with it in tests/browser.rs: four students of those above, and two who
// marked nothing, so that the program alone found all of the five places.
for (const set of ["S", "T"]) {
  await check(`saved files of ${set} give a table, an alpha and five places`, PAGE, {}, async (page) => {
    const article = (await data(page)).articles[1];
    const silent = (s, i) => ({ ...s, student: `T${i}`, first_marks: [] });
    const names = [];
    for (const s of set === "S" ? students(article).slice(0, 4) : students(article).slice(0, 2).map(silent)) {
      await page.setInputFiles("#load", file(`${s.student}.sayso.json`, s));
      await page.waitForSelector("#work:visible");
      const { text } = await saved(page, () => page.click("#save"));
      await page.click("#work [data-home]");
      names.push(path.join(dir, `${s.student}.sayso.json`));
      await writeFile(names.at(-1), text);
    }
    await page.click("summary");
    await page.click("#to-results");
    await page.setInputFiles("#files", names);
    await page.waitForSelector(".results");
    await writeFile(path.join(dir, `class.${set}.csv`), (await saved(page, () => page.click("text=Save as CSV"))).text);
    const shown = await page.evaluate(() => {
      const records = recordsOf(PAGE.articles[1]);
      const sums = tally(PAGE.articles[1], records);
      return {
        alike: QUESTIONS.map((q) => [q.name, inWords(alpha(sums.cells.get(q.id).students.slice(1), sums.students)), alpha(sums.cells.get(q.id).students.slice(1), sums.students)]),
        talk: talk(sums).map((p) => [p.why, question(p.question).name, p.sentence, p.k, sums.students, p.program]),
        words: talk(sums).map((p) => wordsAt(PAGE.articles[1], records, sums, p)),
      };
    });
    assert.equal(shown.talk.length, 5);
    await writeFile(path.join(dir, `class.${set}.json`), JSON.stringify(shown));
  });
}

await check("a student and the program agree by words that overlap", PAGE, {}, async (page) => {
  const met = (sort, start, end, question = "says-who") => page.evaluate(([sort, mark]) => {
    const program = { marks: [{ finding: 1, question: "says-who", sentence: 1, start: 10, end: 20 }] };
    return compare({ first_marks: [{ mark: 1, sentence: 1, ...mark }] }, program).some((p) => p.sort === sort);
  }, [sort, { start, end, question }]);
  assert.ok(await met("both", 19, 25));
  assert.ok(await met("both", 19, 25, "not-sure"));
  assert.ok(await met("mine", 20, 25), "the same sentence is not enough");
  assert.ok(await met("mine", 12, 15, "judging-word"));
});

await check("alpha is Krippendorff's", PAGE, {}, async (page) => {
  // Krippendorff 2011, example B: two observers, ten units, binary: 0.095.
  assert.equal(await page.evaluate("alpha([1, 2, 1, 0, 0, 1, 0, 0, 1, 0], 2).toFixed(3)"), "0.095");
  assert.equal(await page.evaluate("alpha([2, 0, 2], 2)"), 1);
  assert.equal(await page.evaluate("alpha([0, 0], 5)"), null);
  assert.equal(await page.evaluate("alpha([1, 0], 1)"), null);
});
