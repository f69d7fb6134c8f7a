// The check digits at the end of a number, by the rule that the service tells.
import type { CheckDigitRule } from "../api/types";

/// ISO/IEC 7812-1 annex B.
export const luhn: CheckDigitRule = {
  modulus: 10, weights: [2, 1], from: "right", sums_digits: true, remainder: 0, digits: 1,
};

/// Whether the digits are more than check digits and end in these.
export function checkDigitsHold(rule: CheckDigitRule, digits: string): boolean {
  if (!/^\d+$/.test(digits) || digits.length <= rule.digits) return false;
  const given = Number(digits.slice(-rule.digits));
  // Of two digits 00, 01 and 99 would hold too, and nobody issues them.
  if (rule.digits > 1 && (given <= rule.remainder || given > rule.modulus + rule.remainder)) return false;
  const number = digits.slice(0, -rule.digits);
  const sum = [...number].reduce((total, digit, at) => {
    const place = rule.from === "left" ? at : number.length - 1 - at;
    const product = Number(digit) * rule.weights[place % rule.weights.length]!;
    return total + (rule.sums_digits && product > 9 ? product - 9 : product);
  }, Number(digits.slice(-rule.digits)));
  return sum % rule.modulus === rule.remainder;
}

/// Whether the last of the digits is the Luhn digit of those before it.
export const luhnHolds = (digits: string): boolean => checkDigitsHold(luhn, digits);
