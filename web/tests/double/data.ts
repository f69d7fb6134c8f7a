// What the double of the service knows: one half-done day of a made-up city.
import type * as t from "../../src/api/types";
import { luhn } from "../../src/input/check_digit";

export const day = "2026-11-23";
const at = (minute: number) => `2026-11-23T15:${String(minute).padStart(2, "0")}:00.000Z`;

const rights: Record<string, t.Right[]> = {
  mailroom: ["capture", "key", "verify", "balance", "take_receipts"],
  treasury: ["build_deposit", "approve_deposit", "audit", "correct_accounts", "custody", "arrange_credit"],
  supervisor: ["capture", "key", "verify", "balance", "build_deposit", "approve_deposit",
    "close_day", "force", "adjust", "read_account", "audit", "set_rules", "correct_accounts", "custody", "take_receipts",
    "maintain_accounts", "watch", "arrange_credit", "approve_credit"],
  auditor: ["audit", "watch", "work_findings"],
  administrator: ["administer"],
};
export const roles: t.Role[] = Object.entries(rights).map(([name, given]) => ({ name, rights: given,
  conflicts: name === "mailroom" ? ["treasury"] : name === "treasury" ? ["mailroom"] : [],
  limits: name === "treasury" ? [{ deed: "approve_deposit", amount_max_cents: 10000000 }] : [] }));

export interface Person extends t.User { code: string | null }
const person = (id: number, name: string, full_name: string, role: string, code: string | null = null): Person =>
  ({ id, name, full_name, roles: [role], is_active: true, version: 1, code });
export const people = (): Person[] => [
  person(1, "maria", "Maria Lopez", "mailroom"), person(2, "theo", "Theo Grant", "treasury"),
  person(3, "sam", "Sam Okafor", "supervisor"), person(4, "ada", "Ada Byrd", "administrator"),
  person(5, "cody", "Cody Marsh", "auditor", "123456"), person(6, "sue", "Sue Berg", "supervisor"),
  person(7, "alan", "Alan Reed", "auditor"),
];

export function meOf(one: Person, isDemo: boolean): t.Me {
  return {
    user: { id: one.id, name: one.name, full_name: one.full_name }, roles: one.roles,
    rights: one.roles.flatMap((role) => rights[role] ?? []),
    site: { id: "riverton", name: "City of Riverton" }, organisation: "City of Riverton",
    business_day: day, mail_day: day, time_zone: "America/Chicago", practice: isDemo ? "DEMO" : null, idle_seconds: 900,
    server_time: at(30),
  };
}

/// Now is 14:15 in Chicago; one bank closes in 45 minutes, another has closed.
export const cutOffs: t.CutOffs = {
  now: "2026-11-23T20:15:00.000Z",
  items: [
    { deposit_account: "GENERAL", account_name: "General Fund", bank: "Prairie Trust", time: "13:30",
      at: "2026-11-23T19:30:00.000Z", waiting_deposits: 0, waiting_cents: 0 },
    { deposit_account: "OPERATING", account_name: "Operating Account", bank: "First Bank of Riverton", time: "15:00",
      at: "2026-11-23T21:00:00.000Z", waiting_deposits: 1, waiting_cents: 61_284_90 },
  ],
};
export const hours: t.HourWork[] = [
  { date: day, hour: 8, person: "maria", documents: 64, answers: 0 },
  { date: day, hour: 9, person: "maria", documents: 22, answers: 118 },
];

const accountsFound: [string, string, string, number][] = [
  ["a1", "JUNE CHO", "2217 BIRCH ST", 37095], ["a2", "BIG BEND PLUMBING INC", "401 MAIN ST", 32723],
  ["a3", "PINE STREET GROCERY", "88 PINE ST", 12500], ["a4", "JUNE YOUNG", "14 ORCHARD LN", 16856],
];
export const accounts: t.Account[] = accountsFound.map(([ref, name, address, due], index) => ({
  ref, account: `\u2022\u2022\u2022\u2022${4100 + index}`, name, address, bill_type: "utility",
  balance_due_cents: due, due_date: "2026-12-05", fund: "401", status: "open",
}));

const crop = { side: "front" as const, left: 0.78, top: 0.32, width: 0.22, height: 0.15 };
const blank = {
  state: "open", version: 1, lease: null, suggestions: [], crop: null, previous: null, next: null,
  prior: null, seen: null, coupon_line: null, unproved: false, division: null,
};

/// A check that came without a coupon.
export const loneCheck = 1104;
/// The document that is shown with a scan line.
export const couponLineDocument = 1213;

/// The line of the check with two symbols in doubt, in places as on its picture.
export function seenLine(): t.SeenPage {
  const symbols = [..."\u24460699?1946\u24461675?758\u24488797"];
  const width = 0.0226;
  return { width: 1200, height: 550, lines: [{
    type: "e13b", error: 0.0011, box: { left: 0.058, top: 0.868, width: symbols.length * width, height: 0.045 },
    symbols: symbols.map((symbol, at) => ({
      symbol, best: symbol === "?" ? "3" : symbol, second: symbol === "?" ? "8" : null,
      second_chance: symbol === "?" ? 0.31 : 0, error: symbol === "?" ? 0.6 : 0.000026, confidence: 0.99,
      box: { left: 0.058 + at * width, top: 0.868, width: width * 0.7, height: 0.045 },
    })),
  }] };
}
/// The scan line of a coupon with two symbols in doubt, in places as on its picture.
const couponLine = "349?0985792611240000?20500";
const couponLineLeft = 902;
const symbolPixels = { width: 16, height: 23, pitch: 20 };
function couponSeen(): t.SeenPage {
  const [pageWidth, pageHeight] = [1700, 734];
  const groupsBefore = (at: number) => (at < 10 ? 0 : at < 16 ? 1 : 2);
  const box = (left: number, width: number) => ({
    left: left / pageWidth, top: 629 / pageHeight, width: width / pageWidth, height: symbolPixels.height / pageHeight,
  });
  return { width: pageWidth, height: pageHeight, lines: [{
    type: "ocr_b", error: 1, box: box(couponLineLeft, 557),
    symbols: [...couponLine].map((symbol, at) => ({
      symbol, best: symbol === "?" ? "8" : symbol, second: symbol === "?" ? ">" : null, second_chance: 0,
      error: 1, confidence: 0.9,
      box: box(couponLineLeft + symbolPixels.pitch * (at + groupsBefore(at)), symbolPixels.width),
    })),
  }] };
}
const placesUpTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/// A coupon of a utility, whose account is ten digits, of which one is in doubt.
export const couponTask = (): t.Task => ({
  ...blank, id: 7, batch: 12, document_id: couponLineDocument, sequence: 13, field: "account", transaction: 7,
  reason: "The coupon's code could not be read.",
  suggestions: [{ value: "ref:a1", label: "\u2022\u2022\u2022\u20224100 JUNE CHO", reason: "Owes exactly what this envelope pays." }],
  crop: { side: "front", left: 0.517, top: 0.826, width: 0.354, height: 0.094 },
  seen: couponSeen(),
  coupon_line: {
    line: 0, bill_type: "utility", account: { first: 0, count: 10 }, literals: [],
    checks: [{ of: "line", places: placesUpTo(26), rule: luhn }, { of: "account", places: placesUpTo(10), rule: luhn }],
  },
});
/// A check of two coupons that do not add up to it.
export const divisionTask = (): t.Task => ({
  ...blank, id: 7, batch: 12, document_id: 1203, sequence: 3, field: "account", transaction: 1,
  reason: "The coupons do not add up to what was paid: what of this check goes to which?",
  division: { amount_cents: 70000, lines: [
    { value: "ref:a1", label: "\u2022\u2022\u2022\u20224100 JUNE CHO", expected_cents: [50000] },
    { value: "ref:a2", label: "\u2022\u2022\u2022\u20224101 BIG BEND PLUMBING", expected_cents: [25000] }] },
});
/// The line of a check from abroad with three symbols under a stroke of the pen, as on its picture.
const cmc7Line = "c0084995c0750000" + "0?90?e?41410518989a";
function cmc7Seen(): t.SeenPage {
  const [first, pitch, width, top, height] = [0.2204, 0.02083, 0.0167, 0.865, 0.041];
  return { width: 1200, height: 550, lines: [{
    type: "cmc7", error: 1, box: { left: first, top, width: cmc7Line.length * pitch, height },
    symbols: [...cmc7Line].map((symbol, at) => ({
      symbol, best: symbol === "?" ? null : symbol, second: null, second_chance: 0, error: 1, confidence: 0.95,
      box: { left: first + at * pitch, top, width, height },
    })),
  }] };
}
export const cmc7Document = 1214;
export const cmc7Task = (): t.Task => ({
  ...blank, id: 8, batch: 12, document_id: cmc7Document, sequence: 14, field: "micr", transaction: 8,
  reason: "The MICR line has unread symbols.",
  crop: { side: "front", left: 0.2, top: 0.82, width: 0.76, height: 0.13 }, seen: cmc7Seen(),
});
const due = (cents: number): t.Suggestion =>
  ({ value: String(cents), label: "Expected", reason: "is due on the coupon beside it" });

export const tasks = (): t.Task[] => [
  { ...blank, id: 1, batch: 12, document_id: 1202, sequence: 2, field: "amount", transaction: 1,
    reason: "The amount is written by hand.", suggestions: [due(37095)], crop,
    previous: { document_id: 1201 } },
  { ...blank, id: 2, batch: 12, document_id: 1204, sequence: 4, field: "amount", transaction: 2,
    reason: "The amount is written by hand.", suggestions: [due(32723)], crop,
    previous: { document_id: 1203 } },
  { ...blank, id: 3, batch: 12, document_id: 1206, sequence: 6, field: "account", transaction: 3,
    reason: "This check came without a coupon.", next: { document_id: 1207 },
    suggestions: [
      { value: "a3", label: "\u2022\u2022\u2022\u20224102 PINE STREET GROCERY", reason: "the name on the check" },
      { value: "a4", label: "\u2022\u2022\u2022\u20224103 JUNE YOUNG", reason: "pays the same amount each month" },
    ] },
  { ...blank, id: 4, batch: 12, document_id: 1208, sequence: 8, field: "micr", transaction: 4,
    reason: "Two symbols of the MICR line were not read.",
    crop: { side: "front", left: 0, top: 0.84, width: 1, height: 0.14 }, seen: seenLine() },
  { ...blank, id: 5, batch: 12, document_id: 1210, sequence: 10, field: "boundary", transaction: 5,
    reason: "It is not clear whether this paper begins a new envelope.", previous: { document_id: 1209 } },
  { ...blank, id: 6, batch: 12, document_id: 1212, sequence: 12, field: "duplicate", transaction: 6,
    reason: "Alike by picture, 98 of 100, with document 42 of 2026-11-20 in lockbox UTIL. Is it the same paper?",
    prior: { lockbox: "UTIL", batch: 9, sequence: 42, business_day: "2026-11-20", document_id: 942, likeness: 98 } },
];

const tapeLine = (batch: number, sequence: number, kind: string, cents: number | null, state: string): t.TapeLine =>
  ({ sequence, document_id: batch * 100 + sequence, transaction: Math.ceil(sequence / 2), kind,
    amount_cents: cents, amount_source: cents === null ? null : "keyed", state });

interface Sketch {
  id: number; state: string; declared: t.Totals | null; counted: t.Counted; sentence: string;
  open: number; deposited: number;
}
function batchOf(sketch: Sketch): t.BatchDetail {
  const { declared, counted } = sketch;
  const difference = declared && {
    documents: counted.documents - declared.documents,
    amount_cents: counted.amount_cents - declared.amount_cents,
  };
  const isBalanced = sketch.open === 0 && (!difference || difference.amount_cents === 0);
  return {
    id: sketch.id, lockbox: "UTIL", source: "folder", business_day: day, job: "utility",
    prepared_by: "maria", state: sketch.state, version: 3, declared, counted, difference,
    balanced: isBalanced, waits_for_release: false, sentence: sketch.sentence, open_tasks: sketch.open, held_cents: 0,
    returned_cents: 0, deposited_cents: sketch.deposited, corrections: [], decisions: [],
    accepted_differences: [], releases: [], may_release: false, accepted_pictures: [], kind_corrections: [], tape: [], differences: [],
    unplaceable: [], deposits: [], virtual_batches: [],
  };
}

export function batches(): t.BatchDetail[] {
  const open = batchOf({ id: 12, state: "in_keying", declared: { documents: 14, amount_cents: 99174 },
    counted: { documents: 14, amount_cents: 29356, unkeyed: 2 }, open: 6, deposited: 0,
    sentence: "Batch 12 waits for 6 fields to be keyed." });
  open.tape = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    tapeLine(12, n, n % 2 ? "coupon" : "check", n % 2 ? null : n > 4 ? 14678 : null,
      n % 2 ? "cleared" : n > 4 ? "amount_keyed" : "amount_pending"));
  const part = (name: string, envelopes: number, cents: number, openTasks: number): t.VirtualBatch => ({
    name, envelopes, documents: 2 * envelopes, amount_cents: cents, unkeyed: openTasks,
    open_tasks: openTasks, released_cents: 0, done: openTasks === 0 });
  open.virtual_batches = [part("Utility coupons", 4, 29356, 4), part("Checks alone", 1, 0, 2),
    part("Other mail", 0, 0, 0), part("Undecided", 2, 0, 0)];
  open.differences = [
    { text: "Envelope 1, document 2: The amount is written by hand.", sequence: 2, document_id: 1202 },
    { text: "Batch 12 waits for 6 fields to be keyed.", sequence: null, document_id: null },
  ];
  const short = batchOf({ id: 11, state: "in_keying", declared: { documents: 6, amount_cents: 41821 },
    counted: { documents: 6, amount_cents: 41749, unkeyed: 0 }, open: 0, deposited: 0,
    sentence: "Batch 11 is 0.72 short." });
  short.tape = [["coupon", null], ["check", 7319], ["coupon", null], ["check", 17574], ["coupon", null],
    ["check", 16856]].map(([kind, cents], index) =>
    tapeLine(11, index + 1, String(kind), cents as number | null, cents === null ? "cleared" : "amount_keyed"));
  short.decisions = [
    { sequence: 5, kind: "hold", reason: "Dated next month", decided_by: "maria" },
  ];
  short.corrections = [{ from: { documents: 6, amount_cents: 41822 }, to: { documents: 6, amount_cents: 41821 },
    corrected_by: "sam", reason: "The header sheet was misread" }];
  const ready = batchOf({ id: 10, state: "balanced", declared: { documents: 4, amount_cents: 49223 },
    counted: { documents: 4, amount_cents: 49223, unkeyed: 0 }, open: 0, deposited: 0,
    sentence: "Batch 10 is in balance." });
  ready.tape = [["coupon", null], ["check", 32723], ["coupon", null], ["check", 16500]].map(([kind, cents], index) =>
    tapeLine(10, index + 1, String(kind), cents as number | null, "cleared"));
  const done = batchOf({ id: 9, state: "balanced", declared: null,
    counted: { documents: 2, amount_cents: 37095, unkeyed: 0 }, open: 0, deposited: 37095,
    sentence: "Batch 9 declared no totals; its items add up to 370.95." });
  done.tape = [tapeLine(9, 1, "coupon", null, "cleared"), tapeLine(9, 2, "check", 37095, "in_deposit")];
  done.deposits = [depositOf(41, 9, [[2, 37095]], "sam")];
  return [open, short, ready, done];
}

/// What would explain that batch 11 is 0.72 short.
export function diagnosisOf(batch: t.BatchDetail): t.Diagnosis {
  const { difference } = batch;
  const missing = difference && { documents: 0 - difference.documents, amount_cents: 0 - difference.amount_cents };
  const answer: t.Diagnosis = { batch: batch.id, version: batch.version, missing, sentence: batch.sentence, causes: [] };
  if (batch.balanced || batch.id !== 11) return answer;
  const effect = { documents: 0, amount_cents: 72 };
  const suspicion = (kind: t.CauseKind, sequence: number | null, now: number | null, then: number | null,
    more: Partial<t.Suspicion> = {}): t.Suspicion => ({ kind, batch: batch.id, sequence,
    document_id: sequence === null ? null : batch.id * 100 + sequence, now_cents: now, then_cents: then, effect, ...more });
  const cause = (share_ppm: number, sentence: string, ...suspicions: t.Suspicion[]): t.Cause => ({
    kind: suspicions.length > 1 ? "two_causes" : suspicions[0]!.kind, suspicions, effect, share_ppm, sentence });
  answer.causes = [
    cause(931_000, "Two neighbouring digits changed places; keyed by one person. Its coupon asks for the amount that would balance.",
      suspicion("swapped_digits", 2, 7319, 7391)),
    cause(41_000, "The coupon asks for both amounts, as for net and gross; keyed by one person.",
      suspicion("other_expected", 4, 17574, 17646)),
    cause(22_000, "Two neighbouring digits changed places in the declared total: all amounts may be right.",
      suspicion("declared_amount", null, 41821, 41749)),
    cause(4_000, "Batch 12 is out of balance by just the opposite: a paper lies in the wrong one of the two.",
      suspicion("wrong_batch", null, null, null, { batch: 12 })),
    cause(1_500, "It counts as a paper and not as money, since it could not be read: it may be this check.",
      suspicion("missing_item", 5, null, 72)),
    cause(500, "One digit is another. And: One digit is another.",
      suspicion("wrong_digit", 4, 17574, 17644, { effect: { documents: 0, amount_cents: 70 } }),
      suspicion("wrong_digit", 6, 16856, 16858, { effect: { documents: 0, amount_cents: 2 } })),
  ];
  return answer;
}

export function depositOf(ticket: number, batch: number, lines: [number, number][], by: string): t.DepositDetail {
  const total = lines.reduce((sum, [, cents]) => sum + cents, 0);
  return {
    lockbox: "UTIL", ticket, batch, business_day: day, deposit_account: "\u2022\u2022\u2022\u20224471",
    account_name: "Operating, utility", bank: "First Prairie Bank", items: lines.length, total_cents: total,
    state: "awaiting_approval", prepared_by: by, approved_by: null, may_approve: false, approval_note: "",
    batches: [batch], banking_day: day, channel: "check", kind: "interim", version: 2, may: [],
    adjusted_cents: 0, confirmed_cents: null, in_transit_cents: 0, in_transit_since: null,
    steps: [{ event: "submit", actor: by, at: "2026-11-23T15:20:00.000Z", reason: "" }], adjustments: [],
    sums: { items_cents: total, ledger_cents: total, ticket_cents: total },
    files: [{ name: `ticket-UTIL-0000${ticket}-awaiting-approval.pdf`, kind: "ticket" }],
    lines: lines.map(([sequence, amount_cents]) => ({ batch, sequence, document_id: batch * 100 + sequence, amount_cents })),
  };
}

const nextOf: Record<string, [t.DepositEvent, string][]> = {
  draft: [["submit", "awaiting_approval"], ["cancel", "cancelled"]],
  awaiting_approval: [["return_to_draft", "draft"], ["approve", "approved"]],
  approved: [["send", "sent"]],
  sent: [["confirm", "confirmed"], ["adjust", "confirmed_adjusted"], ["reject", "rejected"]],
  confirmed: [["adjust", "confirmed_adjusted"]], confirmed_adjusted: [["adjust", "confirmed_adjusted"]],
};
/// Two people stand for it and the bank has not sent it back.
const standing = new Set(["approved", "sent", "confirmed", "confirmed_adjusted"]);
export const stepsFrom = (state: string) => nextOf[state] ?? [];

/// The plan of the day over the batches that are in balance and in no deposit yet, and the drafts.
export function dayPlanOf(all: t.Batch[], made: t.DepositDetail[], keptBack: Map<string, string>): t.DayPlan {
  const draft = made.find((one) => one.state === "draft");
  const held = new Set(made.filter((one) => one.state !== "draft" && one.state !== "cancelled" && one.state !== "rejected")
    .flatMap((one) => one.lines.map((line) => `${line.batch}/${line.sequence}`)));
  const free = all.filter((one) => one.balanced).flatMap((one) => (one as t.BatchDetail).tape
    .filter((line) => line.amount_cents && !held.has(`${one.id}/${line.sequence}`))
    .map((line) => ({ batch: one.id, sequence: line.sequence, amount_cents: line.amount_cents ?? 0 })));
  const sum = (items: { amount_cents: number }[]) => ({ items: items.length,
    amount_cents: items.reduce((cents, one) => cents + one.amount_cents, 0) });
  const placed = free.filter((one) => !keptBack.has(`${one.batch}/${one.sequence}`));
  const waits = free.filter((one) => keptBack.has(`${one.batch}/${one.sequence}`));
  const account = "OPERATING-UTILITY";
  const inDraft = new Set(draft?.lines.map((line) => `${line.batch}/${line.sequence}`));
  const changes = free.flatMap((one): t.PlanChange[] => {
    const name = `${one.batch}/${one.sequence}`;
    if (!keptBack.has(name) === inDraft.has(name)) return [];
    return [{ ...one, kind: inDraft.has(name) ? "leaves" : "joins", from: inDraft.has(name) ? `0000${draft?.ticket}` : null,
      to: inDraft.has(name) ? null : draft ? `0000${draft.ticket}` : `new ticket 1 of ${account}`, reason: keptBack.get(name) ?? "" }];
  });
  const deposits: t.PlannedDeposit[] = placed.length === 0 ? [] : [{ deposit_account: account, account_name: "Operating, utility",
    bank: "First Prairie Bank", channel: "check", kind: "interim", banking_day: day, number: 1,
    ticket: draft ? `0000${draft.ticket}` : null, total_cents: sum(placed).amount_cents,
    items: placed.map((one) => ({ ...one, reason: `Booked for ${account}; released 2026-11-23 13:05, before the bank's cut-off of 15:00; check on ticket 1, which takes 300 items and 1000000.00.` })) }];
  return { business_day: day, token: `plan-${placed.length}-${draft?.version ?? 0}-${keptBack.size}`, is_news: changes.length > 0,
    deposits, waiting: waits.map((one) => ({ ...one, deposit_account: account, cause: "kept_back",
      reason: keptBack.get(`${one.batch}/${one.sequence}`) ?? "" })), refused_finals: [], changes,
    proof: { holds: true, released: sum(free), planned: sum(placed), waiting: sum(waits), deposits: deposits.length ? [sum(placed)] : [] } };
}

export function dayOf(state: string, version: number, steps: t.DayDetail["steps"], deposits: t.Deposit[],
  all: t.Batch[]): t.DayDetail {
  const received = all.reduce((sum, batch) => sum + batch.counted.amount_cents, 0);
  const deposited = deposits.filter(({ state }) => standing.has(state)).reduce((sum, one) => sum + one.total_cents, 0);
  const waiting = deposits.filter(({ state }) => state === "draft" || state === "awaiting_approval");
  const open = all.reduce((sum, batch) => sum + batch.open_tasks, 0);
  return {
    day, state, version, steps, received_cents: received, deposited_cents: deposited,
    returned_cents: 0, held_cents: received - deposited + 12500, suspense_cents: 0, unexplained_cents: 0,
    brought_forward_cents: 12500, carried_forward_cents: 0,
    checklist: [
      { text: open === 0 ? "Every field is keyed" : `${open} fields wait to be keyed`, done: open === 0, href: "/key" },
      { text: "Every batch is in balance", done: all.every((batch) => batch.balanced), href: "/batches/11" },
      { text: waiting.length === 0 ? "Every deposit is approved" : `${waiting.length} deposit awaits approval`,
        done: waiting.length === 0, href: "/deposits" },
    ],
    may_close: open === 0 && waiting.length === 0,
    by_hour: [["08", 22], ["09", 41], ["10", 64], ["11", 58], ["12", 12], ["13", 49]]
      .map(([hour, items]) => ({ hour: String(hour), items: Number(items) })),
    matched_without_person: { items: 214, of: 246 },
    exceptions_by_age: [["Today", 6], ["1 day", 2], ["2 days", 1], ["Older", 0]]
      .map(([label, count]) => ({ label: String(label), count: Number(count) })),
    unworked_by_age: null, reopening: null,
    batches: all,
  };
}

const tieWords: [string, string, number, string][] = [
  ["Captured tender and held brought forward", "Amounts of checks and other tender of the day's batches.", 1, "1 = 2 + 3 + 4"],
  ["Deposited", "Totals of the day's deposits, approved or not.", 2, "2 = 5 + 6 + 7"],
  ["Held and carried forward", "Tender that is in no deposit and goes back to nobody.", 1, ""],
  ["Pulled and returned", "Tender that goes back to its payer by a person's decision.", 1, ""],
  ["Posted to the billers", "Applied to customers' accounts and named in a posting file.", 2, ""],
  ["Miscellaneous revenue", "Nothing is booked to revenue without an account.", 2, ""],
  ["Suspense", "Deposited, and waiting in suspense for the account it belongs to.", 2, ""],
  ["Confirmed by the bank", "No statement of the bank is read. This line may carry over the close.", 8, "8 = 2 + 9 - 10"],
  ["Adjustments by the bank", "No statement of the bank is read, so there are none.", 8, ""],
  ["In transit to the bank", "Approved deposits that the bank has not confirmed, D9.", 8, ""],
  ["Pieces of paper", "Documents counted at the scanner.", 11, "11 = out + carried"],
  ["Over and short", "Differences from declared totals that a supervisor accepted.", 0, ""],
];

/// The tie as the deposits are: what nobody approved is posted nowhere and not in transit.
export function tieOf(deposits: t.Deposit[], all: t.Batch[]): t.Tie {
  const received = all.reduce((sum, batch) => sum + batch.counted.amount_cents, 0);
  const papers = all.reduce((sum, batch) => sum + batch.counted.documents, 0);
  const total = deposits.reduce((sum, one) => sum + one.total_cents, 0);
  const approved = deposits.filter((one) => one.state === "approved").reduce((sum, one) => sum + one.total_cents, 0);
  const suspense = Math.min(approved, 4250);
  const amounts = [received, total, received - total, 0, approved - suspense, 0, suspense, 0, 0, approved, 0, 0];
  const differences: Record<number, number> = { 1: 0, 2: total - approved, 8: approved - total, 11: 0 };
  return {
    day, to_be_posted_cents: total - approved,
    lines: tieWords.map(([name, explanation, equation, equation_text], at) => ({
      line: at + 1, name, explanation, equation, equation_text, amount_cents: amounts[at] ?? 0,
      pieces: at === 10 ? papers : at < 2 ? 12 : 0, difference: differences[at + 1] ?? null,
      must_tie: at === 0 || at === 1 || at === 10, parts: 2,
    })),
    equations: [
      { id: "D3", sentence: "Every batch holds what was declared of it.", fault: null },
      { id: "D13", sentence: "The day ties.", fault: total === approved ? null
        : "Deposited, line 2 of the tie, is off: 2 = 5 + 6 + 7." },
    ],
    suspense: { opening_cents: 5250, added_cents: suspense, applied_cents: 1000,
      refunded_cents: 0, returned_cents: 0, escheated_cents: 0, closing_cents: 4250 + suspense },
    rolls: [{ place: "vault", pieces: 1, opening_cents: 0, in_cents: 12500, out_cents: 0, closing_cents: 12500,
      rows: [{ batch: 9, sequence: 21, return: null, opening_cents: 0, in_cents: 12500, out_cents: 0, closing_cents: 12500,
        what: "kept by sam" }] }],
    carried: [
      { kind: "suspense", lockbox: "UTIL", batch: 9, sequence: 17, ticket: null, amount_cents: 4250,
        reason: "Unknown payer.", owner: null, since: "2026-11-20", age_days: 3, due: null, carried_by: null, href: "/batches/9" },
      { kind: "open_task", lockbox: "UTIL", batch: 12, sequence: 2, ticket: null, amount_cents: null,
        reason: "amount: The check carries no amount.", owner: "maria", since: day, age_days: 0, due: null, carried_by: null, href: "/documents/1202" },
      ...deposits.filter((one) => one.state !== "approved").map((one) => ({
        kind: "unapproved_deposit", lockbox: "UTIL", batch: one.batch, sequence: null, ticket: String(one.ticket),
        amount_cents: one.total_cents, reason: "A second person must approve it.", owner: one.prepared_by,
        since: day, age_days: 0, due: null, carried_by: null, href: `/deposits/UTIL/${one.ticket}` })),
    ],
  };
}

export const tieParts = (line: number): t.TiePart[] => line === 2
  ? [{ batch: 10, sequence: null, ticket: "000041", text: "awaiting_approval", amount_cents: 61200, pieces: 3, href: "/deposits/UTIL/41" }]
  : [{ batch: 11, sequence: 2, ticket: null, text: "check, deposited", amount_cents: 14837, pieces: 1, href: "/documents/1102" },
    { batch: 11, sequence: 4, ticket: null, text: "check, waiting", amount_cents: 4250, pieces: 1, href: "/documents/1104" }];

export function packetOf(signedBy: string | null): t.Packet {
  const name = signedBy ? `close-riverton-${day}` : `close-riverton-${day}-provisional`;
  const file = (ending: string, kind: string, bytes: number) =>
    ({ name: name + ending, kind, bytes, sha256: "9f".repeat(32) });
  return {
    name, signed: signedBy !== null, closing: signedBy ? 1 : 0, made_by: signedBy, at: "2026-11-23T22:03:00.000Z",
    audit_events: 1482, audit_hash: "ab3d".repeat(16),
    files: [file("-items.csv", "table", 1210), file("-journal.csv", "table", 2420), file("-tie.csv", "table", 460),
      file(".json", "record", 8124), file(".pdf", "sheet", 10412), file(".xlsx", "workbook", 14201),
      file(".manifest.json", "manifest", 3960)],
  };
}

const audited = (entity: string, key: string, event: string, to: string, actor: string, minute: number, reason = ""): t.AuditEvent =>
  ({ seq: minute + 1, entity, entity_key: key, event, from_state: "", to_state: to, actor, at: at(minute), reason });
export const audit: t.AuditEvent[] = [
  audited("batch", "12", "begin_capture", "capturing", "maria", 1),
  audited("document", "12/2", "read_in_part", "needs_repair", "lockbox", 2),
  audited("item", "12/2", "await_amount", "amount_pending", "lockbox", 2),
  audited("account", "a2", "reveal", "", "sam", 9, "Call from the payer"),
];

/// The document whose picture was refused for its quality.
export const refusedDocument = 1214;

export function recordOf(id: number, all: t.BatchDetail[]): t.ItemRecord | null {
  const batch = all.find((one) => one.id === Math.floor(id / 100));
  const sequence = id % 100;
  if (!batch) return null;
  const line = batch.tape.find((one) => one.sequence === sequence);
  const accepted = batch.accepted_pictures.find((one) => one.sequence === sequence) ?? null;
  const isRefused = id === refusedDocument && !accepted;
  const kind = isRefused ? "unknown" : line?.kind ?? (sequence % 2 ? "coupon" : "check");
  return {
    id, batch: batch.id, business_day: day, lockbox: "UTIL", sequence,
    state: isRefused ? "needs_rescan" : line?.amount_cents === null && kind === "check" ? "needs_repair" : "read_ok", kind,
    sides: ["front", "rear"], may_accept_picture: isRefused, accepted_picture: accepted,
    faults: isRefused
      ? [{ code: "image_quality", message: "000014F.tif: too dark: ink 43.1 % of the page, at most 35 % of the page." }] : [],
    quality: [{ side: "rear", condition: "spot_noise",
      text: "spot noise: spots 88.4 a square inch, at most 60 a square inch" }],
    reads: [
      { what: "kind", text: kind, confidence: 0.98, detail: "by its layout" },
      { what: "micr", text: "\u2446069900277\u2446 \u2022\u2022\u2022\u20220134\u2448 6060", confidence: 0.99, detail: "reader" },
    ],
    item: { state: line?.state ?? "amount_pending", amount_cents: line?.amount_cents ?? null,
      amount_source: line?.amount_source ?? null, keyed_by: line?.amount_cents ? "maria" : "" },
    transaction: {
      key: 1, work_type: "SS", state: "in_balance", outcome: "as_expected",
      documents: [{ id: id - 1, sequence: sequence - 1, kind: "coupon" }, { id, sequence, kind }],
      tender_cents: line?.amount_cents ?? 0,
      applied: [{ account: "\u2022\u2022\u2022\u20224100", bill_type: "utility", fund: "401", amount_cents: line?.amount_cents ?? 0 }],
      adjustments_cents: 0, suspense_cents: 0, suspense_reason: null,
      evidence: ["The coupon beside it names the account.", "The amount equals the amount due."],
      matches: [{ sequence: sequence - 1, rule: "coupon", account: "\u2022\u2022\u2022\u20224100", wrong_ppm: 2 }],
    },
    tasks: [...(id === loneCheck ? [{ id: 3, version: 1, field: "account" as const, state: "open", answered_by: "",
      reason: "A check without a coupon: whom is it for?" }] : []), { id, version: 1, field: "amount", state: line?.amount_cents ? "answered" : "open", answered_by: "", reason: "The amount is written by hand." }],
    deposit: batch.deposits[0] ? { ticket: batch.deposits[0].ticket, state: batch.deposits[0].state,
      prepared_by: batch.deposits[0].prepared_by, approved_by: batch.deposits[0].approved_by } : null,
    posting_file: null, cash_only: id === loneCheck ? { return: 2, until: "2027-11-18" } : null, paper: `Paper ${sequence} of batch ${batch.id}, pocket 1.`, audit: audit.slice(0, 3),
  };
}

const order = ["coupon", "successor", "remembered_split", "payer_memory", "open_balances", "name_address"];
export const matchRules = (): t.MatchRulesView => ({
  version: 0, known: order.map((name, at) => ({ name, wrong_ppm: [2, 74, null, 28, 846][at] ?? null })), versions: [],
  rules: { order, memory_confirmations_min: 1, memory_needs_open_amount: true, split_confirmations_min: 2, payer_holders_max: 5,
    name_show_min: 70 },
});
export const matchTrial: t.MatchTrial = {
  envelopes: 1000,
  now: { placed: 909, differently: 0, asked: 91, by_rule: { person: 0, coupon: 871, successor: 17, payer_memory: 21 } },
  wanted: { placed: 912, differently: 3, asked: 85, by_rule: { person: 0, coupon: 871, successor: 17, payer_memory: 27 } },
  differences: [{ batch: 10, transaction: 4, document_id: 1202,
    sentence: "Would go to \u2022\u2022\u2022\u20224100 370.95; it is at \u2022\u2022\u2022\u20224103 370.95." }],
};
export const payer: t.Payer = {
  is_whole: true, is_consolidator: false, caution: "",
  links: [{ account: "\u2022\u2022\u2022\u20224100", ref: "a1", holder: "JUNE CHO", confirmed: 3, last_day: "2026-10-21",
    last_amount_cents: 36120, is_demoted: false }],
};

/// What a pasted list is read as, whatever it says.
export const listRows: t.ListRow[] = [
  { line: 1, number: "\u2022\u2022\u2022\u20224100", name: "JUNE CHO", amount_cents: 12000, is_total: false, outcome: "found",
    ref: "ref:a1", account: "\u2022\u2022\u2022\u20224100", holder: "JUNE CHO", reason: "By its number." },
  { line: 2, number: "\u2022\u2022\u2022\u20224109", name: "PINE ST GROCERY", amount_cents: 5574, is_total: false, outcome: "proposed",
    ref: "ref:a3", account: "\u2022\u2022\u2022\u20224102", holder: "PINE STREET GROCERY",
    reason: "One slip away from account \u2022\u2022\u2022\u20224102, whose holder has this name." },
];

export const siteFile: t.Site = {
  id: "riverton", name: "City of Riverton",
  lockboxes: ["UTIL"],
  deposit_accounts: [{ id: "OPERATING-UTILITY", bank: "First Prairie Bank", items_max: 300 }],
  coupons: [{ name: "utility", bill_type: "utility", symbology: "code128" }],
  suspense: { account: "SUSPENSE" }, overpayment: "credit",
};
