// What the double knows of the watch: a chain of checks, and a pair.
import type * as w from "../../src/api/watch";
import type { Person } from "./data";

const at = (minute: number) => `2026-11-23T16:${String(minute).padStart(2, "0")}:00.000Z`;
const evidence = (day: string, text: string, cents: number, document: number | null): w.Evidence =>
  ({ text, day, amount_cents: cents, person: "maria", document_id: document, lockbox: null, ticket: null });

const findings = (): w.Finding[] => [
  { id: 1, lens: "lapping", score: 70, state: "new", version: 1, people: ["maria"], found_at: at(0), steps: [],
    sentence: "maria put 3 checks on accounts that their payers never pay; each later one makes good what the one before left short.",
    evidence: [
      evidence("2026-11-03", "Placed on account ending 4100, which this payer's coupons never name.", 12000, 1101),
      evidence("2026-11-06", "Placed on account ending 4101, which this payer's coupons never name.", 11850, 1102),
      evidence("2026-11-10", "Moved to account ending 4103, which this payer's coupons never name.", 12100, 1103)] },
  { id: 2, lens: "approval_pair", score: 44, state: "looked_at", version: 2, people: ["theo", "sam"], found_at: at(1),
    sentence: "sam approved 12 of the 12 deposits that theo prepared.",
    evidence: [{ text: "Deposit 000041.", day: "2026-11-23", amount_cents: 37095, person: "sam", document_id: null,
      lockbox: "UTIL", ticket: "000041" }],
    steps: [{ event: "look", actor: "alan", at: at(5), note: "Sue was on leave." }] },
];

type Told = { status?: number; body: unknown } | { status: number; refusal: string };

export class WatchDouble {
  findings = findings();
  runs = 0;

  answer(method: string, path: string, body: Record<string, unknown>, who: Person | null): Told | null {
    const name = who?.name ?? "";
    if (path === "/watch/runs" && method === "POST") return { body: { found: this.runs++ === 0 ? 1 : 0 } };
    if (path === "/watch" && method === "GET")
      return { body: { items: this.findings.filter(({ people }) => !people.includes(name)), next: null } };
    const step = /^\/watch\/(\d+)\/(looks|dismissals)$/.exec(path);
    if (!step || method !== "POST") return null;
    const one = this.findings.find(({ id }) => id === Number(step[1]));
    if (!one) return { status: 404, refusal: "There is no such finding." };
    if (!who?.roles.includes("auditor")) return { status: 403, refusal: "You may not say what a finding of the watch is." };
    const isLook = step[2] === "looks";
    one.state = isLook ? "looked_at" : "dismissed";
    one.version += 1;
    one.steps = [...one.steps, { event: isLook ? "look" : "dismiss", actor: name, at: at(10 + one.version), note: String(body["note"]) }];
    return { body: one };
  }
}
