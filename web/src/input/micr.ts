// The MICR line as a person keys it: routing number, account, check number.

/// Whether nine digits carry the check digit of a routing number (weights 3, 7, 1).
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const weights = [3, 7, 1];
  const sum = [...text].reduce((total, digit, at) => total + Number(digit) * weights[at % 3]!, 0);
  return sum > 0 && sum % 10 === 0;
}

export interface MicrFields { routing: string; account: string; check: string }

/// Which field is wrong and why; null when the line may be sent.
export function micrFault(fields: MicrFields): { field: keyof MicrFields; text: string } | null {
  if (!/^\d{9}$/.test(fields.routing))
    return { field: "routing", text: "The routing number has nine digits." };
  if (!isRoutingNumber(fields.routing))
    return { field: "routing", text: "The check digit of this routing number is wrong: look again." };
  if (!/^[\d-]+$/.test(fields.account))
    return { field: "account", text: "Key the account: digits and dashes." };
  if (!/^\d*$/.test(fields.check))
    return { field: "check", text: "The check number holds digits only." };
  return null;
}

export const micrValue = (f: MicrFields) => `${f.routing}/${f.account}/${f.check}`;

/// Symbols of E-13B, as Unicode spells them, with the names that a screen reader says.
export const micrSymbols: Record<string, string> = {
  "\u2446": "transit", "\u2447": "amount", "\u2448": "on-us", "\u2449": "dash",
};
