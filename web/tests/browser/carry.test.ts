// What goes on from day to day, on Day and on Exceptions, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, settled, until, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const type = async (page: Page, text: string) => { for (const key of text) await page.keyboard.press(key); };
const label = (page: Page) => page.evaluate(() =>
  (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? "");
/// Tab until the focus is on what is called so.
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 30; ++i) {
    if ((await label(page)).startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no ${name}`);
}

test("F carries what waits, with why, who and until when, and the day lists it", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "2 envelopes wait");
  await at.page.keyboard.press("f");
  await at.page.waitForSelector("dialog[open] input:focus");
  assert.equal(await label(at.page), "Why");
  assert.equal(await at.page.locator("dialog fieldset input").count(), 2);  // What is released is not among them.
  await at.page.keyboard.press("Shift+Tab");
  await at.page.keyboard.press("Space");  // Without the last of them.
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.type("The payer is asked");
  await at.page.keyboard.press("Enter");
  await until(at.page, "With the close");
  await at.page.waitForSelector("dialog", { state: "detached" });
  const row = at.page.locator("table", { has: at.page.locator("caption:text('Goes on to the next day')") }).locator("tbody tr");
  assert.equal(await row.count(), 1);
  const text = await row.innerText();
  for (const part of ["Batch 12, envelope 5", "84.50", "The payer is asked", "sam"]) assert.ok(text.includes(part), text);
  await until(at.page, "1 envelope waits");
  await settled(at.page);
  await at.close();
});

test("Without a reason or a later day nothing is carried, and both are asked for", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "2 envelopes wait");
  await at.page.keyboard.press("f");
  await at.page.waitForSelector("dialog[open] input:focus");
  await tabTo(at.page, "Until");
  await type(at.page, "11232026");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why it cannot be finished today.");
  await until(at.page, "Say until which later day");
  await at.page.keyboard.press("Escape");
  await at.page.waitForSelector("dialog", { state: "detached" });
  await until(at.page, "2 envelopes wait");
  await at.close();
});

test("A plan is taken back with a reason, and the envelope waits again", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "2 envelopes wait");
  await at.page.keyboard.press("f");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Asked");
  await at.page.keyboard.press("Enter");
  await until(at.page, "With the close");
  await at.page.locator("button:text('Take back')").first().focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("It was signed");
  await at.page.keyboard.press("Enter");
  await until(at.page, "1 envelope waits");
  await at.close();
});

test("What an earlier day brought is on Day and, while it waits, on Exceptions with what is due", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "Brought forward");
  await until(at.page, "The water department decides");
  await at.close();
  const morning = await visit(browser, { as: "maria", path: "/exceptions" });
  await until(morning.page, "Carried to this day");
  await until(morning.page, "1 envelope is due today.");
  await settled(morning.page);
  await morning.close();
});

test("Who does not close days sees what goes on and carries nothing", async () => {
  const at = await visit(browser, { as: "maria", path: "/day" });
  await until(at.page, "2 envelopes wait");
  assert.equal(await at.page.locator("button:text('Carry forward')").count(), 0);
  await at.page.keyboard.press("f");
  assert.equal(await at.page.locator("dialog[open]").count(), 0);
  await at.close();
});
