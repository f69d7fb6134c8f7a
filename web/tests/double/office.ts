// What the double knows of reports, letters, inquiries, incidents, payees and policies.
import type * as o from "../../src/api/office";
import type { Person } from "./data";
import { day } from "./data";

type Body = Record<string, unknown>;
type Told = { status?: number; body?: unknown } | { status: number; refusal: string };

const kinds: o.ReportKind[] = [
  { key: "batch-summary", title: "Batch summary", group: "money", signed_by_department: false, filters: ["lockbox"],
    about: "Each batch: declared, counted, deposited, returned and in suspense." },
  { key: "suspense-ageing", title: "Suspense ageing", group: "exceptions", signed_by_department: false, filters: ["lockbox"],
    about: "Money on no account, by how long it waits." },
  { key: "hourly-throughput", title: "Hourly throughput", group: "work", signed_by_department: false, filters: [],
    about: "Documents and answers by hour and person." },
  { key: "departmental-reconciliation", title: "Departmental reconciliation", group: "audit", signed_by_department: true, filters: ["lockbox", "department"],
    about: "What was credited to each department, for its own people to sign." },
  { key: "indicator-trend", title: "Indicators by day", group: "indicators", signed_by_department: false, filters: ["lockbox"],
    about: "How the figures went from day to day." },
];
const column = (name: string, title: string, kind: o.ColumnKind): o.ReportColumn => ({ name, title, kind });
type Figures = Pick<o.Report, "columns" | "rows" | "totals" | "definitions" | "chart">;

const figures: Record<string, Figures> = {
  "batch-summary": {
    columns: [column("day", "Day", "day"), column("batch", "Batch", "count"), column("state", "State", "text"),
      column("counted_cents", "Counted", "money"), column("suspense_cents", "Suspense", "money")],
    rows: [[day, 11, "in keying", 1034000, 0], [day, 12, "balanced", 32723, 4410]],
    totals: ["Total", null, null, 1066723, 4410],
    definitions: [{ term: "Suspense", text: "Deposited or to be deposited, and on no account yet." }],
    chart: { kind: "bars", title: "Counted by batch", label: 1, columns: [3] },
  },
  "departmental-reconciliation": {
    columns: [column("department", "Department", "text"), column("fund", "Fund", "text"), column("credited_cents", "Credited", "money")],
    rows: [["water", "401", 1034000]], totals: ["Total", null, 1034000],
    definitions: [{ term: "Credited", text: "Applied to the department's accounts, in approved deposits." }], chart: null,
  },
  "indicator-trend": {
    columns: [column("day", "Day", "day"), column("same_day_share", "Deposited the same day", "share"),
      column("envelopes_share", "Straight through, by envelope", "share")],
    rows: [["2026-11-19", 9100, 7800], ["2026-11-20", 9820, null], [day, 9400, 8600]], totals: null,
    definitions: [{ term: "Day", text: "Of the mail. Formulas: report Indicators." }],
    chart: { kind: "lines", title: "Shares by day", label: 0, columns: [1, 2] },
  },
};
const nothing: Figures = { columns: [column("since", "Since", "day")], rows: [], totals: null,
  definitions: [{ term: "Since", text: "The day of the mail." }], chart: null };

const letters = (): o.Letter[] => [{
  number: 1, template: "unknown-payer", about_kind: "envelope", about: "9/3", day: "2026-11-06", recipient: "JUNE CHO",
  subject: "Your payment of $44.10", paragraphs: ["We received $44.10 and do not know for which account."], sha256: "ab",
  reply_due: "2026-11-20", is_overdue: true, state: "sent", version: 2, drafted_by: "theo", drafted_at: "2026-11-06T15:00:00.000Z",
  steps: [{ event: "send", note: null, by: "theo", at: "2026-11-06T15:05:00.000Z" }],
}];
const inquiries = (): o.Inquiry[] => [{
  number: 1, kind: "stop_service", channel: "phone", day, account_ref: "a1", asked_by: "June Cho", words: "No water from December on.",
  owner: "treasury", due: day, is_overdue: false, state: "open", may_answer: true, version: 1, logged_by: "maria",
  logged_at: "2026-11-23T15:00:00.000Z", steps: [],
}];

export class OfficeDouble {
  signatures: o.Signature[] = [];
  letters = letters();
  inquiries = inquiries();
  incidents: o.Incident[] = [{ number: 1, lockbox: "UTIL", kind: "scanner_down", began_at: "2026-11-23T14:10:00.000Z",
    what: "The belt slips.", state: "lasting", logged_by: "maria", logged_at: "2026-11-23T14:12:00.000Z",
    ended_at: null, ended_by: null, outcome: null }];
  payees: o.Payees = { lockbox: "UTIL", version: 1, payees: ["City of Riverton", "Riverton Utilities"],
    versions: [{ version: 1, payees: ["City of Riverton", "Riverton Utilities"], set_by: "sam", set_at: "2026-11-02T15:00:00.000Z",
      reason: "By ordinance." }] };

  answer(method: string, path: string, body: Body, query: URLSearchParams, who: Person | null): Told | null {
    const name = who?.name ?? "";
    const [, key = "", part = ""] = /^\/report-kinds\/([\w-]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (key) return part === "signatures" ? this.sign(key, body, query, name) : { body: this.report(key, query, who) };
    const number = Number(/\/(\d+)\//.exec(path)?.[1] ?? 0);
    switch (`${method} ${path.replace(/\d+/, "N").replace(/payees\/.*/, "payees/BOX")}`) {
      case "GET /report-kinds": return { body: { kinds, lockboxes: ["UTIL", "PARK"], days_max: 92,
        deposit_accounts: [{ id: "OPERATING", name: "Operating account" }], departments: [{ id: "water", name: "Water utility" }] } };
      case "GET /letters": return { body: { items: this.letters, next: null, templates: [{ id: "unknown-payer", name: "Whose payment is this?", reply_days: 14 }] } };
      case "POST /letters": return this.draft(body, name);
      case "POST /letters/N/steps": return this.stepLetter(number, body, name);
      case "GET /inquiries": return { body: { items: this.inquiries, next: null, owners: ["supervisor", "treasury", "water"] } };
      case "POST /inquiries": return this.log(body, name);
      case "POST /inquiries/N/steps": return this.stepInquiry(number, body, name);
      case "GET /incidents": return { body: { items: this.incidents, next: null } };
      case "POST /incidents": return this.logIncident(body, name);
      case "POST /incidents/N/end": return this.endIncident(number, body, name);
      case "GET /payees/BOX": return { body: this.payees };
      case "POST /payees/BOX": return this.setPayees(body, name);
      case "GET /policies": return { body: { items: [{ number: "APP 609", title: "Revenue collection", screens: ["/deposits", "/day"] }], next: null } };
      default: return null;
    }
  }

  private report(key: string, query: URLSearchParams, who: Person | null): o.Report {
    const kind = kinds.find((one) => one.key === key) ?? kinds[0]!;
    const found = figures[key] ?? nothing;
    const department = query.get("department");
    const cannot = kind.signed_by_department
      ? (who?.name === "dora" && department === "water" ? null : "Only people of the department sign for it.")
      : who?.roles.includes("mailroom") ? "You may not sign reports: that takes the right to audit." : null;
    return { ...kind, ...found, row_count: found.rows.length, sha256: "5f3c".repeat(16), signatures: this.signatures.filter((one) => one.report === key),
      cannot_sign: cannot };
  }
  private sign(key: string, body: Body, query: URLSearchParams, signed_by: string): Told {
    if (body["sha256"] !== "5f3c".repeat(16)) return { status: 409, refusal: "The report has changed since it was shown." };
    this.signatures = [...this.signatures, { number: this.signatures.length + 1, report: key, sha256: String(body["sha256"]), rows: 2,
      verdict: body["verdict"] as o.Verdict, note: (body["note"] as string | undefined) ?? null, signed_by, signed_at: "2026-11-23T16:00:00.000Z", is_current: true }];
    return { status: 201, body: this.report(key, query, { name: signed_by, roles: ["treasury"] } as Person) };
  }
  private draft(body: Body, drafted_by: string): Told {
    if (body["template"] !== "unknown-payer") return { status: 404, refusal: "There is no such letter." };
    const made: o.Letter = { ...letters()[0]!, number: this.letters.length + 1, about_kind: body["about_kind"] as o.Letter["about_kind"],
      about: String(body["about"]), day, reply_due: "2026-12-07", is_overdue: false, state: "drafted", version: 1, drafted_by, steps: [] };
    this.letters = [made, ...this.letters];
    return { status: 201, body: made };
  }
  private stepLetter(number: number, body: Body, by: string): Told {
    const found = this.letters.find((one) => one.number === number);
    const states: Record<string, o.Letter["state"]> = { send: "sent", answer: "answered", withdraw: "withdrawn" };
    const event = String(body["event"]);
    if (!found || found.version !== body["version"]) return { status: 409, refusal: "The letter has changed meanwhile; look at it again." };
    const done = { ...found, state: states[event] ?? found.state, version: found.version + 1,
      steps: [...found.steps, { event, note: (body["note"] as string | undefined) ?? null, by, at: "2026-11-23T16:00:00.000Z" }] };
    this.letters = this.letters.map((one) => one.number === number ? done : one);
    return { body: done };
  }
  private log(body: Body, logged_by: string): Told {
    const made: o.Inquiry = { ...inquiries()[0]!, number: this.inquiries.length + 1, kind: String(body["kind"]), words: String(body["words"]),
      owner: String(body["owner"]), due: String(body["due"]), logged_by };
    this.inquiries = [made, ...this.inquiries];
    return { status: 201, body: made };
  }
  private stepInquiry(number: number, body: Body, by: string): Told {
    const found = this.inquiries.find((one) => one.number === number);
    if (!found) return { status: 404, refusal: "There is no such inquiry." };
    const isAnswer = body["event"] === "answer";
    const owner = isAnswer ? found.owner : String(body["owner"]);
    const done: o.Inquiry = { ...found, owner, version: found.version + 1, may_answer: !isAnswer, state: isAnswer ? "answered" : "with_department",
      steps: [...found.steps, { event: String(body["event"]), owner, due: found.due, note: String(body["note"]), by, at: "2026-11-23T16:00:00.000Z" }] };
    this.inquiries = this.inquiries.map((one) => one.number === number ? done : one);
    return { body: done };
  }
  private logIncident(body: Body, logged_by: string): Told {
    const made: o.Incident = { ...this.incidents[0]!, number: this.incidents.length + 1, kind: String(body["kind"]), what: String(body["what"]),
      lockbox: (body["lockbox"] as string | undefined) ?? null, logged_by };
    this.incidents = [made, ...this.incidents];
    return { status: 201, body: made };
  }
  private endIncident(number: number, body: Body, ended_by: string): Told {
    this.incidents = this.incidents.map((one) => one.number === number
      ? { ...one, state: "over" as const, ended_by, ended_at: "2026-11-23T16:00:00.000Z", outcome: String(body["outcome"]) } : one);
    return { body: this.incidents.find((one) => one.number === number) };
  }
  private setPayees(body: Body, set_by: string): Told {
    if (body["version"] !== this.payees.version) return { status: 409, refusal: "The list has changed meanwhile; look at it again." };
    const made = { version: this.payees.version + 1, payees: body["payees"] as string[], set_by, set_at: "2026-11-23T16:00:00.000Z", reason: String(body["reason"]) };
    this.payees = { ...this.payees, version: made.version, payees: made.payees, versions: [made, ...this.payees.versions] };
    return { body: this.payees };
  }
}
