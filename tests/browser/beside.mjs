// Two articles side by side on the class page: what `sayso compare` tells of them, and who may see it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { accessible, check, dir, fits } from "./harness.mjs";

const PAGE = "event.class.html";

for (const [width, colorScheme] of [[360, "dark"], [768, "light"], [1280, "dark"]]) {
  await check(`side by side, as compare holds them, at ${width}, ${colorScheme}`, PAGE, { colorScheme, viewport: { width, height: 740 } }, async (page) => {
    const { only: alone, speakers } = JSON.parse(await readFile(path.join(dir, "event.compare.json"), "utf8")).tables;
    await page.click("summary");
    await page.click("#to-beside");
    const { only, calls, judging } = await page.evaluate(() => besides(PAGE.articles));
    ["post", "wire"].forEach((article, i) => {
      const rows = (what) => alone.filter((r) => r.article === article && r.what === what).map((r) => r.text).sort();
      assert.deepEqual(only[i].names.sort(), rows("name"));
      assert.deepEqual(only[i].numbers.sort(), rows("number"));
      assert.deepEqual(only[i].quotations.sort(), rows("quotation").map((q) => `“${q}”`));
    });
    assert.deepEqual(calls, [[["Mara Lindqvist", "the embattled deputy mayor"], ["Mara Lindqvist", "Deputy mayor"]]]);
    assert.ok(judging[0].includes("regime") && !judging[1].includes("regime"), JSON.stringify(judging));
    const shown = await page.locator("#pairs").textContent();
    for (const words of ["Council axes harbour buses", "Halden University", "4,200", ...speakers.map((s) => `${s.source}: ${s.words} word`)]) assert.ok(shown.includes(words), `${words}: ${shown}`);
    // The writers have a bar, too.
    assert.equal(await page.locator("#pairs .length").count(), speakers.length + 2);
    assert.ok((await page.locator("#pairs .length").first().boundingBox()).width > 20);
    await accessible(page);
    assert.ok(await fits(page));
  });
}

await check("a student sees it of frozen articles alone, and comes back to the own work", PAGE, {}, async (page) => {
  const begin = async (n) => {
    await page.locator('input[name="article"]').nth(n).check();
    await page.fill("#code", "K7");
    await page.click("#begin button");
  };
  const freeze = async () => {
    await page.click("#done");
    await page.click('#sure [value="yes"]');
    await page.waitForFunction(() => !marking());
  };
  await begin(0);
  await freeze();
  assert.ok(!(await page.isVisible("#beside-mine")), "the other article is not frozen yet");
  await page.click("#work [data-home]");
  await begin(1);
  assert.ok(!(await page.isVisible("#beside-mine")), "nor is it now");
  await freeze();
  await page.click("#beside-mine");
  assert.equal(await page.locator("#left option:checked").textContent(), "Council ends harbour bus line");
  assert.ok((await page.locator("#pairs .pair").first().textContent()).startsWith("Council ends"));
  await page.selectOption("#left", "0");
  assert.ok((await page.locator("#pairs .pair").first().textContent()).startsWith("Council axes"));
  await page.click("#beside-back");
  assert.ok(await page.isVisible("#text"));
});

await check("one article alone is beside nothing", "attack.class.html", {}, async (page) => {
  await page.click("summary");
  assert.ok(!(await page.isVisible("#to-beside")));
});
