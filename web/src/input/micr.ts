// The MICR line as a person keys it: routing number, account, check number.

/// Whether nine digits carry the check digit of a routing number (weights 3, 7, 1).
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const weights = [3, 7, 1];
  const sum = [...text].reduce((total, digit, at) => total + Number(digit) * weights[at % 3]!, 0);
  return sum > 0 && sum % 10 === 0;
}

/// Whether the ABA has assigned numbers that begin so: 00 to 12, 21 to 32, 61 to 72 and 80.
export function hasAssignedPrefix(routing: string): boolean {
  const prefix = Number(routing.slice(0, 2));
  return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
}

/// Branch and institution of a Canadian bank.
const canadianRouting = /^\d{5}-\d{3}$/;

export interface MicrFields { routing: string; account: string; check: string }

/// Which field is wrong and why; null when the line may be sent.
export function micrFault(fields: MicrFields): { field: keyof MicrFields; text: string } | null {
  const isCanadian = canadianRouting.test(fields.routing);
  if (!isCanadian && !/^\d{9}$/.test(fields.routing))
    return { field: "routing", text: "The routing number has nine digits, a Canadian one 12345-678." };
  if (!isCanadian && !isRoutingNumber(fields.routing))
    return { field: "routing", text: "The check digit of this routing number is wrong: look again." };
  if (!/^[\d-]+$/.test(fields.account))
    return { field: "account", text: "Key the account: digits and dashes." };
  if (isCanadian && fields.check === "")
    return { field: "check", text: "Key the check number: a Canadian line has one." };
  if (!/^\d*$/.test(fields.check))
    return { field: "check", text: "The check number holds digits only." };
  return null;
}

/// As a person reads it, and back.
export const micrText = (f: MicrFields) => `${f.routing}/${f.account}/${f.check}`;
export function micrFields(text: string): MicrFields {
  const [routing = "", account = "", check = ""] = text.split("/").map((part) => part.trim());
  return { routing, account, check };
}

/// Beside the account stand no more digits of a check number; more stand before the routing number.
const serialDigitsMax = 6;

/// The line in symbols of E-13B, as it would stand on the paper.
export function micrValue({ routing, account, check }: MicrFields): string {
  const onUs = `${account.replace(/-/g, "\u2449")}\u2448`;
  const transit = `\u2446${routing.replace("-", "\u2449")}\u2446`;
  const isBefore = check.length > serialDigitsMax || canadianRouting.test(routing);
  return isBefore ? `\u2448${check}\u2448${transit}${onUs}` : `${transit}${onUs}${check}`;
}

/// Symbols of E-13B, as Unicode spells them, with the names that a screen reader says.
export const micrSymbols: Record<string, string> = {
  "\u2446": "transit", "\u2447": "amount", "\u2448": "on-us", "\u2449": "dash",
};
