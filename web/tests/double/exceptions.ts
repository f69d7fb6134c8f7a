// What somebody has to decide about, and the stop list, as the service tells it.
import type * as t from "../../src/api/types";
import { day } from "./data";
import type { Person } from "./data";

const caseOf = (id: number, more: Partial<t.ExceptionCase>): t.ExceptionCase => ({
  id, batch: 12, document_id: 1202, sequence: 2, lockbox: "UTIL", amount_cents: 12000, reason: "unsigned",
  words: "Not signed", note: "The line is empty.", raised_by: "maria", raised_at: "2026-11-23T13:05:00Z",
  raised_on: day, when: "decide_first", holds: true, state: "open", owner: "supervisor", due: "2026-11-26",
  action: null, proposed: "return_to_payer", is_overdue: false, is_due: false, may_decide: true, kept_at: null, steps: [], ...more });
const cases = (): t.ExceptionCase[] => [
  caseOf(3, { reason: "altered", words: "Altered", note: "", due: "2026-11-20", is_overdue: true, sequence: 4, document_id: 1204 }),
  caseOf(7, { reason: "postdated", words: "Post-dated", note: "", state: "decided", owner: "treasury", due: day, is_due: true,
    action: "hold_until", proposed: "accept", sequence: 6, document_id: 1206, kept_at: "vault", amount_cents: 37095,
    steps: [{ event: "decide", action: "hold_until", owner: "treasury", due: day, note: "The date on the check", by: "maria", at: "2026-11-16T13:05:00Z" }] }),
  caseOf(9, {}),
];
const owners = [{ id: "supervisor", name: "supervisor" }, { id: "treasury", name: "treasury" }, { id: "water", name: "Water" }];
const reasons = [{ name: "unsigned", words: "Not signed" }, { name: "postdated", words: "Post-dated" },
  { name: "altered", words: "Altered" }, { name: "paid_in_full", words: "\"Paid in full\"" }, { name: "other_payee", words: "Another payee" }];
const stops = (): t.StopEntry[] => [{ id: 1, reason: "cash_only", note: "Two checks came back.", from: "2026-03-02",
  until: "2027-03-01", set_by: "sam", set_at: "2026-03-02T15:00:00Z", lifted_by: null, lifted_because: null }];

type Told = { status?: number; body: unknown } | { status: number; refusal: string };
type Body = Record<string, unknown>;

export class ExceptionsDouble {
  cases = cases();
  stops = stops();

  answer(method: string, path: string, body: Body, query: URLSearchParams, who: Person | null): Told | null {
    const by = who?.name ?? "";
    const of = (pattern: RegExp) => method === "POST" ? pattern.exec(path)?.[1] : undefined;
    if (method === "GET" && path === "/exceptions") return this.casesFor(query.get("document"), who);
    if (method === "GET" && path === "/stop-list") return this.list();
    if (method === "POST" && path === "/exceptions/defaults") return this.applyDefaults(body);
    const decided = of(/^\/exceptions\/(\d+)\/steps$/);
    if (decided) return this.decide(Number(decided), body, by);
    const raised = of(/^\/documents\/(\d+)\/exceptions$/);
    if (raised) return this.raise(Number(raised), body, by);
    if (of(/^\/documents\/(\d+)\/stop-entries$/)) {
      this.stops = [{ ...stops()[0]!, id: 2, note: String(body["note"]), set_by: by }, ...this.stops];
      return this.list();
    }
    const lifted = of(/^\/stop-list\/(\d+)\/lifts$/);
    if (!lifted) return null;
    this.stops = this.stops.map((one) => one.id === Number(lifted)
      ? { ...one, lifted_by: by, lifted_because: String(body["reason"]) } : one);
    return this.list();
  }

  private list(): Told {
    return { body: { items: this.stops, next: null } };
  }

  private casesFor(document: string | null, who: Person | null): Told {
    const mayDecide = who?.roles.includes("supervisor") ?? false;
    const items = this.cases
      .filter((one) => document === null ? one.state !== "closed" : one.document_id === Number(document))
      .map((one) => ({ ...one, may_decide: mayDecide }));
    return { body: { today: day, owners, reasons, items } };
  }

  private decide(id: number, body: Body, by: string): Told {
    const one = this.cases.find((other) => other.id === id);
    if (!one) return { status: 404, refusal: "There is no such exception." };
    const step = body["step"] as t.CaseAction;
    if (step === "hold_until" && !body["until"]) return { status: 422, refusal: "Say until which later day it waits." };
    const state = step === "send_to_department" ? "waiting_department" : step === "hold_until" ? "decided" : "closed";
    const owner = String(body["owner"] ?? one.owner);
    const isGone = ["accept", "correct", "return_to_payer", "send_to_collection"].includes(step);
    const kept_at = step === "hold_until" ? "vault" : step === "pull" ? "treasurer" : isGone ? null : one.kept_at;
    const after: t.ExceptionCase = { ...one, state, owner, action: step, kept_at, is_due: false, is_overdue: false,
      steps: [...one.steps, { event: "close", action: step, owner, due: one.due, note: String(body["note"]), by, at: "2026-11-23T15:00:00Z" }] };
    this.cases = this.cases.map((other) => (other.id === one.id ? after : other));
    return { body: after };
  }

  private applyDefaults(body: Body): Told {
    const overdue = this.cases.filter((one) => one.is_overdue);
    for (const one of overdue) this.decide(one.id, { ...body, step: one.proposed }, "");
    return { body: { applied: overdue.length } };
  }

  private raise(document: number, body: Body, by: string): Told {
    const reason = reasons.find(({ name }) => name === body["reason"]);
    if (!reason) return { status: 422, refusal: "This is no reason." };
    const raised: t.ExceptionCase = { ...cases()[2]!, id: 20 + this.cases.length, document_id: document,
      reason: reason.name, words: reason.words, note: String(body["note"] ?? ""), raised_by: by,
      proposed: (body["proposed"] ?? "return_to_payer") as t.CaseAction };
    this.cases = [...this.cases, raised];
    return { body: raised };
  }
}
