// The keying loop: what a keying person does all day.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { Double } from "../double/server";
import { keyTable } from "../../src/keys";
import { go, keyboardOnly, launch, settled, until, value, visit } from "./support/browser";
import type { Visit } from "./support/browser";

let browser: Browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const answered = async ({ double }: Visit, count: number) => {
  for (let n = 0; n < 200 && double.answers.length < count; ++n) await new Promise((resolve) => setTimeout(resolve, 50));
  return double.answers.map(({ task, value: keyed }) => [task, keyed]);
};
const sequence = async (at: Visit, n: number) => { await until(at.page, new RegExp(`item ${n}\\b`)); };

test("six tasks of five kinds are keyed by hand in 21 presses or fewer", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  const { keyboard } = at.page;
  await at.page.waitForSelector("#amount:focus");
  let presses = 0;
  const keys = async (...names: string[]) => { for (const name of names) { await keyboard.press(name); ++presses; } };
  await keys("3", "7", "0", "9", "5", "Enter");
  await sequence(at, 4);
  await keys("3", "2", "7", "2", "3", "Enter");
  await sequence(at, 6);
  await keys("1", "Enter");
  await sequence(at, 8);
  await keys("0", "d", "Enter");
  await sequence(at, 10);
  await keys("1", "Enter");
  await sequence(at, 12);
  await keys("1", "Enter");
  await until(at.page, "All keyed");
  assert.deepEqual(await answered(at, 6), [[1, "37095"], [2, "32723"], [3, "a3"],
    [4, "\u2446069901946\u24461675\u2449758\u24488797"], [5, "first"], [6, "yes"]]);
  assert.ok(presses <= 21, String(presses));
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("only the symbols in doubt are keyed, blind to the reader's guess until it is asked for", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12&field=micr" });
  const { keyboard } = at.page;
  const first = "#symbol-5";
  const second = "#symbol-15";
  await at.page.waitForSelector(`${first}:focus`);
  assert.equal(await value(at.page, first), "");
  await until(at.page, "Routing number 0699?1946: not whole yet.");
  assert.equal(await at.page.evaluate(() => document.body.innerText.includes("guess")), false);
  await keyboard.press("Enter");
  await until(at.page, "Key symbol 6 of the line.");
  await keyboard.press("ArrowDown");
  await until(at.page, "The reader's guess, which it was not sure of: 3, else 8.");
  assert.equal(await value(at.page, first), "");
  await keyboard.press("8");
  await at.page.waitForSelector(`${second}:focus`);
  await until(at.page, "Routing number 069981946: check digit not valid.");
  await keyboard.press("Backspace");
  await at.page.waitForSelector(`${first}:focus`);
  await keyboard.press("0");
  await until(at.page, "Routing number 069901946: check digit valid.");
  await at.page.waitForSelector(`${second}:focus`);
  await keyboard.press("9");
  await keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[4, "\u2446069901946\u244616759758\u24488797"]]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("of a coupon's scan line only the symbols in doubt are keyed, and the account is sent", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12", options: { couponTask: true } });
  const { keyboard } = at.page;
  await at.page.waitForSelector("#symbol-3:focus");
  await until(at.page, "Account: not whole yet.");
  assert.equal(await at.page.evaluate(() => document.body.innerText.includes("Owes exactly")), false);
  await keyboard.press("1");
  await at.page.waitForSelector("#symbol-20:focus");
  await until(at.page, "Account: check digit not valid.");
  await keyboard.press("1");
  await until(at.page, "Line: check digit not valid.");
  await keyboard.press("Enter");
  await until(at.page, "look again, or key the account with F10");
  assert.equal(at.double.answers.length, 0);
  await at.page.waitForSelector("#symbol-20:focus");
  for (const key of ["Backspace", "Backspace", "6", "1"]) await keyboard.press(key);
  await until(at.page, "Line: check digit valid.");
  await until(at.page, "Account: check digit valid.");
  await keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[7, "3496098579"]]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("F10 leads from a coupon's line to its account", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12", options: { couponTask: true } });
  await at.page.waitForSelector("#symbol-3:focus");
  await at.page.keyboard.press("F10");
  await at.page.waitForSelector("#account:focus");
  await at.page.keyboard.press("1");
  await until(at.page, "Owes exactly");
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[7, "ref:a1"]]);
  await at.close();
});

test("a line whose symbols do not make one is keyed whole, in its fields", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12&field=micr" });
  await at.page.waitForSelector("#symbol-5:focus");
  await at.page.keyboard.press("F10");
  await at.page.waitForSelector("#micr-routing:focus");
  for (const text of ["069901946", "2935", "77"]) {
    await at.page.keyboard.type(text);
    await at.page.keyboard.press("Enter");
  }
  assert.deepEqual(await answered(at, 1), [[4, "\u2446069901946\u24462935\u244877"]]);
  await at.close();
});

test("of a line in CMC-7 only the doubts are keyed, and its layout is told", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12", options: { cmc7Task: true } });
  await at.page.waitForSelector("#symbol-17:focus");
  await until(at.page, "not whole yet");
  await at.page.keyboard.type("48");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Key symbol 23 of the line.");
  await at.page.keyboard.type("2");
  await until(at.page, "French line, check 0084995");
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[8, "c0084995c075000004908e241410518989a"]]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("F10 leads from a line in CMC-7 to the whole of it, and on to one in E-13B", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12", options: { cmc7Task: true } });
  await at.page.waitForSelector("#symbol-17:focus");
  await at.page.keyboard.press("F10");
  await at.page.waitForSelector("#micr-cmc7:focus");
  await at.page.keyboard.press("Enter");
  await until(at.page, "question mark");
  await at.page.keyboard.press("F10");
  await at.page.waitForSelector("#micr-routing:focus");
  await at.page.keyboard.press("F10");
  await at.page.waitForSelector("#micr-cmc7:focus");
  await at.page.keyboard.type("c34137814c0090004285e081430432989a");
  await until(at.page, "Brazilian line: three check digits valid.");
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[8, "c34137814c0090004285e081430432989a"]]);
  await at.close();
});

test("the next three pictures are there before they are wanted", async () => {
  const at = await visit(browser, { as: "maria", options: { amountTasks: 30 }, path: "/key" });
  const isDrawn = (shown: number, timeout: number) => at.page.waitForFunction((id) =>
    document.querySelector<HTMLElement>("canvas.picture")?.dataset["document"] === `${id} front`, shown, { timeout });
  await at.page.waitForSelector("#amount:focus");
  await isDrawn(1200, 10_000);
  await at.page.waitForTimeout(1500);
  // From here on the line is so slow that only what was fetched before can be shown in time.
  at.double.pictureDelayMs = 20_000;
  for (const next of [1201, 1202, 1203]) {
    await at.page.keyboard.type("100");
    await at.page.keyboard.press("Enter");
    await isDrawn(next, 3000);
  }
  await at.close();
});

test("200 items typed without waiting: none wrong, none lost, none twice", async () => {
  const at = await visit(browser, { as: "maria", options: { amountTasks: 200 }, path: "/key" });
  await at.page.waitForSelector("#amount:focus");
  const session = await at.page.context().newCDPSession(at.page);
  const sent: Promise<unknown>[] = [];
  const key = (text: string, code: string) => {
    sent.push(session.send("Input.dispatchKeyEvent", { type: "keyDown", text: text === "Enter" ? "\r" : text, key: text, code }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", key: text, code }));
  };
  for (let item = 1; item <= 200; ++item) {
    for (const digit of String(10000 + item)) key(digit, `Digit${digit}`);
    key("Enter", "Enter");
    // Ten items are in hand at most; a longer burst waits for the service, as a person would.
    if (item % 4 === 0) {
      await Promise.all(sent.splice(0));
      await at.page.waitForFunction((n) => document.querySelector(".finished") ||
        (Number(document.querySelector<HTMLElement>(".key")?.dataset["inHand"]) >= Math.min(4, 200 - n) &&
          Number(/(\d+) keyed/.exec(document.body.innerText)?.[1]) === n), item);
    }
  }
  const answers = await answered(at, 200);
  assert.deepEqual(answers, Array.from({ length: 200 }, (_, n) => [n + 1, String(10001 + n)]));
  assert.equal(new Set(at.double.answers.map((answer) => answer.key)).size, 200);
  await at.close();
});

test("minus takes the last answer back before it is sent", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  await at.page.keyboard.type("37059");
  await at.page.keyboard.press("Enter");
  await sequence(at, 4);
  await at.page.keyboard.press("NumpadSubtract");
  await sequence(at, 2);
  assert.equal(await value(at.page, "#amount"), "370.59");
  assert.equal(at.double.answers.length, 0);
  for (let n = 0; n < 2; ++n) await at.page.keyboard.press("Backspace");
  await at.page.keyboard.type("95");
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[1, "37095"]]);
  await at.close();
});

test("while the service is silent keying goes on, says so, and nothing is sent twice", async () => {
  const at = await visit(browser, { as: "maria", options: { amountTasks: 9 }, path: "/key" });
  await at.page.waitForSelector("#amount:focus");
  at.double.isDown = true;
  for (const amount of ["111", "222", "333", "444"]) {
    await at.page.keyboard.type(amount);
    await at.page.keyboard.press("Enter");
  }
  await until(at.page, /3 not sent yet/);
  at.double.isDown = false;
  assert.deepEqual(await answered(at, 4), [[1, "111"], [2, "222"], [3, "333"], [4, "444"]]);
  await at.page.waitForFunction(() => !/not sent yet/.test(document.body.innerText));
  await at.close();
});

test("what another person answered is told and left; what the service refuses comes back", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  at.double.contrary.set(1, Double.refusal(409, "Theo Grant has answered this already: 370.95."));
  at.double.contrary.set(2, Double.refusal(422, "The amount is above what one item may hold."));
  await at.page.keyboard.type("1");
  await at.page.keyboard.press("Enter");
  await sequence(at, 4);
  await at.page.keyboard.type("2");
  await at.page.keyboard.press("Enter");
  await until(at.page, "Theo Grant has answered this already");
  await until(at.page, "above what one item may hold");
  await at.page.keyboard.press("1");
  await at.page.keyboard.press("Enter");
  await sequence(at, 4);
  await at.close();
});

test("find puts an account into the field; later and give back leave the item", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12&field=account" });
  await at.page.waitForSelector("#account:focus");
  await at.page.keyboard.press("F4");
  await at.page.waitForSelector("dialog[open] input:focus");
  await at.page.keyboard.type("plumbing");
  await at.page.waitForSelector("dialog [role=option]");
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("#account:focus");
  assert.match(await value(at.page, "#account"), /BIG BEND PLUMBING/);
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[3, "ref:a2"]]);
  await at.close();
});

test("A9.2: F2 and a digit propose that it goes back, F3 holds it, and keying goes on", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  const decided = async (count: number) => {
    const batch = () => at.double.batches.find(({ id }) => id === 12);
    for (let n = 0; n < 200 && (batch()?.decisions.length ?? 0) < count; ++n) await at.page.waitForTimeout(50);
    return batch()?.decisions.map(({ sequence: of, kind, reason }) => [of, kind, reason]);
  };
  await at.page.waitForSelector("#amount:focus");
  await at.page.keyboard.press("F2");
  await at.page.waitForSelector("dialog[open]");
  await at.page.keyboard.press("1");
  await sequence(at, 4);
  await at.page.keyboard.press("F3");
  await sequence(at, 6);
  assert.deepEqual(await decided(1), [[4, "hold", "For a supervisor."]]);
  const raised = at.double.exceptions.cases.at(-1);
  assert.deepEqual([raised?.document_id, raised?.reason, raised?.note, raised?.proposed, raised?.raised_by],
    [1202, "unsigned", "The check is not signed.", "return_to_payer", "maria"]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("D2: a check of coupons that do not add up is divided with the pad, the rest by a second Enter", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12", options: { divisionTask: true } });
  await at.page.waitForSelector("#part-0:focus");
  await at.page.keyboard.press("ArrowDown");
  await until(at.page, /To suspense: \$?200\.00/);
  await at.page.keyboard.press("Enter");
  await at.page.waitForSelector("#part-1:focus");
  await at.page.keyboard.type("15000");
  await at.page.keyboard.press("Enter");
  await until(at.page, /50\.00 goes to suspense/);
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[7, "ref:a1=50000;ref:a2=15000;suspense=5000"]]);
  assert.deepEqual(at.faults, []);
  await at.close();
});

test("zoom, turn over, rotate and invert have keys while the focus stays in the field", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  for (const [key, text] of [["NumpadDivide", /Zoom 2/], ["F8", /Rotate 90/]] as const) {
    await at.page.keyboard.press(key);
    await until(at.page, text);
  }
  await at.page.keyboard.press("NumpadMultiply");
  await at.page.waitForSelector("button[aria-pressed=true]:text('Front')");
  await at.page.keyboard.press("F9");
  await at.page.waitForSelector("button[aria-pressed=true]:text('Invert')");
  assert.ok(await at.page.evaluate(() => document.activeElement?.id === "amount"));
  await at.close();
});

test("the crop stands within 120 pixels of the field and is large", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  const [crop, field] = await at.page.evaluate(() => ["canvas.crop", "#amount"].map((name) => {
    const { top, bottom, height } = document.querySelector(name)!.getBoundingClientRect();
    return { top, bottom, height };
  }));
  assert.ok(field!.top - crop!.bottom < 120 && crop!.height >= 60);
  await at.close();
});

test("no browser key leaks while a dialog is open, and Escape closes it", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  await at.page.keyboard.press("F1");
  await at.page.waitForSelector("dialog[open]");
  await at.page.evaluate(() => addEventListener("keydown", (event) => setTimeout(() => {
    document.body.dataset["prevented"] = String(event.defaultPrevented);
  }), { once: true, capture: true }));
  await at.page.keyboard.press("F3");
  await at.page.waitForSelector("body[data-prevented=true]");
  await at.page.keyboard.press("Escape");
  await at.page.waitForSelector("dialog[open]", { state: "detached" });
  assert.ok(await at.page.evaluate(() => document.activeElement?.id === "amount"));
  await at.close();
});

test("foot and F1 list are the table of keys", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  const foot = await at.page.innerText(".foot");
  await at.page.keyboard.press("F1");
  const list = await at.page.innerText("dialog[open]");
  for (const context of ["key", "choose", "picture", "everywhere"] as const) {
    for (const binding of keyTable[context]) {
      assert.ok(list.includes(binding.help), binding.help);
      assert.equal(foot.includes(binding.label), Boolean(binding.foot) ||
        keyTable[context].some((other) => other.foot && other.label.includes(binding.label)), binding.label);
    }
  }
  await at.close();
});

test("the helper has no mouse", () => {
  const page = keyboardOnly({ mouse: {}, click: () => {} });
  assert.throws(() => page.mouse);
  assert.throws(() => page.click);
});

test("leaving the keying screen sends what was held", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12" });
  await at.page.waitForSelector("#amount:focus");
  await at.page.keyboard.type("37095");
  await at.page.keyboard.press("Enter");
  await sequence(at, 4);
  await go(at.page, "/batches");
  await settled(at.page);
  assert.deepEqual(await answered(at, 1), [[1, "37095"]]);
  await at.close();
});

test("a possible duplicate says which capture it is held against, and how alike the pictures are", async () => {
  const at = await visit(browser, { as: "maria", path: "/key?batch=12&field=duplicate" });
  await at.page.getByText("Seen before: batch 9, item 42, UTIL").waitFor();
  await at.page.getByText("alike by picture, 98 of 100", { exact: true }).waitFor();
  const name = "Front of item 42 of batch 9, seen before";
  const earlier = at.page.locator(".side").getByRole("img", { name });
  const drawn = (selector: string, shown: string) => at.page.waitForFunction(([which, what]) =>
    document.querySelector<HTMLElement>(which)?.dataset["document"] === what, [selector, shown] as const);
  await drawn(".side canvas.picture", "942 front");
  const [side, picture] = [await at.page.locator(".side").boundingBox(), await earlier.boundingBox()];
  assert.ok(side && picture && picture.width <= side.width && picture.height > 100, JSON.stringify({ side, picture }));
  const answers = at.page.locator(".side .choices");
  const place = await answers.boundingBox();
  assert.ok(place && side && place.y + place.height <= side.y + side.height, "the answers are in sight");
  // Large by the key that turns the picture over: front, back, the earlier capture.
  await drawn(".viewer canvas.picture", "1212 front");
  await at.page.keyboard.press("NumpadMultiply");
  await drawn(".viewer canvas.picture", "1212 rear");
  await at.page.keyboard.press("NumpadMultiply");
  await drawn(".viewer canvas.picture", "942 front");
  await at.page.locator(".viewer").getByRole("img", { name }).waitFor();
  await at.page.keyboard.press("2");
  await at.page.keyboard.press("Enter");
  assert.deepEqual(await answered(at, 1), [[6, "no"]]);
  await at.close();
});
