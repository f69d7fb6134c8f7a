// A MICR line in CMC-7, as French and Brazilian banks print it: digits, and `a` to `e` for the
// symbols SI to SV.
import { luhnHolds } from "./check_digit";

/// The symbols with the names that a screen reader says.
export const cmc7Symbols: Record<string, string> = {
  a: "S1 internal", b: "S2 amount", c: "S3 terminator", d: "S4", e: "S5 routing",
};

export type LineState = "valid" | "invalid" | "open" | "missing";
export interface LineCheck { state: LineState; text: string }

const french = /^c(\d{7})c\d{12}e\d{12}a(b\d*)?$/;
/// The digit behind the first run proves the second one, that before the third the first.
const brazilian = /^c(\d{7})(\d)c(\d{10})e(\d)(\d{10})(\d)a(b\d*)?$/;

function brazilianCheck([, bank, second, check, first, account, third]: RegExpExecArray): LineCheck {
  const runs = [`${bank}${first}`, `${check}${second}`, `${account}${third}`];
  return runs.every(luhnHolds)
    ? { state: "valid", text: "Brazilian line: three check digits valid." }
    : { state: "invalid", text: "Brazilian line: a check digit is not valid." };
}

/// What is known of a line, "?" for each open place.
export function cmc7Check(line: string): LineCheck {
  if (line.includes("?")) return { state: "open", text: "Line in CMC-7: not whole yet." };
  const number = french.exec(line)?.[1];
  if (number) return { state: "valid", text: `French line, check ${number}: every length fits; it has no check digit.` };
  const parts = brazilian.exec(line);
  return parts ? brazilianCheck(parts) : { state: "missing", text: "No layout of CMC-7 that is known here." };
}

/// Why the line cannot be sent; null when it can.
export function cmc7Fault(line: string): string | null {
  switch (cmc7Check(line).state) {
    case "valid": return null;
    case "open": return "Key what the paper says for each question mark.";
    case "invalid": return "A check digit of this line is not valid: look again.";
    case "missing": return "This line has no layout that is known here: look again, or hold it for a supervisor with F3.";
  }
}

/// What of a text can stand in such a line.
export const cmc7Text = (text: string): string => text.toLowerCase().replace(/[^\da-e?]/g, "");
