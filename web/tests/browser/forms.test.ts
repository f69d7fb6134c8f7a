// What the office does: sign in, balance, deposit, close, import, invite; by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { assertAccessible, launch, password, settled, until, visit } from "./support/browser";
import type { Visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/// Tab until a control with this text or label has the focus.
async function tabTo({ page }: Visit, text: RegExp): Promise<void> {
  for (let n = 0; n < 80; ++n) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement | null;
      return one?.labels?.[0]?.textContent ?? one?.textContent ?? "";
    });
    if (text.test(name)) return;
  }
  assert.fail(`no control says ${text}`);
}

test("a person with a code is asked for it after the password", async () => {
  const at = await visit(browser);
  await at.page.waitForSelector("input[name=username]");
  await at.page.keyboard.type("cody\t".replace("\t", ""));
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.type(password);
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("input[name=code]:focus");
  await at.page.keyboard.type("123456");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Work for Cody Marsh");
  await at.close();
});

test("a wrong password is refused in words", async () => {
  const at = await visit(browser);
  await at.page.waitForSelector("input[name=username]");
  await at.page.keyboard.type("maria");
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.type("wrong");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Name or password is wrong");
  await at.close();
});

test("a session that ends asks to sign in and comes back to the same screen", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/11" });
  await until(at.page, "0.72 short");
  at.double.signedIn.clear();
  at.double.tell("batch");
  await until(at.page, "Your session has ended");
  await at.page.waitForSelector("input[name=username]:focus");
  await at.page.keyboard.type("maria");
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.type(password);
  await at.page.keyboard.press("Enter");
  await until(at.page, "0.72 short");
  await at.close();
});

test("a person changes their own password and goes on", async () => {
  const at = await visit(browser, { as: "maria", path: "/" });
  await at.page.locator("details.person summary").focus();
  await at.page.keyboard.press("Enter");
  await at.page.locator("button", { hasText: "Change password" }).focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog input[type=password]:focus");
  for (const text of ["not it", "eight red kites fly", "eight red kites fly"]) {
    await at.page.keyboard.type(text);
    await at.page.keyboard.press("Tab");
  }
  await at.page.keyboard.press("Enter");
  await until(at.page, "This is not your password.");
  await assertAccessible(at.page, "change password");
  await at.page.locator("dialog input[autocomplete=current-password]").fill(password);
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open]", { state: "detached" });
  await at.close();
});

test("an invitation sets a password, with a code if wanted", async () => {
  const at = await visit(browser, { path: "/invitation/abc123" });
  await until(at.page, "Lee Park, set a password");
  await tabTo(at, /^Password$/);
  await at.page.keyboard.type("a long enough sentence");
  await tabTo(at, /once more/);
  await at.page.keyboard.type("a long enough sentence");
  await tabTo(at, /Also ask me/);
  await at.page.keyboard.press("Enter");
  await until(at.page, "JBSW");
  await tabTo(at, /^Code$/);
  await at.page.keyboard.type("123456");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Your password is set");
  await at.close();
});

test("from sign-in to the first item is two presses or fewer", async () => {
  const at = await visit(browser, { as: "maria" });
  await at.page.waitForSelector("a.first-work:focus");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("#amount:focus");
  await at.close();
});

test("from the batch that is short, one press goes to the item", async () => {
  for (const key of ["1", "Enter"]) {
    const at = await visit(browser, { as: "maria", path: "/batches/11" });
    await until(at.page, "Two neighbouring digits changed places");
    await at.page.keyboard.press(key);
    await until(at.page, "Item 2, check");
    await at.page.keyboard.press("c");
    await at.page.waitForSelector("dialog[open] input:focus");
    await at.close();
  }
});

test("a cause in the declared totals, or in another batch, is gone to by its key", async () => {
  const at = await visit(browser, { as: "sam", path: "/batches/11" });
  await until(at.page, "What would explain it");
  await at.page.keyboard.press("3");
  await until(at.page, "Correct the declared totals of batch 11");
  await at.page.keyboard.press("Escape");
  await at.page.keyboard.press("4");
  await until(at.page, "Tape of batch 12");
  await at.close();
});

test("less likely causes are behind a key, and each is there", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/11" });
  await until(at.page, "Show 1 less likely cause");
  const rows = () => at.page.evaluate(() => document.querySelectorAll(".causes tbody tr").length);
  assert.equal(await rows(), 5);
  await at.page.keyboard.press("m");
  await until(at.page, "All 6 causes are shown");
  assert.equal(await rows(), 6);
  await assertAccessible(at.page, "all causes");
  await at.page.keyboard.press("6");
  await until(at.page, "Item 4, check");
  await at.close();
});

test("who may not correct the declared totals is not led to them", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/11" });
  await until(at.page, "What would explain it");
  await at.page.keyboard.press("3");
  await at.page.keyboard.press("2");
  await until(at.page, "Item 4, check");
  await at.close();
});

test("a batch that waits for keys is not explained, and its digits open what waits", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/12" });
  await until(at.page, "Envelope 1, document 2");
  assert.equal(await at.page.evaluate(() => document.querySelector(".causes")), null);
  await at.page.keyboard.press("1");
  await until(at.page, "Item 2, check");
  await at.close();
});

test("A2.11: of unsorted mail one virtual batch is keyed by itself, from the batch by Enter", async () => {
  const at = await visit(browser, { as: "maria", path: "/batches/12" });
  await until(at.page, "Virtual batches");
  await at.page.evaluate(() => [...document.querySelectorAll<HTMLElement>("a[data-row]")]
    .find(({ textContent }) => textContent === "Checks alone")?.focus());
  await at.page.keyboard.press("Enter");
  await until(at.page, "Key: Checks alone");
  assert.equal(new URL(at.page.url()).searchParams.get("part"), "Checks alone");
  await until(at.page, "came without a coupon");
  await at.close();
});

test("declared totals are corrected with a reason", async () => {
  const at = await visit(browser, { as: "sam", path: "/batches/11" });
  await until(at.page, "0.72 short");
  await at.page.keyboard.press("c");
  await at.page.waitForSelector("dialog[open] input:focus");
  await tabTo(at, /Total declared/);
  await at.page.keyboard.press("Control+a");
  await at.page.keyboard.type("417.49");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why");
  await tabTo(at, /^Reason/);
  await at.page.keyboard.type("The header sheet says 417.49");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Batch 11 is in balance");
  await at.close();
});

test("a supervisor accepts a difference with a reason and takes up what was held", async () => {
  const at = await visit(browser, { as: "sam", path: "/batches/11" });
  await until(at.page, "Envelope 5 waits: Dated next month");
  await at.page.keyboard.press("f");
  await at.page.waitForSelector("dialog input:focus");
  await at.page.keyboard.type("Header slip misread");
  await at.page.keyboard.press("Enter");
  await until(at.page, "accepted: Header slip misread (sam)");
  const resume = at.page.locator("button", { hasText: "Take up envelope 5 again" });
  await resume.focus();
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog input:focus");
  await at.page.keyboard.type("The date has come");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Envelope 5 was taken up again: The date has come (sam)");
  assert.equal(await resume.count(), 0);
  await at.close();
});

test("balanced to built is three presses, and one more submits it; the builder may not approve and is told who may", async () => {
  const at = await visit(browser, { as: "sam" });
  for (const key of ["g", "p"]) await at.page.keyboard.press(key);
  await until(at.page, "The plan of the day");
  await at.page.waitForSelector("#build-plan:not([disabled])");
  await at.page.keyboard.press("b");
  await at.page.waitForSelector("#submit-drafts:not([disabled])");
  await at.page.keyboard.press("s");
  await at.page.waitForFunction(() => document.querySelectorAll("a[data-row]").length > 0 && !/Draft/.test(document.querySelector("main")?.textContent ?? ""));
  await until(at.page, /UTIL 42/);
  await at.page.locator("a[data-row]", { hasText: "UTIL 42" }).first().focus();
  await at.page.keyboard.press("Enter");
  await until(at.page, "someone else must approve it: Theo Grant");
  assert.equal(await at.page.evaluate(() => /Approve \d/.test(document.body.innerText)), false);
  await at.close();
});

test("a second person approves with the amount on the button", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits/UTIL/41" });
  await at.page.waitForSelector("button:text('Approve 370.95')");
  await at.page.keyboard.press("a");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Approved theo");
  assert.equal(at.double.deposits[0]?.approved_by, "theo");
  await at.close();
});

test("a finished day closes in four presses and is reopened by two people", async () => {
  const at = await visit(browser, { as: "sam" });
  for (const batch of at.double.batches) { batch.open_tasks = 0; batch.balanced = true; }
  for (const one of at.double.deposits) one.state = "approved";
  await at.page.waitForSelector("a.first-work:focus");
  await at.page.keyboard.press("g");
  await at.page.keyboard.press("d");
  await until(at.page, "Does the day balance");
  await at.page.keyboard.press("c");
  await at.page.keyboard.press("Enter");
  await until(at.page, /Closed/);
  assert.equal(at.double.dayState, "closed");
  await at.page.keyboard.press("o");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("The bank returned an item");
  await at.page.keyboard.press("Enter");
  await until(at.page, /sam asks for .* to be reopened, .*The bank returned an item/);
  assert.equal(at.double.dayState, "closed");
  await at.page.keyboard.press("o");
  await until(at.page, "You asked for it, so somebody else must agree.");
  at.double.reopening = { asked_by: "sue", at: "2026-11-23T22:05:00.000Z", reason: "A late slip" };
  await at.page.keyboard.press("Escape");
  at.double.tell("day");
  await until(at.page, /sue asks for .* to be reopened/);
  await at.page.keyboard.press("o");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, /reopened by sam, asked by sue, .*A late slip/);
  assert.equal(at.double.dayState, "reopened");
  await at.close();
});

test("a day with open points says what keeps it open", async () => {
  const at = await visit(browser, { as: "sam", path: "/day" });
  await until(at.page, "Does the day balance");
  await at.page.keyboard.press("c");
  await until(at.page, "3 points not done");
  await at.page.keyboard.press("Escape");
  await at.page.waitForSelector("dialog[open]", { state: "detached" });
  assert.equal(at.double.dayState, "open");
  await at.close();
});

test("an account file is tried before it is imported, and bad lines are named", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/import" });
  await settled(at.page);
  await tabTo(at, /paste its text/);
  await at.page.keyboard.type("account,bill_type,name\n12,utility\n");
  await tabTo(at, /Try without importing/);
  await at.page.keyboard.press("Enter");
  await until(at.page, "1 line cannot be read, so nothing is imported");
  await until(at.page, "too few columns");
  await at.close();
});

test("a full account number is shown for a reason only", async () => {
  const at = await visit(browser, { as: "sam", path: "/accounts/a2" });
  await settled(at.page);
  await tabTo(at, /Show the full number/);
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why you need the number");
  await at.page.keyboard.type("The payer calls");
  await at.page.keyboard.press("Enter");
  await until(at.page, "5104062417");
  await at.close();
});

test("a new person gets a link that is shown once", async () => {
  const at = await visit(browser, { as: "ada", path: "/setup" });
  await settled(at.page);
  await tabTo(at, /Add a person/);
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("lee");
  await tabTo(at, /Full name/);
  await at.page.keyboard.type("Lee Park");
  await tabTo(at, /^mailroom/);
  await at.page.keyboard.press("Space");
  await tabTo(at, /Add and invite/);
  await at.page.keyboard.press("Enter");
  await until(at.page, "/invitation/abc123");
  assert.deepEqual(at.double.people.at(-1)?.roles, ["mailroom"]);
  await at.close();
});

test("Ctrl+K goes to a batch by its number", async () => {
  const at = await visit(browser, { as: "theo" });
  await at.page.keyboard.press("Control+k");
  await at.page.keyboard.type("batch 11");
  await at.page.waitForSelector("dialog [role=option]");
  await at.page.keyboard.press("Enter");
  await until(at.page, "0.72 short");
  await at.close();
});

test("the explanation of a read comes into view when it is asked for", async () => {
  const at = await visit(browser, { as: "sam", path: "/documents/1102" });
  await until(at.page, "What was read");
  await at.page.keyboard.press("e");
  await at.page.waitForSelector("#explained table");
  await settled(at.page);
  const top = await at.page.evaluate(() => document.querySelector(".explained")?.getBoundingClientRect().top);
  assert.ok(top !== undefined && top >= 0 && top < 300, `the marked picture begins at ${top}`);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("a supervisor accepts a refused picture with a reason, and nobody else is offered that", async () => {
  const keyer = await visit(browser, { as: "maria", path: "/documents/1214" });
  await until(keyer.page, "too dark: ink 43.1 %");
  await keyer.page.keyboard.press("a");
  assert.equal(await keyer.page.evaluate(() => document.querySelector("dialog[open]")), null);
  await keyer.close();
  const at = await visit(browser, { as: "sam", path: "/documents/1214" });
  await until(at.page, "Accept the picture as it is");
  await at.page.keyboard.press("a");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Say why");
  await at.page.keyboard.type("Coffee on the paper.");
  await at.page.keyboard.press("Enter");
  await until(at.page, "accepted as it is by sam: Coffee on the paper.");
  assert.deepEqual(at.double.batches.find(({ id }) => id === 12)?.accepted_pictures,
    [{ sequence: 14, reason: "Coffee on the paper.", accepted_by: "sam" }]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("A7.5: K says what a paper is, with a reason; a keyer calls no check a letter", async () => {
  const at = await visit(browser, { as: "maria", path: "/documents/1202" });
  await until(at.page, "Correct what it is");
  await at.page.keyboard.press("k");
  await at.page.waitForSelector("dialog[open] select:focus");
  const offered = await at.page.evaluate(() =>
    [...document.querySelectorAll("dialog[open] option")].map((option) => option.textContent));
  assert.deepEqual(offered, ["A check", "A money order"]);
  await at.page.keyboard.press("Tab");
  await at.page.keyboard.type("It says so on top.");
  await at.page.keyboard.press("Enter");
  await at.page.waitForFunction(() => document.querySelector("dialog[open]") === null);
  assert.deepEqual(at.double.batches.find(({ id }) => id === 12)?.kind_corrections,
    [{ sequence: 2, kind: "money_order", reason: "It says so on top.", corrected_by: "maria" }]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("what another person changes is seen within a second", async () => {
  const at = await visit(browser, { as: "theo", path: "/deposits/UTIL/41" });
  await until(at.page, "Awaits approval");
  at.double.deposits[0]!.state = "approved";
  at.double.deposits[0]!.approved_by = "sam";
  at.double.tell("deposit");
  await at.page.waitForFunction(() => /Approved sam/.test(document.body.innerText), null, { timeout: 3000 });
  await at.close();
});

test("a run says in words what is wrong with which picture", async () => {
  const at = await visit(browser, { as: "maria", path: "/scan" });
  at.double.run = { id: 1, job: "utility", state: "running", stage: "reading", done: 2, total: 4,
    batch_id: null, detail: "", money_read_cents: 0, last_documents: [], alerts: [],
    quality: [{ sequence: 90, side: "rear", condition: "too_dark",
      text: "too dark: ink 43.1 % of the page, at most 40 % of the page" }] };
  at.double.tell("scan");
  await until(at.page, "at most 40 % of the page");
  const row = await at.page.evaluate(() => document.querySelector("table tbody tr")?.textContent ?? "");
  assert.match(row, /90.*rear.*too dark: ink 43\.1 %/);
  await at.close();
});
