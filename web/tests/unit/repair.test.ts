import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckDigitRule, CouponLine, SeenPage, SeenSymbol } from "../../src/api/types";
import {
  beginRepair, checksOf, doubtsOf, goTo, hintOf, putSymbol, repairFault, repairValue, routingOf, symbolOf, takeBack,
} from "../../src/input/repair";
import { checkDigitsHold, luhn, luhnHolds } from "../../src/input/check_digit";
import type { Repair } from "../../src/input/repair";

const box = { left: 0, top: 0, width: 0.01, height: 0.01 };
const symbolRead = (symbol: string): SeenSymbol =>
  ({ symbol, best: symbol === "?" ? "3" : symbol, second: "8", second_chance: 0.1, error: 0.1, confidence: 1, box });
const page = (line: string): SeenPage => ({ width: 1000, height: 500, lines: [
  { type: "code128", error: 1, box, symbols: [symbolRead("?")] },
  { type: "e13b", error: 0.1, box, symbols: [...line].map(symbolRead) },
] });
const begun = (line: string): Repair => beginRepair(page(line)) ?? assert.fail("nothing in doubt");

test("only a MICR line with a symbol in doubt is repaired", () => {
  assert.equal(beginRepair(null), null);
  assert.equal(beginRepair({ width: 0, height: 0, lines: [] }), null);
  assert.equal(beginRepair(page("\u2446069901946\u2446")), null);
  assert.equal(begun("\u244606?9?1946\u2446").at, 3);
});

test("what is keyed goes into the doubts from left to right, and nowhere else", () => {
  let repair = begun("\u244606?9?1946\u24461675?");
  assert.deepEqual(doubtsOf(repair), [3, 5, 15]);
  for (const key of ["9", "0", "u"]) repair = putSymbol(repair, key);
  assert.equal(repairValue(repair), "\u2446069901946\u24461675\u2448");
  assert.equal(repairFault(repair), null);
});

test("a guess is never filled in, and is shown only after it was asked for", () => {
  const repair = begun("\u244606?901946\u2446");
  assert.equal(repair.symbols[3], null);
  assert.equal(repair.isHinting, false);
  assert.match(hintOf(repair), /not sure of: 3, else 8/);
  assert.equal(putSymbol({ ...repair, isHinting: true }, "9").isHinting, false);
});

test("a place where nothing is printed is emptied with the point", () => {
  const repair = putSymbol(begun("\u2446069901946\u24461?675\u2448"), ".");
  assert.equal(repairValue(repair), "\u2446069901946\u24461675\u2448");
});

test("a key that is no symbol changes nothing", () => {
  const repair = begun("06?9");
  assert.equal(symbolOf(repair, "x"), null);
  assert.equal(putSymbol(repair, "x"), repair);
});

test("taking back empties the place in hand, then the one before", () => {
  let repair = putSymbol(putSymbol(begun("?1?"), "4"), "5");
  repair = takeBack(repair);
  assert.deepEqual([repair.symbols[2], repair.at], [null, 2]);
  repair = takeBack(repair);
  assert.deepEqual([repair.symbols[0], repair.at], [null, 0]);
  assert.equal(goTo(repair, 2).at, 2);
});

test("the check digit of the routing number is told while it is keyed", () => {
  const repair = begun("\u244606?901946\u2446");
  assert.deepEqual(routingOf(repair), { digits: "06?901946", state: "open" });
  assert.equal(routingOf(putSymbol(repair, "9")).state, "valid");
  assert.equal(routingOf(putSymbol(repair, "8")).state, "invalid");
  assert.match(repairFault(putSymbol(repair, "8"))?.text ?? "", /not valid/);
});

test("a line without its transit symbols sends the person to the whole form", () => {
  const repair = putSymbol(begun("069901?46"), "9");
  assert.equal(routingOf(repair).state, "missing");
  assert.match(repairFault(repair)?.text ?? "", /F10/);
});

test("an open place is named before anything else", () => {
  assert.deepEqual(repairFault(begun("\u2446069901947\u2446?")), { at: 11, text: "Key symbol 12 of the line." });
});

/// "7>" account "+" amount and a check digit over all digits; the account carries one too.
const taxLine: CouponLine = {
  line: 1, bill_type: "tax", account: { first: 2, count: 4 }, literals: [{ first: 0, text: "7>" }, { first: 6, text: "+" }],
  checks: [{ of: "line", places: [0, 2, 3, 4, 5, 7, 8, 9, 10], rule: luhn }, { of: "account", places: [2, 3, 4, 5], rule: luhn }],
};
const taxBegun = (line: string): Repair => beginRepair(page(line), taxLine) ?? assert.fail("nothing in doubt");

test("the answer of a coupon's line is the account that stands on it", () => {
  const repair = putSymbol(putSymbol(taxBegun("7>1?30+45?0"), "2"), "0");
  assert.equal(repairFault(repair), null);
  assert.equal(repairValue(repair), "1230");
});

test("each check digit of a coupon's line is told while it is keyed", () => {
  const states = (repair: Repair) => checksOf(repair).map(({ state }) => state);
  const repair = taxBegun("7>1?30+45?0");
  assert.deepEqual(states(repair), ["open", "open"]);
  const half = putSymbol(repair, "2");
  assert.deepEqual(states(half), ["open", "valid"]);
  assert.deepEqual(states(putSymbol(half, "1")), ["invalid", "valid"]);
});

test("a coupon's line whose check digit fails is not sent, and F10 is named", () => {
  const fault = repairFault(putSymbol(taxBegun("7>1230+45?0"), "1"));
  assert.match(fault?.text ?? "", /check digit of the line is not valid.*F10/);
});

test("on a coupon's line only digits and its own fixed text are keyed", () => {
  const repair = taxBegun("7>1?30+4500");
  for (const key of ["<", "t", ".", ""]) assert.equal(putSymbol(repair, key), repair);
  assert.match(repairFault(putSymbol(repair, "+"))?.text ?? "", /symbol 4 is a digit/);
  const text = taxBegun("7?1230+4500");
  assert.match(repairFault(putSymbol(text, "+"))?.text ?? "", /symbol 2 is \u201c>\u201d/);
  assert.equal(repairFault(putSymbol(text, ">")), null);
});

test("a Luhn digit is that of the standard's example", () => {
  assert.equal(luhnHolds("4992739871" + "6"), true);
  assert.equal(luhnHolds("4992739871" + "7"), false);
  assert.equal(luhnHolds("0"), false);
});

test("check digits of other rules are those of published examples", () => {
  const rule = { ...luhn, sums_digits: false };
  const powers = Array.from({ length: 96 }).reduce<number[]>((weights) => [...weights, weights.length ? weights.at(-1)! * 10 % 97 : 3], []);
  const examples: [CheckDigitRule, string, string][] = [
    [{ ...rule, weights: [3, 1] }, "629104150021", "3"],
    [{ ...rule, weights: [7, 3, 1] }, "02100002", "1"],
    [{ ...rule, weights: [3, 7, 1], from: "left" }, "02100002", "1"],
    [{ ...rule, modulus: 11, weights: [2, 3, 4, 5, 6, 7] }, "12345678", "5"],
    [{ ...rule, modulus: 97, weights: powers, remainder: 1, digits: 2 }, "794", "44"],
  ];
  for (const [by, number, check] of examples) {
    assert.equal(checkDigitsHold(by, number + check), true);
    assert.equal(checkDigitsHold(by, number.replace("2", "1").replace("7", "6") + check), false);
    assert.equal(checkDigitsHold(by, check), false);
  }
  assert.deepEqual(["098", "001"].map((number) => checkDigitsHold(examples[4]![0], number)), [true, false]);
});

test("a line's check digits are told by the rule of its biller", () => {
  const byThrees = { ...taxLine, checks: [{ of: "account" as const, places: [2, 3, 4, 5], rule: { ...luhn, weights: [3, 1], sums_digits: false } }] };
  const repair = beginRepair(page("7>1?36+4500"), byThrees) ?? assert.fail("nothing in doubt");
  const states = (key: string) => checksOf(putSymbol(repair, key)).map(({ state }) => state);
  assert.deepEqual(states("2"), ["valid"]);
  assert.deepEqual(states("3"), ["invalid"]);
});

test("a whole line whose routing number no bank can have is confirmed, with the reason", () => {
  const repair = beginRepair(page("\u2446131234567\u2446123456\u24481042"), null, true) ?? assert.fail("nothing to confirm");
  assert.equal(repairFault(repair), null);
  assert.match(checksOf(repair)[0]!.text, /check digit valid, but no bank's number begins with 13/);
  assert.equal(beginRepair(page("\u2446069900277\u2446123456\u24481042")), null);
});

test("a whole Canadian or Indian line, which no digit proves, is confirmed and not keyed", () => {
  const canadian = "\u2448001042\u2448\u244612345\u2449003\u2446123\u2449456\u24497\u2448";
  const indian = "\u2448000123\u2448110002003\u2446004455\u244831";
  for (const [line, text] of [[canadian, /Canadian line, check 001042, institution 003/], [indian, /Indian line, check 000123/]] as const) {
    const repair = beginRepair(page(line), null, true) ?? assert.fail("nothing to confirm");
    assert.equal(repairFault(repair), null);
    assert.match(checksOf(repair)[0]!.text, text);
    assert.equal(putSymbol(repair, "9"), repair);
    assert.equal(takeBack(repair), repair);
    assert.equal(repairValue(repair), line);
  }
  assert.equal(beginRepair(page("\u2448001042\u2448\u244612345\u2446123\u2448")), null);
});

test("a doubt on a Canadian line is keyed as on any", () => {
  const repair = putSymbol(begun("\u244810?2\u2448\u244612345\u2449003\u24461234567\u2448"), "4");
  assert.equal(repairFault(repair), null);
});
