// The screens a person may use; what their rights do not allow is not offered.
import { may, mayAny } from "../session";

export interface Screen {
  name: string; href: string;
  /// Stands in the bar; the others are found through Setup and Ctrl+K.
  inBar: boolean;
  allowed: () => boolean;
}

const always = () => true;
export const screens: readonly Screen[] = [
  { name: "Work", href: "/", inBar: true, allowed: always },
  { name: "Scan", href: "/scan", inBar: true, allowed: () => may("capture") },
  { name: "Mail log", href: "/mail", inBar: true, allowed: always },
  { name: "Counter", href: "/counter", inBar: true,
    allowed: () => mayAny("take_receipts", "build_deposit", "adjust", "audit") },
  { name: "Key", href: "/key", inBar: true, allowed: () => may("key") },
  { name: "Verify", href: "/verify", inBar: true, allowed: () => may("verify") && may("key") },
  { name: "Exceptions", href: "/exceptions", inBar: true, allowed: always },
  { name: "Batches", href: "/batches", inBar: true, allowed: always },
  { name: "Custody", href: "/custody", inBar: true, allowed: always },
  { name: "Deposits", href: "/deposits", inBar: true, allowed: always },
  { name: "Day", href: "/day", inBar: true, allowed: always },
  { name: "Accounts", href: "/accounts", inBar: true, allowed: always },
  { name: "Account review", href: "/accounts/review", inBar: false, allowed: always },
  { name: "Credit", href: "/credit", inBar: false, allowed: () => mayAny("arrange_credit", "approve_credit", "audit") },
  { name: "Returns", href: "/returns", inBar: true, allowed: () => mayAny("correct_accounts", "audit") },
  { name: "Corrections", href: "/corrections", inBar: true,
    allowed: () => mayAny("correct_accounts", "adjust", "audit") },
  { name: "Reports", href: "/reports", inBar: true, allowed: always },
  { name: "Audit", href: "/audit", inBar: true, allowed: () => may("audit") },
  { name: "Watch", href: "/watch", inBar: true, allowed: () => may("watch") },
  { name: "Setup", href: "/setup", inBar: true, allowed: always },
  { name: "Correspondence", href: "/correspondence", inBar: false,
    allowed: () => mayAny("correct_accounts", "decide", "audit", "key") },
  { name: "Impact log", href: "/incidents", inBar: false, allowed: always },
  { name: "Payees", href: "/payees", inBar: false, allowed: () => may("set_rules") },
  { name: "Matching", href: "/matching", inBar: false, allowed: () => may("set_rules") },
  { name: "Import accounts", href: "/accounts/import", inBar: false,
    allowed: () => mayAny("administer", "close_day") },
];

export const screensFor = (): Screen[] => screens.filter((screen) => screen.allowed());

/// The screen of the bar that an address belongs to.
export function isWithin(path: string, href: string): boolean {
  if (href === "/") return path === "/";
  if (href === "/batches" && path.startsWith("/documents/")) return true;
  if (href === "/mail" && path.startsWith("/units/")) return true;
  return path === href || path.startsWith(`${href}/`);
}
