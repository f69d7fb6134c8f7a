// The amount field of an adding machine: digits fill from the right and the cents are implied.
//
// What is typed and what is pasted are two things.  Typed digits are cents until a point is typed;
// then, and after a leading "0" or point, the text means what it says.  Pasted text always means
// what it says, and without a point it may mean two things, so the field asks.

export const digitsMax = 11;

export interface Amount {
  /// Digits (cents) or, once it holds a point, dollars and cents as written.
  readonly text: string;
  /// The next digit replaces the whole, as in a field whose content is selected.
  readonly replaces: boolean;
  /// Pasted without a point: dollars or cents?
  readonly asks: { readonly dollars: number; readonly cents: number } | null;
  /// Why the last key was refused.
  readonly refusal: string | null;
}

export const emptyAmount: Amount = { text: "", replaces: false, asks: null, refusal: null };

/// A value offered by the screen: accepted as it is, or replaced by the first digit.
export function offeredAmount(cents: number): Amount {
  return { ...emptyAmount, text: String(cents), replaces: true };
}

const settled = (text: string): Amount => ({ ...emptyAmount, text });
const refused = (amount: Amount, refusal: string): Amount => ({ ...amount, refusal });
const digitsOf = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "").length;

function pressDigit(text: string, digit: string): string | null {
  const [, cents] = text.split(".");
  if (cents !== undefined) {
    if (cents.length >= 2) return null;
    return text + digit;
  }
  const next = text === "0" ? digit : text + digit;
  return digitsOf(next) > digitsMax ? null : next;
}

function pressPoint(amount: Amount, text: string): Amount {
  if (text.includes(".")) return refused(amount, "There is a point already.");
  if (digitsOf(text) > digitsMax - 2)
    return refused(amount, `No more than ${digitsMax - 2} digits before the point.`);
  return settled(`${text || "0"}.`);
}

/// One key: a digit, "." or "Backspace".  Other keys change nothing.
export function press(amount: Amount, key: string): Amount {
  const text = amount.replaces ? "" : amount.text;
  if (key === "Backspace") return settled(amount.replaces ? "" : text.slice(0, -1));
  if (key === "." || key === ",") return pressPoint(amount, text);
  if (!/^\d$/.test(key)) return amount;
  const next = pressDigit(text, key);
  if (next !== null) return settled(next);
  return refused(amount, text.includes(".")
    ? "There are two digits behind the point already."
    : `No more than ${digitsMax} digits.`);
}

/// Pasted text, read as it is written.
export function paste(amount: Amount, pasted: string): Amount {
  const plain = pasted.replace(/[,$\s]/g, "");
  const parts = /^(\d*)(?:\.(\d{0,2}))?$/.exec(plain);
  if (!parts || !/\d/.test(plain))
    return refused(amount, `"${pasted.trim().slice(0, 30)}" is not an amount.`);
  const whole = (parts[1] ?? "").replace(/^0+/, "") || "0";
  if (whole.length > digitsMax - 2)
    return refused(amount, `No more than ${digitsMax - 2} digits before the point.`);
  if (parts[2] !== undefined) return settled(`${whole}.${parts[2].padEnd(2, "0")}`);
  const number = Number(whole);
  return { text: "", replaces: false, refusal: null, asks: { dollars: number * 100, cents: number } };
}

/// The answer to what the field asked after a paste.
export function choose(amount: Amount, which: "dollars" | "cents"): Amount {
  return amount.asks ? offeredAmount(amount.asks[which]) : amount;
}

/// Whole cents; null while there is nothing to accept.
export function centsOf(amount: Amount): number | null {
  if (amount.asks || !/\d/.test(amount.text)) return null;
  const [dollars, cents] = amount.text.split(".");
  if (cents === undefined) return Number(amount.text);
  return Number(dollars || "0") * 100 + Number(cents.padEnd(2, "0"));
}

/// What the field shows.
export function shown(amount: Amount): string {
  if (amount.text === "") return "";
  const [dollars = "", cents] = amount.text.split(".");
  const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  if (cents !== undefined) return `${grouped(dollars || "0")}.${cents}`;
  const padded = dollars.padStart(3, "0");
  const whole = padded.slice(0, -2).replace(/^0+(?=\d)/, "");
  return `${grouped(whole)}.${padded.slice(-2)}`;
}
