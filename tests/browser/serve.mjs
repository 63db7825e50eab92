// The start page of `sayso serve`: paste, upload, what went wrong, on a phone and on a screen, by day and by night.
import assert from "node:assert/strict";
import { accessible, check, finish, fits } from "./harness.mjs";

const TEXT = "The brutal regime closed the bridge on Monday.\n\n\"It is a disgrace,\" said Ada Brandt of the harbour office.";
// Pictures of the start page, for those who want to see it.
const pictures = process.env.SAYSO_PICTURES;

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    await check(`accessible at ${width}, ${colorScheme}`, "/", { colorScheme, viewport: { width, height: 740 } }, async (page) => {
      await accessible(page);
      assert.ok(await fits(page));
      if (pictures) await page.screenshot({ path: `${pictures}/start-${colorScheme}-${width}.png`, fullPage: true });
      await page.setInputFiles("#file", { name: "a.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
      const small = await page.locator("button, input").evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.id));
      assert.deepEqual(small, []);
    });
  }
}

await check("a pasted text gives the report, in a browser that has no script", "/", { javaScriptEnabled: false }, async (page) => {
  await page.fill("#headline", "Bridge closed");
  await page.fill("#text", TEXT);
  await page.click('[value="html"]');
  assert.ok((await page.locator(".text mark").count()) > 0);
  assert.match(await page.title(), /Bridge closed/);
});

await check("… and its script runs under the policy that is sent with it", "/", {}, async (page) => {
  await page.fill("#text", TEXT);
  await page.click('[value="html"]');
  await page.locator(".text mark:not(.x)").first().click();
  await page.waitForSelector("li.picked");
  await page.goBack();
  assert.equal(await page.inputValue("#text"), TEXT, "the text is still there");
});

await check("the first button begins the class page", "/", {}, async (page) => {
  await page.fill("#text", TEXT);
  await page.locator("#headline").press("Enter");
  await page.fill("#code", "K7");
  await page.click("#begin button");
  await page.click("#done");
  await page.click('#sure [value="yes"]');
  await page.waitForFunction(() => !marking());
  assert.ok((await page.locator("#text mark.program").count()) > 0);
});

await check("a file is uploaded", "/", {}, async (page) => {
  await page.setInputFiles("#file", { name: "bridge.md", mimeType: "text/markdown", buffer: Buffer.from(`# Bridge closed\n\n${TEXT}`) });
  await page.click('[value="html"]');
  assert.ok((await page.locator(".text mark").count()) > 0);
});

await check("what went wrong stands above the form", "/", { refused: 422 }, async (page) => {
  await page.click('[value="html"]');
  assert.match(await page.locator('[role="alert"]').textContent(), /There is no text yet/);
  await accessible(page);
  if (pictures) await page.screenshot({ path: `${pictures}/fault.png`, fullPage: true });
});

await finish();
