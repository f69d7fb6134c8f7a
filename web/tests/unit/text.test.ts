import assert from "node:assert/strict";
import { test } from "node:test";
import { isRoutingNumber, micrFault, micrFields, micrText, micrValue } from "../../src/input/micr";
import { difference, many, money, parseMoney } from "../../src/money";
import { untilText, dayText, listText, timeText, word } from "../../src/words";

test("money has its point, its commas and its sign", () => {
  assert.equal(money(103400), "1,034.00");
  assert.equal(money(5), "0.05");
  assert.equal(money(-72), "\u22120.72");
  assert.equal(money(12345678901), "123,456,789.01");
});

test("a difference is said in words", () => {
  assert.equal(difference(-72), "0.72 short");
  assert.equal(difference(300), "3.00 over");
  assert.equal(difference(0), "0.00");
});

test("a plain amount is read as it is written", () => {
  for (const [text, cents] of [["18,422.13", 1842213], ["$5", 500], ["0.5", 50], ["", null],
    [".", null], ["1.234", null], ["-1", null]] as const)
    assert.equal(parseMoney(text), cents, text);
});

test("one item, two items", () => {
  assert.equal(many(1, "item"), "1 item");
  assert.equal(many(1200, "item"), "1,200 items");
});

test("a routing number is checked by its ninth digit", () => {
  assert.ok(isRoutingNumber("069901946"));
  assert.ok(!isRoutingNumber("069901945"));
  assert.ok(!isRoutingNumber("000000000"));
  assert.ok(!isRoutingNumber("12345678"));
});

test("a MICR line says which of its fields is wrong", () => {
  const good = { routing: "069901946", account: "16757758", check: "8797" };
  assert.equal(micrFault(good), null);
  assert.deepEqual(micrFields(micrText(good)), good);
  assert.equal(micrFault({ ...good, routing: "069901964" })?.field, "routing");
  assert.equal(micrFault({ ...good, account: "" })?.field, "account");
  assert.equal(micrFault({ ...good, check: "12a" })?.field, "check");
});

test("a MICR line is sent in symbols of E-13B, as the service reads it", () => {
  const line = { routing: "069901946", account: "1675-7758", check: "8797" };
  assert.equal(micrValue(line), "\u2446069901946\u24461675\u24497758\u24488797");
  assert.equal(micrValue({ ...line, check: "" }), "\u2446069901946\u24461675\u24497758\u2448");
  assert.equal(micrValue({ ...line, check: "0001234567" }),
    "\u24480001234567\u2448\u2446069901946\u24461675\u24497758\u2448");
});

test("dates and states are words", () => {
  assert.equal(dayText("2026-11-23"), "Mon 23 Nov 2026");
  assert.equal(timeText("2026-11-23T20:05:00.000Z", "America/New_York"), "23 Nov 15:05");
  assert.equal(word("awaiting_approval"), "Awaits approval");
  assert.equal(word("some_state"), "Some state");
  assert.equal(listText(["A", "B", "C"]), "A, B and C");
});

test("the time to a cut-off is told in words, before and after it", () => {
  const minute = 60_000;
  assert.equal(untilText(42 * minute), "in 42 min");
  assert.equal(untilText(42 * minute - 1), "in 41 min");
  assert.equal(untilText(125 * minute), "in 2 h 5 min");
  assert.equal(untilText(120 * minute), "in 2 h");
  assert.equal(untilText(0), "in 0 min");
  assert.equal(untilText(-minute), "passed 1 min ago");
  assert.equal(untilText(-50 * 60 * minute), "passed 2 days ago");
});
