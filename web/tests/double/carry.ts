// What waits, goes on and came in, as the service tells it.
import type * as t from "../../src/api/types";

const day = "2026-11-23";
const brought: t.Carry = {
  id: 4, batch: 9, envelope: 21, lockbox: "UTIL", since: "2026-11-20", age_days: 3, from: "2026-11-20", into: day,
  pieces: 2, amount_cents: 12500, reason: "The water department decides about the account.", owner: "water", due: day,
  state: "carried", carried_by: "sue", carried_at: "2026-11-20T22:10:00.000Z", href: "/documents/921",
  brought_cents: 12500, became: "waiting", is_due: true, tickets: [],
};
const open = (envelope: number, amount_cents: number | null, why: string, may_carry: boolean): t.OpenEnvelope => ({
  batch: 12, envelope, lockbox: "UTIL", since: day, age_days: 0, pieces: 2, amount_cents, why, may_carry,
  proposed_due: may_carry && amount_cents !== null ? "2026-11-25" : null, href: `/documents/12${String(envelope).padStart(2, "0")}`,
});

export class CarryDouble {
  today: t.Carries = {
    day, state: "open", carried: [], brought: [brought],
    open: [open(5, 8450, "Not signed; the payer is asked.", true),
      open(7, null, "An amount, a MICR line or an account is wanted.", true),
      open(9, 4100, "It waits for a deposit.", false)],
  };

  get carriedCents(): number {
    return this.today.carried.reduce((sum, one) => sum + one.amount_cents, 0);
  }

  /// Nothing, or why it is refused.
  carry(body: Record<string, unknown>, by: string): string | null {
    const wanted = body["envelopes"] as t.ItemPlace[];
    const due = String(body["due"]);
    if (due <= day) return "Say until which day it is to be decided; it must be later than 2026-11-23.";
    for (const place of wanted) {
      const one = this.today.open.find(({ batch, envelope }) => batch === place.batch && envelope === place.sequence);
      if (!one?.may_carry) return "What is released is deposited, and cannot be carried forward.";
      this.today.open = this.today.open.filter((other) => other !== one);
      this.today.carried = [...this.today.carried, {
        id: 10 + one.envelope, batch: one.batch, envelope: one.envelope, lockbox: one.lockbox, since: one.since, age_days: 0,
        from: day, into: null, pieces: one.pieces, amount_cents: one.amount_cents ?? 0, reason: String(body["reason"]),
        owner: String(body["owner"]), due, state: "planned", carried_by: by, carried_at: "2026-11-23T21:40:00.000Z", href: one.href,
      }];
    }
    return null;
  }

  takeBack(id: number): void {
    const one = this.today.carried.find((carry) => carry.id === id);
    if (!one) return;
    this.today.carried = this.today.carried.filter((carry) => carry !== one);
    this.today.open = [...this.today.open, open(one.envelope, one.amount_cents, "Not signed; the payer is asked.", true)];
  }
}
