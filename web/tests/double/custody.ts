// The mail log of the double: a pick-up that waits for its second signature, trays on their way, a
// box that is due, cash and a count that differs.
import type * as t from "../../src/api/types";
import { day } from "./data";
import type { Person } from "./data";

type Told = { status?: number; body: unknown } | { status: number; refusal: string };

const at = (minute: number) => `2026-11-23T14:${String(minute).padStart(2, "0")}:00.000Z`;

function unit(number: number, label: string, sort_class: string, stage: string, pieces: number,
  more: Partial<t.UnitDetail> = {}): t.UnitDetail {
  return {
    id: number, number, pick_up: 1, found_in: null, label, sort_class, day, date_policy: "received",
    dated_on: day, stage, pieces, holder: "maria", box: null, signed: true, version: 2, steps: [],
    movements: [{ flow: "received", pieces, day, actor: "maria", witness: null, at: at(2), reason: "" }],
    hand_offs: [], batches: [], findings: [], ...more,
  };
}

const step = (event: string, pieces: number, minute: number, note = "") =>
  ({ event, day, pieces, actor: "maria", at: at(minute), note });

export function pickUps(): t.PickUp[] {
  return [
    { id: 1, day, source: "po_box", picked_up_at: at(0), carrier_reference: "USPS 32301-7", trays: 3, weight_grams: 5200,
      estimated_pieces: 420, certified_numbers: [], logged_by: "maria", logged_at: at(2), confirmed_by: "theo", confirmed_at: at(3) },
    { id: 2, day, source: "drop_box", picked_up_at: at(20), carrier_reference: null, trays: 1, weight_grams: null,
      estimated_pieces: null, certified_numbers: ["9407 1118 9876"], logged_by: "maria", logged_at: at(21), confirmed_by: null, confirmed_at: null },
  ];
}

export function units(): t.UnitDetail[] {
  return [
    unit(1, "A", "singles", "scanned", 250, {
      steps: ["stage", "open", "extract", "candle", "scan"].map((event, n) => step(event, 250, 4 + n)),
      batches: [{ batch: 12, how: "hand", envelopes: 248, documents: 496, linked_by: "maria", at: at(9) }] }),
    unit(2, "B", "multis", "opened", 118, {
      steps: [step("stage", 118, 5), step("open", 118, 12, "Two boxes of flats in it")],
      hand_offs: [{ state: "offered", day, giver: "maria", taker: "sam", offered_pieces: 118, offered_at: at(14), taken_pieces: null, ended_at: null }],
      findings: [cash()] }),
    unit(3, "C", "white_mail", "staged", 40, { steps: [step("stage", 40, 6)] }),
    unit(4, "", "certified", "received", 12, { pick_up: 2, signed: false }),
    unit(5, "Z", "singles", "stored", 300, { day: "2026-09-14", dated_on: "2026-09-14", box: 1, holder: null,
      steps: ["stage", "open", "extract", "candle", "scan", "store"].map((event, n) => step(event, 300, n)) }),
  ];
}

function cash(): t.Finding {
  return { id: 1, unit: 2, unit_number: 2, kind: "cash", day, found_by: "maria", at: at(15), note: "In a birthday card.",
    expected: 0, counted: 0, found_unit: null, due: null, witnessed_by: null, counts_made: 1, counts: [],
    resolution: null, resolved_by: null, resolved_at: null };
}

export const instruction: t.Instruction = {
  payee: "", version: 1, text: "Checks to \u201cRiverton Water Works\u201d are ours; no post-dated checks.", set_by: "sam",
  set_at: "2026-11-20T15:00:00.000Z", reason: "Letter of the utility",
};

type Body = Record<string, unknown>;
const next: Record<string, string> = { stage: "staged", open: "opened", extract: "extracted", candle: "candled", scan: "scanned", store: "stored", move: "stored" };

/// The mail log as the service would answer, without its rules but for the two signatures.
export class MailRoom {
  pickUps = pickUps();
  units = units();
  policy: t.CustodyPolicy = { version: 0, date_policy: "received", follow_up_days: 7,
    retention_days: { payments: 60, envelopes: 30, correspondence: 365, certified: 365 }, set_by: null, set_at: null, reason: null };
  boxes: t.StorageBox[] = [
    { id: 1, name: "2026-37", location: "Vault, shelf 3", retention: "payments", opened_by: "maria", opened_on: "2026-09-14",
      filled_on: "2026-09-14", units: 1, pieces: 300, due_on: "2026-11-13", why_kept: null, first_signer: null, second_signer: null, destroyed_on: null },
    { id: 2, name: "2026-47", location: "Vault, shelf 4", retention: "payments", opened_by: "maria", opened_on: day,
      filled_on: null, units: 0, pieces: 0, due_on: null, why_kept: "Box 2026-47 is empty.", first_signer: null, second_signer: null, destroyed_on: null },
  ];
  holds: t.Hold[] = [];
  instructions: t.Instruction[] = [instruction];

  view(): t.Custody {
    const open = this.units.filter(({ stage }) => stage !== "stored" && stage !== "scanned");
    const stages = ["received", "staged", "opened", "extracted", "candled", "scanned", "stored"].flatMap((stage) => {
      const here = this.units.filter((one) => one.stage === stage);
      return here.length === 0 ? [] : [{ stage, units: here.length, pieces: sum(here), oldest_days: stage === "stored" ? 70 : 0 }];
    });
    const received = sum(this.units.filter((one) => one.day === day));
    return {
      day, kept: true, policy: this.policy, pick_ups: this.pickUps, units: this.units,
      findings: this.units.flatMap((one) => one.findings),
      roll: { opening: 300, received, discovered: 0, corrected: 0, returned: 0, forwarded: 0, sent_to_bank: 0, destroyed: 0,
        closing: sum(this.units), difference: 300 + received - sum(this.units) },
      stages, unworked_by_age: this.ages(open), boxes: this.boxes, holds: this.holds, gaps: this.gaps(),
    };
  }
  ages(open = this.units.filter(({ stage }) => stage !== "stored" && stage !== "scanned")): t.UnworkedAge[] {
    return ["Today", "1 day", "2 to 5 days", "Older"].map((label, n) =>
      n === 0 ? { label, units: open.length, pieces: sum(open) } : { label, units: 0, pieces: 0 });
  }
  private gaps(): t.Custody["gaps"] {
    return [
      ...this.pickUps.filter((one) => one.confirmed_by === null).map((one) =>
        ({ text: `Pick-up ${one.id} of ${day} was logged by ${one.logged_by} and no second person signed it.`, unit: null })),
      ...this.units.flatMap((one) => one.hand_offs.filter(({ state }) => state === "offered").map((offer) =>
        ({ text: `Unit ${one.number} (${one.label}) was offered by ${offer.giver} to ${offer.taker}, who has not counted it.`, unit: one.id }))),
      ...this.units.flatMap((one) => one.findings.filter(({ resolution }) => resolution === null).map((found) =>
        ({ text: `Cash found in unit ${found.unit_number} was not counted alike by two people.`, unit: one.id }))),
    ];
  }

  logPickUp(body: Body, who: string): { id: number } {
    const id = this.pickUps.length + 1;
    const trays = body["trays"] as t.NewTray[];
    this.pickUps.push({ id, day, source: String(body["source"]), picked_up_at: String(body["picked_up_at"]),
      carrier_reference: (body["carrier_reference"] as string | undefined) ?? null, trays: trays.length, weight_grams: null,
      estimated_pieces: (body["estimated_pieces"] as number | undefined) ?? null,
      certified_numbers: body["certified_numbers"] as string[], logged_by: who, logged_at: at(30), confirmed_by: null, confirmed_at: null });
    for (const tray of trays) this.units.push(unit(this.units.length + 1, tray.label ?? "", tray.sort_class, "received",
      tray.pieces, { pick_up: id, holder: who, signed: false }));
    return { id };
  }
  sign(id: number, who: string): string | null {
    const found = this.pickUps.find((one) => one.id === id)!;
    if (found.logged_by === who) return `A pick-up is signed by two people, and ${who} was the first; ask somebody else to sign.`;
    Object.assign(found, { confirmed_by: who, confirmed_at: at(31) });
    for (const one of this.units) if (one.pick_up === id) one.signed = true;
    return null;
  }
  find(id: number): t.UnitDetail { return this.units.find((one) => one.id === id)!; }
  step(id: number, body: Body, who: string): t.UnitDetail {
    const one = this.find(id);
    one.steps = [...one.steps, { event: String(body["event"]), day, pieces: one.pieces, actor: who, at: at(40 + one.steps.length), note: String(body["note"] ?? "") }];
    Object.assign(one, { stage: next[String(body["event"])], version: one.version + 1 });
    if (body["box"]) Object.assign(one, { box: body["box"], holder: null });
    return one;
  }
  offer(id: number, body: Body, who: string): t.UnitDetail {
    const one = this.find(id);
    one.hand_offs = [...one.hand_offs, { state: "offered", day, giver: who, taker: String(body["taker"]),
      offered_pieces: Number(body["pieces"]), offered_at: at(50), taken_pieces: null, ended_at: null }];
    return one;
  }
  take(id: number, pieces: number, who: string): t.UnitDetail {
    const one = this.find(id);
    one.hand_offs = one.hand_offs.map((offer) => ({ ...offer, state: "taken", taken_pieces: pieces, ended_at: at(51) }));
    one.holder = who;
    if (pieces !== one.pieces) one.findings = [...one.findings, { ...cash(), id: 9, kind: "count_differs", unit: id, unit_number: one.number,
      found_by: who, note: "Counted at a hand-off.", expected: one.pieces, counted: pieces, counts_made: 0 }];
    return one;
  }
  discover(id: number, body: Body, who: string): t.UnitDetail {
    const one = this.find(id);
    const made = unit(this.units.length + 1, `found in ${one.number}`, String(body["sort_class"]), "candled", Number(body["pieces"]),
      { pick_up: null, found_in: id, holder: who, signed: false });
    this.units.push(made);
    one.findings = [...one.findings, { ...cash(), id: 11, kind: "discovered", unit: id, unit_number: one.number, found_by: who,
      note: String(body["note"]), counted: made.pieces, found_unit: made.id, due: "2026-12-02", counts_made: 0 }];
    return one;
  }
  count(finding: number, body: Body, who: string): t.UnitDetail {
    const one = this.units.find(({ findings }) => findings.some(({ id }) => id === finding))!;
    const bills = body["bills"] as number[];
    const total = bills.reduce((all, n, place) => all + n * [100, 50, 20, 10, 5, 2, 1][place]! * 100, Number(body["coin_cents"]));
    one.findings = one.findings.map((found) => found.id !== finding ? found : { ...found, witnessed_by: who, counts_made: 2,
      counts: [{ bills, coin_cents: Number(body["coin_cents"]), total_cents: total, counted_by: who, at: at(52) }] });
    return one;
  }
  resolve(finding: number, body: Body, who: string): t.UnitDetail {
    const one = this.units.find(({ findings }) => findings.some(({ id }) => id === finding))!;
    one.findings = one.findings.map((found) => found.id !== finding ? found
      : { ...found, resolution: String(body["text"]), resolved_by: who, resolved_at: at(53) });
    return one;
  }
  destroy(id: number, who: string): string | null {
    const box = this.boxes.find((one) => one.id === id)!;
    if (box.first_signer === null) { box.first_signer = who; return null; }
    if (box.first_signer === who) return "The destruction of a box is signed by two people.";
    Object.assign(box, { second_signer: who, destroyed_on: day, units: 0, pieces: 0 });
    return null;
  }
  instruct(body: Body, who: string): t.LockboxInstructions {
    this.instructions = [{ payee: String(body["payee"]), version: Number(body["version"]) + 1, text: String(body["text"]), set_by: who,
      set_at: at(55), reason: String(body["reason"]) }, ...this.instructions];
    return this.told();
  }
  told(): t.LockboxInstructions {
    const newest = new Map<string, t.Instruction>();
    for (const one of this.instructions) if (!newest.has(one.payee)) newest.set(one.payee, one);
    return { lockbox: "UTIL", current: [...newest.values()].filter(({ text }) => text), versions: this.instructions };
  }

  answer(method: string, path: string, body: Record<string, unknown>, who: Person | null): Told | null {
    const by = who?.name ?? "";
    const done = (fault: string | null): Told => fault ? { status: 403, refusal: fault } : { body: { id: 1 } };
    const routes: [string, (id: number) => Told][] = [
      ["GET /custody/[\\d-]+", () => ({ body: this.view() })],
      ["POST /custody/[\\d-]+/pick-ups", () => ({ status: 201, body: this.logPickUp(body, by) })],
      ["POST /pick-ups/(\\d+)/signature", (id) => done(this.sign(id, by))],
      ["GET /work-units/(\\d+)", (id) => this.units.some((one) => one.id === id) ? { body: this.find(id) }
        : { status: 404, refusal: "The mail log has no such work unit." }],
      ["POST /work-units/(\\d+)/steps", (id) => ({ body: this.step(id, body, by) })],
      ["POST /work-units/(\\d+)/offers", (id) => ({ body: this.offer(id, body, by) })],
      ["POST /work-units/(\\d+)/offers/take", (id) => ({ body: this.take(id, Number(body["pieces"]), by) })],
      ["POST /work-units/(\\d+)/discoveries", (id) => ({ body: this.discover(id, body, by) })],
      ["POST /findings/(\\d+)/counts", (id) => ({ body: this.count(id, body, by) })],
      ["POST /findings/(\\d+)/resolution", (id) => ({ body: this.resolve(id, body, by) })],
      ["POST /boxes/(\\d+)/destruction", (id) => done(this.destroy(id, by))],
      ["POST /custody-holds", () => {
        this.holds.push({ id: this.holds.length + 1, box: null, unit: null, kind: "", placed_by: by,
          placed_at: "2026-11-23T15:00:00.000Z", reason: "", ...body });
        return { status: 201, body: { id: 1 } };
      }],
      ["GET /instructions/\\w+", () => ({ body: this.told() })],
      ["POST /instructions/\\w+", () => ({ body: this.instruct(body, by) })],
    ];
    for (const [pattern, told] of routes) {
      const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
      if (found) return told(Number(found[1]));
    }
    return null;
  }
}

const sum = (all: t.WorkUnit[]) => all.reduce((pieces, one) => pieces + one.pieces, 0);
