// What a cause is called, where it is put right, and how large it is, in words.
import type { BatchDetail, Suspicion, Totals } from "../api/types";
import { many, money } from "../money";

/// Nothing is asked while nothing differs, or the difference is that of amounts to be keyed.
export const isToExplain = (batch: BatchDetail): boolean =>
  !batch.balanced && batch.declared !== null && batch.counted.unkeyed === 0 &&
  batch.difference !== null && (batch.difference.amount_cents !== 0 || batch.difference.documents !== 0);

/// Where the cause is put right: at a document, in another batch, or in what was declared.
export type Place = { href: string } | "declared" | null;
export function placeOf(one: Suspicion, batch: number): Place {
  if (one.document_id !== null) return { href: `/documents/${one.document_id}` };
  if (one.kind === "declared_amount" || one.kind === "declared_count") return "declared";
  return one.batch !== batch ? { href: `/batches/${one.batch}` } : null;
}

export const nameOf = (one: Suspicion, batch: number) => {
  const where = one.batch === batch ? "" : `batch ${one.batch}`;
  if (one.sequence !== null) return where ? `${one.sequence}, ${where}` : String(one.sequence);
  if (one.kind === "declared_amount" || one.kind === "declared_count") return "declared";
  return where || "not known";
};

/// "+0.72", "\u22120.90, +1 paper".
export function effectText({ amount_cents, documents }: Totals): string {
  const sign = (n: number) => (n < 0 ? "\u2212" : "+");
  const parts: string[] = [];
  if (amount_cents !== 0) parts.push(sign(amount_cents) + money(Math.abs(amount_cents)));
  if (documents !== 0) parts.push(sign(documents) + many(Math.abs(documents), "paper"));
  return parts.join(", ") || money(0);
}

/// "93 %", "under 1 %".
export function shareText(ppm: number): string {
  const percent = Math.round(ppm / 10_000);
  return percent < 1 ? "under 1 %" : `${percent} %`;
}
