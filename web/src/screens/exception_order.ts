// Which open questions are exceptions, and in which order they are looked at.
import type { Batch, Task, TaskField } from "../api/types";

export const kinds: Partial<Record<TaskField, string>> = {
  account: "Account not known", duplicate: "Possible duplicate", boundary: "Envelope not certain",
  micr: "MICR line not read", third_amount: "Two amounts differ",
};

export interface Exception { task: Task; batch: Batch | undefined; days: number }

const dayMs = 86_400_000;
export const ageText = (days: number): string =>
  days <= 0 ? "This day" : days === 1 ? "1 day" : `${days} days`;

/// Days from the batch's business day to the one that is worked on.
export function daysBetween(from: string, to: string): number {
  const days = (Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayMs;
  return Number.isFinite(days) ? Math.max(0, Math.round(days)) : 0;
}

export function oldestFirst(found: Task[], known: Batch[], today: string): Exception[] {
  const byId = new Map(known.map((batch) => [batch.id, batch]));
  return found.filter(({ field }) => field in kinds)
    .map((task) => {
      const batch = byId.get(task.batch);
      return { task, batch, days: batch ? daysBetween(batch.business_day, today) : 0 };
    })
    .sort((a, b) => b.days - a.days || a.task.batch - b.task.batch || a.task.sequence - b.task.sequence);
}
