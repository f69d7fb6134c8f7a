import assert from "node:assert/strict";
import { test } from "node:test";
import { effectText, isToExplain, shareText } from "../../src/screens/diagnosis_text";
import { batches } from "../double/data";

test("an effect has its sign, and papers beside money", () => {
  assert.equal(effectText({ documents: 0, amount_cents: 72 }), "+0.72");
  assert.equal(effectText({ documents: 1, amount_cents: 8650 }), "+86.50, +1 paper");
  assert.equal(effectText({ documents: -2, amount_cents: -123456 }), "\u22121,234.56, \u22122 papers");
  assert.equal(effectText({ documents: -1, amount_cents: 0 }), "\u22121 paper");
});

test("a share is whole percent, and never none", () => {
  assert.equal(shareText(931_000), "93 %");
  assert.equal(shareText(4_000), "under 1 %");
});

test("only a difference that is known is explained", () => {
  const [open, short, ready, undeclared] = batches();
  assert.equal(isToExplain(open!), false);
  assert.equal(isToExplain(short!), true);
  assert.equal(isToExplain(ready!), false);
  assert.equal(isToExplain(undeclared!), false);
});
