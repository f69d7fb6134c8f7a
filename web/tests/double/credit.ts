// What the double knows of credit: two arrangements, a deposit that is held, a scored list.
import type * as c from "../../src/api/credit";
import { accounts, day } from "./data";
import type { Person } from "./data";

const at = (minute: number) => `2026-11-23T16:${String(minute).padStart(2, "0")}:00.000Z`;
const of = (index: number) => {
  const one = accounts[index];
  return { ref: one?.ref ?? "", account: one?.account ?? "", name: one?.name ?? "", lockbox: "UTIL" };
};
const row = (due: string, limit: string, cents: number, paid: number, standing: c.InstallmentView["standing"]): c.InstallmentView => ({
  due, limit, amount_cents: cents, standing, paid_cents: paid, short_cents: standing === "short" ? cents - paid : 0,
  parts: paid > 0 ? [{ day: "2026-10-30", batch: 9, transaction: 5, amount_cents: paid }] : [] });

const broken = (): c.Arrangement => ({ ...of(0), number: 1, version: 4, total_cents: 30000, grace_days: 5,
  active_from: "2026-10-20", terms: "Three months, by telephone.", state: "active", shows: "broken", paid_cents: 10000,
  left_cents: 20000, beyond_cents: 0, why: "Installment 2 of 100.00 was short by 100.00 on 2026-11-21.", catch_up: null,
  shares_with: null, proposed_by: "theo", proposed_at: at(1), next: ["ask_reinstatement", "close"],
  installments: [row("2026-10-30", "2026-11-04", 10000, 10000, "paid"), row("2026-11-16", "2026-11-21", 10000, 0, "short"),
    row("2026-12-16", "2026-12-21", 10000, 0, "open")],
  steps: [{ event: "approve", actor: "sam", at: at(3), note: "" }, { event: "begin", actor: "theo", at: at(4), note: "Its day has come." }] });
const proposed = (): c.Arrangement => ({ ...broken(), ...of(1), number: 2, version: 1, total_cents: 32723, paid_cents: 0,
  left_cents: 32723, state: "proposed", shows: "proposed", why: "163.61 is due on 2026-12-01, in time until 2026-12-06.",
  active_from: day, next: ["approve", "reject"], steps: [],
  installments: [row("2026-12-01", "2026-12-06", 16361, 0, "open"), row("2027-01-04", "2027-01-09", 16362, 0, "open")] });
const held = (): c.Security => ({ ...of(2), number: 1, version: 3, bill_type: "utility", basis: "rule", amount_cents: 25000,
  why: "200 % of the average of the last 12 bills, which come to 1500.00, is 250.00.", state: "held", received_cents: 25000,
  interest_cents: 1000, interest_until: day, uncovered_cents: 0, refund_due: { day: "2026-11-20",
    why: "24 months after it was received on 2024-11-20." }, waivers: ["Good record elsewhere"],
  receipts: [{ amount_cents: 25000, day: "2024-11-20", batch: null, transaction: null, receipt: "R-1041", added_by: "theo" }],
  release: null, next: ["ask_release"], proposed_by: "theo", proposed_at: at(1),
  steps: [{ event: "approve", actor: "sam", at: at(2), note: "" }, { event: "receive", actor: "theo", at: at(3), note: "All of it was received." }] });
const scored = (): c.Scored => ({ ...of(3), amount_cents: 16856, points: 75, parts: [
  { factor: "age_days", points: 40, why: "The oldest open amount was due on 2026-07-01, 145 days ago." },
  { factor: "amount", points: 0, why: "168.56 is open." },
  { factor: "broken", points: 30, why: "Payment arrangements that were broken: 1." },
  { factor: "unpaid_days", points: 5, why: "The last payment came on 2026-08-02, 113 days ago." }] });
const referred = (): c.Referral => ({ ...of(0), number: 1, version: 3, day: "2026-10-01", amount_cents: 61200, points: 80,
  why: "80 points.", state: "referred", file: "referral-riverton-0001-9f86d081.csv", referred_on: "2026-10-02", recall_file: null,
  paid_since: [{ day: "2026-11-20", batch: 9, transaction: 5, amount_cents: 5000 }], proposed_by: "theo", proposed_at: at(1),
  next: ["recall", "close"], steps: [{ event: "approve", actor: "sam", at: at(2), note: "" },
    { event: "export", actor: "sam", at: at(3), note: "referral-riverton-0001-9f86d081.csv" }] });
const file = (): c.ReferralFile => ({ number: 1, kind: "referral", day: "2026-10-02", name: "referral-riverton-0001-9f86d081.csv",
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", amount_cents: 61200, referrals: [1],
  made_by: "sam", made_at: at(3) });
const notices = (): c.Notice[] => [
  { kind: "arrangement_broken", since: "2026-11-21", age_days: 2, owner: "treasury", ref: "a1", account: accounts[0]?.account ?? "",
    batch: null, transaction: null, number: 1, amount_cents: 20000, text: "Installment 2 of 100.00 was short by 100.00 on 2026-11-21." },
  { kind: "suspense_inquiry", since: "2026-11-22", age_days: 1, owner: "theo", ref: null, account: null, batch: 12, transaction: 7,
    number: null, amount_cents: 2000, text: "20.00 is in suspense since 2026-11-20." },
  { kind: "installment_due", since: "2026-11-25", age_days: -2, owner: "treasury", ref: "a2", account: accounts[1]?.account ?? "",
    batch: null, transaction: null, number: 2, amount_cents: 16361, text: "163.61 is due on 2026-11-25, in time until 2026-11-30." },
];

type Body = Record<string, unknown>;
type Told = { status?: number; body: unknown } | { status: number; refusal: string };
const after: Record<string, string> = { approve: "approved", reject: "rejected", close: "closed", release: "closed",
  ask_release: "releasing", ask_reinstatement: "reinstating", reinstate: "active", recall: "recalled", withdraw: "closed",
  waive: "waived", refuse: "broken" };

export class CreditDouble {
  arrangements: c.Arrangement[] = [proposed(), broken()];
  securities: c.Security[] = [held()];
  referrals: c.Referral[] = [referred()];
  listed: c.Scored[] = [scored()];
  files: c.ReferralFile[] = [file()];

  answer(method: string, path: string, body: Body, query: URLSearchParams, who: Person | null): Told | null {
    if (!path.startsWith("/credit/")) return null;
    const page = <T extends { ref?: string }>(items: T[], more = {}) => ({ body: { next: null, ...more,
      items: items.filter((one) => !query.has("ref") || one.ref === query.get("ref")) } });
    const name = who?.name ?? "";
    const rules: c.SecurityRule[] = [{ bill_type: "utility", from: null, amount_cents: null, bills: 3, percent: 200,
      interest_basis_points: 200, refund_months: 24, waivers: ["Good record elsewhere"] }];
    switch (`${method} ${path.slice("/credit".length)}`) {
      case "GET /arrangements": return page(this.arrangements);
      case "GET /securities": return page(this.securities, { rules });
      case "GET /referrals": return page(this.referrals);
      case "GET /referral-list": return { body: { day, items: this.listed, beyond: 0, arranged: 1, referred: 1 } };
      case "GET /referral-files": return page(this.files as (c.ReferralFile & { ref?: string })[]);
      case "GET /notices": return page(notices() as (c.Notice & { ref: string })[]);
      case "GET /schedule": return page([{ due: "2026-12-01", amount_cents: 10000 }, { due: "2027-01-04", amount_cents: 10000 }] as
        (c.Installment & { ref?: string })[]);
      case "POST /arrangement-records": {
        const moved = this.arrangements.filter((one) => one.state !== one.shows);
        for (const one of moved) one.state = one.shows;
        return { body: { moved: moved.length } };
      }
      case "POST /arrangements": return this.propose(body, name);
      case "POST /referrals": return this.refer(body, name);
      case "POST /referral-files": return this.makeFile(body, name);
      default: return this.step(method, path, body, name);
    }
  }

  private propose(body: Body, proposed_by: string): Told {
    const index = accounts.findIndex((one) => one.ref === body["ref"]);
    const made: c.Arrangement = { ...proposed(), ...of(index), number: this.arrangements.length + 1, proposed_by,
      total_cents: Number(body["total_cents"]), left_cents: Number(body["total_cents"]), terms: String(body["terms"]) };
    this.arrangements = [made, ...this.arrangements];
    return { status: 201, body: made };
  }
  private refer(body: Body, proposed_by: string): Told {
    const index = accounts.findIndex((one) => one.ref === body["ref"]);
    const made: c.Referral = { ...referred(), ...of(index), number: this.referrals.length + 1, proposed_by, state: "proposed",
      file: null, referred_on: null, paid_since: [], steps: [], next: ["approve", "reject"], day, version: 1 };
    this.referrals = [made, ...this.referrals];
    this.listed = this.listed.filter((one) => one.ref !== body["ref"]);
    return { status: 201, body: made };
  }
  private makeFile(body: Body, made_by: string): Told {
    const kind = body["kind"] as c.ReferralFile["kind"];
    const waiting = this.referrals.filter((one) => one.state === (kind === "referral" ? "approved" : "recalled"));
    const made: c.ReferralFile = { ...file(), number: this.files.length + 1, kind, made_by, day,
      name: `${kind}-riverton-0002-1b4f0e98.csv`, referrals: waiting.map(({ number }) => number) };
    for (const one of waiting) { one.state = kind === "referral" ? "referred" : "closed"; one.file = made.name; }
    this.files = [made, ...this.files];
    return { status: 201, body: { ...made, left_out: [] } };
  }
  private step(method: string, path: string, body: Body, name: string): Told | null {
    const found = /^\/credit\/(arrangements|securities|referrals)\/(\d+)\/(steps|decisions)$/.exec(path);
    if (!found || method !== "POST") return null;
    const kept = this[found[1] as c.Kept] as (c.Credited & { state: string; shows?: string })[];
    const one = kept.find(({ number }) => number === Number(found[2]));
    if (!one) return { status: 404, refusal: "There is no such one." };
    const event = String(body["event"]);
    if (event === "approve" && one.proposed_by === name)
      return { status: 403, refusal: "Another person than who proposed it approves it." };
    one.state = after[event] ?? one.state;
    if ("shows" in one) one.shows = one.state;
    one.version += 1;
    one.next = event === "ask_reinstatement" ? ["reinstate", "refuse"] : event === "ask_release" ? ["release", "refuse"] : [];
    one.steps = [...one.steps, { event, actor: name, at: at(10 + one.version), note: String(body["note"] ?? "") }];
    return { body: one };
  }
}
