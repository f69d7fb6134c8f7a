// Names of states, kinds and dates as people read them.

const words: Record<string, string> = {
  amount_pending: "Amount to key",
  needs_repair: "To repair",
  needs_rescan: "To rescan",
  read_ok: "Read",
  amount_keyed: "Keyed",
  in_deposit: "In a deposit",
  duplicate_confirmed: "Duplicate",
  micr_line: "MICR line",
  in_keying: "In keying",
  capture_complete: "Captured",
  awaiting_approval: "Awaits approval",
  cut_off: "Cut off",
  micr: "MICR line",
  as_expected: "As expected",
  e13b: "E-13B",
  cmc7: "CMC-7",
  ocr_a: "OCR-A",
  ocr_b: "OCR-B",
  confirmed_adjusted: "Confirmed, adjusted",
  return_to_draft: "Returned to draft",
  not_public_depository: "Not a public depository",
  image_file: "Image file",
  unapproved_deposit: "Deposit not approved",
  po_box: "PO box",
  destroy_due: "Signed for destruction",
  sent_to_bank: "Sent to the bank",
  count_differs: "Count differs",
  scan_differs: "Scan differs",
  become_due: "Signed for destruction",
  other_expected: "Another amount of the coupon",
  another_amount: "Not what the coupon asks for",
  declared_amount: "Declared total",
  declared_count: "Declared number of papers",
  identified: "To decide",
  charged_back: "Charged back",
  referred_to_collection: "In collection",
  return_again: "Returned again",
  write_off: "Write-off",
  escheat: "Unclaimed property",
  refund: "Refund of suspense",
  apply: "Applied from suspense",
  sent_back: "Sent back",
  take_file: "Take the file's",
  name_address: "Name and address",
  account: "Account changed",
  near_close: "Corrections near the close",
  staff_payer: "Staff as payer",
  over_short: "Over or short",
  approval_pair: "Always the same pair",
  installment_due: "Installment due",
  return_clock: "Returned check",
  suspense_inquiry: "Suspense inquiry",
  refund_due: "Deposit goes back",
  reinstating: "Asks to go on",
  releasing: "Asks to go back",
  look: "Looked at",
  dismiss: "Dismissed",
  grow: "More was found",
  carried_on: "Carried on",
  mixed: "In part",
};

/// "awaiting_approval" -> "Awaits approval".
export function word(name: string): string {
  const known = words[name];
  if (known) return known;
  const plain = name.replace(/_/g, " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

export type Tone = "good" | "warn" | "bad" | "plain";
const tones: Record<string, Tone> = {
  balanced: "good", approved: "good", closed: "good", done: "good", read_ok: "good",
  cleared: "good", in_deposit: "good", posted: "good", deposited: "good", released: "good",
  in_balance: "good", answered: "good", applied: "good", lapsed: "bad",
  confirmed: "good", confirmed_adjusted: "warn", sent: "plain", rejected: "bad", cancelled: "plain",
  paid_back: "good", kept: "good", active: "plain", broken: "bad", paid: "good", late: "warn", short: "bad", proposed: "warn",
  reinstating: "warn", releasing: "warn", waived: "plain", referred: "bad", recalled: "warn", new: "warn", dismissed: "plain",
  received: "warn", identified: "warn", requested: "warn", charged_back: "warn", fee_posted: "warn",
  letter_sent: "warn", referred_to_collection: "bad",
  awaiting_approval: "warn", in_keying: "warn", amount_pending: "warn", needs_repair: "warn",
  held: "warn", returned: "warn", waits_for_release: "warn",
  exception_open: "warn", needs_match: "warn", reopened: "warn", cut_off: "warn",
  running: "warn", needs_rescan: "bad", failed: "bad", duplicate_confirmed: "bad",
};
export const toneOf = (state: string): Tone => tones[state] ?? "plain";

/// "Mon 23 Nov 2026" of "2026-11-23".
export function dayText(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
  }).format(date).replace(",", "");
}

/// "23 Nov 14:05" in the zone of the site.
export function timeText(at: string, zone?: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const form: Intl.DateTimeFormatOptions = {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false,
  };
  if (zone) form.timeZone = zone;
  return new Intl.DateTimeFormat("en-GB", form).format(date).replace(",", "");
}

const minuteMs = 60_000;

/// "2 h 5 min" of whole minutes; "3 days" from two days on.
function spanText(minutes: number): string {
  if (minutes >= 2 * 24 * 60) return `${Math.floor(minutes / (24 * 60))} days`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/// "in 42 min" or "passed 2 h 5 min ago"; a minute that has begun is not counted as left.
export function untilText(leftMs: number): string {
  const minutes = Math.floor(Math.abs(leftMs) / minuteMs);
  return leftMs >= 0 ? `in ${spanText(minutes)}` : `passed ${spanText(minutes)} ago`;
}

const dayMs = 24 * 60 * minuteMs;

/// "today", "1 day" or "12 days" since a day or an instant.
export function ageText(since: string, now = Date.now()): string {
  const days = Math.floor(now / dayMs) - Math.floor(new Date(since).getTime() / dayMs);
  return days <= 0 ? "since today" : days === 1 ? "1 day" : `${days} days`;
}

/// "A, B and C".
export function listText(parts: string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
