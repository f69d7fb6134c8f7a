// Money as people read it.  Amounts are whole cents; a number that is not whole is a mistake.

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/// "1,034.00"; a negative amount has a minus sign, never parentheses.
export function money(cents: number): string {
  const whole = Math.abs(cents);
  const dollars = group(String(Math.floor(whole / 100)));
  return `${cents < 0 ? "\u2212" : ""}${dollars}.${String(whole % 100).padStart(2, "0")}`;
}

export const count = (n: number) => group(String(n));

/// "1 item", "2 items".
export function many(n: number, one: string, more = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : more}`;
}

/// A difference between counted and declared in words: "0.72 short", "3.00 over", "0.00".
export function difference(cents: number): string {
  if (cents === 0) return money(0);
  return `${money(Math.abs(cents))} ${cents < 0 ? "short" : "over"}`;
}

/// Cents of what a person wrote in a plain field: "1,034.5", "$1034", "86.50"; null if it is none.
export function parseMoney(text: string): number | null {
  const plain = text.replace(/[,$\s]/g, "");
  const parts = /^(\d{0,9})(?:\.(\d{0,2}))?$/.exec(plain);
  if (!parts || !/\d/.test(plain)) return null;
  return Number(parts[1] || "0") * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
}
