// Payment arrangements, security deposits and referrals, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { assertAccessible, launch, settled, until, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("An arrangement is proposed with its schedule, and approved by another person", async () => {
  const at = await visit(browser, { as: "theo", path: "/credit" });
  await until(at.page, "JUNE CHO");
  await assertAccessible(at.page, "the list");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open]");
  await at.page.getByLabel("Account").focus();
  await at.page.keyboard.type("PINE");
  await at.page.keyboard.press("Enter");
  await until(at.page, /PINE STREET GROCERY, ••••4102/);
  await at.page.getByLabel("Terms").focus();
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say what was agreed with the customer.");
  await at.page.keyboard.type("By telephone");
  await assertAccessible(at.page, "the form");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open]", { state: "detached" });
  assert.equal(at.double.credit.arrangements[0]?.total_cents, 12500);
  await at.close();

  const other = await visit(browser, { as: "sam", path: "/credit/arrangements/2" });
  await until(other.page, "What happened");
  await assertAccessible(other.page, "an arrangement");
  await other.page.keyboard.press("F4");
  await until(other.page, /Approved sam/);
  assert.equal(other.double.credit.arrangements[0]?.state, "approved");
  await other.close();
});

test("What the books show is booked by one key, and a broken arrangement is asked to go on", async () => {
  const at = await visit(browser, { as: "theo", path: "/credit" });
  await until(at.page, "JUNE CHO");
  await at.page.keyboard.press("F6");
  await until(at.page, "1 arrangement moved on.");
  assert.equal(at.double.credit.arrangements[1]?.state, "broken");
  await at.page.keyboard.press("ArrowDown");
  await at.page.keyboard.press("ArrowDown");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Ask to go on…");
  await at.page.getByRole("button", { name: "Ask to go on…" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("2026-12-15");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why; it stays on record.");
  await at.page.getByLabel("Reason").focus();
  await at.page.keyboard.type("In hospital");
  await at.page.keyboard.press("Enter");
  await until(at.page, /Asked to go on theo: In hospital/);
  await at.close();
});

test("A deposit shows how it was computed and when it goes back, and is asked to go back", async () => {
  const at = await visit(browser, { as: "theo", path: "/credit/securities" });
  await until(at.page, "PINE STREET");
  await assertAccessible(at.page, "the deposits");
  await at.page.keyboard.press("ArrowDown");
  await at.page.keyboard.press("Enter");
  await until(at.page, "24 months after it was received");
  await assertAccessible(at.page, "a deposit");
  await at.page.getByRole("button", { name: "Give back…" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.getByLabel("Other system's number").focus();
  await at.page.keyboard.type("Payment 9");
  await at.page.getByLabel("Reason").focus();
  await at.page.keyboard.type("Two good years");
  await at.page.keyboard.press("Enter");
  await until(at.page, /Asked to give it back theo: Two good years/);
  assert.equal(at.double.credit.securities[0]?.state, "releasing");
  await at.close();
});

test("The list explains its points; what was approved is told by one file", async () => {
  const at = await visit(browser, { as: "theo", path: "/credit/referral" });
  await until(at.page, "145 days ago");
  await assertAccessible(at.page, "the list");
  await at.page.getByRole("button", { name: /Propose to refer/ }).focus();
  await at.page.keyboard.press("Enter");
  await until(at.page, "No account has the points.");
  assert.equal(at.double.credit.referrals[0]?.state, "proposed");
  await at.close();

  const other = await visit(browser, { as: "sam", path: "/credit/referral" });
  await until(other.page, "145 days ago");
  other.double.credit.referrals[0]!.state = "approved";
  other.double.tell("credit");
  await until(other.page, /1 referral and 0 recalls wait/);
  await settled(other.page);
  await other.page.keyboard.press("F7");
  await until(other.page, /tells of 1 account/);
  assert.equal(other.double.credit.files.length, 2);
  assert.equal(other.double.credit.referrals[0]?.state, "referred");
  await other.close();
});

test("Notices due lead to a letter about what they are of", async () => {
  const at = await visit(browser, { as: "theo", path: "/credit/notices" });
  await until(at.page, "Installment due");
  await assertAccessible(at.page, "the notices");
  await at.page.keyboard.press("ArrowDown");
  assert.equal(await at.page.evaluate(() => (document.activeElement as HTMLAnchorElement).search),
    "?about_kind=account&about=a1");
  await at.close();
});
