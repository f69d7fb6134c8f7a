// What the double knows of master accounts that are kept here.
import type * as m from "../../src/api/master";
import { accounts } from "./data";
import type { Person } from "./data";

const at = (minute: number) => `2026-11-23T16:${String(minute).padStart(2, "0")}:00.000Z`;
const hidden = (end: string) => `\u2022\u2022\u2022\u2022${end}`;

const base: m.AccountChange = {
  number: 1, lockbox: "UTIL", kind: "change", ref: "a1", account: hidden("4100"),
  fields: [{ field: "address", before: "2217 BIRCH ST", after: "2219 BIRCH ST" }], effective_on: "2026-11-23",
  reason: "She moved next door.", needs_two: false, state: "applied", version: 3, requested_by: "sam", requested_at: at(1),
  steps: [{ event: "approve", actor: "sam", at: at(1), note: "Needs no second person." }, { event: "apply", actor: "sam", at: at(1), note: "" }],
};
const waiting = (): m.AccountChange => ({
  ...base, number: 2, kind: "merge", ref: "a4", account: hidden("4103"), needs_two: true, state: "requested", version: 1,
  fields: [{ field: "status", before: "open", after: "closed" }, { field: "successor", before: "", after: hidden("4100") }],
  reason: "She married and has one account now.", requested_by: "rosa", requested_at: at(2), steps: [],
});
const conflict: m.AccountConflict = {
  lockbox: "UTIL", ref: "a1", account: hidden("4100"), field: "address", kept: "2219 BIRCH ST", file: "2217 BIRCH STREET",
  change: 1, seen_at: at(5), version: "v1",
};

type Body = Record<string, unknown>;
type Told = { status?: number; body: unknown } | { status: number; refusal: string };

export class MasterDouble {
  changes: m.AccountChange[] = [base, waiting()];
  conflicts: m.AccountConflict[] = [conflict];
  rests: m.SmallRest[] = [{ lockbox: "UTIL", ref: "a3", account: hidden("4102"), business_day: "2026-11-20", batch: 9,
    transaction: 5, bill_type: "utility", paid_cents: 12497, due_cents: 12500, rest_cents: 3,
    note: "Batch 9, envelope 5: paid 124.97 of 125.00; the rule of utility writes off up to 0.05." }];

  answer(method: string, path: string, body: Body, who: Person | null): Told | null {
    const name = who?.name ?? "";
    const number = Number(/\/(\d+)/.exec(path)?.[1]);
    const ref = /\/accounts\/(a\d)\//.exec(path)?.[1];
    switch (`${method} ${path.replace(/\/\d{4}-\d\d-\d\d/, "/DAY").replace(/\/\d+/g, "/N").replace(/\/a\d\//, "/REF/")}`) {
      case "POST /account-changes": return this.ask(body, name);
      case "POST /account-changes/N/approve": return this.decide(number, "applied", name);
      case "POST /account-changes/N/reject": return this.decide(number, "rejected", name);
      case "GET /account-reviews/DAY": return { body: this.review() };
      case "GET /accounts/REF/changes":
        return { body: { items: this.changes.filter((one) => one.ref === ref), next: null } };
      case "POST /accounts/REF/conflicts":
        if (this.conflicts.some((one) => one.ref === ref && one.field === body["field"] && one.version !== body["version"])) {
          return { status: 409, refusal: "A newer account file says something else of this field; look at it again." };
        }
        this.conflicts = this.conflicts.filter((one) => one.ref !== ref || one.field !== body["field"]);
        return { status: 204, body: null };
      case "GET /small-rests/DAY": return { body: { items: this.rests, next: null } };
      case "POST /write-offs/N/N": {
        this.rests = [];
        return { status: 201, body: { number: 7, state: "posted" } };
      }
      default: return null;
    }
  }

  private ask(body: Body, requested_by: string): Told {
    const kind = body["kind"] as m.ChangeKind;
    const needs_two = kind === "create" || kind === "merge" || "fund" in body || "deposit_account" in body;
    const account = accounts.find((one) => one.ref === body["ref"]);
    const made: m.AccountChange = { ...base, number: this.changes.length + 1, kind, needs_two, requested_by, steps: [],
      ref: account?.ref ?? "a9", account: account?.account ?? hidden(String(body["number"]).slice(-4)),
      state: needs_two ? "requested" : "applied", reason: String(body["reason"]),
      fields: (["name", "address", "fund"] as const).filter((field) => field in body)
        .map((field) => ({ field, before: account?.[field] ?? "", after: String(body[field]) })) };
    this.changes = [...this.changes, made];
    return { status: 201, body: made };
  }
  private decide(number: number, state: string, actor: string): Told {
    const found = this.changes.find((one) => one.number === number);
    if (!found) return { status: 404, refusal: "There is no such change." };
    if (found.requested_by === actor) return { status: 403, refusal: "You asked for it; another person must approve it." };
    const done = { ...found, state, version: found.version + 1 };
    this.changes = this.changes.map((one) => one.number === number ? done : one);
    return { body: done };
  }
  private review(): m.AccountReview {
    const [one, , , other] = accounts;
    return {
      waiting: this.changes.filter(({ state }) => state === "requested" || state === "approved"),
      changed: this.changes.filter(({ state }) => state === "applied"), conflicts: this.conflicts,
      credits: accounts.slice(1, 2).map((account) => ({ ...account, balance_due_cents: -1250 })), closed_with_balance: [],
      duplicates: one && other ? [{ one, other, name_likeness: 88, address_likeness: 93 }] : [],
      paid_closed: [{ lockbox: "UTIL", ref: "a3", account: hidden("4102"), business_day: "2026-11-20", batch: 9, transaction: 5, amount_cents: 12500 }],
    };
  }
}
