import assert from "node:assert/strict";
import { test } from "node:test";
import {
  centsOf, choose, emptyAmount, offeredAmount, paste, press, shown,
} from "../../src/input/amount";

const type = (keys: string) => [...keys].reduce((amount, key) => press(amount, key), emptyAmount);

const typed: [string, number, string][] = [
  ["0.5", 50, "0.5"], [".5", 50, "0.5"], [".05", 5, "0.05"], ["0.05", 5, "0.05"],
  ["14837", 14837, "148.37"], ["148.37", 14837, "148.37"], ["125.", 12500, "125."],
  ["5", 5, "0.05"], ["005", 5, "0.05"], ["1034.5", 103450, "1,034.5"], ["0", 0, "0.00"],
  ["12345678901", 12345678901, "123,456,789.01"], ["00.5", 50, "0.5"],
];
for (const [keys, cents, text] of typed) {
  test(`typing ${keys} means ${cents} cents and shows ${text}`, () => {
    assert.equal(centsOf(type(keys)), cents);
    assert.equal(shown(type(keys)), text);
  });
}

test("letters and signs are ignored", () => {
  assert.deepEqual(type("1a2b-3"), type("123"));
});

test("a pasted number with a point means what it says", () => {
  for (const [text, cents] of [["$1,034.00", 103400], ["1,034.5", 103450], ["0.5", 50],
    [".5", 50], [" 86.50 ", 8650], ["1034.", 103400]] as const)
    assert.equal(centsOf(paste(emptyAmount, text)), cents, text);
});

test("a pasted number without a point asks, and is nothing until answered", () => {
  const asked = paste(emptyAmount, "1034");
  assert.deepEqual(asked.asks, { dollars: 103400, cents: 1034 });
  assert.equal(centsOf(asked), null);
  assert.equal(centsOf(choose(asked, "dollars")), 103400);
  assert.equal(centsOf(choose(asked, "cents")), 1034);
});

test("pasted text that is no amount is refused aloud and changes nothing", () => {
  for (const text of ["", "abc", "1.234,50", "1.2.3", "1.999", "-5.00", "1".repeat(12)]) {
    const after = paste(type("77"), text);
    assert.equal(centsOf(after), 77, text);
    assert.ok(after.refusal, text);
  }
});

test("the 12th digit is refused aloud and what stood there stays", () => {
  const full = type("12345678901");
  const after = press(full, "2");
  assert.equal(centsOf(after), 12345678901);
  assert.match(after.refusal ?? "", /No more than 11 digits/);
});

test("a third digit behind the point and a second point are refused aloud", () => {
  assert.ok(press(type("1.25"), "9").refusal);
  assert.ok(press(type("1.2"), ".").refusal);
  assert.equal(centsOf(press(type("1.25"), "9")), 125);
});

test("a refusal is gone with the next key that is taken", () => {
  assert.equal(press(press(type("1.25"), "9"), "Backspace").refusal, null);
});

test("an offered amount is accepted as it is and replaced by the first digit", () => {
  assert.equal(centsOf(offeredAmount(9650)), 9650);
  assert.equal(centsOf(press(offeredAmount(9650), "7")), 7);
  assert.equal(centsOf(press(offeredAmount(9650), "Backspace")), null);
});

test("backspace takes back one key", () => {
  assert.equal(centsOf(press(type("148.37"), "Backspace")), 14830);
  assert.equal(centsOf(press(press(type("125."), "Backspace"), "5")), 1255);
});

test("no sequence of digits ever shows another amount than it means", () => {
  let seed = 7;
  for (let round = 0; round < 2000; ++round) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const keys = String(seed).slice(0, 1 + (seed % 9));
    const amount = type(keys);
    assert.equal(Number(shown(amount).replace(/[,.]/g, "")), centsOf(amount), keys);
  }
});
