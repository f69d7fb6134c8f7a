// The tie, what is carried and the packet on the day's screen, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, settled, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("T goes to the tie, arrows walk its lines, Enter shows what is behind one and Escape comes back", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await at.page.waitForSelector(".tie-lines");
  await at.page.keyboard.press("t");
  assert.equal(await focused(at.page), "Captured tender and held brought forward");
  await at.page.keyboard.press("ArrowDown");
  assert.equal(await focused(at.page), "Deposited");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] table");
  const link = at.page.locator("dialog[open] a").first();
  assert.equal(await link.textContent(), "Deposit 000041");
  await at.page.keyboard.press("Escape");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await focused(at.page), "Deposited");
  await at.close();
});

test("A part of the tie leads to its deposit", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await at.page.waitForSelector(".tie-lines");
  await at.page.keyboard.press("t");
  await at.page.keyboard.press("j");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] table");
  await at.page.locator("dialog[open] a").first().focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForURL("**/deposits/UTIL/41");
  await at.close();
});

test("Each of the twelve lines says in words whether it ties", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await at.page.waitForSelector(".tie-lines");
  const verdicts = await at.page.locator(".tie-lines tbody td:last-child").allTextContents();
  assert.equal(verdicts.length, 12);
  assert.ok(verdicts.every((text) => /Ties|Open|None|\d+\.\d\d/.test(text)), verdicts.join("; "));
  assert.match(verdicts[1] ?? "", /\+370\.95/);
  assert.match(verdicts[7] ?? "", /\u2212370\.95, may carry/);
  await at.close();
});

test("M makes the packet for whoever may, and its files can be taken away", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await at.page.waitForSelector(".tie-lines");
  await at.page.keyboard.press("m");
  await at.page.waitForSelector(".files a");
  const hrefs = await at.page.locator(".files a").evaluateAll((links) => links.map((one) => one.getAttribute("href")));
  assert.ok(hrefs.includes("/api/v1/days/2026-11-23/packets/close-riverton-2026-11-23-provisional.pdf"), hrefs.join());
  await settled(at.page);
  await at.close();
});

test("Who neither closes nor audits a day has no button for its packet", async () => {
  const at = await visit(browser, { as: "maria", path: "/day" });
  await at.page.waitForSelector(".tie-lines");
  assert.equal(await at.page.locator("#make-packet").count(), 0);
  await at.close();
});
