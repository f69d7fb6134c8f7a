// Findings of the watch, by keyboard alone: an auditor works them, a supervisor sees them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { assertAccessible, launch, settled, until, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("C-20: an auditor goes through a finding to its papers, says what was seen, and dismisses it", async () => {
  const at = await visit(browser, { as: "alan", path: "/watch" });
  await at.page.waitForSelector("main table");
  await assertAccessible(at.page, "the list");
  await at.page.keyboard.press("ArrowDown");
  await at.page.keyboard.press("Enter");
  await until(at.page, "What speaks for it");
  await settled(at.page);
  await assertAccessible(at.page, "a finding");
  assert.equal(await at.page.locator("main a[href='/documents/1102']").count(), 1);
  await at.page.keyboard.press("F4");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why; it stays on record.");
  await at.page.keyboard.type("Asked the payers");
  await at.page.keyboard.press("Enter");
  await until(at.page, /Looked at.*alan: Asked the payers/);
  await at.page.keyboard.press("F8");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("A family of three");
  await at.page.keyboard.press("Enter");
  await until(at.page, /Dismissed.*alan: A family of three/);
  assert.equal(at.double.watch.findings[0]?.state, "dismissed");
  await at.close();
});

test("A supervisor sees findings but not those about themselves, and works none", async () => {
  const at = await visit(browser, { as: "sam", path: "/watch" });
  await at.page.waitForSelector("main table");
  assert.equal(await at.page.locator("main tbody tr").count(), 1);
  await at.page.keyboard.press("F2");
  await at.page.waitForFunction(() => /1 finding new or grown/.test(document.body.textContent ?? ""));
  await at.page.keyboard.press("ArrowDown");
  await at.page.keyboard.press("Enter");
  await until(at.page, "An auditor says what it is.");
  await at.page.keyboard.press("F4");
  assert.equal(await at.page.locator("dialog[open]").count(), 0);
  await at.close();
});
