// After the day, by keyboard alone: a check that came back, a correction, a review, a history.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { loneCheck } from "../double/data";
import { launch, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const press = async (page: Page, name: string | RegExp) => {
  await page.getByRole("button", { name }).first().focus();
  await page.keyboard.press("Enter");
};
const type = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label, { exact: true }).first().focus();
  await page.keyboard.type(text);
};

test("A14.2: a return is taken in with one form: the item is found, the reason chosen, the next step taken", async () => {
  const at = await visit(browser, { as: "theo", path: "/returns" });
  await at.page.waitForSelector("main table");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("370.95");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog [type=radio]:checked");
  await at.page.getByLabel("Reason of the bank").focus();
  await at.page.keyboard.type("D");
  await press(at.page, "Take it in");
  await at.page.getByRole("heading", { name: "Return 3" }).waitFor();
  assert.deepEqual(at.double.ledger.returns.at(-1)?.document_id, 1102);
  assert.equal(at.double.ledger.returns.at(-1)?.reason_code, "D");
  await at.page.getByRole("button", { name: /Charge it back/ }).waitFor();
  await at.page.keyboard.press("2");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: /Post the fee/ }).waitFor();
  assert.equal(at.double.ledger.returns.at(-1)?.state, "charged_back");
  await at.close();
});

test("A step that needs a note is not taken without one", async () => {
  const at = await visit(browser, { as: "theo", path: "/returns/2" });
  await press(at.page, /Refer to collection/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Say in the note how, to whom or why.").waitFor();
  await at.page.keyboard.type("To the agency");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Nothing is left to do.").first().waitFor();
  await at.close();
});

test("A14.2: what the drawer paid is booked from the payment that is chosen, and from none else", async () => {
  const at = await visit(browser, { as: "theo", path: "/returns/2" });
  await press(at.page, /Ask another person: the drawer paid/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await type(at.page, "Note", "Her next check");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Find the drawer's payment and choose it first.").waitFor();
  assert.equal(at.double.ledger.returns[0]?.state, "letter_sent");
  await at.close();
});

test("A14.2, C-08: who agrees that the drawer paid names no payment, but sees which one was named", async () => {
  const at = await visit(browser, { as: "sam", path: "/returns" });
  const item = at.double.ledger.returns.find((one) => one.number === 2)!;
  item.wish = { event: "pay_back", asked_by: "theo", asked_at: "2026-11-23T15:00:00Z", note: "Her next check", document_id: 1102 };
  item.next = ["pay_back"];
  await at.page.goto(`${at.double.url}/returns/2`);
  await at.page.getByRole("link", { name: "Its payment: document 1102" }).waitFor();
  await press(at.page, /Agree: the drawer paid/);
  await at.page.waitForSelector("dialog[open] input:focus");
  assert.equal(await at.page.locator("dialog [type=radio]").count(), 0);
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Nothing is left to do.").first().waitFor();
  await at.close();
});

test("A14.2, C-08: who asks to present a check again cannot agree to it; another person can", async () => {
  const at = await visit(browser, { as: "theo", path: "/returns/1" });
  await press(at.page, /Ask another person: present it again/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Say in the note how, to whom or why.").waitFor();
  await at.page.keyboard.type("The payer called");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Another person than theo agrees or declines.").first().waitFor();
  assert.equal(await at.page.getByRole("button", { name: /Agree/ }).count(), 0);
  await press(at.page, /Take it back/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Too early");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: /Ask another person: present it again/ }).waitFor();
  assert.equal(at.double.ledger.returns.at(-1)?.wish, null);
  await at.close();
});

test("C-08: who asked for a large correction is not offered to approve it; another person is", async () => {
  const at = await visit(browser, { as: "sam", path: "/corrections" });
  await press(at.page, /^Approve/);
  await at.page.getByRole("cell", { name: "Posted" }).waitFor();
  await at.close();
  const own = await visit(browser, { as: "theo", path: "/corrections" });
  await own.page.getByText("Another person must approve it").waitFor();
  assert.equal(await own.page.getByRole("button", { name: /^Approve/ }).count(), 0);
  await own.close();
});

test("A14.4: a transfer is asked for with both accounts, and what is missing is said at its field", async () => {
  const at = await visit(browser, { as: "theo", path: "/corrections" });
  await at.page.waitForSelector("main table");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open] select:focus");
  await type(at.page, "Amount", "168.56");
  await type(at.page, "Batch", "9");
  await type(at.page, "Envelope", "5");
  await press(at.page, "Ask for it");
  await at.page.getByText("Name the account it was applied to; Enter finds it.").waitFor();
  for (const [label, name] of [["From account", "JUNE YOUNG"], ["To account", "JUNE CHO"]] as const) {
    await type(at.page, label, name);
    await at.page.keyboard.press("Enter");
    await at.page.getByText(new RegExp(`${name}, `)).first().waitFor();
  }
  await type(at.page, "Note", "Her neighbour's number");
  await press(at.page, "Ask for it");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.ledger.adjustments[0]?.amount_cents, 16856);
  assert.equal(at.double.ledger.adjustments[0]?.requested_by, "theo");
  await at.close();
});

test("C-28: a person who made an entry cannot sign the review of the day; a third person does", async () => {
  const own = await visit(browser, { as: "theo", path: "/corrections" });
  await own.page.getByRole("button", { name: /Sign the review/ }).waitFor();
  await own.page.keyboard.press("F4");
  await own.page.waitForSelector("dialog[open] input:focus");
  await own.page.keyboard.press("Enter");
  await own.page.getByText("another person must review it").waitFor();
  await own.close();
  const at = await visit(browser, { as: "sam", path: "/corrections" });
  await at.page.getByRole("button", { name: /Sign the review/ }).waitFor();
  await at.page.keyboard.press("F4");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Reviewed by sam").waitFor();
  await at.close();
});

test("C-13: suspense shows its age and owner, and somebody takes it up", async () => {
  const at = await visit(browser, { as: "theo", path: "/corrections" });
  await press(at.page, /^Look after batch 9/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await press(at.page, "Keep it");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.ledger.suspense[1]?.owner, "theo");
  await at.close();
});

test("A14.1: an account tells its history with a running sum, and where a payment is", async () => {
  const at = await visit(browser, { as: "maria", path: "/accounts/a2" });
  await at.page.getByRole("cell", { name: "Taken back: its check was returned (return 1)." }).waitFor();
  await type(at.page, "Exact amount", "370.95");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("cell", { name: /in deposit 000041/ }).waitFor();
  assert.match(at.double.ledger.searches.at(-1) ?? "", /account_ref=a2/);
  await type(at.page, "Exact amount", "x");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Write an amount like 12.50.").waitFor();
  await at.close();
});

test("A9.6: a check of a bank account that is cash only says so, and until when", async () => {
  const at = await visit(browser, { as: "maria", path: `/documents/${loneCheck}` });
  await at.page.getByText(/its drawer pays in\s+cash until/).waitFor();
  await at.close();
});

test("Who may neither correct nor audit is not offered the screens", async () => {
  const at = await visit(browser, { as: "maria", path: "/corrections" });
  await at.page.getByText("This screen is not among your rights").waitFor();
  await at.close();
});
