// Opens the pages of one folder (made by tests/browser.rs) in Chromium and checks what a reader can do with them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { SAMPLES, accessible, check, dir, finish, fits, saved } from "./harness.mjs";
import "./class.mjs";
import "./beside.mjs";
import "./paste.mjs";

const shown = (page) => page.locator("li.f:visible");
const choose = async (page) => {
  if (!(await page.locator(".filters").isVisible())) await page.click(".choose > summary");
};
const marks = (page) => shown(page).evaluateAll((all) => new Set(all.map((li) => li.dataset.mark)).size);
const toggle = async (page, name, value) => {
  await choose(page);
  await page.locator(`.filters input[name="${name}"]${value ? `[value="${value}"]` : ""}`).click();
};

for (const colorScheme of ["light", "dark"]) {
  for (const sample of SAMPLES) {
    await check(`accessible, ${colorScheme}`, `${sample}.html`, { colorScheme }, async (page) => {
      await toggle(page, "excused");
      await page.keyboard.press("n");
      await page.keyboard.press("Enter");
      await accessible(page);
    });
  }
  for (const width of [360, 768]) {
    await check(`accessible and no wider than the screen, ${width}, ${colorScheme}`, "column.html", { colorScheme, viewport: { width, height: 740 } }, async (page) => {
      await page.keyboard.press("n");
      await page.keyboard.press("Enter");
      await accessible(page);
      assert.ok(await fits(page));
    });
  }
  await check(`accessible, ${colorScheme}`, "many.html", { colorScheme }, accessible);
  await check(`accessible, ${colorScheme}`, "empty.html", { colorScheme }, accessible);
  await check(`accessible, ${colorScheme}`, "attack.html", { colorScheme }, accessible);
}
for (const file of ["wire.worksheet.html", "wire.worksheet-key.html"]) await check("accessible", file, {}, accessible);

for (const file of [...SAMPLES.map((s) => `${s}.html`), "attack.html", "many.html", "wire.worksheet.html", "wire.worksheet-key.html", "attack.worksheet.html"]) {
  await check("no sideways scrolling at 360 pixels", file, { viewport: { width: 360, height: 740 } }, async (page) => {
    assert.ok(await fits(page));
  });
}

await check("filters hide marks and list together", "column.html", {}, async (page) => {
  const [all, places] = [await shown(page).count(), await marks(page)];
  const loaded = await page.locator('li.f[data-rule="loaded-term"]:visible').count();
  assert.ok(loaded > 0 && loaded < all);
  await toggle(page, "rule", "loaded-term");
  assert.equal(await shown(page).count(), all - loaded);
  assert.equal(await page.locator('li.f[data-rule="loaded-term"]:visible').count(), 0);
  const rest = await page.$$eval(".text mark:not(.off):not(.x)", (marks) => marks.map((m) => document.getElementById(`a0-f${m.dataset.f}`).dataset.rule));
  assert.ok(rest.length > 0 && !rest.includes("loaded-term"));
  assert.match(await page.locator("[data-count]").textContent(), new RegExp(`^${await marks(page)} of ${places} marks`));
  await page.locator('.filters button[type="reset"]').click();
  await page.waitForFunction((n) => document.querySelector("[data-count]").textContent.startsWith(`${n} mark`) && !document.querySelector("[data-count]").textContent.includes("shown"), places);
  // What the boxes count is what the list shows.
  const boxes = await page.$$eval('.filters input[name="rule"]', (all) => all.map((i) => Number(i.parentElement.textContent.match(/(\d+)\s*$/)[1])));
  assert.equal(boxes.reduce((a, b) => a + b, 0), all);
  await toggle(page, "level", "warning");
  assert.equal(await page.locator('li.f[data-level="warning"]:visible').count(), 0);
  await toggle(page, "level", "warning");
  await toggle(page, "voice", "outlet");
  assert.equal(await page.locator('li.f[data-voice="outlet"]:visible').count(), 0);
});

await check("excused hits are shown on demand, with the reason", "wire.html", {}, async (page) => {
  assert.equal(await page.locator("li.f.x:visible").count(), 0);
  await toggle(page, "excused");
  const excused = page.locator("li.f.x:visible");
  assert.ok((await excused.count()) > 0);
  assert.match(await excused.first().textContent(), /fine here: \w+/);
});

await check("keys walk, open and close, and can be switched off", "wire.html", {}, async (page) => {
  const picked = () => page.evaluate(() => document.querySelector("li.picked")?.dataset.f);
  await page.keyboard.press("n");
  const first = await picked();
  await page.keyboard.press("n");
  const second = await picked();
  assert.notEqual(first, second);
  await page.keyboard.press("p");
  assert.equal(await picked(), first);
  assert.ok(await page.evaluate(() => document.activeElement.closest("li.f.picked") !== null));
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("li.picked details[open] .why").isVisible());
  await page.locator("li.picked textarea").fill("");
  await page.locator("li.picked textarea").pressSequentially("npn");
  assert.equal(await picked(), first);
  assert.equal(await page.locator("li.picked textarea").inputValue(), "npn");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("li.f details[open]").count(), 0);
  assert.ok(await page.evaluate(() => document.activeElement.closest("li.f") !== null));
  await page.locator("[data-keys]").uncheck();
  await page.keyboard.press("n");
  assert.equal(await picked(), undefined);
});

await check("a mark leads to its finding, a finding to its mark, a source to its mentions", "wire.html", {}, async (page) => {
  const mark = page.locator(".text mark:not(.x)").first();
  const id = await mark.getAttribute("data-f");
  await mark.click();
  assert.ok(await page.locator(`#a0-f${id} details[open]`).isVisible());
  await page.locator(`#a0-f${id} summary`).first().hover();
  assert.ok(await mark.evaluate((m) => m.classList.contains("near")));
  await page.locator("tr[data-p]").first().hover();
  assert.ok((await page.locator(".text .p.near").count()) > 0);
  for (const href of await page.$$eval('a[href^="#"]', (links) => links.map((a) => a.getAttribute("href").slice(1)))) {
    assert.ok(await page.evaluate((i) => document.getElementById(i) !== null, href), `#${href} leads nowhere`);
  }
});

await check("the list follows the text", "column.html", { viewport: { width: 1280, height: 500 } }, async (page) => {
  await page.mouse.move(300, 300);
  await page.locator(".text .ref:not(.x)").last().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector(".findings").scrollTop > 0);
});

const openFirst = async (page) => {
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
};
async function answerAndSave(page) {
  await page.fill("[data-code]", "K7");
  await page.locator("h1").click();
  await openFirst(page);
  await page.waitForSelector("li.picked .answer");
  const card = await page.locator("li.picked details > :not(summary)").first().getAttribute("class");
  assert.equal(card, "answer", "answers stand on top of the card");
  await page.locator('li.picked button[data-answer="disagree"]').click();
  await page.locator("li.picked textarea").fill('=no, "fair"');
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".said:not(:empty)").textContent(), "✓ I disagree");
  await openFirst(page);
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  await page.locator('li.picked button[data-answer="cant-tell"]').click();
  const csv = await saved(page, () => page.locator('[data-export="csv"]').click());
  const json = await saved(page, () => page.locator('[data-export="json"]').click());
  assert.match(csv.name, /^K7_The-mayor-s-reckless-circus-has-to-stop_\d{4}-\d\d-\d\d\.answers\.csv$/);
  const rows = JSON.parse(json.text);
  assert.equal(rows.length, await page.locator("li.f:not(.x)").count(), "unanswered marks are saved, too");
  assert.deepEqual(rows.map((r) => r.answer).filter(Boolean).sort(), ["cant-tell", "disagree"]);
  const first = rows.find((r) => r.answer === "disagree");
  assert.equal(first.article, "column.txt");
  assert.equal(first.note, '=no, "fair"');
  assert.ok(first.code === "K7" && first.finding >= 1 && /^1a?$/.test(first.mark) && first.sentence === 1 && first.end > first.start && first.rule && first.text);
  assert.ok(/^[0-9a-f]{64}$/.test(first.sha256) && /^sayso \d/.test(first.tool));
  assert.equal(csv.text.charCodeAt(0), 0xfeff);
  const lines = csv.text.trim().split("\r\n");
  assert.equal(lines.length, rows.length + 1);
  assert.ok(lines.some((l) => l.endsWith('"disagree","\'=no, ""fair"""')), csv.text);
}
await check("answers are saved as CSV and JSON", "column.html", {}, answerAndSave);
await check("answers need no storage", "column.html", {
  before: () => Object.defineProperty(window, "localStorage", { get: () => { throw new Error("no storage"); } }),
}, answerAndSave);
await check("answers outlive the page, belong to a code, and go with a new start", "column.html", {}, async (page) => {
  const answers = page.locator("[data-answers]");
  await page.fill("[data-code]", "K7");
  await page.locator("h1").click();
  await openFirst(page);
  await page.locator('li.picked button[data-answer="agree"]').click();
  await page.reload();
  assert.equal(await answers.textContent(), "No answers yet");
  await page.fill("[data-code]", "K7");
  await page.locator("h1").click();
  assert.equal(await answers.textContent(), "1 answer");
  assert.equal(await page.locator(".said:not(:empty)").count(), 1);
  await page.fill("[data-code]", "B2");
  await page.locator("h1").click();
  assert.equal(await answers.textContent(), "No answers yet");
  await page.fill("[data-code]", "K7");
  await page.locator("h1").click();
  await page.click("[data-anew]");
  await page.fill("[data-code]", "K7");
  await page.locator("h1").click();
  assert.equal(await answers.textContent(), "No answers yet");
});

await check("on a phone the text comes first, and a tap shows the card without a jump", "column.html", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
  const top = (await page.locator(".text .s").first().boundingBox()).y;
  assert.ok(top < 500, `the text begins at ${top}`);
  const mark = page.locator(".text mark:not(.x)").nth(1);
  await mark.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await mark.tap();
  await page.waitForSelector("li.picked .answer");
  const box = await mark.boundingBox();
  const card = await page.locator("li.picked").boundingBox();
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) < 400);
  assert.ok(box.y >= 0 && box.y + box.height <= card.y + 1, `words at ${box.y}, card at ${card.y}`);
  assert.ok(card.y + card.height <= 741);
  await page.locator("li.picked .close").tap();
  assert.equal(await page.locator("li.picked").count(), 0);
});

await check("who speaks is told beside the text by name, and by more than a shade", "balanced.html", {}, async (page) => {
  const speakers = await page.locator(".speaker").allTextContents();
  assert.ok(speakers.some((s) => s.includes("the writer")) && speakers.some((s) => s.includes("Lindqvist")), speakers.join(" | "));
  const contrast = await page.evaluate(() => {
    const luminance = (c) => c.match(/\d+/g).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = luminance(getComputedStyle(document.body).backgroundColor);
    return [".b.writer", ".b.both", ".opens"].map((s) => document.querySelector(s)).filter(Boolean).map((e) => (paper + 0.05) / (luminance(getComputedStyle(e).borderInlineStartColor) + 0.05));
  });
  assert.ok(contrast.length >= 2 && contrast.every((c) => c >= 3), contrast.join());
  assert.deepEqual(await page.locator(".side, .reading").evaluateAll((all) => all.flatMap((e) => e.innerText.match(/[0-9a-f]{16}|entropy|en\/loaded/gi) ?? [])), []);
});

await check("prints as a hand-out", "wire.html", {}, async (page) => {
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "print" });
  for (const gone of [".tools", ".choose", ".about"]) assert.ok(!(await page.locator(gone).first().isVisible()), gone);
  assert.ok((await page.locator("li.f:not(.x) details > p").first().boundingBox()).height > 10);
  assert.ok(!(await page.locator(".scores").isVisible()), "entropy is for those who ask for it");
  await page.evaluate(() => (document.querySelector(".scores").open = true));
  assert.ok((await page.locator(".scores table").first().boundingBox()).height > 10);
});

await check("attacks stay text", "attack.html", {}, async (page) => {
  const state = await page.evaluate(() => ({
    pwned: window.pwned,
    scripts: document.scripts.length,
    styles: document.querySelectorAll("style").length,
    foreign: document.querySelectorAll("img, b, iframe, object").length,
    links: [...document.querySelectorAll("a[href]")].filter((a) => !a.getAttribute("href").startsWith("#")).length,
    text: [...document.querySelectorAll(".text .b")].map((b) => {
      const copy = b.cloneNode(true);
      copy.querySelectorAll(".ref").forEach((r) => r.remove());
      return copy.textContent;
    }),
  }));
  assert.deepEqual({ ...state, text: 0 }, { pwned: undefined, scripts: 1, styles: 1, foreign: 0, links: 0, text: 0 });
  const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060-\u2069\uFEFF]/g;
  const written = (await readFile(path.join(dir, "attack.txt"), "utf8")).replace(hidden, (c) => `⟦U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`);
  assert.deepEqual(state.text.map((t) => t.trim()), written.split(/\n\n+/).map((t) => t.trim()));
});

await check("the index sorts, opens an article and comes back", "many.html", {}, async (page) => {
  const column = (n) => page.$$eval(`.index tbody tr td:nth-child(${n})`, (cells) => cells.map((c) => Number(c.textContent)));
  const head = page.locator(".index thead th button", { hasText: /^Marks$/ });
  await head.click();
  assert.deepEqual(await column(7), (await column(7)).toSorted((a, b) => b - a));
  await head.click();
  assert.deepEqual(await column(7), (await column(7)).toSorted((a, b) => a - b));
  assert.equal(await page.locator('th[aria-sort="ascending"]').count(), 1);
  await page.locator(".index a", { hasText: "circus" }).click();
  await page.waitForSelector("main > .article");
  assert.ok(!(await page.locator(".index").isVisible()));
  await page.keyboard.press("n");
  assert.equal(await page.locator("li.picked").count(), 1);
  await accessible(page);
  await page.locator(".back a").click();
  await page.waitForSelector(".index:visible");
  assert.equal(await page.locator("main > .article").count(), 0);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
});

await check("a long index shows its first rows, sorts all of them, and opens up", "long.html", {}, async (page) => {
  const rows = page.locator(".index tbody tr:visible");
  assert.equal(await rows.count(), 200);
  await page.locator(".index thead th button", { hasText: /^Article$/ }).click();
  await page.locator(".index thead th button", { hasText: /^Article$/ }).click();
  assert.equal(await rows.count(), 200);
  assert.equal(await rows.first().locator("small").textContent(), "story-209");
  await page.locator("[data-all]").click();
  assert.equal(await rows.count(), 210);
});
await check("a long index needs no script", "long.html", { javaScriptEnabled: false }, async (page) => {
  assert.equal(await page.locator(".index tbody tr:visible").count(), 210);
});

await check("without script everything can be read", "wire.html", { javaScriptEnabled: false }, async (page) => {
  assert.ok(await page.locator(".text").isVisible());
  assert.ok((await page.locator("li.f:not(.x)").count()) > 0);
  assert.ok(!(await page.locator(".filters").isVisible()));
});

await finish();
