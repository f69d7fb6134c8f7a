// What the double knows of returned items, corrections and histories.
import type * as l from "../../src/api/ledger";
import type { Person } from "./data";

const day = "2026-11-23";
const at = (minute: number) => `2026-11-23T15:${String(minute).padStart(2, "0")}:00.000Z`;
const spot = (ref: string, account: string): l.Spot => ({ ref, account: `\u2022\u2022\u2022\u2022${account}`, fund: "401" });

const item: l.FoundItem = {
  document_id: 1102, batch: 9, transaction: 1, sequence: 2, lockbox: "UTIL", business_day: "2026-11-20",
  amount_cents: 37095, check_number: "1041", routing: "021000021", account_tail: "7654", ticket: "000041", return: null,
  status: "deposited", sentence: "Document 2 of batch 9, 2026-11-20: in deposit 000041.",
};
const base: l.ReturnedItem = {
  number: 1, lockbox: "UTIL", state: "identified", version: 2, amount_cents: 32723, check_number: "2207", account_tail: "9921",
  reason_code: "A", reason: "There was not enough money in the account", returned_on: day, reference: "RT-5581", note: null,
  document_id: 1104, envelope: { batch: 9, transaction: 3 }, presentments: 1, uncovered_cents: 0, fee_cents: 0,
  cash_only_until: null, letter: null, received_by: "theo", received_at: at(2),
  steps: [{ event: "identify", reason_code: "A", actor: "theo", at: at(2), note: null, asked_by: null }],
  wish: null, paid_by: null, needs_two: ["redeposit", "reverse"], next: ["redeposit", "charge_back", "reverse"], due: "2026-11-24", late: false, waits_for: "Present it again or charge it back.",
};
const returns = (): l.ReturnedItem[] => [
  { ...base, number: 2, state: "letter_sent", version: 5, amount_cents: 12500, check_number: "881", reason_code: "D",
    reason: "The account was closed", fee_cents: 3000, returned_on: "2026-11-05", due: "2026-11-21", late: true,
    cash_only_until: "2027-11-18", next: ["pay_back", "refer", "reverse"], needs_two: ["pay_back", "reverse"], waits_for: "The drawer pays, or the claim is referred.",
    letter: { name: "return-letter-riverton-2.pdf", sha256: "ab", sent_on: "2026-11-06", notice_until: "2026-11-21", demand_until: "2026-12-06" } },
  base,
];
const reasons: l.CorrectionReasons = {
  returns: [
    { code: "A", name: "nsf", sentence: "There was not enough money in the account", may_present_again: true, fee: true, cash_only: true },
    { code: "D", name: "closed_account", sentence: "The account was closed", may_present_again: false, fee: true, cash_only: true },
  ],
  adjustments: [{ code: "misapplied", sentence: "Applied to the wrong account" }, { code: "identified", sentence: "The payer of suspense is known now" }],
  rules: [
    { rule: "return_fee", valid_from: "2019-01-01", above_cents: 0, amount_cents: 2500, percent: 5, count: 0, unit: null, source: "F.S. 68.065(2) and 832.08(5)" },
    { rule: "notice", valid_from: "2019-01-01", above_cents: 0, amount_cents: 0, percent: 0, count: 15, unit: "days", source: "F.S. 832.07" },
  ],
};
const asked = (): l.Adjustment => ({
  number: 1, lockbox: "UTIL", kind: "transfer", state: "requested", version: 1, amount_cents: 16856,
  envelope: { batch: 9, transaction: 5 }, from: spot("a4", "4103"), to: spot("a1", "4100"), reason_code: "misapplied",
  note: "She wrote her neighbour's number.", requested_by: "theo", requested_at: at(10), needs_two: true, steps: [],
});
const entry: l.LedgerEntry = {
  entry: 1, kind: "return", amount_cents: 32723, made_by: "theo", at: at(2), reason_code: "A", note: null, return: 1,
  adjustment: null, file: null, lines: [{ place: "returned_items", fund: "401", account: null, ref: null, amount_cents: 32723 }],
};
const suspense = (): l.SuspenseItem[] => [
  { batch: 4, transaction: 17, lockbox: "UTIL", since: "2025-10-02", age_days: 417, amount_cents: 2500, reason: "unknown_payer",
    owner: "theo", next_day: "2026-11-30", note: "The bank was asked.", unclaimed_after: "2026-10-02" },
  { batch: 9, transaction: 8, lockbox: "UTIL", since: "2026-11-20", age_days: 3, amount_cents: 4410, reason: "unknown_account",
    owner: null, next_day: null, note: null, unclaimed_after: "2027-11-20" },
];
const row: l.HistoryRow = {
  day: "2026-11-20", kind: "payment", text: "Payment, deposited.", amount_cents: 37095, received_cents: 37095,
  envelope: { batch: 9, transaction: 1 }, document_ids: [901, 902], state: "posted", check: "1041, account \u20267654",
  ticket: "000041", who: null, why: null, return: null, adjustment: null,
};
const history: l.HistoryRow[] = [row,
  { ...row, day, kind: "charge_back", text: "Taken back: its check was returned (return 1).", amount_cents: -37095, received_cents: 0,
    document_ids: [], state: null, check: null, ticket: null, who: "theo", why: "A", return: 1 },
  { ...row, day, kind: "fee", text: "Fee of the returned check (return 1).", amount_cents: -4000, received_cents: 0, envelope: null,
    document_ids: [], state: null, check: null, ticket: null, who: "theo", why: "A", return: 1 },
];
/// Where each step leads, and what may follow.
const lives: Partial<Record<l.ReturnEvent, [string, l.ReturnEvent[], string]>> = {
  charge_back: ["charged_back", ["post_fee"], "Post the fee."], post_fee: ["fee_posted", ["send_letter"], "Send the letter."],
  redeposit: ["redeposited", ["clear", "return_again"], "The bank pays it or returns it again."],
  pay_back: ["paid_back", [], "Nothing is left to do."], reverse: ["reversed", [], "Nothing is left to do."],
  refer: ["referred_to_collection", [], "Nothing is left to do."],
};

type Body = Record<string, unknown>;
type Told = { status?: number; body: unknown } | { status: number; refusal: string };

export class LedgerDouble {
  returns = returns();
  adjustments = [asked()];
  suspense = suspense();
  reviews: l.DayAdjustments["reviews"] = [];
  searches: string[] = [];

  answer(method: string, path: string, body: Body, query: URLSearchParams, who: Person | null): Told | null {
    const list = (items: unknown[]): Told => ({ body: { items, next: null } });
    const name = who?.name ?? "";
    const number = Number(/\/(\d+)/.exec(path)?.[1]);
    switch (`${method} ${path.replace(/\/\d{4}-\d\d-\d\d/, "/DAY").replace(/\/\d+/g, "/N").replace(/\/a\d\//, "/REF/")}`) {
      case "GET /correction-reasons": return { body: reasons };
      case "GET /return-candidates":
      case "GET /payments":
        this.searches.push(query.toString());
        return list(query.get("amount_cents") === "37095" ? [item] : []);
      case "GET /returns": return list(this.returns);
      case "POST /returns": return this.receive(body, name);
      case "GET /returns/N": {
        const found = this.returns.find((one) => one.number === number);
        return found ? { body: found } : { status: 404, refusal: "There is no such return." };
      }
      case "POST /returns/N/steps": return this.step(number, body, name);
      case "POST /returns/N/decline": return this.change(number, { wish: null, next: base.next, waits_for: base.waits_for });
      case "GET /adjustments": return list(this.adjustments);
      case "POST /adjustments": return this.ask(body, name);
      case "POST /adjustments/N/approve":
      case "POST /adjustments/N/reject": return this.decide(number, path.endsWith("approve") ? "posted" : "rejected", body, name);
      case "GET /days/DAY/adjustments": return { body: this.day() };
      case "POST /days/DAY/adjustment-reviews": return this.review(body, name);
      case "GET /suspense": return list(this.suspense);
      case "POST /suspense/N/N/care": {
        const [, batch] = /\/suspense\/(\d+)/.exec(path) ?? [];
        this.suspense = this.suspense.map((one) => one.batch === Number(batch)
          ? { ...one, owner: String(body["owner"]), next_day: String(body["next_day"]) } : one);
        return list(this.suspense);
      }
      case "GET /accounts/REF/history": return { body: { ref: "a2", account: "\u2022\u2022\u2022\u20224101", name: "", rows: history } };
      default: return null;
    }
  }

  private receive(body: Body, by: string): Told {
    const made = { ...base, number: 3, amount_cents: Number(body["amount_cents"]), reason_code: String(body["reason_code"]),
      document_id: Number(body["document_id"]), received_by: by };
    this.returns = [...this.returns, made];
    return { status: 201, body: made };
  }
  private step(number: number, body: Body, actor: string): Told {
    const found = this.returns.find((one) => one.number === number);
    const event = body["event"] as l.ReturnEvent;
    const [state, next, waits_for] = lives[event] ?? [];
    if (!found || !state || !next || !waits_for || !found.next.includes(event)) return { status: 409, refusal: "The state does not allow this step." };
    const note = (body["note"] as string | undefined) ?? null;
    const document_id = body["document_id"] as number | undefined;
    if (found.wish?.asked_by === actor) return { status: 403, refusal: "You asked for it; another person must agree." };
    if (!found.wish && found.needs_two.includes(event)) {
      return this.change(number, { wish: { event, asked_by: actor, asked_at: at(29), note: note ?? "", document_id: document_id ?? null }, next: [event],
        waits_for: `Another person than ${actor} agrees or declines.` });
    }
    return this.change(number, { state, next, waits_for, wish: null,
      steps: [...found.steps, { event, reason_code: found.reason_code, actor, at: at(30), note, asked_by: found.wish?.asked_by ?? null }] });
  }
  private change(number: number, what: Partial<l.ReturnedItem>): Told {
    const found = this.returns.find((one) => one.number === number);
    if (!found) return { status: 404, refusal: "There is no such return." };
    const done = { ...found, ...what, version: found.version + 1 };
    this.returns = this.returns.map((one) => one.number === number ? done : one);
    return { body: done };
  }
  private ask(body: Body, by: string): Told {
    const made: l.Adjustment = { ...asked(), number: this.adjustments.length + 1, kind: body["kind"] as l.AdjustmentKind,
      amount_cents: Number(body["amount_cents"]), note: String(body["note"]), requested_by: by };
    this.adjustments = [made, ...this.adjustments];
    return { status: 201, body: made };
  }
  private decide(number: number, state: string, body: Body, actor: string): Told {
    const found = this.adjustments.find((one) => one.number === number);
    if (!found) return { status: 404, refusal: "There is no such adjustment." };
    if (found.requested_by === actor) return { status: 403, refusal: "You asked for it; another person must approve it." };
    const done = { ...found, state, version: 2, steps: [{ event: state === "posted" ? "approve" : "reject", actor, at: at(31),
      note: (body["note"] as string | undefined) ?? null }] };
    this.adjustments = this.adjustments.map((one) => one.number === number ? done : one);
    return { body: done };
  }
  private review(body: Body, reviewed_by: string): Told {
    if (reviewed_by === "theo") return { status: 403, refusal: "You asked for or made an entry of 2026-11-23; another person must review it." };
    this.reviews = [{ entries: 1, reviewed_by, at: at(40), note: (body["note"] as string | undefined) ?? null }];
    return { body: this.day() };
  }
  private day(): l.DayAdjustments {
    return { day, entries: [entry], reviews: this.reviews, reviewed: this.reviews.length > 0,
      files: [{ name: "adjustments-UTIL-2026-11-23-1.csv", lockbox: "UTIL", lines: 2, amount_cents: -36723, sha256: "cd" }] };
  }
}
