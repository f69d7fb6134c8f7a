// What of a check goes to which coupon.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freshDivision, goTo, judgeDivision, restOf, takeAsked, typePart } from "../../src/screens/key/division";
import type { DivisionDraft } from "../../src/screens/key/division";

const division = { amount_cents: 700, lines: [
  { value: "ref:a", label: "A", expected_cents: [500] }, { value: "ref:b", label: "B", expected_cents: [250] },
] };
const typed = (draft: DivisionDraft, text: string) => [...text].reduce(typePart, draft);

test("D2: a part takes what its coupon asks, or what is left", () => {
  const first = takeAsked(freshDivision(division), division);
  const second = takeAsked(goTo(first, 1), division);
  assert.equal(restOf(second, division), 0);
  assert.deepEqual(judgeDivision(second, division),
    { is: "ready", value: "ref:a=500;ref:b=200", text: "divided", cents: null });
});

test("D2: what is left waits in suspense only after a second Enter", () => {
  const draft = typed(goTo(typed(freshDivision(division), "300"), 1), "100");
  const first = judgeDivision(draft, division);
  assert.equal(first.is, "doubted");
  assert.ok(first.is === "doubted" && first.text.includes("3.00"));
  const again = first.is === "doubted" ? judgeDivision(first.draft, division) : first;
  assert.ok(again.is === "ready" && again.value === "ref:a=300;ref:b=100;suspense=300");
});

test("D2: no more is given out than was paid", () => {
  const draft = typed(freshDivision(division), "701");
  assert.equal(judgeDivision(draft, division).is, "refused");
});
