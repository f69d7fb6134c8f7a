// Reports, letters, inquiries, incidents and payees: by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, until, visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const enterOn = async (page: Page, name: string | RegExp) => {
  await page.getByRole("button", { name }).focus();
  await page.keyboard.press("Enter");
};
const type = async (page: Page, label: string, text: string) => {
  await page.getByRole("textbox", { name: label, exact: true }).focus();
  await page.keyboard.type(text);
};
const gone = (page: Page) => page.waitForSelector("dialog", { state: "detached" });

test("A15.1: reports are listed by group, J and Enter open one, and its files carry the filters", async () => {
  const at = await visit(browser, { as: "theo", path: "/reports" });
  await at.page.getByRole("link", { name: "Batch summary" }).waitFor();
  await at.page.keyboard.press("j");
  await at.page.keyboard.press("Enter");
  await until(at.page, "What the figures mean");
  assert.match(await at.page.locator("tr.marked").innerText(), /Total\s+10,667\.23\s+44\.10/);
  await at.page.getByLabel("Lockbox").focus();
  await at.page.keyboard.type("PARK");
  await enterOn(at.page, "Show");
  await at.page.waitForFunction(() => location.search.includes("lockbox=PARK"));
  await until(at.page, "What the figures mean");
  const href = await at.page.getByRole("link", { name: /Workbook/ }).getAttribute("href");
  assert.match(href ?? "", /\/report-kinds\/batch-summary\/xlsx\?from=.*lockbox=PARK/);
  await at.close();
});

test("A15.3: a trend is drawn as a picture with a name, over the table that says the same", async () => {
  const at = await visit(browser, { as: "theo", path: "/reports/indicator-trend" });
  await at.page.getByRole("img", { name: "Shares by day" }).waitFor();
  await at.page.getByRole("cell", { name: "98.20 %" }).waitFor();
  await at.close();
});

test("C-29: F2 signs a report as it is shown, and the signature says whether it still holds", async () => {
  const at = await visit(browser, { as: "theo", path: "/reports/batch-summary" });
  await until(at.page, "What the figures mean");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Looked at every batch.");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  await at.page.getByText("As they are now").waitFor();
  assert.equal(at.double.office.signatures[0]?.signed_by, "theo");
  assert.equal(at.double.office.signatures[0]?.verdict, "reviewed");
  await at.close();
});

test("C-17: who is not of the department is told so and offered no signature", async () => {
  const at = await visit(browser, { as: "theo", path: "/reports/departmental-reconciliation" });
  await at.page.getByText("Only people of the department sign for it.").waitFor();
  await at.page.keyboard.press("F2");
  assert.equal(await at.page.locator("dialog").count(), 0);
  await at.close();
});

test("A letter is drafted from a template, sent, and its answer kept", async () => {
  const at = await visit(browser, { as: "theo", path: "/correspondence?about_kind=account&about=a1" });
  await at.page.waitForSelector("dialog[open] select:focus");
  await enterOn(at.page, "Draft it");
  await gone(at.page);
  await enterOn(at.page, "Send letter 2");
  await at.page.getByRole("button", { name: "Answered… letter 2" }).waitFor();
  await enterOn(at.page, "Answered… letter 2");
  await at.page.waitForSelector("dialog[open]");
  await at.page.keyboard.type("It is hers.");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  const [letter] = at.double.office.letters;
  assert.equal(letter?.state, "answered");
  assert.equal(letter?.about, "a1");
  await at.close();
});

test("An inquiry is logged with F3, and another one passed on to a department", async () => {
  const at = await visit(browser, { as: "theo", path: "/correspondence" });
  await until(at.page, "No water from December on.");
  await at.page.keyboard.press("F3");
  await at.page.waitForSelector("dialog[open] select:focus");
  await type(at.page, "What was asked", "Has my check come?");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  await at.page.getByRole("cell", { name: "Has my check come?" }).waitFor();
  await enterOn(at.page, "Pass on… inquiry 1");
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.keyboard.type("Water");
  await type(at.page, "Why", "Please stop the service.");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  assert.equal(at.double.office.inquiries.find(({ number }) => number === 1)?.owner, "water");
  await at.close();
});

test("An incident is logged with F2 and ended with what was done", async () => {
  const at = await visit(browser, { as: "maria", path: "/incidents" });
  await until(at.page, "The belt slips.");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open] select:focus");
  await type(at.page, "What happened", "No courier by ten.");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  await at.page.getByRole("cell", { name: "No courier by ten." }).waitFor();
  await enterOn(at.page, "It is over… incident 1");
  await at.page.waitForSelector("dialog[open]");
  await at.page.keyboard.type("A new belt.");
  await at.page.keyboard.press("Enter");
  await gone(at.page);
  assert.equal(at.double.office.incidents.find(({ number }) => number === 1)?.state, "over");
  await at.close();
});

test("C-12: a supervisor sets the payees with a reason, and whoever doubts a payee sees them", async () => {
  const at = await visit(browser, { as: "sam", path: "/payees" });
  await until(at.page, "By ordinance.");
  await enterOn(at.page, "Put in force");
  await at.page.getByText("Say why the list changes.").waitFor();
  await type(at.page, "Reason", "Still these two");
  await at.page.keyboard.press("Enter");
  await at.page.getByRole("cell", { name: "Still these two" }).waitFor();
  await at.page.evaluate(() => { history.pushState(null, "", "/documents/1102"); dispatchEvent(new PopStateEvent("popstate")); });
  await at.page.getByRole("button", { name: /Raise an exception/ }).waitFor();
  await at.page.keyboard.press("x");
  await at.page.waitForSelector("dialog[open] select:focus");
  await at.page.keyboard.type("Another payee");
  await at.page.getByText(/City of Riverton and Riverton Utilities/).waitFor();
  await at.close();
});

test("C-27: the city's policy is named on the screens that it rules, and on no other", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits" });
  await at.page.getByText("APP 609 Revenue collection").waitFor();
  await at.page.evaluate(() => { history.pushState(null, "", "/batches"); dispatchEvent(new PopStateEvent("popstate")); });
  await at.page.getByText("APP 609 Revenue collection").waitFor({ state: "detached" });
  await at.close();
});
