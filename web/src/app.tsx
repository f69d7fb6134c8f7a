// Which screen an address shows.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { TaskField } from "./api/types";
import { address, match } from "./router";
import { findSession, may, mayAny, standing } from "./session";
import { Shell } from "./ui/shell";
import { BatchScreen } from "./screens/batch";
import { Batches } from "./screens/batches";
import { Invitation } from "./screens/invitation";
import { Key } from "./screens/key/key";
import { SignIn } from "./screens/sign_in";
import { Work } from "./screens/work";
import { lazy } from "./ui/lazy";
import { Title } from "./ui/parts";

interface Route {
  pattern: string;
  allowed?: () => boolean;
  show: (parts: string[], search: URLSearchParams) => ComponentChildren;
}

const AccountScreen = lazy(() => import("./screens/accounts").then((room) => room.AccountScreen));
const AccountReviewScreen = lazy(() => import("./screens/account_review").then((room) => room.AccountReviewScreen));
const Accounts = lazy(() => import("./screens/accounts").then((room) => room.Accounts));
const DayScreen = lazy(() => import("./screens/day/day").then((room) => room.DayScreen));
const DocumentScreen = lazy(() => import("./screens/document").then((room) => room.DocumentScreen));
const DepositScreen = lazy(() => import("./screens/deposit").then((room) => room.DepositScreen));
const Deposits = lazy(() => import("./screens/deposits").then((room) => room.Deposits));
const Scan = lazy(() => import("./screens/scan").then((room) => room.Scan));
const Audit = lazy(() => import("./screens/audit").then((room) => room.Audit));
const Corrections = lazy(() => import("./screens/corrections").then((room) => room.Corrections));
const Exceptions = lazy(() => import("./screens/exceptions").then((room) => room.Exceptions));
const ImportAccounts = lazy(() => import("./screens/import_accounts").then((room) => room.ImportAccounts));
const Matching = lazy(() => import("./screens/matching").then((room) => room.Matching));
const Reports = lazy(() => import("./screens/reports/reports").then((room) => room.Reports));
const ReportScreen = lazy(() => import("./screens/reports/report").then((room) => room.ReportScreen));
const Correspondence = lazy(() => import("./screens/correspondence").then((room) => room.Correspondence));
const Incidents = lazy(() => import("./screens/incidents").then((room) => room.Incidents));
const PayeeLists = lazy(() => import("./screens/payees").then((room) => room.PayeeLists));
const Arrangements = lazy(() => import("./screens/credit/arrangements").then((room) => room.Arrangements));
const ArrangementScreen = lazy(() => import("./screens/credit/arrangements").then((room) => room.ArrangementScreen));
const Securities = lazy(() => import("./screens/credit/securities").then((room) => room.Securities));
const SecurityScreen = lazy(() => import("./screens/credit/securities").then((room) => room.SecurityScreen));
const ReferralRoom = lazy(() => import("./screens/credit/referral").then((room) => room.ReferralRoom));
const ReferralScreen = lazy(() => import("./screens/credit/referral").then((room) => room.ReferralScreen));
const Notices = lazy(() => import("./screens/credit/referral").then((room) => room.Notices));
const Watch = lazy(() => import("./screens/watch").then((room) => room.Watch));
const FindingScreen = lazy(() => import("./screens/watch").then((room) => room.FindingScreen));
const Returns = lazy(() => import("./screens/returns").then((room) => room.Returns));
const ReturnScreen = lazy(() => import("./screens/returns").then((room) => room.ReturnScreen));
const Setup = lazy(() => import("./screens/setup").then((room) => room.Setup));
const mailRoom = () => import("./screens/mail/room");
const MailLog = lazy(() => mailRoom().then((room) => room.MailLog));
const UnitScreen = lazy(() => mailRoom().then((room) => room.UnitScreen));
const Custody = lazy(() => mailRoom().then((room) => room.Custody));
const Instructions = lazy(() => mailRoom().then((room) => room.Instructions));

const Counter = lazy(() => import("./screens/counter/counter").then((room) => room.Counter));

const fields: TaskField[] = ["amount", "account", "micr", "boundary", "duplicate",
  "verify_amount", "third_amount"];

function showKey(search: URLSearchParams) {
  const batch = Number(search.get("batch")) || null;
  const field = fields.find((name) => name === search.get("field")) ?? null;
  const part = batch === null ? null : search.get("part");
  return <Key key={`${batch} ${field} ${part}`} batch={batch} field={field} part={part}
    title={part === null ? "Key" : `Key: ${part}`} />;
}

const routes: readonly Route[] = [
  { pattern: "/", show: () => <Work /> },
  { pattern: "/mail", show: () => <MailLog day={null} /> },
  { pattern: "/mail/*", show: ([day = ""]) => <MailLog key={day} day={day} /> },
  { pattern: "/units/*", show: ([id]) => <UnitScreen key={id} id={Number(id)} /> },
  { pattern: "/custody", show: () => <Custody day={null} /> },
  { pattern: "/custody/*", show: ([day = ""]) => <Custody key={day} day={day} /> },
  { pattern: "/instructions", allowed: () => may("custody"), show: () => <Instructions /> },
  { pattern: "/scan", allowed: () => may("capture"), show: () => <Scan /> },
  { pattern: "/counter", allowed: () => mayAny("take_receipts", "build_deposit", "adjust", "audit"),
    show: () => <Counter /> },
  { pattern: "/key", allowed: () => may("key"), show: (_, search) => showKey(search) },
  { pattern: "/verify", allowed: () => may("verify") && may("key"),
    show: () => <Key key="verify" title="Verify" batch={null} field="verify_amount" part={null} /> },
  { pattern: "/exceptions", show: () => <Exceptions /> },
  { pattern: "/batches", show: () => <Batches /> },
  { pattern: "/batches/*", show: ([id]) => <BatchScreen key={id} id={Number(id)} /> },
  { pattern: "/documents/*", show: ([id]) => <DocumentScreen key={id} id={Number(id)} /> },
  { pattern: "/deposits", show: () => <Deposits /> },
  { pattern: "/deposits/*/*", show: ([lockbox = "", ticket = ""]) =>
    <DepositScreen key={`${lockbox} ${ticket}`} lockbox={lockbox} ticket={ticket} /> },
  { pattern: "/day", show: () => <DayScreen day={null} /> },
  { pattern: "/day/*", show: ([day = ""]) => <DayScreen key={day} day={day} /> },
  { pattern: "/accounts", show: () => <Accounts /> },
  { pattern: "/accounts/review", show: () => <AccountReviewScreen /> },
  { pattern: "/accounts/import", allowed: () => mayAny("administer", "close_day"),
    show: () => <ImportAccounts /> },
  { pattern: "/accounts/*", show: ([id = ""]) => <AccountScreen key={id} id={id} /> },
  { pattern: "/credit", show: () => <Arrangements /> },
  { pattern: "/credit/arrangements/*", show: ([id]) => <ArrangementScreen key={id} number={Number(id)} /> },
  { pattern: "/credit/securities", show: () => <Securities /> },
  { pattern: "/credit/securities/*", show: ([id]) => <SecurityScreen key={id} number={Number(id)} /> },
  { pattern: "/credit/referral", show: () => <ReferralRoom /> },
  { pattern: "/credit/referrals/*", show: ([id]) => <ReferralScreen key={id} number={Number(id)} /> },
  { pattern: "/credit/notices", show: () => <Notices /> },
  { pattern: "/returns", allowed: () => mayAny("correct_accounts", "audit"), show: () => <Returns /> },
  { pattern: "/returns/*", allowed: () => mayAny("correct_accounts", "audit"),
    show: ([id]) => <ReturnScreen key={id} number={Number(id)} /> },
  { pattern: "/corrections", allowed: () => mayAny("correct_accounts", "adjust", "audit"),
    show: () => <Corrections /> },
  { pattern: "/reports", show: () => <Reports /> },
  { pattern: "/reports/*", show: ([at = ""], search) => <ReportScreen key={`${at} ${search}`} at={at} search={search} /> },
  { pattern: "/correspondence", allowed: () => mayAny("correct_accounts", "decide", "audit", "key"),
    show: (_, search) => <Correspondence search={search} /> },
  { pattern: "/incidents", show: () => <Incidents /> },
  { pattern: "/payees", allowed: () => may("set_rules"), show: () => <PayeeLists /> },
  { pattern: "/audit", allowed: () => may("audit"), show: () => <Audit /> },
  { pattern: "/watch", allowed: () => may("watch"), show: () => <Watch /> },
  { pattern: "/watch/*", allowed: () => may("watch"), show: ([id]) => <FindingScreen key={id} id={Number(id)} /> },
  { pattern: "/matching", allowed: () => may("set_rules"), show: () => <Matching /> },
  { pattern: "/setup", show: () => <Setup /> },
];

function NotHere({ text }: { text: string }) {
  return (
    <>
      <Title>{text}</Title>
      <p>Press <kbd>Ctrl</kbd> <kbd>K</kbd> to go to anything, or go to <a href="/">Work</a>.</p>
    </>
  );
}

function CurrentScreen({ path, search }: { path: string; search: URLSearchParams }) {
  for (const route of routes) {
    const parts = match(route.pattern, path);
    if (!parts) continue;
    if (route.allowed && !route.allowed()) return <NotHere text="This screen is not among your rights" />;
    return <>{route.show(parts, search)}</>;
  }
  return <NotHere text="There is no such screen" />;
}

export function App() {
  const url = new URL(address.value, location.origin);
  const invited = match("/invitation/*", url.pathname) ?? match("/invitations/*", url.pathname);
  useEffect(() => { void findSession(); }, []);
  if (invited) return <Invitation token={invited[0] ?? ""} />;
  if (standing.value === "unknown") return <p class="alone soft" role="status">Loading…</p>;
  if (standing.value === "unreachable") {
    return (
      <main class="alone"><p role="alert">The service does not answer.</p>
        <button type="button" class="main" onClick={() => void findSession()}>Try again</button></main>
    );
  }
  if (standing.value === "out") return <SignIn />;
  return <Shell><CurrentScreen path={url.pathname} search={url.searchParams} /></Shell>;
}
