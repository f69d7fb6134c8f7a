// People of the demonstration at their own browsers, each with a keyboard alone.
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { keyboardOnly, settled, signIn, until, watchFaults } from "./browser";
import type { Service } from "./service";

const waitMs = 20_000;
const pollMs = 100;
const tabsMax = 60;

/// Everything that a browser was told, pictures aside: what was fetched, before the page sees it,
/// and what events said.
export class Heard {
  private readonly events: string[] = [];

  private constructor(private readonly page: Page) {}

  static async at(page: Page): Promise<Heard> {
    const heard = new Heard(page);
    await page.addInitScript(() => {
      const told: string[] = [];
      const fetchIt = globalThis.fetch;
      Object.assign(globalThis, { told });
      globalThis.fetch = async (...request) => {
        const response = await fetchIt(...request);
        const isPicture = response.headers.get("Content-Type")?.startsWith("image/");
        if (!isPicture) told.push(await response.clone().text());
        return response;
      };
    });
    const session = await page.context().newCDPSession(page);
    session.on("Network.eventSourceMessageReceived", ({ data }) => { heard.events.push(data); });
    await session.send("Network.enable");
    return heard;
  }

  async all(): Promise<string> {
    const told = await this.page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    return [...told, ...this.events].join("\n");
  }
}

export interface Desk { page: Page; heard: Heard; faults: string[] }

/// Opens a browser for the person and signs in.
export async function sitDown(browser: Browser, service: Service, name: string): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const raw = await context.newPage();
  raw.setDefaultTimeout(waitMs);
  const faults = watchFaults(raw);
  const heard = await Heard.at(raw);
  const page = keyboardOnly(raw);
  await page.goto(service.url);
  await signIn(page, name, service.secret);
  await settled(page);
  return { page, heard, faults };
}

export async function leave({ page, faults }: Desk): Promise<void> {
  assert.deepEqual(faults, [], "the browser complains");
  await page.context().close();
}

export const api = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (name) => (await fetch(`/api/v1${name}`)).json(), path) as Promise<T>;

/// Keys of letters and the like, one after the other.
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? "");

/// Tab until the focus is on what bears this text.
export async function tabTo(page: Page, text: string): Promise<void> {
  for (let n = 0; n < tabsMax; ++n) {
    if ((await focused(page)).startsWith(text)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach "${text}"`);
}

const isAt = (page: Page, title: string, timeout: number): Promise<boolean> =>
  page.waitForFunction((wanted) => document.querySelector("h1")?.textContent === wanted, title, { timeout })
    .then(() => true, () => false);

/// Goes to a screen by its two letters and waits until it is there.  On a busy machine the two may
/// come too far apart to be taken together, so they are pressed again.
export async function goTo(page: Page, letter: string, title: string): Promise<void> {
  for (let attempt = 1; attempt <= 4; ++attempt) {
    await press(page, "g", letter);
    if (await isAt(page, title, 5000)) return settled(page);
  }
  assert.fail(`G ${letter} does not lead to "${title}"`);
}

/// Waits until the service's answer to the path is as it should be.
export async function untilTold<T>(page: Page, path: string, isSo: (answer: T) => boolean): Promise<void> {
  // A wait inside the page would take the promise of an answer for the answer.
  for (let waited = 0; waited < waitMs; waited += pollMs) {
    if (isSo(await api<T>(page, path))) return;
    await page.waitForTimeout(pollMs);
  }
  assert.fail(`${path} is not as it should be: ${isSo}`);
}

export const untilAnswered = (page: Page, path: string, name: string, value: unknown): Promise<void> =>
  untilTold<Record<string, unknown>>(page, path, (answer) => answer[name] === value);

/// Down the rows until the focus is on one that bears this text, then Enter.
export async function openRow(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) =>
    [...document.querySelectorAll("main [data-row]")].some((row) => row.textContent?.startsWith(wanted)), text);
  for (let n = 0; n < tabsMax; ++n) {
    await page.keyboard.press("ArrowDown");
    if ((await focused(page)).startsWith(text)) return page.keyboard.press("Enter");
  }
  assert.fail(`No row "${text}"`);
}

export async function openBatch(page: Page, batch: number): Promise<void> {
  await goTo(page, "b", "Batches");
  await openRow(page, String(batch));
  await until(page, `Batch ${batch}`);
  await settled(page);
}
