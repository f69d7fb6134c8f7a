// What somebody must decide: raised on the paper, decided by its owner, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { loneCheck } from "../double/data";
import { launch, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const pressOn = async (page: Page, name: string | RegExp) => {
  await page.getByRole("button", { name }).focus();
  await page.keyboard.press("Enter");
};

test("Whoever keys says what is the matter with a paper, and its record tells it", async () => {
  const at = await visit(browser, { as: "maria", path: `/documents/${loneCheck}` });
  await at.page.getByText("None was raised.").waitFor();
  await at.page.keyboard.press("x");
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.locator("dialog select").selectOption("altered");
  await at.page.getByLabel("Note").focus();
  await at.page.keyboard.type("The five was a three");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("raised by maria: The five was a three").waitFor();
  assert.equal(at.double.exceptions.cases.at(-1)?.reason, "altered");
  await at.close();
});

test("The action of the policy is proposed first, and a decision says why", async () => {
  const at = await visit(browser, { as: "sam", path: "/exceptions" });
  await pressOn(at.page, "Decide exception 9");
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.getByRole("button", { name: "Decide", exact: true }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Say why; it stays on record.").waitFor();
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.type("Nobody signed it");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: "Decide exception 9" }).waitFor({ state: "detached" });
  const decided = at.double.exceptions.cases.find(({ id }) => id === 9);
  assert.equal(decided?.action, "return_to_payer");
  assert.equal(decided?.steps.at(-1)?.note, "Nobody signed it");
  await at.close();
});

test("A post-dated check that is due is named in the morning, and may be missing", async () => {
  const at = await visit(browser, { as: "sam", path: "/exceptions" });
  await at.page.getByText("From the vault today: 1 check.").waitFor();
  await pressOn(at.page, "Decide exception 7");
  await at.page.getByLabel("What is done").selectOption("paper_missing");
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.type("Not in the drawer");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.exceptions.cases.find(({ id }) => id === 7)?.action, "paper_missing");
  await at.close();
});

test("A9.5: a check from the vault is accepted as the paper that it came in again as", async () => {
  const at = await visit(browser, { as: "sam", path: "/exceptions" });
  await pressOn(at.page, "Decide exception 7");
  await at.page.getByLabel("What is done").selectOption("accept");
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.type("Its day has come");
  await at.page.keyboard.press("Enter");
  await at.page.getByText("Choose the paper that came in again.").waitFor();
  await at.page.getByLabel("Captured again as").selectOption("1102");
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  assert.equal(at.double.exceptions.cases.find(({ id }) => id === 7)?.kept_at, null);
  await at.close();
});

test("Another department is asked, and the case is in its queue", async () => {
  const at = await visit(browser, { as: "sam", path: "/exceptions" });
  await pressOn(at.page, "Decide exception 9");
  await at.page.getByLabel("What is done").selectOption("send_to_department");
  await at.page.locator("dialog").getByLabel("Who decides").selectOption("water");
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.type("Their customer");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  await at.page.getByLabel("Who decides").selectOption("water");
  await at.page.getByRole("cell", { name: "Water", exact: true }).waitFor();
  await at.close();
});

test("What nobody decided in time gets the action that the rules name", async () => {
  const at = await visit(browser, { as: "sam", path: "/exceptions" });
  await pressOn(at.page, /^Do what the deadline says/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Nobody answered");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("button", { name: "Decide exception 3" }).waitFor({ state: "detached" });
  assert.equal(at.double.exceptions.cases.find(({ id }) => id === 3)?.action, "return_to_payer");
  await at.close();
});

test("A payer is put on the stop list from a check's record, and lifted again", async () => {
  const at = await visit(browser, { as: "sam", path: `/documents/${loneCheck}` });
  await pressOn(at.page, /^Put this payer on the stop list/);
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.getByLabel("Why").focus();
  await at.page.keyboard.type("Third check that came back");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog", { state: "detached" });
  await at.close();
  const list = await visit(browser, { as: "sam", path: "/exceptions" });
  await pressOn(list.page, "Lift entry 1");
  await list.page.waitForSelector("dialog[open] input:focus");
  await list.page.keyboard.type("A year is over");
  await list.page.keyboard.press("Enter");
  await list.page.getByText("sam: A year is over").waitFor();
  await list.close();
});

test("Who keys sees what waits and decides nothing", async () => {
  const at = await visit(browser, { as: "maria", path: "/exceptions" });
  await at.page.getByRole("cell", { name: /Not signed/ }).waitFor();
  assert.equal(await at.page.getByRole("button", { name: /^Decide exception/ }).count(), 0);
  await at.close();
});
