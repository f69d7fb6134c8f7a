// The amount field in a real browser, by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch, value, visit } from "./support/browser";
import type { Visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function atAmount(run: (at: Visit) => Promise<void>): Promise<void> {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  await run(at);
  assert.deepEqual(at.faults, []);
  await at.close();
}
const clear = async ({ page }: Visit) => { for (let n = 0; n < 14; ++n) await page.keyboard.press("Backspace"); };
const pasteText = ({ page }: Visit, text: string) => page.evaluate((pasted) => {
  const data = new DataTransfer();
  data.setData("text", pasted);
  document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test("typed amounts mean what an adding machine makes of them", () => atAmount(async (at) => {
  assert.equal(await value(at.page, "#amount"), "");
  for (const [keys, shows] of [["14837", "148.37"], ["148.37", "148.37"], ["125.", "125."], ["0.5", "0.5"],
    [".5", "0.5"], ["1x2y3", "1.23"], ["12345678901", "123,456,789.01"]] as const) {
    await clear(at);
    await at.page.keyboard.type(keys);
    assert.equal(await value(at.page, "#amount"), shows, keys);
  }
}));

test("0.5 is accepted as fifty cents", () => atAmount(async (at) => {
  await at.page.keyboard.type("0.5");
  await at.page.keyboard.press("Enter");
  await at.page.waitForFunction(() => document.querySelector(".tape")?.textContent?.includes("0.50"));
}));

test("the 12th digit is refused aloud", () => atAmount(async (at) => {
  await at.page.keyboard.type("123456789012");
  assert.equal(await value(at.page, "#amount"), "123,456,789.01");
  assert.match(await at.page.innerText("#message"), /No more than 11 digits/);
  await at.page.waitForFunction(() => document.querySelector(".vh[role=alert]")?.textContent?.includes("11 digits"));
}));

test("pasted text is taken as written; without a point the field asks", () => atAmount(async (at) => {
  await pasteText(at, "$1,034.00");
  assert.equal(await value(at.page, "#amount"), "1,034.00");
  await pasteText(at, "1,034.5");
  assert.equal(await value(at.page, "#amount"), "1,034.50");
  await pasteText(at, "1034");
  assert.equal(await value(at.page, "#amount"), "");
  assert.match(await at.page.innerText(".asks"), /1,034\.00[\s\S]*10\.34/);
  await at.page.keyboard.press("Enter");
  assert.equal(at.double.answers.length, 0);
  await at.page.keyboard.press("Digit2");
  assert.equal(await value(at.page, "#amount"), "10.34");
}));

test("with Num Lock off the pad keys amounts all the same, and the foot says so", () => atAmount(async (at) => {
  for (const digit of "37095") await at.page.keyboard.press(`Numpad${digit}`);
  assert.equal(await value(at.page, "#amount"), "370.95");
  assert.match(await at.page.innerText(".foot"), /Num Lock is off/);
  await at.page.keyboard.press("NumpadEnter");
  await at.page.waitForFunction(() => document.querySelector(".tape")?.textContent?.includes("370.95"));
}));

test("ten times the expected amount asks for Enter once more", () => atAmount(async (at) => {
  await at.page.keyboard.type("370950");
  await at.page.keyboard.press("Enter");
  assert.match(await at.page.innerText("#message"), /ten times the expected 370\.95/);
  await at.page.keyboard.press("Enter");
  await at.page.waitForFunction(() => document.querySelector(".tape")?.textContent?.includes("3,709.50"));
}));
