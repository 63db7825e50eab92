// The paste pages, where web/build has made them: any text, read in the browser, from a file, without a network.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { SAMPLES, accessible, check, dir, fits } from "./harness.mjs";

const PAGE = "sayso-class.html";
// The engine, megabytes at most, milliseconds for 1,000 words at most (once it is loaded).
const PAGES = [[PAGE, "context", 28, 5000], ["sayso-class-fast.html", "fast", 12, 300]];
const words = (text) => text.split(/\s+/).length;

for (const [file, engine, megabytes, milliseconds] of PAGES.filter(([file]) => existsSync(path.join(dir, file)))) {
  await check("reads a pasted text as the program does, and offline", file, { offline: true, viewport: { width: 360, height: 740 } }, async (page) => {
    page.setDefaultTimeout(120000);
    const { size } = await stat(path.join(dir, file));
    assert.ok(size <= megabytes * 1e6, `${megabytes} MB at most, not ${size}`);
    const native = JSON.parse((await readFile(path.join(dir, "two.class.html"), "utf8")).split('id="data">')[1].split("</script>")[0]).articles[0];
    const text = await readFile(new URL("../articles/wire.txt", import.meta.url), "utf8");
    await page.fill("#pasted", text);
    const begun = Date.now();
    await page.click("#read");
    await page.waitForFunction(() => document.querySelector("#reading").textContent.includes("Now type your code"));
    const first = Date.now() - begun;
    const pasted = await page.evaluate("PAGE.articles[0]");
    assert.equal(pasted.sha256, native.sha256);
    assert.equal(pasted.tool.engine, engine);
    if (engine === native.tool.engine) assert.equal(pasted.folded, native.folded, "the same marks on every machine");
    // What the page tells while it reads.
    await page.evaluate(() => {
      window.told = [];
      new MutationObserver(() => told.push(document.querySelector("#reading").textContent)).observe(document.querySelector("#reading"), { childList: true });
    });
    // The least of three: what else the machine does is not the page's.
    let then = Infinity;
    for (const n of [2, 3, 4]) {
      await page.fill("#pasted", `${Array(3).fill(text).join("\n\n")}\n\nDay ${n}.`);
      then = Math.min(then, await page.evaluate(async (n) => {
        const begun = performance.now();
        document.querySelector("#read").click();
        while (PAGE.articles.length < n) await new Promise((done) => setTimeout(done, 1));
        return performance.now() - begun;
      }, n));
    }
    const percent = (await page.evaluate("told")).flatMap((t) => t.match(/^Reading: (\d+) %$/)?.slice(1).map(Number) ?? []);
    assert.equal(percent.at(-1), engine === "context" ? 100 : undefined);
    assert.equal(percent.filter((n) => n === 100).length, engine === "context" ? 3 : 0);
    console.log(`${file}, ${(size / 1e6).toFixed(1)} MB: first text ${first} ms with loading, then ${words(text) * 3} words in ${Math.round(then)} ms`);
    assert.ok((then * 1000) / (words(text) * 3) <= milliseconds, `1,000 words in ${milliseconds} ms at most, not ${Math.round(then)} ms for ${words(text) * 3}`);
    await page.fill("#code", "K7");
    await page.click("#begin button");
    await page.click("#done");
    await page.click('#sure [value="yes"]');
    await page.waitForFunction(() => !marking());
    assert.ok((await page.locator("#text mark.program").count()) > 5);
    await accessible(page);
    assert.ok(await fits(page));
  });
}

if (existsSync(path.join(dir, PAGE))) {
  await check("tells what it leaves out as menus and adverts, and takes it back", PAGE, {}, async (page) => {
    page.setDefaultTimeout(120000);
    const lines = ["Skip to content", "News", "Sport", "Bridge closed after storm", "By Ann Smith", "", "The bridge over the Hal was closed on Monday.", "",
      "Inspectors at work", "", "It opens on Friday, the harbour office said.", "", "Related stories", "Mayor resigns", "Privacy"];
    const out = () => page.locator("#left-out label").allTextContents().then((all) => all.map((t) => t.trim()));
    await page.fill("#pasted", lines.join("\n"));
    assert.deepEqual(await out(), ["Skip to content", "News", "Sport", "Related stories", "Mayor resigns", "Privacy"]);
    await accessible(page);
    await page.locator("#left-out label", { hasText: "Mayor resigns" }).click();
    await page.click("#read");
    await page.waitForFunction(() => PAGE.articles.length === 1);
    const read = await page.evaluate(() => PAGE.articles[0].blocks.flatMap((b) => b.parts.map((p) => p.text)).join(" "));
    assert.ok(["Bridge closed after storm", "By Ann Smith", "Inspectors at work", "Mayor resigns"].every((t) => read.includes(t)), read);
    assert.ok(!["Skip to content", "Related stories", "Privacy"].some((t) => read.includes(t)), read);
    // Without menus nothing goes: in our samples, in a list, in narrow lines.
    const kept = [...(await Promise.all(SAMPLES.map((s) => readFile(new URL(`../articles/${s}.txt`, import.meta.url), "utf8")))),
      "Milk\nBread\nHoney", "What is known:\n\n- No power\n- No ferries\n- No school\n\nIt rained.", "It Rained On Monday\nand the ferry\nOf The Town\nand of Hal\nBoth Stood Still\nfor a day."];
    for (const text of kept) {
      await page.fill("#pasted", text);
      assert.deepEqual(await out(), [], text.slice(0, 60));
      assert.ok(!(await page.isVisible("#litter")));
    }
  });
  await check("asks for a text before it begins", PAGE, {}, async (page) => {
    await page.fill("#code", "K7");
    await page.click("#begin button");
    assert.equal(await page.locator("#status").textContent(), "First paste an article.");
    await accessible(page);
  });
}
