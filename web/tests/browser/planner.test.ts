// Deposits over several batches: the plan with its proof, and a deposit's whole life, by keys alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, settled, until, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const stateIs = (page: Page, text: string) => page.waitForSelector(`.title .tag:has-text("${text}")`);

test("A10.1: the plan says why each item is where it is and proves that none is left out (D4)", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits" });
  await until(at.page, "Proved: every released item is on exactly one ticket or waits with a reason (D4).");
  await at.page.locator(".plans summary").first().focus();
  await at.page.keyboard.press("Enter");
  await until(at.page, "before the bank's cut-off of 15:00");
  await at.page.keyboard.press("b");
  await until(at.page, "The drafts hold what the plan says; submit them.");
  assert.equal(at.double.deposits[1]?.state, "draft");
  await at.close();
});

test("an item that is kept back leaves the draft, and the plan says so before it is built", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits" });
  await at.page.waitForSelector("#build-plan:not([disabled])");
  await at.page.keyboard.press("b");
  await at.page.waitForSelector("#submit-drafts:not([disabled])");
  await at.page.locator("a[data-row]", { hasText: "UTIL 42" }).first().focus();
  await at.page.keyboard.press("Enter");
  await stateIs(at.page, "Draft");
  await at.page.getByRole("button", { name: /^Keep back item/ }).first().focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Not signed");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  await at.page.keyboard.press("g");
  await at.page.keyboard.press("p");
  await until(at.page, "theo keeps it back: Not signed");
  await until(at.page, "What no ticket takes today is carried forward on Day.");
  await at.page.waitForSelector("table:has(caption:text('Changes of the drafts')) td:text('leaves')");
  const before = at.double.deposits[1]?.items ?? 0;
  await at.page.keyboard.press("b");
  await at.page.waitForSelector("table:has(caption:text('Changes of the drafts'))", { state: "detached" });
  assert.equal(at.double.deposits[1]?.items, before - 1);
  await at.close();
});

test("C4: approved, sent with its bag, and confirmed with the bank's correction (D9, A14.3)", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits/UTIL/41" });
  const { page } = at;
  await page.waitForSelector("button:text('Approve 370.95')");
  await page.keyboard.press("a");
  await page.keyboard.press("Enter");
  await stateIs(page, "Approved");
  await settled(page);
  await page.keyboard.press("n");
  await page.waitForSelector("dialog[open] select:focus");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Carl of Armored Ltd");
  await page.keyboard.press("Enter");
  await until(page, "give the number of the bag");
  await page.keyboard.press("Tab");
  await page.keyboard.type("B-1177");
  await page.keyboard.press("Enter");
  await stateIs(page, "Sent");
  await until(page, "Carl of Armored Ltd, bag B-1177");
  await settled(page);
  await page.keyboard.press("d");
  await page.waitForSelector("dialog[open] input:focus");
  await page.keyboard.type("370.05");
  for (let n = 0; n < 2; ++n) await page.keyboard.press("Tab");
  await page.keyboard.type("-0.90");
  await page.waitForSelector("dialog .sum.good:text('0.00')");
  await page.keyboard.press("Enter");
  await stateIs(page, "Confirmed, adjusted");
  const found = at.double.deposits[0];
  assert.equal(found?.confirmed_cents, 370_05);
  assert.deepEqual(found?.adjustments.map(({ reason, amount_cents }) => [reason, amount_cents]), [["encoding_error", -90]]);
  await at.close();
});

test("a deposit is returned to draft with a reason, which whoever built it reads", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits/UTIL/41" });
  await at.page.waitForSelector("button:text('Return to draft')");
  await at.page.keyboard.press("r");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why");
  await at.page.keyboard.type("Item 2 is torn");
  await at.page.keyboard.press("Enter");
  await stateIs(at.page, "Draft");
  await until(at.page, "Item 2 is torn");
  await at.close();
});

test("A8.7: a supervisor releases a batch that balances, and its deposits may be built then", async () => {
  const at = await visit(browser, { as: "sam", path: "/batches/10", options: { releasesByPerson: true } });
  await stateIs(at.page, "Waits for release");
  assert.equal(await at.page.getByRole("button", { name: "Build deposits" }).count(), 0);
  await at.page.keyboard.press("l");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("The tape agrees");
  await at.page.keyboard.press("Enter");
  await stateIs(at.page, "Balanced");
  await until(at.page, "The tape agrees");
  await at.page.getByRole("button", { name: "Build deposits" }).waitFor();
  await at.close();
});

test("A8.7: who may only key sees that a batch waits for its release, and is offered none", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/10", options: { releasesByPerson: true } });
  await until(at.page, "waits for a person who worked on none of it");
  assert.equal(await at.page.getByRole("button", { name: /Release/ }).count(), 0);
  await at.close();
});
