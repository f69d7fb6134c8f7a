// What has been keyed for the task in hand, by the kind of its field.
import {
  centsOf, choose, emptyAmount, offeredAmount, paste, press, shown,
} from "../../input/amount";
import type { Amount } from "../../input/amount";
import { micrFault, micrFields, micrText, micrValue } from "../../input/micr";
import type { MicrFields } from "../../input/micr";
import { cmc7Fault, cmc7Text } from "../../input/cmc7";
import { beginRepair, micrLineOf, putSymbol, repairFault, repairValue } from "../../input/repair";
import type { Repair } from "../../input/repair";
import { money } from "../../money";
import type { Suggestion, Task } from "../../api/types";
import { freshDivision, judgeDivision, typePart } from "./division";
import type { DivisionDraft } from "./division";

export type Draft =
  | { field: "amount"; amount: Amount; /** The amount that is to be confirmed by a second Enter. */ doubted: number | null }
  | { field: "account"; text: string; picked: Suggestion | null; /** While only the doubts of a coupon's line are keyed. */ repair: Repair | null }
  | { field: "micr"; line: MicrFields; /** The whole line, where it is in CMC-7. */ cmc7: string | null; /** While only the doubts of the line are keyed. */ repair: Repair | null }
  | DivisionDraft
  | { field: "boundary" | "duplicate"; answer: string };

/// The line of which only the doubts are keyed.
export const repairOf = (draft: Draft | null): Repair | null =>
  draft?.field === "micr" || draft?.field === "account" ? draft.repair : null;

export interface Choice { value: string; label: string }
export const choices: Record<"boundary" | "duplicate", Choice[]> = {
  boundary: [
    { value: "first", label: "First paper of a new envelope" },
    { value: "joins", label: "Belongs with the paper before it" },
  ],
  duplicate: [
    { value: "yes", label: "The same check, scanned twice" },
    { value: "no", label: "Another check" },
  ],
};

/// What was read of a line in CMC-7; null where none was seen.
function seenCmc7({ seen }: Task): string | null {
  const line = micrLineOf(seen);
  return line?.type === "cmc7" ? line.symbols.map(({ symbol }) => symbol).join("") : null;
}

export function freshDraft(task: Task): Draft {
  switch (task.field) {
    case "amount": case "verify_amount": case "third_amount":
      return { field: "amount", amount: emptyAmount, doubted: null };
    case "account": return task.division ? freshDivision(task.division) : {
      field: "account", text: "", picked: null,
      repair: task.coupon_line && beginRepair(task.seen, task.coupon_line),
    };
    case "micr": return {
      field: "micr", line: { routing: "", account: "", check: "" }, cmc7: seenCmc7(task),
      repair: beginRepair(task.seen, null, task.unproved),
    };
    default: return { field: task.field, answer: "" };
  }
}

/// One typed character, wherever the focus is: a fast hand is ahead of the screen.
export function typeCharacter(draft: Draft, character: string): Draft {
  switch (draft.field) {
    case "amount": return { ...draft, amount: press(draft.amount, character), doubted: null };
    case "division": return typePart(draft, character);
    case "account":
      if (draft.repair) return { ...draft, repair: putSymbol(draft.repair, character) };
      return { ...draft, text: draft.text + character, picked: null };
    case "micr":
      if (draft.repair) return { ...draft, repair: putSymbol(draft.repair, character) };
      if (draft.cmc7 !== null) return { ...draft, cmc7: draft.cmc7 + cmc7Text(character) };
      return { ...draft, line: { ...draft.line, routing: draft.line.routing + character } };
    default: {
      const choice = choices[draft.field][Number(character) - 1];
      return choice ? { ...draft, answer: choice.value } : draft;
    }
  }
}

export function pasteText(draft: Draft, text: string): Draft {
  if (draft.field === "amount") return { ...draft, amount: paste(draft.amount, text), doubted: null };
  return draft;
}

export function answerPaste(draft: Draft, which: "dollars" | "cents"): Draft {
  return draft.field === "amount" ? { ...draft, amount: choose(draft.amount, which) } : draft;
}

export function takeSuggestion(draft: Draft, suggestion: Suggestion): Draft {
  if (draft.field === "account") return { ...draft, text: suggestion.label, picked: suggestion, repair: null };
  if (draft.field === "amount")
    return { field: "amount", amount: offeredAmount(Number(suggestion.value)), doubted: null };
  if (draft.field === "micr") return { field: "micr", line: micrFields(suggestion.value), cmc7: null, repair: null };
  return draft.field === "division" ? draft : { ...draft, answer: suggestion.value };
}

/// The suggestion that stands in the field.
export function isTaken(draft: Draft, suggestion: Suggestion): boolean {
  if (draft.field === "account") return draft.picked?.value === suggestion.value;
  if (draft.field === "amount") return centsOf(draft.amount) === Number(suggestion.value);
  if (draft.field === "micr") return micrText(draft.line) === suggestion.value;
  return draft.field !== "division" && draft.answer === suggestion.value;
}

export type Verdict =
  | { is: "ready"; value: string; text: string; cents: number | null }
  | { is: "refused"; text: string; focus?: string }
  | { is: "doubted"; text: string; draft: Draft };

/// Ten times too much or too little is the usual slip: ask once, never forbid.
function doubtOf(cents: number, task: Task): string | null {
  for (const { value } of task.suggestions) {
    const expected = Number(value);
    if (expected <= 0) continue;
    if (cents === expected * 10) return `This is ten times the expected ${money(expected)}.`;
    if (cents * 10 === expected) return `This is a tenth of the expected ${money(expected)}.`;
  }
  return null;
}

function judgeAmount(draft: Draft & { field: "amount" }, task: Task): Verdict {
  if (draft.amount.asks)
    return { is: "refused", text: "Say first whether the pasted number is dollars or cents: 1 or 2." };
  const cents = centsOf(draft.amount);
  if (!cents) return { is: "refused", text: "Key the amount." };
  const doubt = draft.doubted === cents ? null : doubtOf(cents, task);
  if (doubt)
    return { is: "doubted", text: `${doubt} Press Enter again if the paper says so.`,
      draft: { ...draft, doubted: cents } };
  return { is: "ready", value: String(cents), text: money(cents), cents };
}

function judgeRepair(repair: Repair): Verdict {
  const fault = repairFault(repair);
  if (fault) return { is: "refused", text: fault.text, focus: `symbol-${fault.at}` };
  const value = repairValue(repair);
  return { is: "ready", value, text: value, cents: null };
}

function judgeCmc7(line: string): Verdict {
  const fault = line === "" ? "Key the line in CMC-7." : cmc7Fault(line);
  return fault === null ? { is: "ready", value: line, text: line, cents: null }
    : { is: "refused", text: fault, focus: "micr-cmc7" };
}

/// What Enter makes of it.
export function judge(draft: Draft, task: Task): Verdict {
  switch (draft.field) {
    case "amount": return judgeAmount(draft, task);
    case "division": return task.division ? judgeDivision(draft, task.division)
      : { is: "refused", text: "Nothing is to be divided here." };
    case "account": {
      if (draft.repair) return judgeRepair(draft.repair);
      const text = draft.text.trim();
      if (!text) return { is: "refused", text: "Key the account, or press a digit to pick one." };
      return { is: "ready", value: draft.picked?.value ?? text, text, cents: null };
    }
    case "micr": {
      if (draft.repair) return judgeRepair(draft.repair);
      if (draft.cmc7 !== null) return judgeCmc7(draft.cmc7);
      const fault = micrFault(draft.line);
      if (fault) return { is: "refused", text: fault.text, focus: `micr-${fault.field}` };
      return { is: "ready", value: micrValue(draft.line), text: micrText(draft.line), cents: null };
    }
    default: {
      const chosen = choices[draft.field].find(({ value }) => value === draft.answer);
      if (!chosen) return { is: "refused", text: "Press 1 or 2, then Enter." };
      return { is: "ready", value: chosen.value, text: chosen.label, cents: null };
    }
  }
}

export const amountShown = shown;
