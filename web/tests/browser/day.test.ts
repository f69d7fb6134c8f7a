// A whole day on the real service, from the scanner to the close and its reopening, by keyboard
// alone.  LOCKBOX_PROGRAM names the program; the tests start a demonstration of their own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { dayText } from "../../src/words";
import { launch, settled, until } from "./support/browser";
import { keyAll } from "./support/keying";
import type { Known } from "./support/keying";
import { api, goTo, leave, openBatch, openRow, press, sitDown, tabTo, untilAnswered, untilTold } from "./support/office";
import type { Desk } from "./support/office";
import { Pad } from "./support/pad";
import type { NumLock } from "./support/pad";
import { startDemo } from "./support/service";
import type { Service } from "./support/service";

const program = process.env["LOCKBOX_PROGRAM"];
const options = { skip: program ? false : "LOCKBOX_PROGRAM names no program", timeout: 240_000 };

let browser: Browser;
let service: Service;
before(async () => { if (program) browser = await launch(); });
after(async () => { if (program) await browser.close(); });

/// Runs with a service of its own, which ends also when the test fails.
const withService = (run: () => Promise<void>) => async () => {
  service = await startDemo(program!);
  day = dayTold(service.folder);
  try {
    await run();
  } finally {
    for (const context of browser.contexts()) await context.close();
    await service.stop();
  }
};

/// The business day of the demonstration, which is the day on which it is made.
let day = "";
const dayTold = (folder: string): string =>
  /business_day = (\S+)/.exec(readFileSync(join(folder, "scan/2-morning/BATCH.toml"), "utf8"))?.[1] ?? "";
const [morning, dropBox, afternoon] = [2, 3, 5];
const pressesMax = 30;
const reason = "A late envelope of the night drop";

/// The first open account of the scanned tray, as a payer's letter would name it.
function openAccountOf(tray: string): string {
  const lines = readFileSync(join(service.folder, "accounts.csv"), "utf8").split("\n");
  const found = lines.find((line) => line.startsWith(tray) && line.endsWith(",open"));
  return found?.split(",")[0] ?? assert.fail(`no open account of tray ${tray}`);
}

const questions = {
  first: /first document of its envelope/, joins: /belong to the envelope before/, amount: /carries no amount/,
  closed: /is closed/, letter: /this letter belong/, duplicate: /Same bank, account/, payer: /whom is it for/,
  micr: /MICR line has unread/, verify: /keyed by two people/, third: /a third person decides/,
} as const;

/// What the afternoon's papers say; two digits of the amount change places under the hand.
const slipped = "64052";
const amountOnPaper = "64025";
const afternoonPapers = (): Known[] => [
  { asks: questions.first, keys: ["1"] },
  { asks: questions.amount, keys: [slipped] },
  { asks: questions.closed, keys: [openAccountOf("05")] },
  { asks: questions.letter, keys: ["2"] },
  { asks: questions.duplicate, keys: ["1"] },
  { asks: questions.payer, keys: ["1"] },
];

const amount = (sequence: number, keys: string): Known => ({ asks: questions.amount, sequence, keys: [keys] });
const morningPapers = (): Known[] => [
  amount(14, "14837"), amount(16, "4250"), amount(18, "9999"), amount(20, "23018"), amount(22, "7505"),
  amount(24, "31640"), amount(26, "81275"),
  amount(28, "12345"),
  { asks: questions.micr, keys: ["0"] },
  { asks: questions.first, keys: ["1"] },
  { asks: questions.joins, sequence: 30, keys: ["2"] }, { asks: questions.joins, sequence: 31, keys: ["1"] },
  { asks: questions.closed, keys: [openAccountOf("02")] },
  { asks: questions.letter, keys: ["2"] },
  { asks: questions.duplicate, keys: ["1"] },
  { asks: questions.payer, keys: ["1"] },
  { asks: questions.verify, keys: ["81275"] },
];

interface TapeOf {
  balanced: boolean; sentence: string; differences: { text: string }[];
}
const batchOf = (page: Page, batch: number) => api<TapeOf>(page, `/batches/${batch}`);

/// The batch, which balances.
async function balanced(page: Page, batch: number): Promise<TapeOf> {
  await untilAnswered(page, `/batches/${batch}`, "open_tasks", 0);
  // A question is answered a moment before what follows from it is derived.  What is wrong when
  // nothing follows is said below.
  await untilAnswered(page, `/batches/${batch}`, "balanced", true).catch(() => {});
  const found = await batchOf(page, batch);
  assert.ok(found.balanced, [found.sentence, ...found.differences.map(({ text }) => text)].join("\n"));
  await until(page, "in balance");
  return found;
}

async function scanTheTray({ page }: Desk): Promise<void> {
  await goTo(page, "s", "Scan");
  await until(page, "1 folder");
  await tabTo(page, "Start scanning");
  await press(page, "Enter");
  await page.waitForSelector("a:text('Open batch')");
  await tabTo(page, `Open batch ${afternoon}`);
  await press(page, "Enter");
  await until(page, "Key 5 open items");
}

/// From the batch at hand to its questions, and back to it when none is left.
async function keyBatch(desk: Desk, batch: number, papers: Known[], numLock: NumLock) {
  const pad = await Pad.of(desk.page, numLock);
  await press(desk.page, "o");
  const kinds = await keyAll(desk.page, pad, papers);
  await tabTo(desk.page, `Balance batch ${batch}`);
  await press(desk.page, "Enter");
  await desk.page.waitForFunction((wanted) => document.querySelector("h1")?.textContent === wanted, `Batch ${batch}`);
  return { kinds, presses: pad.presses };
}

async function keySix(desk: Desk, numLock: NumLock): Promise<void> {
  const { kinds, presses } = await keyBatch(desk, afternoon, afternoonPapers(), numLock);
  // The coupon of the duplicate is left alone, so it is asked about too.
  assert.deepEqual(kinds, [...afternoonPapers().map(({ asks }) => asks), questions.first]);
  assert.equal(new Set(kinds).size, 6, "six kinds");
  assert.ok(presses <= pressesMax, `${presses} presses`);
  console.log(`Exceptions of six kinds keyed in ${presses} presses, Num Lock ${numLock}`);
}

const spelled = (cents: string) => [cents, `${cents.slice(0, -2)}.${cents.slice(-2)}`];

/// Another person keys the amount again, and nothing that reaches that browser tells the first.
async function verifyBlind(): Promise<void> {
  const desk = await sitDown(browser, service, "nora");
  await openBatch(desk.page, afternoon);
  await until(desk.page, "Key 1 open item");
  await press(desk.page, "o");
  await desk.page.waitForSelector("#amount:focus");
  const told = await desk.heard.all();
  assert.ok(told.includes("verify_amount"), "the browser was given the task");
  for (const text of spelled(slipped)) assert.ok(!told.includes(text), `the browser was told ${text}`);
  const pad = await Pad.of(desk.page, "off");
  await keyAll(desk.page, pad, [{ asks: questions.verify, keys: [amountOnPaper] }]);
  await goTo(desk.page, "b", "Batches");
  await untilTold<{ items: { field: string }[] }>(desk.page, "/tasks?limit=200",
    ({ items }) => items.some(({ field }) => field === "third_amount"));
  await leave(desk);
}

/// The two differ, so a third person's word holds.
async function decideAmount(): Promise<void> {
  const desk = await sitDown(browser, service, "sam");
  await openBatch(desk.page, afternoon);
  await until(desk.page, "Key 1 open item");
  await keyBatch(desk, afternoon, [{ asks: questions.third, keys: [amountOnPaper] }], "on");
  await balanced(desk.page, afternoon);
  await openBatch(desk.page, afternoon);
  await until(desk.page, "640.25");
  await leave(desk);
}

/// Two digits that changed places: the batch says which, and the answer is put right there.
async function balanceDropBox({ page }: Desk): Promise<void> {
  await openBatch(page, dropBox);
  const causes = page.locator(".causes tbody");
  await causes.waitFor();
  const likeliest = await causes.locator("tr").first().innerText();
  assert.match(likeliest, /10[^]*135[.]00[^]*153[.]00[^]*neighbouring digits changed places/);
  await press(page, "1");
  await until(page, /Item 10/);
  await settled(page);
  await press(page, "c");
  await page.waitForSelector("dialog[open] input:focus");
  await page.keyboard.type("153.00");
  await press(page, "Tab");
  await page.keyboard.type("Two digits had changed places");
  await press(page, "Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  await until(page, "Corrected: Two digits had changed places");
  await openBatch(page, dropBox);
  await balanced(page, dropBox);
}

async function keyTheMorning(desk: Desk): Promise<void> {
  await openBatch(desk.page, morning);
  await keyBatch(desk, morning, morningPapers(), "on");
}

async function verifyTheMorning(): Promise<void> {
  const desk = await sitDown(browser, service, "nora");
  await openBatch(desk.page, morning);
  await until(desk.page, "Key 1 open item");
  await keyBatch(desk, morning, morningPapers(), "off");
  await balanced(desk.page, morning);
  await leave(desk);
}

interface Deposit { ticket: number; batches: number[]; lockbox: string; state: string; prepared_by: string }
const depositsOf = async (page: Page) => (await api<{ items: Deposit[] }>(page, `/deposits?business_day=${day}`)).items;

async function buildDeposits(): Promise<void> {
  const desk = await sitDown(browser, service, "theo");
  await goTo(desk.page, "p", "Deposits");
  await until(desk.page, "Proved: every released item is on exactly one ticket");
  await press(desk.page, "b");
  await desk.page.waitForSelector("#submit-drafts:not([disabled])");
  await press(desk.page, "s");
  await untilTold<{ items: Deposit[] }>(desk.page, `/deposits?business_day=${day}`,
    ({ items }) => items.every(({ state }) => state === "awaiting_approval"));
  const built = (await depositsOf(desk.page)).filter(({ batches }) => batches.includes(afternoon));
  assert.ok(built.some(({ batches }) => batches.length > 1), "batches share a deposit");
  const fed = new Set((await depositsOf(desk.page)).flatMap(({ batches }) => batches));
  for (const batch of [morning, dropBox, afternoon]) assert.ok(fed.has(batch), `batch ${batch} is deposited`);
  assert.ok(built.every(({ prepared_by, state }) => prepared_by === "theo" && state === "awaiting_approval"));
  await leave(desk);
}

async function printTicket(page: Page, path: string): Promise<void> {
  const shown = page.context().waitForEvent("page");
  await press(page, "t");
  await (await shown).close();
  const head = await page.evaluate(async (from) => {
    const response = await fetch(from);
    return `${response.headers.get("Content-Type")} ${(await response.text()).slice(0, 5)}`;
  }, path);
  assert.equal(head, "application/pdf %PDF-");
}

async function approveDeposits({ page }: Desk): Promise<void> {
  const waiting = await depositsOf(page);
  assert.ok(waiting.length >= 2);
  for (const { lockbox, ticket } of waiting) {
    await goTo(page, "p", "Deposits");
    await openRow(page, `${lockbox} ${ticket}`);
    await page.waitForSelector("button:text('Approve')");
    await press(page, "a", "Enter");
    await page.waitForSelector(".steps .past:has-text('Approved')");
    await printTicket(page, `/api/v1/deposits/${lockbox}/${ticket}/ticket.pdf`);
  }
}

const closing = ["g", "d", "c", "Enter"];
async function closeTheDay({ page }: Desk): Promise<void> {
  for (const key of closing) {
    if (key === "c") await until(page, dayText(day));
    if (key === "c") await settled(page);
    await press(page, key);
  }
  assert.equal(closing.length, 4);
  await page.waitForSelector(".title .tag:has-text('Closed')");
  const closed = await api<Record<string, unknown>>(page, `/days/${day}`);
  assert.equal(closed["state"], "closed");
  assert.equal(closed["held_cents"], 0);
  assert.equal(closed["unexplained_cents"], 0);
  assert.equal(closed["received_cents"], closed["deposited_cents"]);
}

/// Sam asks, Sue agrees; before that the day stays closed.
async function reopenTheDay({ page }: Desk): Promise<void> {
  await press(page, "o");
  await page.waitForSelector("dialog[open] input:focus");
  await page.keyboard.type(reason);
  await press(page, "Enter");
  await until(page, `sam asks for ${dayText(day)} to be reopened`);
  assert.equal((await api<Record<string, unknown>>(page, `/days/${day}`))["state"], "closed");
  const sue = await sitDown(browser, service, "sue");
  await goTo(sue.page, "d", dayText(day));
  await until(sue.page, reason);
  await press(sue.page, "o");
  await sue.page.waitForSelector("dialog[open] input:focus");
  await press(sue.page, "Enter");
  await sue.page.waitForSelector(".title .tag:has-text('Reopened')");
  await leave(sue);
  await page.waitForSelector(".title .tag:has-text('Reopened')");
  await until(page, `${dayText(day)} was reopened by sue, asked by sam`);
  await until(page, reason);
}

/// Whoever works sees why the day is open again.
async function seeTheReason(supervisor: Desk, mailroom: Desk): Promise<void> {
  for (const [letter, title] of [["w", "Work for Maria Alvarez"], ["b", "Batches"], ["p", "Deposits"], ["d", dayText(day)]] as const) {
    await goTo(mailroom.page, letter, title);
    await until(mailroom.page, reason);
  }
  const { page } = supervisor;
  await press(page, "Control+k");
  await page.keyboard.type("audit");
  await page.waitForSelector("dialog [role=option]");
  await press(page, "Enter");
  // The screen before says "reopened" too, so the row is waited for.
  const row = await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Audit" &&
    [...document.querySelectorAll("tbody tr")].map(({ textContent }) => textContent ?? "")
      .find((text) => /reopen/i.test(text) && !/ask/i.test(text.split("asked for")[0] ?? "")));
  assert.match(String(await row.jsonValue()), new RegExp(`sue.*${reason}`));
}

/// Says how long each part of the day took, so that a slow or stuck one is seen.
async function part(name: string, run: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await run();
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

test("A7.6: a whole day, from the scanner to the close and its reopening", options, withService(async () => {
  const maria = await sitDown(browser, service, "maria");
  await part("scanned", () => scanTheTray(maria));
  await part("keyed", () => keySix(maria, "off"));
  await part("verified blind", verifyBlind);
  await part("decided", decideAmount);
  await part("balanced", () => balanceDropBox(maria));
  await part("keyed the morning", () => keyTheMorning(maria));
  await part("verified the morning", verifyTheMorning);
  await part("built", buildDeposits);
  const sam = await sitDown(browser, service, "sam");
  await part("approved and printed", () => approveDeposits(sam));
  await part("closed", () => closeTheDay(sam));
  await part("reopened", () => reopenTheDay(sam));
  await part("told why", () => seeTheReason(sam, maria));
  await leave(sam);
  await leave(maria);
}));

test("the same six exceptions with Num Lock on", options, withService(async () => {
  const maria = await sitDown(browser, service, "maria");
  await scanTheTray(maria);
  await keySix(maria, "on");
  // The amount waits for another person.
  await untilAnswered(maria.page, `/batches/${afternoon}`, "open_tasks", 1);
  await leave(maria);
}));
