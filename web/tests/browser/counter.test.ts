// The counter by keyboard alone: a receipt, the blind count, a count that another person accepts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const opened = async (page: Page, key: string) => {
  await page.getByRole("heading", { name: "Counter" }).waitFor();
  await page.getByRole("heading", { name: /^Drawers of/ }).waitFor();
  await page.keyboard.press(key);
  await page.waitForSelector("dialog[open]");
};
const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? "");

test("A charge without an account is paid in cash: the change is worked out and the receipt given", async () => {
  const at = await visit(browser, { as: "maria", path: "/counter" });
  await opened(at.page, "F2");
  await at.page.keyboard.type("Ruth Adler");
  await at.page.getByLabel("Given, tender 1").focus();
  await at.page.keyboard.type("50");
  await at.page.getByText("change 5.00").waitFor();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual(at.double.counter.taken, [{ version: 2, payer: "Ruth Adler",
    tenders: [{ kind: "cash", amount_cents: 4500, given_cents: 5000 }], lines: [{ amount_cents: 4500, charge_code: "PERMIT" }] }]);
  await at.page.getByRole("link", { name: /^R-000003/ }).waitFor();
  await at.close();
});

test("What is not paid in full gets no receipt, and the form says what is missing", async () => {
  const at = await visit(browser, { as: "maria", path: "/counter" });
  await opened(at.page, "F2");
  await at.page.keyboard.type("Ruth Adler");
  await at.page.getByLabel("Given, tender 1").focus();
  await at.page.keyboard.type("40");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("5.00 is still to be paid.").waitFor();
  assert.equal(at.double.counter.taken.length, 0);
  await at.close();
});

test("A13.2: a drawer is counted bill by bill with Enter, and blind until the count is in", async () => {
  const at = await visit(browser, { as: "maria", path: "/counter" });
  const before = await at.page.getByRole("row", { name: /maria/ }).innerText();
  assert.match(before, /Counted blind/);
  await opened(at.page, "F8");
  assert.equal(await at.page.locator("dialog").getByText("95.00").count(), 0);
  for (const bills of ["0", "1", "2"]) {
    await at.page.keyboard.type(bills);
    await at.page.keyboard.press("Enter");
  }
  assert.equal(await focused(at.page), "Bills of $10");
  await at.page.getByText("Counted: 90.00").waitFor();
  for (let field = 0; field < 8; ++field) await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual(at.double.counter.counts, [{ bills: [0, 1, 2, 0, 0, 0, 0], coin_cents: 0, checks: 0, money_orders: 0, card_slips: 0 }]);
  await at.page.getByText("Your count is in.").first().waitFor();
  await at.page.getByRole("cell", { name: /5\.00 short/ }).waitFor();
  await at.close();
});

test("C-18: another person accepts a count, sees over and short by person and seals the bag", async () => {
  const at = await visit(browser, { as: "theo", path: "/counter" });
  await opened(at.page, "F9");
  await at.page.getByText("a supervisor must say why").waitFor();
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Give the number of the sealed bag.").waitFor();
  await at.page.keyboard.type("B-77");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.counter.sessions[0]?.accepted_by, "theo");
  assert.equal(at.double.counter.sessions[0]?.bag_number, "B-77");
  await at.close();
});
