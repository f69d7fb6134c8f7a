// Lines in E-13B outside the United States: lengths fit, and no check digit proves them.

/// An amount may stand behind the line.
const amount = "(\\u2447[\\d?]*\\u2447?)?$";
const canadian = new RegExp(
  "^\\u2448(\\d{1,10})\\u2448\\u2446(\\d{5})\\u2449(\\d{3})\\u2446[\\d\\u2449]{4,16}\\u2448\\d{0,2}" + amount);
const indian = new RegExp("^\\u2448(\\d{6})\\u2448(\\d{9})\\u2446\\d{6}\\u2448\\d{2}" + amount);

const noDigit = "every length fits; it has no check digit.";

/// What such a line says, in words; null for a line of no layout that is known here.
export function foreignText(line: string): string | null {
  const [, number, branch, institution] = canadian.exec(line) ?? [];
  if (number) return `Canadian line, check ${number}, institution ${institution}, branch ${branch}: ${noDigit}`;
  const [, check, sortCode] = indian.exec(line) ?? [];
  return check ? `Indian line, check ${check}, sort code ${sortCode}: ${noDigit}` : null;
}
