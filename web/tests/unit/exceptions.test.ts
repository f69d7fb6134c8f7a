import assert from "node:assert/strict";
import { test } from "node:test";
import type { Batch, Task, TaskField } from "../../src/api/types";
import { ageText, daysBetween, oldestFirst } from "../../src/screens/exception_order";

const task = (id: number, batch: number, sequence: number, field: TaskField): Task => ({
  id, batch, document_id: id, sequence, field, reason: "", state: "open", version: 0, lease: null,
  transaction: 1, suggestions: [], crop: null, previous: null, next: null, prior: null,
  seen: null, coupon_line: null, unproved: false, division: null,
});
const batch = (id: number, business_day: string) => ({ id, business_day, lockbox: "UTIL" }) as Batch;

test("exceptions stand oldest first, then as the papers lie, without what is only keyed", () => {
  const found = oldestFirst(
    [task(1, 12, 8, "duplicate"), task(2, 12, 2, "amount"), task(3, 9, 4, "account"),
      task(4, 12, 3, "micr"), task(5, 9, 5, "verify_amount")],
    [batch(9, "2026-11-20"), batch(12, "2026-11-23")], "2026-11-23");
  assert.deepEqual(found.map(({ task: { id }, days }) => [id, days]), [[3, 3], [4, 0], [1, 0]]);
});

test("an age counts days across a change of the clocks, and never less than none", () => {
  assert.equal(daysBetween("2026-10-31", "2026-11-02"), 2);
  assert.equal(daysBetween("2026-11-24", "2026-11-23"), 0);
  assert.deepEqual([0, 1, 4].map(ageText), ["This day", "1 day", "4 days"]);
});
