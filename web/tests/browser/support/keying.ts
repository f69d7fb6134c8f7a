// Keying what a queue asks, by what stands on the papers.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Pad } from "./pad";

/// What a question that is put like this, of this item, is answered with: the digits of each field.
export interface Known { asks: RegExp; sequence?: number; keys: string[] }

const questionsMax = 40;

interface Asked { sequence: number; reason: string }

const asked = (page: Page): Promise<Asked | "done"> => page.waitForFunction(() => {
  if (document.querySelector(".finished")) return "done";
  const reason = document.querySelector("#why")?.textContent;
  const sequence = /item (\d+)/.exec(document.querySelector(".key-head")?.textContent ?? "")?.[1];
  // The field of the task is ready once it has the focus.
  const isReady = document.querySelector(".side input:focus") !== null;
  return reason && sequence && isReady ? { sequence: Number(sequence), reason } : null;
}).then(async (handle) => await handle.jsonValue() as Asked | "done");

const keyedCount = (page: Page): Promise<number> => page.evaluate(() =>
  Number(/(\d+) keyed/.exec(document.querySelector(".key-head .position")?.textContent ?? "")?.[1] ?? 0));

/// Keys the fields of one question; the screen moves on, or says why not.
async function keyFields(page: Page, pad: Pad, known: Known): Promise<void> {
  const before = await keyedCount(page);
  for (const digits of known.keys) {
    await pad.type(digits);
    await pad.enter();
  }
  const moved = await page.waitForFunction((count) => {
    const keyed = document.querySelector(".key-head .position")?.textContent ?? "";
    if (document.querySelector(".finished") || keyed.startsWith(`${count + 1} keyed`)) return "moved";
    return document.querySelector("#message.bad, #message.warn")?.textContent;
  }, before);
  assert.equal(await moved.jsonValue(), "moved", String(known.asks));
}

/// Answers all that is asked until the queue is empty; returns the kinds of questions in turn.
export async function keyAll(page: Page, pad: Pad, papers: readonly Known[]): Promise<RegExp[]> {
  const kinds: RegExp[] = [];
  while (kinds.length <= questionsMax) {
    const question = await asked(page);
    if (question === "done") return kinds;
    const known = papers.find(({ asks, sequence }) =>
      asks.test(question.reason) && (sequence === undefined || sequence === question.sequence));
    assert.ok(known, `item ${question.sequence}: ${question.reason}`);
    kinds.push(known.asks);
    await keyFields(page, pad, known);
  }
  return assert.fail(`the queue does not end: ${kinds.slice(-3).join()}`);
}
