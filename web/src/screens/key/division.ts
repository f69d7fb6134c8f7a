// A check of several coupons that do not add up to it: what of it goes to which, and what waits.
import { centsOf, emptyAmount, offeredAmount, press } from "../../input/amount";
import type { Amount } from "../../input/amount";
import { money } from "../../money";
import type { Division } from "../../api/types";

export interface DivisionDraft {
  field: "division";
  /// One for each line of the task.
  parts: readonly Amount[];
  /// The one in hand.
  at: number;
  /// What is to wait in suspense, to be confirmed by a second Enter.
  doubted: number | null;
}

export function freshDivision({ lines }: Division): DivisionDraft {
  return { field: "division", parts: lines.map(() => emptyAmount), at: 0, doubted: null };
}

const given = ({ parts }: DivisionDraft) => parts.reduce((sum, part) => sum + (centsOf(part) ?? 0), 0);

/// What is left of the check for suspense; negative when more is given than was paid.
export const restOf = (draft: DivisionDraft, division: Division) => division.amount_cents - given(draft);

function withPart(draft: DivisionDraft, at: number, part: Amount): DivisionDraft {
  return { ...draft, parts: draft.parts.map((old, index) => (index === at ? part : old)), at, doubted: null };
}

export function typePart(draft: DivisionDraft, character: string): DivisionDraft {
  return withPart(draft, draft.at, press(draft.parts[draft.at] ?? emptyAmount, character));
}

export const goTo = (draft: DivisionDraft, at: number): DivisionDraft => ({ ...draft, at });

/// What the coupon asks for, or what is left where that is less.
export function takeAsked(draft: DivisionDraft, division: Division): DivisionDraft {
  const asked = division.lines[draft.at]?.expected_cents[0] ?? 0;
  const others = restOf(draft, division) + (centsOf(draft.parts[draft.at] ?? emptyAmount) ?? 0);
  const cents = Math.min(asked, others);
  return cents > 0 ? withPart(draft, draft.at, offeredAmount(cents)) : draft;
}

export type DivisionVerdict =
  | { is: "ready"; value: string; text: string; cents: null }
  | { is: "refused"; text: string }
  | { is: "doubted"; text: string; draft: DivisionDraft };

/// Money waits in suspense only when somebody saw how much and pressed Enter once more.
export function judgeDivision(draft: DivisionDraft, division: Division): DivisionVerdict {
  const rest = restOf(draft, division);
  if (rest < 0) return { is: "refused", text: `${money(-rest)} more than the check is given out.` };
  if (rest > 0 && draft.doubted !== rest) {
    return { is: "doubted", text: `${money(rest)} goes to suspense. Press Enter again if it does.`,
      draft: { ...draft, doubted: rest } };
  }
  const parts = division.lines.flatMap(({ value }, at) => {
    const cents = centsOf(draft.parts[at] ?? emptyAmount) ?? 0;
    return cents > 0 ? [`${value}=${cents}`] : [];
  });
  if (rest > 0) parts.push(`suspense=${rest}`);
  return { is: "ready", value: parts.join(";"), text: "divided", cents: null };
}
