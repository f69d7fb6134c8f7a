// Every screen and state that is looked at: by axe, by geometry and by eye.
import type { Page } from "playwright-core";
import { until } from "./browser";
import type { Visit } from "./browser";
import type { Options } from "../../double/server";
import { loneCheck } from "../../double/data";

export interface ViewOf { name: string; as: string | null; path: string; options?: Options; ready?: (at: Visit) => Promise<void> }

const press = (...keys: string[]) => async ({ page }: Visit) => {
  for (const key of keys) await page.keyboard.press(key);
};
const picture = (page: Page) =>
  page.waitForFunction(() => document.querySelector<HTMLElement>("canvas.picture")?.dataset["document"]);

export const views: readonly ViewOf[] = [
  { name: "sign-in", as: null, path: "/" },
  { name: "invitation", as: null, path: "/invitation/abc123" },
  { name: "work", as: "maria", path: "/" },
  { name: "scan", as: "maria", path: "/scan" },
  { name: "scan-running", as: "maria", path: "/scan", ready: async ({ page, double }) => {
    double.run = { id: 1, job: "utility", state: "running", stage: "reading", done: 92, total: 148,
      batch_id: null, detail: "", money_read_cents: 1120844, last_documents: [1202, 1201, 1204],
      alerts: [{ sequence: 88, code: "double_feed", message: "Two papers went through together",
        action: "Scan papers 87 and 88 again" }],
      quality: [{ sequence: 90, side: "rear", condition: "too_dark",
        text: "too dark: ink 43.1 % of the page, at most 40 % of the page" }] };
    double.tell("scan");
    await page.waitForSelector(".run .count");
  } },
  { name: "counter", as: "maria", path: "/counter" },
  { name: "counter-receipt", as: "maria", path: "/counter", ready: async ({ page }) => {
    await page.getByText("Session 2").first().waitFor();
    await page.keyboard.press("F2");
    await page.waitForSelector("dialog[open]");
  } },
  { name: "counter-count", as: "maria", path: "/counter", ready: async ({ page }) => {
    await page.getByText("Session 2").first().waitFor();
    await page.keyboard.press("F8");
    await page.waitForSelector("dialog[open]");
  } },
  { name: "counter-accept", as: "theo", path: "/counter", ready: async ({ page }) => {
    await page.getByText("lee").first().waitFor();
    await page.keyboard.press("F9");
    await page.waitForSelector("dialog[open]");
  } },
  { name: "key", as: "maria", path: "/key?batch=12", ready: async ({ page }) => {
    await page.waitForSelector("#amount:focus");
    await picture(page);
    await page.keyboard.type("37095");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".tape div").length === 2);
    await page.keyboard.type("3272");
  } },
  { name: "key-account", as: "maria", path: "/key?batch=12&field=account", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "key-micr", as: "maria", path: "/key?batch=12&field=micr", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "key-repair", as: "maria", path: "/key?batch=12&field=micr", ready: async (at) => {
    await picture(at.page);
    await press("0", "ArrowDown")(at);
    await until(at.page, "guess");
  } },
  { name: "key-repair-coupon", as: "maria", path: "/key?batch=12", options: { couponTask: true }, ready: async (at) => {
    await picture(at.page);
    await at.page.waitForSelector("#symbol-3:focus");
    await press("6", "ArrowDown")(at);
    await until(at.page, "guess");
  } },
  { name: "key-divide", as: "maria", path: "/key?batch=12", options: { divisionTask: true }, ready: async (at) => {
    await at.page.waitForSelector("#part-0:focus");
  } },
  { name: "key-repair-cmc7", as: "maria", path: "/key?batch=12", options: { cmc7Task: true }, ready: async (at) => {
    await picture(at.page);
    await at.page.waitForSelector("#symbol-17:focus");
    await press("4")(at);
    await at.page.waitForSelector("#symbol-20:focus");
  } },
  { name: "key-cmc7-whole", as: "maria", path: "/key?batch=12", options: { cmc7Task: true }, ready: async (at) => {
    await picture(at.page);
    await at.page.waitForSelector("#symbol-17:focus");
    await press("F10")(at);
    await at.page.waitForSelector("#micr-cmc7:focus");
  } },
  { name: "key-micr-whole", as: "maria", path: "/key?batch=12&field=micr", ready: async (at) => {
    await picture(at.page);
    await press("F10")(at);
    await at.page.waitForSelector("#micr-routing:focus");
  } },
  { name: "key-boundary", as: "maria", path: "/key?batch=12&field=boundary", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "key-duplicate", as: "maria", path: "/key?batch=12&field=duplicate", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "key-find", as: "maria", path: "/key?batch=12&field=account", ready: async ({ page }) => {
    await page.waitForSelector("#account:focus");
    await page.keyboard.press("F4");
    await page.keyboard.type("june");
    await page.waitForSelector("dialog [role=option]");
  } },
  { name: "key-refused", as: "maria", path: "/key?batch=12", ready: async ({ page }) => {
    await page.waitForSelector("#amount:focus");
    await page.keyboard.press("Enter");
  } },
  { name: "key-send-back", as: "maria", path: "/key?batch=12", ready: async ({ page }) => {
    await page.waitForSelector("#amount:focus");
    await picture(page);
    await page.keyboard.press("F2");
    await page.waitForSelector("dialog[open]");
  } },
  { name: "keys", as: "maria", path: "/key?batch=12", ready: async ({ page }) => {
    await page.waitForSelector("#amount:focus");
    await page.keyboard.press("F1");
  } },
  { name: "document-refused", as: "sam", path: "/documents/1214" },
  { name: "verify", as: "sam", path: "/verify" },
  { name: "exceptions", as: "maria", path: "/exceptions" },
  { name: "exceptions-decide", as: "sam", path: "/exceptions", ready: async ({ page }) => {
    await page.getByRole("button", { name: "Decide exception 9" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open] select:focus");
  } },
  { name: "batches", as: "sam", path: "/batches" },
  { name: "batch-short", as: "maria", path: "/batches/11" },
  { name: "batch-causes", as: "maria", path: "/batches/11", ready: async (at) => {
    await until(at.page, "What would explain it");
    await press("m")(at);
    await until(at.page, "All 6 causes");
  } },
  { name: "batch-waits", as: "maria", path: "/batches/12" },
  { name: "batch-release", as: "sam", path: "/batches/10", options: { releasesByPerson: true }, ready: press("l") },
  { name: "batch-correct", as: "maria", path: "/batches/11", ready: press("c") },
  { name: "batch-force", as: "sam", path: "/batches/11", ready: press("f") },
  { name: "deposits", as: "theo", path: "/deposits" },
  { name: "deposit", as: "theo", path: "/deposits/UTIL/41" },
  { name: "deposits-drafts", as: "theo", path: "/deposits", ready: async (at) => {
    await at.page.waitForSelector("#build-plan:not([disabled])");
    await press("b")(at);
    await at.page.waitForSelector("#submit-drafts:not([disabled])");
    at.double.keptBack.set("10/2", "theo keeps it back: Not signed");
    at.double.tell("deposit");
    await until(at.page, "What building changes");
    await at.page.locator(".plans summary").first().focus();
    await press("Enter")(at);
  } },
  { name: "deposit-sent", as: "theo", path: "/deposits/UTIL/41", ready: async (at) => {
    await at.page.waitForSelector("button:text('Approve 370.95')");
    await press("a", "Enter")(at);
    await until(at.page, "Send to the bank");
    await press("n")(at);
    await at.page.waitForSelector("dialog[open] select:focus");
    await at.page.keyboard.press("Tab");
    await at.page.keyboard.type("Carl of Armored Ltd");
    await at.page.keyboard.press("Tab");
    await at.page.keyboard.type("B-1177");
    await press("Enter")(at);
    await until(at.page, "The bank corrected it");
  } },
  { name: "deposit-adjust", as: "theo", path: "/deposits/UTIL/41", ready: async (at) => {
    const found = at.double.deposits[0];
    if (found) Object.assign(found, { state: "sent", approved_by: "theo", version: 4 });
    await at.page.reload();
    await until(at.page, "The bank corrected it");
    await press("d")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
    await at.page.keyboard.type("370.05");
  } },
  { name: "deposit-own", as: "sam", path: "/deposits/UTIL/41" },
  { name: "day", as: "sam", path: "/day" },
  { name: "day-tie", as: "sam", path: "/day", ready: async (at) => {
    await at.page.waitForSelector(".tie-lines");
    await press("t")(at);
    await at.page.keyboard.press("Enter");
    await at.page.waitForSelector("dialog[open] table");
  } },
  { name: "day-packet", as: "sam", path: "/day", ready: async (at) => {
    await at.page.waitForSelector(".tie-lines");
    await press("m")(at);
    await at.page.waitForSelector(".files");
    await at.page.locator("#make-packet").scrollIntoViewIfNeeded();
  } },
  { name: "day-close", as: "sam", path: "/day", ready: press("c") },
  { name: "day-carry", as: "sam", path: "/day", ready: async (at) => {
    await until(at.page, "2 envelopes wait");
    await press("f")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "day-carried", as: "sam", path: "/day", ready: async (at) => {
    await until(at.page, "2 envelopes wait");
    at.double.carries.carry({ envelopes: [{ batch: 12, sequence: 5 }], reason: "The payer is asked.", owner: "treasury",
      due: "2026-11-25" }, "sam");
    at.double.tell("day");
    await until(at.page, "With the close");
    await at.page.locator("h2:text('From day to day')").scrollIntoViewIfNeeded();
  } },
  { name: "item", as: "sam", path: "/documents/1102", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "item-explained", as: "sam", path: "/documents/1102", ready: async (at) => {
    await picture(at.page);
    await press("e")(at);
    await at.page.waitForSelector("#explained table");
  } },
  { name: "item-correct", as: "sam", path: "/documents/1102", ready: async (at) => {
    await picture(at.page);
    await press("c")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "item-divided", as: "maria", path: `/documents/${loneCheck}`, ready: async (at) => {
    await at.page.getByRole("button", { name: "Divide it by a list" }).waitFor();
    await press("l")(at);
    await at.page.waitForSelector("#payment-list:focus");
    await at.page.keyboard.type("4100 JUNE CHO 120.00");
    await at.page.getByRole("button", { name: "Find the accounts" }).focus();
    await press("Enter")(at);
    await at.page.waitForSelector("dialog[open] table");
  } },
  { name: "matching", as: "sam", path: "/matching", ready: async ({ page }) => {
    await page.getByRole("button", { name: "Try on the last 1,000 envelopes" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("3 differently").waitFor();
  } },
  { name: "returns", as: "theo", path: "/returns" },
  { name: "returns-take-in", as: "theo", path: "/returns", ready: async ({ page }) => {
    await page.waitForSelector("main table");
    await page.keyboard.press("F2");
    await page.waitForSelector("dialog[open] input:focus");
    await page.keyboard.type("370.95");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog [type=radio]");
  } },
  { name: "return", as: "theo", path: "/returns/1" },
  { name: "credit", as: "theo", path: "/credit", ready: ({ page }) => until(page, "JUNE CHO").then(() => {}) },
  { name: "credit-propose", as: "theo", path: "/credit", ready: async ({ page }) => {
    await until(page, "JUNE CHO");
    await page.keyboard.press("F2");
    await page.waitForSelector("dialog[open]");
  } },
  { name: "arrangement", as: "sam", path: "/credit/arrangements/2", ready: ({ page }) => until(page, "What happened").then(() => {}) },
  { name: "securities", as: "theo", path: "/credit/securities", ready: ({ page }) => until(page, "PINE STREET").then(() => {}) },
  { name: "security", as: "theo", path: "/credit/securities/1", ready: ({ page }) => until(page, "What happened").then(() => {}) },
  { name: "referral", as: "sam", path: "/credit/referral", ready: ({ page }) => until(page, "SHA-256").then(() => {}) },
  { name: "notices", as: "theo", path: "/credit/notices", ready: ({ page }) => until(page, "Installment due").then(() => {}) },
  { name: "watch", as: "alan", path: "/watch" },
  { name: "finding", as: "alan", path: "/watch/1", ready: ({ page }) => until(page, "What speaks for it").then(() => {}) },
  { name: "day-reopen", as: "sam", path: "/day", ready: async (at) => {
    at.double.dayState = "closed";
    at.double.reopening = { asked_by: "sue", at: "2026-11-23T22:05:00.000Z", reason: "A late deposit slip" };
    at.double.tell("day");
    await until(at.page, "sue asks for");
    await press("o")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "corrections", as: "sam", path: "/corrections" },
  { name: "corrections-ask", as: "theo", path: "/corrections", ready: async ({ page }) => {
    await page.waitForSelector("main table");
    await page.keyboard.press("F2");
    await page.waitForSelector("dialog[open] select:focus");
  } },
  { name: "mail-log", as: "sam", path: "/mail", ready: ({ page }) => page.waitForSelector("main [data-sign]").then(() => {}) },
  { name: "mail-pick-up", as: "maria", path: "/mail", ready: async (at) => {
    await until(at.page, "Trays of the day");
    await press("F2")(at);
    await at.page.waitForSelector("dialog[open] select:focus");
  } },
  { name: "unit", as: "sam", path: "/units/2", ready: ({ page }) => until(page, "Everything that happened").then(() => {}) },
  { name: "unit-cash", as: "sam", path: "/units/2", ready: async (at) => {
    await until(at.page, "Everything that happened");
    await press("F7")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "custody", as: "sam", path: "/custody", ready: ({ page }) => until(page, "Gap report").then(() => {}) },
  { name: "custody-policy", as: "sam", path: "/custody", ready: async (at) => {
    await until(at.page, "Gap report");
    await press("F4")(at);
    await at.page.waitForSelector("dialog[open] select:focus");
  } },
  { name: "instructions", as: "sam", path: "/instructions", ready: ({ page }) => until(page, "Letter of the utility").then(() => {}) },
  { name: "accounts", as: "sam", path: "/accounts", ready: async ({ page }) => {
    await page.waitForSelector("input[type=search]");
    await page.keyboard.type("june");
    await page.waitForSelector("main table");
  } },
  { name: "account", as: "sam", path: "/accounts/a2", ready: ({ page }) => picture(page).then(() => {}) },
  { name: "account-change", as: "sam", path: "/accounts/a2", ready: async (at) => {
    await until(at.page, "Payments");
    await press("F2")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "account-merge", as: "sam", path: "/accounts/a2", ready: async (at) => {
    await until(at.page, "Payments");
    await press("F6")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "account-new", as: "sam", path: "/accounts", ready: async (at) => {
    await at.page.waitForSelector("input[type=search]");
    await press("F2")(at);
    await at.page.waitForSelector("dialog[open] select");
  } },
  { name: "account-review", as: "sam", path: "/accounts/review", ready: ({ page }) => until(page, "Likely duplicates").then(() => {}) },
  { name: "import", as: "sam", path: "/accounts/import" },
  { name: "reports", as: "theo", path: "/reports" },
  { name: "report", as: "theo", path: "/reports/batch-summary", ready: ({ page }) => until(page, "What the figures mean").then(() => {}) },
  { name: "report-lines", as: "theo", path: "/reports/indicator-trend", ready: ({ page }) => until(page, "What the figures mean").then(() => {}) },
  { name: "report-sign", as: "theo", path: "/reports/batch-summary", ready: async (at) => {
    await until(at.page, "What the figures mean");
    await press("F2")(at);
    await at.page.waitForSelector("dialog[open] input:focus");
  } },
  { name: "correspondence", as: "theo", path: "/correspondence", ready: ({ page }) => until(page, "Your payment of").then(() => {}) },
  { name: "correspondence-write", as: "theo", path: "/correspondence", ready: async (at) => {
    await until(at.page, "Your payment of");
    await press("F2")(at);
    await at.page.waitForSelector("dialog[open] select:focus");
  } },
  { name: "impact-log", as: "maria", path: "/incidents", ready: ({ page }) => until(page, "The belt slips.").then(() => {}) },
  { name: "payees", as: "sam", path: "/payees", ready: ({ page }) => until(page, "By ordinance.").then(() => {}) },
  { name: "audit", as: "theo", path: "/audit" },
  { name: "setup", as: "ada", path: "/setup" },
  { name: "palette", as: "sam", path: "/", ready: async ({ page }) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("batch 1");
    await page.waitForFunction(() => document.querySelectorAll("dialog [role=option]").length > 2);
  } },
];
