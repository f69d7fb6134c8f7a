import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenPage, SeenSymbol } from "../../src/api/types";
import { cmc7Check, cmc7Fault, cmc7Text } from "../../src/input/cmc7";
import { beginRepair, checksOf, hintOf, putSymbol, repairFault, repairValue, symbolOf } from "../../src/input/repair";
import type { Repair } from "../../src/input/repair";

const french = "c0084995c075000004908e241410518989a";
const brazilian = "c34137814c0090004285e081430432989a";

test("a line in CMC-7 has the layout of a country, or none", () => {
  assert.equal(cmc7Check(french).state, "valid");
  assert.match(cmc7Check(french).text, /French line, check 0084995/);
  assert.equal(cmc7Check(`${french}b0000012345`).state, "valid");
  assert.equal(cmc7Check(brazilian).state, "valid");
  assert.equal(cmc7Check(french.slice(0, -1)).state, "missing");
  assert.equal(cmc7Check(french.replace("8e", "?e")).state, "open");
});

test("one wrong digit fails a check digit of a Brazilian line", () => {
  for (const [at, letter] of [...brazilian].entries()) {
    if (!/\d/.test(letter)) continue;
    const wrong = brazilian.slice(0, at) + String((Number(letter) + 1) % 10) + brazilian.slice(at + 1);
    assert.equal(cmc7Check(wrong).state, "invalid", wrong);
    assert.match(cmc7Fault(wrong) ?? "", /look again/);
  }
});

test("only digits, symbols and open places stand in a line in CMC-7", () => {
  assert.equal(cmc7Text("C 0084-995 c?x"), "c0084995c?");
});

const box = { left: 0, top: 0, width: 0.01, height: 0.01 };
const symbolRead = (symbol: string): SeenSymbol =>
  ({ symbol, best: symbol === "?" ? "c" : symbol, second: null, second_chance: 0, error: 1, confidence: 1, box });
const page = (line: string): SeenPage =>
  ({ width: 1000, height: 500, lines: [{ type: "cmc7", error: 1, box, symbols: [...line].map(symbolRead) }] });
const begun = (line: string): Repair => beginRepair(page(line)) ?? assert.fail("nothing in doubt");

test("a symbol of CMC-7 is keyed by its letter, and named when the guess is asked for", () => {
  const repair = begun(french.replace("8e", "8?"));
  assert.equal(symbolOf(repair, "E"), "e");
  for (const key of ["t", "u", "f", "-"]) assert.equal(symbolOf(repair, key), null);
  assert.match(hintOf(repair), /S3 terminator/);
  const put = putSymbol(repair, "E");
  assert.equal(repairFault(put), null);
  assert.equal(repairValue(put), french);
});

test("a line in CMC-7 is sent only with a layout that fits", () => {
  const repair = putSymbol(begun(french.replace("8e", "8?")), "c");
  assert.deepEqual(checksOf(repair).map(({ state }) => state), ["missing"]);
  assert.match(repairFault(repair)?.text ?? "", /no layout that is known here/);
});
