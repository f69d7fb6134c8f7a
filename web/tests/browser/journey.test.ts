// Screens on the real service: LOCKBOX_URL names it, and LOCKBOX_DEMO_PASSWORD is the password of
// its demo people maria, theo and sam.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { assertAccessible, go, keyboardOnly, launch, settled, signIn, until, watchFaults } from "./support/browser";

const url = process.env["LOCKBOX_URL"];
const secret = process.env["LOCKBOX_DEMO_PASSWORD"] ?? "";
const skip = !url ? "LOCKBOX_URL names no service"
  : !secret && "LOCKBOX_DEMO_PASSWORD holds no password";

let browser: Browser;
before(async () => { if (!skip) browser = await launch(); });
after(async () => { if (!skip) await browser.close(); });

async function enter(name: string): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ignoreHTTPSErrors: true });
  const raw = await context.newPage();
  raw.setDefaultTimeout(20_000);
  const faults = watchFaults(raw);
  const page = keyboardOnly(raw);
  await page.goto(url!);
  await signIn(page, name, secret);
  return { page, faults, close: () => context.close() };
}

const api = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (name) => (await fetch(`/api/v1${name}`)).json(), path) as Promise<T>;

test("every screen of the real service shows without a fault, to axe as well", { skip }, async () => {
  const { page, faults, close } = await enter("sam");
  const paths = ["/", "/scan", "/batches", "/deposits", "/day", "/accounts", "/reports", "/audit", "/setup"];
  const { items } = await api<{ items: { id: number }[] }>(page, "/batches");
  if (items[0]) paths.push(`/batches/${items[0].id}`);
  for (const path of paths) {
    await go(page, path);
    await settled(page);
    await assertAccessible(page, path);
    assert.equal(await page.evaluate(() => document.querySelector(".note.bad")?.textContent ?? ""), "", path);
  }
  assert.deepEqual(faults, []);
  await close();
});

test("the mailroom keys an amount that the service then holds", { skip }, async () => {
  const { page, close } = await enter("maria");
  await go(page, "/key?field=amount");
  await page.waitForSelector("#amount:focus");
  const before = (await api<{ mine: { keyed_today: number } }>(page, "/work")).mine.keyed_today;
  await page.keyboard.type("12345");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".tape div").length === 2 || document.querySelector(".finished"));
  await go(page, "/");
  await until(page, new RegExp(`You keyed ${before + 1} field`));
  await close();
});

test("the builder may not approve, a second person may", { skip }, async () => {
  const builder = await enter("theo");
  interface Waiting { lockbox: string; ticket: number; state: string; prepared_by: string }
  const { items } = await api<{ items: Waiting[] }>(builder.page, "/deposits");
  const own = items.find((one) => one.state === "awaiting_approval" && one.prepared_by === "theo");
  assert.ok(own, "the demonstration has a deposit that waits for its approval");
  const path = `/deposits/${own.lockbox}/${own.ticket}`;
  await go(builder.page, path);
  await until(builder.page, /someone else/i);
  await builder.close();
  const second = await enter("sam");
  await go(second.page, path);
  await second.page.waitForSelector("button:text('Approve')");
  await second.page.keyboard.press("a");
  await second.page.keyboard.press("Enter");
  await second.page.waitForSelector(".steps .past:has-text('Approved')");
  await second.close();
});
