// The mail log and the custody of paper: from the pick-up to the shredder, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch, signIn, until, visit } from "./support/browser";
import { password } from "../double/server";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const press = async (page: Page, ...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
const type = async (page: Page, label: string | RegExp, text: string) => {
  await page.getByRole("textbox", { name: label, exact: true }).focus();
  await page.keyboard.type(text);
};
const enterOn = async (page: Page, name: string | RegExp) => {
  await page.getByRole("button", { name }).focus();
  await page.keyboard.press("Enter");
};
const gone = (page: Page) => page.waitForSelector("dialog", { state: "detached" });

test("A1.2: F2 logs a pick-up of two trays in one form, and Enter sends it", async () => {
  const at = await visit(browser, { as: "maria", path: "/mail" });
  await at.page.getByText("Trays of the day").first().waitFor();
  await press(at.page, "F2");
  await at.page.waitForSelector("dialog[open] select:focus");
  await type(at.page, "Carrier reference", "USPS 7");
  await type(at.page, "Pieces", "120");
  await enterOn(at.page, "Another tray");
  await at.page.getByRole("textbox", { name: "Pieces", exact: true }).nth(1).focus();
  await at.page.keyboard.type("35");
  await until(at.page, "2 trays, 155 pieces");
  await press(at.page, "Enter");
  await gone(at.page);
  const logged = at.double.mail.pickUps.at(-1);
  assert.equal(logged?.trays, 2);
  assert.equal(logged?.carrier_reference, "USPS 7");
  assert.equal(logged?.logged_by, "maria");
  assert.deepEqual(at.double.mail.units.slice(-2).map(({ pieces }) => pieces), [120, 35]);
  await at.close();
});

test("A pick-up without a count is not sent, and the form says which tray", async () => {
  const at = await visit(browser, { as: "maria", path: "/mail" });
  await at.page.getByText("Trays of the day").first().waitFor();
  await press(at.page, "F2");
  await at.page.waitForSelector("dialog[open] select:focus");
  await enterOn(at.page, "Log it");
  await until(at.page, "Count the pieces of tray 1.");
  assert.equal(at.double.mail.pickUps.length, 2);
  await at.close();
});

test("C-01: whoever logged a pick-up is not offered its second signature; somebody else signs with F3", async () => {
  const own = await visit(browser, { as: "maria", path: "/mail" });
  await until(own.page, "Somebody else signs");
  assert.equal(await own.page.locator("[data-sign]").count(), 0);
  await own.close();
  const at = await visit(browser, { as: "sam", path: "/mail" });
  await at.page.waitForSelector("[data-sign]");
  await press(at.page, "F3", "Enter");
  await at.page.waitForSelector("[data-sign]", { state: "detached" });
  assert.equal(at.double.mail.pickUps[1]?.confirmed_by, "sam");
  await at.close();
});

test("A1.7: the taker counts before she has it, and a difference is shown with both numbers", async () => {
  const at = await visit(browser, { as: "sam", path: "/units/2" });
  await until(at.page, "F3: count it and take it");
  await press(at.page, "F3");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("117");
  await press(at.page, "Enter");
  await gone(at.page);
  await until(at.page, "sam counted 117, the books say 118.");
  assert.equal(at.double.mail.find(2).holder, "sam");
  assert.equal(at.double.mail.find(2).pieces, 118);
  await at.close();
});

test("C6: F2 takes the next step, with a note", async () => {
  const at = await visit(browser, { as: "maria", path: "/units/3" });
  await until(at.page, "Next step");
  await press(at.page, "F2");
  await at.page.waitForSelector("dialog[open] input:focus");
  await type(at.page, "Note", "Letters only");
  await press(at.page, "Enter");
  await gone(at.page);
  await until(at.page, "Opened");
  assert.equal(at.double.mail.find(3).stage, "opened");
  await at.close();
});

test("A1.5: the second count of cash is blind, by bills, and then shows the amount", async () => {
  const at = await visit(browser, { as: "sam", path: "/units/2" });
  await until(at.page, "the amount shows once two counts agree");
  await enterOn(at.page, /^Count again/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await type(at.page, "Bills of $20", "2");
  await until(at.page, "Counted: 40.00");
  await press(at.page, "Enter");
  await gone(at.page);
  await until(at.page, "40.00: 2 of $20");
  await enterOn(at.page, /^Put into a bag/);
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("Bag 0042");
  await press(at.page, "Enter");
  await gone(at.page);
  assert.equal(at.double.mail.find(2).findings[0]?.resolution, "Bag 0042");
  await at.close();
});

test("A1.4: a discovered remittance is recorded with F6 and becomes a unit of its own", async () => {
  const at = await visit(browser, { as: "maria", path: "/units/1" });
  await until(at.page, "Discovered");
  await press(at.page, "F6");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("A check stuck in the flap");
  await press(at.page, "Enter");
  await gone(at.page);
  await until(at.page, "1 piece discovered by maria");
  assert.equal(at.double.mail.units.at(-1)?.found_in, 1);
  await at.close();
});

test("A14.6: a box that is due is destroyed by two signatures of two people", async () => {
  const at = await visit(browser, { as: "sam", path: "/custody" });
  await enterOn(at.page, /^Sign for destruction/);
  await until(at.page, "sam signed.");
  await until(at.page, "Somebody else signs");
  assert.equal(at.double.mail.boxes[0]?.first_signer, "sam");
  await at.page.evaluate(() => fetch("/api/v1/session", { method: "DELETE", headers: { "X-Lockbox": "1" } }));
  await at.page.goto(`${at.double.url}/custody`);
  await signIn(at.page, "theo", password);
  await enterOn(at.page, /^Sign: destroyed/);
  await until(at.page, "sam, theo");
  await at.close();
});

test("C-15: F3 holds a box with a reason", async () => {
  const at = await visit(browser, { as: "sam", path: "/custody" });
  await until(at.page, "Nothing is held.");
  await press(at.page, "F3");
  await at.page.waitForSelector("dialog[open] select:focus");
  await type(at.page, "Reason", "Subpoena 12");
  await press(at.page, "Enter");
  await gone(at.page);
  await until(at.page, "Subpoena 12");
  assert.equal(at.double.mail.holds[0]?.box, 1);
  await at.close();
});

test("C-24: unworked mail by age stands on the day, and the gap report on Custody", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "170 pieces in 3 trays not scanned yet.");
  await press(at.page, "g", "c");
  await until(at.page, "no second person signed it");
  await until(at.page, "Every piece is accounted for.");
  await at.close();
});

test("A1.10: the instruction of a lockbox shows on its batches and while they are keyed", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/12" });
  await until(at.page, "no post-dated checks");
  await press(at.page, "o");
  await at.page.waitForSelector("#amount:focus");
  await until(at.page, "no post-dated checks");
  await at.close();
  const set = await visit(browser, { as: "sam", path: "/instructions" });
  await type(set.page, "Payee", "Water");
  await type(set.page, "Instruction", "RWS is the same");
  await type(set.page, "Reason", "Mail of the utility");
  await press(set.page, "Enter");
  await set.page.getByRole("cell", { name: "RWS is the same" }).waitFor();
  await set.close();
});
