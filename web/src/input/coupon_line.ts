// A coupon's scan line of which some symbols are in doubt: what its definition says of the places.
import type { CouponLine } from "../api/types";
import { checkDigitsHold } from "./check_digit";

type Symbols = readonly (string | null)[];

/// Whether such a line can hold it anywhere: a digit, or what its fixed text is made of.
export const isCouponSymbol = (line: CouponLine, key: string): boolean =>
  /^\d$/.test(key) || (key.length === 1 && line.literals.some(({ text }) => text.includes(key)));

/// What must stand at a place: that symbol, or null for any digit.
const printedAt = ({ literals }: CouponLine, place: number): string | null =>
  literals.map(({ first, text }) => text[place - first]).find((symbol) => symbol !== undefined) ?? null;

export interface CheckDigit { of: "account" | "line"; state: "valid" | "invalid" | "open" }

/// Each check digit of the line, told while the line is keyed.
export const checkDigits = (line: CouponLine, symbols: Symbols): CheckDigit[] =>
  line.checks.map(({ of, places, rule }) => {
    const covered = places.map((place) => symbols[place] ?? null);
    if (covered.includes(null)) return { of, state: "open" };
    return { of, state: checkDigitsHold(rule, covered.join("")) ? "valid" : "invalid" };
  });

/// Why a whole line is none of this kind of coupon, and at which place if it is one; null when it is.
export function couponFault(line: CouponLine, symbols: Symbols): { at: number | null; text: string } | null {
  const wrong = symbols.findIndex((symbol, place) => {
    const printed = printedAt(line, place);
    return printed === null ? !/^\d$/.test(symbol ?? "") : symbol !== printed;
  });
  if (wrong >= 0) {
    const printed = printedAt(line, wrong);
    return { at: wrong, text: `On this kind of coupon symbol ${wrong + 1} is ${printed ? `\u201c${printed}\u201d` : "a digit"}: ` +
      "look again, or key the account with F10." };
  }
  const failed = checkDigits(line, symbols).find(({ state }) => state !== "valid");
  return failed === undefined ? null
    : { at: null, text: `The check digit of the ${failed.of} is not valid: look again, or key the account with F10.` };
}

/// The account number that stands on the line.
export const accountOnLine = ({ account }: CouponLine, symbols: Symbols): string =>
  symbols.slice(account.first, account.first + account.count).join("");
