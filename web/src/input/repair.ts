// A MICR line, or a coupon's scan line, of which some symbols are in doubt: what was read stands, a
// person keys the rest.
import type { CouponLine, SeenLine, SeenPage, SeenSymbol } from "../api/types";
import { cmc7Check, cmc7Fault, cmc7Symbols } from "./cmc7";
import type { LineState } from "./cmc7";
import { accountOnLine, checkDigits, couponFault, isCouponSymbol } from "./coupon_line";
import { foreignText } from "./foreign_line";
import { hasAssignedPrefix, isRoutingNumber, micrSymbols } from "./micr";

export type MicrFont = "e13b" | "cmc7";

/// The MICR line of a page, in either font.
export const micrLineOf = (page: SeenPage | null): SeenLine | null =>
  page?.lines.find(({ type }) => type === "e13b" || type === "cmc7") ?? null;
export const fontOf = (line: { type: string } | null): MicrFont => line?.type === "cmc7" ? "cmc7" : "e13b";

export interface Repair {
  readonly seen: readonly SeenSymbol[];
  /// What stands at each place: a symbol, "" where a person sees none, null while it is open.
  readonly symbols: readonly (string | null)[];
  /// The place in hand, one of those in doubt.
  readonly at: number;
  /// Whether the reader's guesses are shown: only on demand, as they would lead the eye.
  readonly isHinting: boolean;
  /// What the places of a coupon's line mean; null for a MICR line.
  readonly coupon: CouponLine | null;
  /// Of a MICR line, the font.
  readonly font: MicrFont;
}

const unread = "?";

const routingIn = (line: string): string | undefined => /\u2446([\d?]*)\u2446/.exec(line)?.[1];

/// The line of a task, when the reader left a part of it open and read the rest, or when nothing
/// on it proves what was read and a person says whether it is right.
export function beginRepair(page: SeenPage | null, coupon: CouponLine | null = null, isUnproved = false): Repair | null {
  const line = coupon ? page?.lines[coupon.line] ?? null : micrLineOf(page);
  const seen = line?.symbols ?? [];
  const symbols = seen.map(({ symbol }) => (symbol === unread ? null : symbol));
  const at = symbols.indexOf(null);
  const font = fontOf(line);
  return at < 0 && !(isUnproved && font === "e13b") ? null : { seen, symbols, at: Math.max(at, 0), isHinting: false, coupon, font };
}

/// The places that a person keys, from left to right.
export const doubtsOf = ({ seen }: Repair): number[] =>
  seen.flatMap(({ symbol }, at) => (symbol === unread ? [at] : []));

const letters: Record<string, string> = {
  t: "\u2446", a: "\u2447", u: "\u2448", d: "\u2449", "-": "\u2449", ".": "", " ": "",
};

function cmc7SymbolOf(key: string): string | null {
  if (/^\d$/.test(key) || key in cmc7Symbols) return key;
  return key === "." || key === " " ? "" : null;
}

/// The symbol that a key means, "" for none; null for a key that means nothing here.
export function symbolOf({ coupon, font }: Repair, key: string): string | null {
  if (coupon) return isCouponSymbol(coupon, key) ? key : null;
  if (font === "cmc7") return cmc7SymbolOf(key.toLowerCase());
  if (/^\d$/.test(key) || key in micrSymbols) return key;
  return letters[key.toLowerCase()] ?? null;
}

/// The open place after this one, else the first open one, else the next in doubt; the last stays.
function nextOf(repair: Repair): number {
  const doubts = doubtsOf(repair);
  const open = doubts.filter((place) => repair.symbols[place] === null);
  return open.find((place) => place > repair.at) ?? open[0] ??
    doubts.find((place) => place > repair.at) ?? repair.at;
}

/// Whether only a yes is wanted: every symbol was read.
export const isWhole = (repair: Repair): boolean => doubtsOf(repair).length === 0;

/// Puts what was keyed into the place in hand and goes to the next open one.
export function putSymbol(repair: Repair, key: string): Repair {
  const symbol = symbolOf(repair, key);
  if (symbol === null || isWhole(repair)) return repair;
  const symbols = repair.symbols.map((old, place) => (place === repair.at ? symbol : old));
  const put = { ...repair, symbols, isHinting: false };
  return { ...put, at: nextOf(put) };
}

/// Empties the place in hand, or the one before when it is empty already.
export function takeBack(repair: Repair): Repair {
  const doubts = doubtsOf(repair);
  if (doubts.length === 0) return repair;
  const here = repair.symbols[repair.at] !== null;
  const at = here ? repair.at : doubts[doubts.indexOf(repair.at) - 1] ?? repair.at;
  const symbols = repair.symbols.map((old, place) => (place === at ? null : old));
  return { ...repair, symbols, at, isHinting: false };
}

export function goTo(repair: Repair, at: number): Repair {
  return at === repair.at ? repair : { ...repair, at, isHinting: false };
}

/// What the reader takes the place in hand for, in words.
export function hintOf({ seen, at, font }: Repair): string {
  const symbol = seen[at];
  const names = font === "cmc7" ? cmc7Symbols : micrSymbols;
  const named = (text: string) => names[text] ?? text;
  const guesses = [symbol?.best, symbol?.second].filter((one): one is string => Boolean(one));
  return guesses.length === 0
    ? "The reader saw ink here that is like no symbol."
    : `The reader's guess, which it was not sure of: ${guesses.map(named).join(", else ")}.`;
}

/// What stands on the line now, "?" for each open place.
const lineText = ({ symbols }: Repair): string => symbols.map((symbol) => symbol ?? unread).join("");

/// What stands between the transit symbols.
export interface Routing { digits: string; state: LineState }
export function routingOf(repair: Repair): Routing {
  const text = lineText(repair);
  const digits = routingIn(text);
  if (digits === undefined) return { digits: "", state: text.includes(unread) ? "open" : "missing" };
  if (digits.includes(unread)) return { digits, state: "open" };
  return { digits, state: isRoutingNumber(digits) ? "valid" : "invalid" };
}

function routingText({ digits, state }: Routing): string {
  switch (state) {
    case "valid": return `Routing number ${digits}: check digit valid${
      hasAssignedPrefix(digits) ? "" : `, but no bank's number begins with ${digits.slice(0, 2)}`}.`;
    case "invalid": return `Routing number ${digits}: check digit not valid.`;
    case "open": return digits ? `Routing number ${digits}: not whole yet.` : "Routing number: not whole yet.";
    case "missing": return "No routing number between two transit symbols.";
  }
}

const couponTexts = { valid: "check digit valid", invalid: "check digit not valid", open: "not whole yet" };

/// What the check digits of the line say of what stands there now.
export function checksOf(repair: Repair): { state: LineState; text: string }[] {
  if (!repair.coupon && repair.font === "cmc7") return [cmc7Check(lineText(repair))];
  if (!repair.coupon) {
    const foreign = foreignText(lineText(repair));
    if (foreign) return [{ state: "valid", text: foreign }];
    const routing = routingOf(repair);
    return [{ state: routing.state, text: routingText(routing) }];
  }
  return checkDigits(repair.coupon, repair.symbols).map(({ of, state }) =>
    ({ state, text: `${of === "account" ? "Account" : "Line"}: ${couponTexts[state]}.` }));
}

/// Why the line cannot be sent, and the place to go to; null when it can.
export function repairFault(repair: Repair): { at: number; text: string } | null {
  const open = repair.symbols.indexOf(null);
  if (open >= 0) return { at: open, text: `Key symbol ${open + 1} of the line.` };
  if (repair.coupon) {
    const fault = couponFault(repair.coupon, repair.symbols);
    return fault && { at: doubtsOf(repair).find((place) => place === fault.at) ?? repair.at, text: fault.text };
  }
  if (repair.font === "cmc7") {
    const text = cmc7Fault(lineText(repair));
    return text === null ? null : { at: repair.at, text };
  }
  const { state } = routingOf(repair);
  if (state === "valid" || foreignText(lineText(repair)) !== null) return null;
  const text = state === "invalid"
    ? "The check digit of this routing number is not valid: look again."
    : "This line has no routing number between two transit symbols: key the whole line with F10.";
  return { at: repair.at, text };
}

/// The answer: the line in symbols of its font, without gaps, or the account on a coupon's line.
export const repairValue = ({ symbols, coupon }: Repair): string =>
  coupon ? accountOnLine(coupon, symbols) : symbols.map((symbol) => symbol ?? "").join("");
