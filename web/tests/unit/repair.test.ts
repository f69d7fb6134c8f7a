import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenPage, SeenSymbol } from "../../src/api/types";
import {
  beginRepair, doubtsOf, goTo, hintOf, putSymbol, repairFault, repairValue, routingOf, symbolOf, takeBack,
} from "../../src/input/repair";
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
  assert.equal(symbolOf("x"), null);
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
