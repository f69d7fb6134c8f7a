// The watch over the books: findings with what speaks for them.  Amounts are whole cents.
import { get, post, query } from "./client";
import type { List } from "./types";

export type Lens = "lapping" | "substitution" | "double_posting" | "near_close" | "staff_payer"
  | "over_short" | "approval_pair";
export interface Evidence {
  text: string; day: string; amount_cents: number | null; person: string | null;
  document_id: number | null; lockbox: string | null; ticket: string | null;
}
export interface Finding {
  id: number; lens: Lens; score: number; sentence: string; people: string[]; evidence: Evidence[];
  found_at: string; state: "new" | "looked_at" | "dismissed"; version: number;
  steps: { event: "look" | "dismiss" | "grow"; actor: string; at: string; note: string }[];
}

export const watch = {
  list: (cursor?: string) => get<List<Finding>>(`/watch${query({ cursor, limit: 100 })}`),
  run: () => post<{ found: number }>("/watch/runs"),
  look: (one: Finding, note: string) =>
    post<Finding>(`/watch/${one.id}/looks`, { version: one.version, note }),
  dismiss: (one: Finding, note: string) =>
    post<Finding>(`/watch/${one.id}/dismissals`, { version: one.version, note }),
};
