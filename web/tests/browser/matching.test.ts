// The rules of matching, who pays a check, and the list that divides one: by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { loneCheck } from "../double/data";
import { launch, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const type = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label).focus();
  await page.keyboard.type(text);
};

test("A supervisor moves a rule, tries the order on the mail of late and puts it in force with a reason", async () => {
  const at = await visit(browser, { as: "sam", path: "/matching" });
  await at.page.getByRole("button", { name: /^Later.*Coupon/ }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: "Try on the last 1,000 envelopes" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.getByText("would have placed 912, 3 differently").waitFor();
  await type(at.page, "Reason", "Successors first");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("cell", { name: "Successors first" }).waitFor();
  assert.deepEqual(at.double.matchRules.rules.order.slice(0, 2), ["successor", "coupon"]);
  assert.equal(at.double.matchRules.versions[0]?.set_by, "sam");
  await at.close();
});

test("Rules without a reason stay as they are, and the screen says why", async () => {
  const at = await visit(browser, { as: "sam", path: "/matching" });
  await at.page.getByRole("button", { name: "Put in force" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Say why the rules change.").waitFor();
  assert.equal(at.double.matchRules.version, 0);
  await at.close();
});

test("Who may not set rules is not offered the screen", async () => {
  const at = await visit(browser, { as: "maria", path: "/matching" });
  await at.page.getByText("This screen is not among your rights").waitFor();
  await at.close();
});

test("A check's payer is shown with what it paid, and a supervisor may doubt it", async () => {
  const at = await visit(browser, { as: "sam", path: `/documents/${loneCheck}` });
  await at.page.getByRole("button", { name: /^Not this one/ }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open]");
  await at.page.keyboard.type("Her neighbour's bank account");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("No confirmed payment from this bank account is known.").waitFor();
  await at.close();
});

test("A list divides a check; a proposal counts once it is ticked, and what is left over is seen", async () => {
  const at = await visit(browser, { as: "maria", path: `/documents/${loneCheck}` });
  await at.page.getByRole("button", { name: "Divide it by a list" }).waitFor();
  await at.page.keyboard.press("l");
  await at.page.waitForSelector("#payment-list:focus");
  await at.page.keyboard.type("4100 JUNE CHO 120.00");
  await at.page.getByRole("button", { name: "Find the accounts" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.getByText(/goes to suspense/).waitFor();
  await at.page.getByRole("checkbox", { name: /the account of row 2/ }).focus();
  await at.page.keyboard.press("Space");
  await at.page.getByRole("button", { name: "Divide the check" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.answers.at(-1)?.value, "ref:a1=12000;ref:a3=5574");
  await at.close();
});
