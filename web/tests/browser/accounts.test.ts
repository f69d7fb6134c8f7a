// Master accounts: changed, merged, set up and reviewed, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { accounts } from "../double/data";
import { launch, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const press = async (page: Page, name: string | RegExp) => {
  await page.getByRole("button", { name }).first().focus();
  await page.keyboard.press("Enter");
};
const retype = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label, { exact: true }).first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
};

test("A15.5: an address is changed from the account with a reason, and stands in its changes", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/a2" });
  await at.page.getByText("Payments").first().waitFor();
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open] input:focus");
  await retype(at.page, "Address", "9 NEW ST");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Say why; it stands in the history of the account.").waitFor();
  await retype(at.page, "Reason", "She moved.");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("cell", { name: "She moved." }).waitFor();
  assert.deepEqual(at.double.master.changes.at(-1)?.fields,
    [{ field: "address", before: "401 MAIN ST", after: "9 NEW ST" }]);
  await at.close();
});

test("A15.5: a space that stands around a name in the account file is not sent as a change", async () => {
  const account = accounts.find((one) => one.ref === "a2");
  assert.ok(account);
  const name = account.name;
  account.name = `${name} `;
  try {
    const at = await visit(browser, { as: "sam", path: "/accounts/a2" });
    await at.page.getByText("Payments").first().waitFor();
    await at.page.keyboard.press("F2");
    await at.page.waitForSelector("dialog[open] input:focus");
    await retype(at.page, "Address", "9 NEW ST");
    await retype(at.page, "Reason", "It moved.");
    await at.page.keyboard.press("Enter");
    await at.page.getByRole("cell", { name: "It moved." }).waitFor();
    assert.deepEqual(at.double.master.changes.at(-1)?.fields.map((one) => one.field), ["address"]);
    await at.close();
  } finally {
    account.name = name;
  }
});

test("C-10: a merge names the other account, and says that another person must approve it", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/a2" });
  await at.page.getByText("Payments").first().waitFor();
  await at.page.keyboard.press("F6");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.getByText("Another person must approve this.").waitFor();
  await press(at.page, "Ask for the merge");
  await at.page.getByText("Name the account that it goes on as; Enter finds it.").waitFor();
  await retype(at.page, "Goes on as", "june cho");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("JUNE CHO, ").first().waitFor();
  await retype(at.page, "Reason", "One customer.");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("cell", { name: "Requested" }).waitFor();
  assert.equal(at.double.master.changes.at(-1)?.kind, "merge");
  await at.close();
});

test("A15.5: a new account is asked for with every field, and what is missing is said at its field", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts" });
  await at.page.waitForSelector("input[type=search]");
  await at.page.keyboard.press("F2");
  await at.page.getByLabel("Account number").waitFor();
  await press(at.page, "Ask for the account");
  await at.page.getByText("An account number has 1 to 30 digits.").waitFor();
  await retype(at.page, "Account number", "5500123456");
  await retype(at.page, "Name", "NEW CUSTOMER");
  await press(at.page, "Ask for the account");
  await at.page.getByText("The bill type is missing.").waitFor();
  await retype(at.page, "Bill type", "utility");
  await retype(at.page, "Fund", "401");
  await retype(at.page, "Deposit account", "OPERATING-UTILITY");
  await retype(at.page, "Reason", "Moved in.");
  await at.page.keyboard.press("Enter");
  await at.page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  assert.equal(at.double.master.changes.at(-1)?.state, "requested");
  await at.close();
});

test("C-10: the review lets another person approve a merge, and never who asked for it", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts" });
  await at.page.waitForSelector("input[type=search]");
  await at.page.keyboard.press("F4");
  await at.page.getByRole("heading", { name: "Account review" }).waitFor();
  await press(at.page, /^Approve change 2/);
  await at.page.getByText("No change waits.").waitFor();
  assert.equal(at.double.master.changes[1]?.state, "applied");
  await at.close();
  const own = await visit(browser, { as: "sam", path: "/accounts/review" });
  await own.page.getByRole("button", { name: /^Approve change 2/ }).waitFor();
  own.double.master.changes = own.double.master.changes.map((one) => ({ ...one, requested_by: "sam" }));
  await own.page.reload();
  await own.page.getByText("Another person must approve it").waitFor();
  assert.equal(await own.page.getByRole("button", { name: /^Approve/ }).count(), 0);
  await own.close();
});

test("A conflict with the account file is decided with a reason", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/review" });
  await press(at.page, /^Keep ours/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Seen on her lease.");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("The account file agrees with every change made here.").waitFor();
  await at.close();
});

test("A15.5: what a newer file says otherwise is shown anew before anybody decides", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/review" });
  await at.page.getByRole("cell", { name: "2217 BIRCH STREET" }).waitFor();
  at.double.master.conflicts = at.double.master.conflicts.map((one) => ({ ...one, file: "77 ELM ROAD", version: "v2" }));
  await press(at.page, /^Take the file's/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("It is right.");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("A newer account file says something else of this field").waitFor();
  await at.page.keyboard.press("Escape");
  await at.page.getByRole("cell", { name: "77 ELM ROAD" }).waitFor();
  assert.equal(at.double.master.conflicts.length, 1);
  await at.close();
});

test("A6.7: a payment short by a little is written off from the review", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/review" });
  await press(at.page, /^Write off 0\.03/);
  await at.page.getByText("Short by a little").waitFor({ state: "detached" });
  assert.equal(at.double.master.rests.length, 0);
  await at.close();
});

test("Who may not keep accounts sees them and changes nothing", async () => {
  const at = await visit(browser, { as: "maria", path: "/accounts/a2" });
  await at.page.getByText("Payments").first().waitFor();
  await at.page.keyboard.press("F2");
  assert.equal(await at.page.locator("dialog[open]").count(), 0);
  assert.equal(await at.page.getByRole("button", { name: /Change/ }).count(), 0);
  await at.close();
});
