// What the double knows of the counter: maria's open drawer, and one that lee counted.
import type * as c from "../../src/api/counter";
import type { Person } from "./data";

const day = "2026-11-23";
const at = "2026-11-23T15:05:00.000Z";
const dollars = [100, 50, 20, 10, 5, 2, 1];
const cash = (bills: number[], coin_cents = 0): c.CountedCash => ({
  bills, coin_cents, total_cents: bills.reduce((sum, n, kind) => sum + n * (dollars[kind] ?? 0) * 100, coin_cents),
});

const receipt = (number: number, payer: string, cents: number): c.Receipt => ({
  number, name: `R-${String(number).padStart(6, "0")}`, drawer: 2, batch: 31, transaction: 1, day, payer, note: "",
  state: "issued", total_cents: cents, change_cents: 500,
  tenders: [{ kind: "cash", amount_cents: cents, given_cents: cents + 500, number: null, brand: null, last4: null,
    authorisation: null, finding: null, sequence: 1 }],
  lines: [{ account: null, bill_type: null, charge_code: "PERMIT", name: "Building permit", amount_cents: cents,
    parts: [{ gl_account: "322.100", fund: "001", amount_cents: cents }] }],
  taken_by: "maria", taken_at: at, voided_by: null, voided_because: null, voided_at: null,
});

const base: c.Session = {
  id: 2, number: 2, lockbox: "UTIL", batch: 31, day, person: "maria", state: "open", version: 2, opened_at: at,
  opening: cash([0, 0, 2, 1, 0, 0, 0]), moves: [], counts_made: 0, count: null, expected_cents: null, over_short_cents: null,
  alert: false, acknowledged_by: null, acknowledged_because: null, accepted_by: null, accepted_at: null, bag_number: null,
  bags: [], proposed_bags: null, receipts: [receipt(2, "Ruth Adler", 4500)],
};
const counted: c.Session = {
  ...base, id: 1, number: 1, batch: 30, person: "lee", state: "counted", version: 4, counts_made: 1,
  count: { ...cash([0, 0, 3, 0, 0, 0, 0]), checks: 1, money_orders: 0, card_slips: 1 }, expected_cents: 7000, over_short_cents: -1000,
  alert: true, proposed_bags: [{ ...cash([0, 0, 1, 0, 0, 0, 0]), deposit_account: "OPERATING" }], receipts: [receipt(1, "Otis Bell", 2000)],
};

type Body = Record<string, unknown>;
type Told = { status?: number; body: unknown } | { status: number; refusal: string };

export class CounterDouble {
  sessions: c.Session[] = [counted, base];
  taken: Body[] = [];
  counts: Body[] = [];

  answer(method: string, path: string, body: Body, who: Person | null): Told | null {
    const name = who?.name ?? "";
    const id = Number(/\/(\d+)/.exec(path)?.[1]);
    switch (`${method} ${path.replace(/\/\d+/, "/N")}`) {
      case "GET /counter": return { body: this.view(name) };
      case "POST /drawers": return this.open(body, name);
      case "POST /drawers/N/count":
        this.counts.push(body);
        return this.change(id, (one) => ({ ...one, state: "counted", count: { ...cash(body["bills"] as number[], Number(body["coin_cents"])),
          checks: Number(body["checks"]), money_orders: Number(body["money_orders"]), card_slips: Number(body["card_slips"]) },
          expected_cents: 9500, over_short_cents: cash(body["bills"] as number[]).total_cents - 9500 }));
      case "POST /drawers/N/accept":
        return this.change(id, (one) => ({ ...one, state: "accepted", accepted_by: name, bag_number: String(body["bag_number"]) }));
      case "POST /drawers/N/acknowledge":
        return this.change(id, (one) => ({ ...one, acknowledged_by: name, acknowledged_because: String(body["reason"]) }));
      case "POST /receipts": return this.take(body);
      default: return null;
    }
  }

  private view(name: string): c.CounterView {
    return {
      day, kept: true, over_short_alert_cents: 500,
      charge_codes: [{ code: "PERMIT", name: "Building permit", price_cents: 4500 }, { code: "COPIES", name: "Copies", price_cents: null }],
      own: this.sessions.find((one) => one.person === name && one.state !== "accepted") ?? null,
      sessions: this.sessions, card_totals: [{ brand: "VISA", slips: 1, amount_cents: 4000 }], mail_cash: [],
    };
  }
  private change(id: number, to: (one: c.Session) => c.Session): Told {
    this.sessions = this.sessions.map((one) => one.id === id ? to({ ...one, version: one.version + 1 }) : one);
    return { body: this.sessions.find((one) => one.id === id) };
  }
  private open(body: Body, person: string): Told {
    const made = { ...base, id: 3, number: 3, person, opening: cash(body["bills"] as number[], Number(body["coin_cents"])), receipts: [] };
    this.sessions = [...this.sessions, made];
    return { status: 201, body: made };
  }
  private take(body: Body): Told {
    this.taken.push(body);
    const tender = (body["tenders"] as { amount_cents: number; given_cents?: number }[])[0]!;
    const made = { ...receipt(3, String(body["payer"]), tender.amount_cents), change_cents: (tender.given_cents ?? 0) - tender.amount_cents };
    this.sessions = this.sessions.map((one) => one.id === 2 ? { ...one, receipts: [...one.receipts, made] } : one);
    return { status: 201, body: made };
  }
}
