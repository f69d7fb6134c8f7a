// Payment arrangements: what was agreed, what was paid, and what is short.
import { useState } from "preact/hooks";
import { credit } from "../../api/credit";
import type { Arrangement, Installment, InstallmentView, Rhythm } from "../../api/credit";
import type { Account } from "../../api/types";
import { many, money, parseMoney } from "../../money";
import { businessDay, may } from "../../session";
import { dayText, word } from "../../words";
import { announce } from "../../ui/announce";
import { Choice } from "../../ui/choice";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useKeys } from "../../ui/keyboard";
import { useAction, useLoad } from "../../ui/load";
import { Fact, Field, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../../ui/parts";
import { useRows } from "../../ui/rows";
import { AccountField } from "../account_field";
import { accountLink, History, Sections, Steps } from "./room";

type Fault = { at: string; text: string } | null;
const rhythms: [Rhythm, string][] = [["monthly", "Monthly"], ["biweekly", "Every two weeks"], ["weekly", "Weekly"]];

/// "2026-12-01 50.00", one a line; null with the line that is none.
export function parseRows(text: string): Installment[] | string {
  const rows: Installment[] = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter((one) => one !== "")) {
    const [due, amount, rest] = line.split(/\s+/);
    const cents = amount === undefined ? null : parseMoney(amount);
    if (!due || !/^\d{4}-\d\d-\d\d$/.test(due) || !cents || rest !== undefined) return line;
    rows.push({ due, amount_cents: cents });
  }
  return rows;
}

function Propose({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [account, setAccount] = useState<Account | null>(null);
  const [total, setTotal] = useState("");
  const [count, setCount] = useState("3");
  const [first, setFirst] = useState(businessDay.value ?? "");
  const [rhythm, setRhythm] = useState<Rhythm>("monthly");
  const [rows, setRows] = useState("");
  const [grace, setGrace] = useState("5");
  const [terms, setTerms] = useState("");
  const [shown, setShown] = useState<Installment[] | null>(null);
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const pick = (one: Account | null) => {
    setAccount(one);
    if (one && total === "" && one.balance_due_cents > 0) setTotal(money(one.balance_due_cents));
  };
  const check = () => {
    const cents = parseMoney(total);
    if (!account) return setFault({ at: "account", text: "Name the account; Enter finds it." });
    if (!cents) return setFault({ at: "total", text: "Write what is owed, like 350.00." });
    if (!/^\d{1,2}$/.test(grace.trim())) return setFault({ at: "grace", text: "Grace is a number of days." });
    const own = parseRows(rows);
    if (typeof own === "string") return setFault({ at: "rows", text: `“${own}” is no day and amount, like 2026-12-01 50.00.` });
    if (own.length === 0 && !/^\d{1,2}$/.test(count.trim())) return setFault({ at: "count", text: "Say how many installments." });
    if (terms.trim() === "") return setFault({ at: "terms", text: "Say what was agreed with the customer." });
    setFault(null);
    return { ref: account.ref, total_cents: cents, grace_days: Number(grace), terms: terms.trim(),
      ...(own.length > 0 ? { installments: own } : { count: Number(count), first_due: first.trim(), rhythm }) };
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const asked = check();
    if (asked) action.run(async () => {
      await credit.propose(asked);
      announce("The arrangement waits for another person.");
      onDone();
    });
  };
  const preview = () => {
    const cents = parseMoney(total);
    if (!cents) return setFault({ at: "total", text: "Write what is owed, like 350.00." });
    setFault(null);
    action.run(async () => setShown((await credit.schedule(cents, Number(count), first.trim(), rhythm)).items));
  };
  return (
    <Dialog title="Propose an arrangement" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <AccountField label="Account" value={account} onPick={pick} error={errorAt("account")} />
        <div class="two">
          <Field label="Total owed" value={total} onInput={setTotal} error={errorAt("total")} inputMode="decimal" autocomplete="off" />
          <Field label="Grace in days" value={grace} onInput={setGrace} error={errorAt("grace")} inputMode="numeric" autocomplete="off"
            hint="Still in time so long after the due day" />
          <Field label="Installments" value={count} onInput={(text) => { setCount(text); setShown(null); }} error={errorAt("count")}
            inputMode="numeric" autocomplete="off" />
          <Choice label="How often" value={rhythm} options={rhythms} onChange={(value) => { setRhythm(value as Rhythm); setShown(null); }} />
          <Field label="First due" value={first} onInput={(text) => { setFirst(text); setShown(null); }} autocomplete="off" hint="Like 2026-12-01" />
        </div>
        <p><button type="button" disabled={action.isBusy} onClick={preview}>Show the schedule</button></p>
        {shown && <Table caption="The schedule" rows={shown} keyOf={(one) => one.due} columns={[
          { name: "Due", of: (one) => dayText(one.due) },
          { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
        ]} />}
        <div class="field"><label for="own-rows">Or a schedule of its own</label>
          <textarea id="own-rows" rows={2} value={rows} onInput={(event) => setRows(event.currentTarget.value)}
            aria-describedby="own-rows-hint" aria-invalid={errorAt("rows") ? "true" : "false"} />
          <small id="own-rows-hint">One installment a line: 2026-12-01 50.00</small>
          {errorAt("rows") && <p class="error" role="alert">{errorAt("rows")}</p>}</div>
        <Field label="Terms" value={terms} onInput={setTerms} error={errorAt("terms")} hint="What was agreed, with whom" />
        <FormEnd action={action} button="Propose it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const nextDue = (one: Arrangement): InstallmentView | undefined =>
  one.installments.find((row) => row.paid_cents < row.amount_cents);

export function Arrangements() {
  const loaded = useLoad(credit.arrangements, [], ["credit", "deposit", "ledger", "accounts"]);
  const [isProposing, setProposing] = useState(false);
  const action = useAction();
  const mine = may("arrange_credit");
  const propose = () => { if (!mine) return false; setProposing(true); return true; };
  const record = () => {
    if (!mine) return false;
    action.run(async () => {
      const { moved } = await credit.record();
      announce(moved === 0 ? "The books say what they show." : `${many(moved, "arrangement")} moved on.`);
      loaded.reload();
    });
    return true;
  };
  useKeys(["credit", "arrangements"], { propose, record });
  useRows();
  return (
    <>
      <Title aside={mine && <p class="actions">
        <button type="button" class="main" onClick={propose}><kbd>F2</kbd> Propose…</button>
        <button type="button" disabled={action.isBusy} onClick={record}><kbd>F6</kbd> Book what the books show</button>
      </p>}>Credit</Title>
      <Sections at="/credit" />
      <ProblemNote problem={action.problem} />
      <Panel title="Payment arrangements">
        <p class="soft">Kept or broken is read from deposited payments, less checks that came back and payments that were moved.</p>
        <Shown from={loaded}>{({ items }) => <Table caption="Payment arrangements, newest first" rows={items} keyOf={(one) => one.number}
          empty="No account has an arrangement. F2 proposes one." columns={[
            { name: "Number", figures: true, of: (one) => <a data-row href={`/credit/arrangements/${one.number}`}>{one.number}</a> },
            { name: "Account", of: accountLink },
            { name: "Total", figures: true, of: (one) => money(one.total_cents) },
            { name: "Paid", figures: true, of: (one) => money(one.paid_cents) },
            { name: "Next due", of: (one) => { const row = nextDue(one); return row ? dayText(row.due) : ""; } },
            { name: "State", of: (one) => <Tag state={one.shows} /> },
            { name: "Why", of: (one) => one.why },
          ]} />}</Shown>
      </Panel>
      {isProposing && <Propose onClose={() => setProposing(false)} onDone={() => { setProposing(false); loaded.reload(); }} />}
    </>
  );
}

function AskReinstatement({ one, onClose, onDone }: { one: Arrangement; onClose: () => void; onDone: () => void }) {
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!/^\d{4}-\d\d-\d\d$/.test(until.trim())) return setFault({ at: "until", text: "Write a day like 2026-12-15." });
    if (reason.trim() === "") return setFault({ at: "reason", text: "Say why; it stays on record." });
    setFault(null);
    action.run(async () => {
      await credit.step("arrangements", one, "steps", "ask_reinstatement", { note: reason.trim(), catch_up: until.trim() });
      announce("The reinstatement waits for another person.");
      onDone();
    });
  };
  return (
    <Dialog title={`Go on with arrangement ${one.number}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label="Caught up until" value={until} onInput={setUntil} error={fault?.at === "until" ? fault.text : null}
          hint="What is short is due then" autocomplete="off" data-first />
        <Field label="Reason" value={reason} onInput={setReason} error={fault?.at === "reason" ? fault.text : null} />
        <FormEnd action={action} button="Ask for it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function PaidBy({ row }: { row: InstallmentView }) {
  return <>{row.parts.map((part) => (
    <div key={`${part.batch} ${part.transaction}`}>{money(part.amount_cents)}, {dayText(part.day)},
      {" "}<a href={`/batches/${part.batch}`}>batch {part.batch}, {part.transaction}</a></div>
  ))}</>;
}

function ArrangementView({ one, onDone }: { one: Arrangement; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const mayAsk = one.next.includes("ask_reinstatement") && may("arrange_credit");
  const done = () => { setAsking(false); onDone(); };
  return (
    <>
      <Panel title={one.why}>
        <dl class="facts">
          <Fact name="Account">{accountLink(one)}</Fact>
          <Fact name="State"><Tag state={one.shows} /></Fact>
          <Fact name="Total">{money(one.total_cents)}</Fact>
          <Fact name="Paid">{money(one.paid_cents)}</Fact>
          <Fact name="Left">{money(one.left_cents)}</Fact>
          {one.beyond_cents > 0 && <Fact name="Paid beyond it">{money(one.beyond_cents)}</Fact>}
          <Fact name="Counts from">{dayText(one.active_from)}</Fact>
          <Fact name="Grace">{many(one.grace_days, "day")}</Fact>
          <Fact name="Terms">{one.terms}</Fact>
        </dl>
        {one.catch_up !== null && <Note>Reinstated: what was short is in time until {dayText(one.catch_up)}.</Note>}
        {one.shares_with !== null && <Note tone="warn">The account was merged: arrangement {one.shares_with} counts the same
          payments first. Close one of them.</Note>}
        {one.state !== one.shows && <Note>The books say {word(one.state).toLowerCase()}; F6 on the list books what they show.</Note>}
        <Steps kept="arrangements" one={one} onDone={onDone} more={mayAsk &&
          <button type="button" onClick={() => setAsking(true)}>Ask to go on…</button>} />
      </Panel>
      <Panel title="Installments">
        <Table caption="Installments with the payments that paid them" rows={one.installments} keyOf={(row) => row.due} columns={[
          { name: "Due", of: (row) => dayText(row.due) },
          { name: "In time until", of: (row) => dayText(row.limit) },
          { name: "Amount", figures: true, of: (row) => money(row.amount_cents) },
          { name: "Paid", figures: true, of: (row) => money(row.paid_cents) },
          { name: "State", of: (row) => <Tag state={row.standing} /> },
          { name: "Paid by", of: (row) => <PaidBy row={row} /> },
        ]} />
      </Panel>
      <Panel title="What happened"><History steps={one.steps} by={one.proposed_by} at={one.proposed_at} /></Panel>
      {isAsking && <AskReinstatement one={one} onClose={() => setAsking(false)} onDone={done} />}
    </>
  );
}

export function ArrangementScreen({ number }: { number: number }) {
  const loaded = useLoad(async () => (await credit.arrangements()).items.find((one) => one.number === number) ?? null,
    [number], ["credit", "deposit", "ledger", "accounts"]);
  return (
    <>
      <Title aside={<a class="button" href="/credit">All arrangements</a>}>Arrangement {number}</Title>
      <ProblemNote problem={loaded.problem} />
      {loaded.data ? <ArrangementView one={loaded.data} onDone={loaded.reload} />
        : !loaded.problem && <p class="empty">No arrangement {number} is in the books.</p>}
    </>
  );
}
