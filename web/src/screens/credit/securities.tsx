// Security deposits: what is required and why, what came for it, and how it goes back.
import { useState } from "preact/hooks";
import { credit } from "../../api/credit";
import type { Security, SecurityRule } from "../../api/credit";
import type { Account } from "../../api/types";
import { money, parseMoney } from "../../money";
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

/// The newest rule of the bill type that holds on the day.
export function ruleOf(rules: SecurityRule[], bill_type: string, day: string): SecurityRule | null {
  const held = rules.filter((rule) => rule.bill_type === bill_type && (rule.from === null || rule.from <= day));
  return held.sort((a, b) => (b.from ?? "").localeCompare(a.from ?? ""))[0] ?? null;
}

function ruleText(rule: SecurityRule | null): string {
  if (!rule) return "SITE.toml has no rule for this bill type: write an amount and a reason.";
  if (rule.amount_cents !== null) return `By its rule ${money(rule.amount_cents)}; leave the amount empty to take it.`;
  return `By its rule ${rule.percent} % of the average of the last ${rule.bills} bills: write them, or an amount with a reason.`;
}

function Propose({ rules, onClose, onDone }: { rules: SecurityRule[]; onClose: () => void; onDone: () => void }) {
  const [account, setAccount] = useState<Account | null>(null);
  const [bills, setBills] = useState("");
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const rule = account ? ruleOf(rules, account.bill_type, businessDay.value ?? "") : null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!account) return setFault({ at: "account", text: "Name the account; Enter finds it." });
    const byHand = amount.trim() !== "";
    const cents = byHand ? parseMoney(amount) : null;
    if (byHand && !cents) return setFault({ at: "amount", text: "Write an amount like 150.00." });
    if (byHand && reason.trim() === "") return setFault({ at: "reason", text: "Say why it is this amount." });
    const listed = bills.split(/\s+/).filter((one) => one !== "").map(parseMoney);
    if (listed.includes(null)) return setFault({ at: "bills", text: "Write amounts like 70.00 80.00 90.00." });
    setFault(null);
    action.run(async () => {
      const made = await credit.proposeSecurity({ ref: account.ref,
        ...(cents ? { amount_cents: cents, reason: reason.trim() } : {}),
        ...(!byHand && listed.length > 0 ? { bills_cents: listed.filter((one) => one !== null) } : {}) });
      announce(`A deposit of ${money(made.amount_cents)} waits for another person.`);
      onDone();
    });
  };
  return (
    <Dialog title="Propose a security deposit" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <AccountField label="Account" value={account} onPick={setAccount} error={errorAt("account")} />
        {account && <Note>{ruleText(rule)}</Note>}
        <Field label="Last bills" value={bills} onInput={setBills} error={errorAt("bills")} hint="Oldest first, with blanks between" autocomplete="off" />
        <div class="two">
          <Field label="Amount by hand" value={amount} onInput={setAmount} error={errorAt("amount")} inputMode="decimal" autocomplete="off" />
          <Field label="Reason" value={reason} onInput={setReason} error={errorAt("reason")} hint="For an amount by hand" />
        </div>
        <FormEnd action={action} button="Propose it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function Securities() {
  const loaded = useLoad(credit.securities, [], ["credit", "deposit", "ledger", "accounts"]);
  const [isProposing, setProposing] = useState(false);
  const mine = may("arrange_credit");
  const propose = () => { if (!mine) return false; setProposing(true); return true; };
  useKeys(["credit"], { propose });
  useRows();
  return (
    <>
      <Title aside={mine && <button type="button" class="main" onClick={propose}><kbd>F2</kbd> Propose…</button>}>Credit</Title>
      <Sections at="/credit/securities" />
      <Panel title="Security deposits">
        <Shown from={loaded}>{({ items, rules }) => (
          <>
            <Table caption="Security deposits, newest first" rows={items} keyOf={(one) => one.number}
              empty="No account has a security deposit. F2 proposes one." columns={[
                { name: "Number", figures: true, of: (one) => <a data-row href={`/credit/securities/${one.number}`}>{one.number}</a> },
                { name: "Account", of: accountLink },
                { name: "Required", figures: true, of: (one) => money(one.amount_cents) },
                { name: "Received", figures: true, of: (one) => money(one.received_cents) },
                { name: "Interest", figures: true, of: (one) => money(one.interest_cents) },
                { name: "Goes back", of: (one) => one.refund_due ? dayText(one.refund_due.day) : "" },
                { name: "State", of: (one) => <Tag state={one.state} /> },
              ]} />
            {isProposing && <Propose rules={rules} onClose={() => setProposing(false)}
              onDone={() => { setProposing(false); loaded.reload(); }} />}
          </>
        )}</Shown>
      </Panel>
    </>
  );
}

function Receive({ one, onClose, onDone }: { one: Security; onClose: () => void; onDone: () => void }) {
  const [amount, setAmount] = useState(money(one.amount_cents - one.received_cents));
  const [batch, setBatch] = useState("");
  const [transaction, setTransaction] = useState("");
  const [receipt, setReceipt] = useState("");
  const [day, setDay] = useState(businessDay.value ?? "");
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = parseMoney(amount);
    if (!cents) return setFault({ at: "amount", text: "Write an amount like 150.00." });
    const isEnvelope = batch.trim() !== "" || transaction.trim() !== "";
    if (isEnvelope && !(/^\d+$/.test(batch.trim()) && /^\d+$/.test(transaction.trim())))
      return setFault({ at: "batch", text: "An envelope is named by its batch and its document." });
    if (!isEnvelope && receipt.trim() === "")
      return setFault({ at: "receipt", text: "Name the envelope that brought it, or the receipt." });
    setFault(null);
    action.run(async () => {
      await credit.receive(one, { amount_cents: cents,
        ...(isEnvelope ? { batch: Number(batch), transaction: Number(transaction) } : { receipt: receipt.trim(), day: day.trim() }) });
      announce("The money is named.");
      onDone();
    });
  };
  return (
    <Dialog title={`Money for deposit ${one.number}`} onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <Field label="Amount" value={amount} onInput={setAmount} error={errorAt("amount")} inputMode="decimal" autocomplete="off" data-first />
        <div class="two">
          <Field label="Batch" value={batch} onInput={setBatch} error={errorAt("batch")} inputMode="numeric" autocomplete="off"
            hint="Of the payment that brought it" />
          <Field label="Document" value={transaction} onInput={setTransaction} inputMode="numeric" autocomplete="off" hint="First of its envelope" />
          <Field label="Or receipt number" value={receipt} onInput={setReceipt} error={errorAt("receipt")} autocomplete="off"
            hint="For money that no envelope here brought" />
          <Field label="Received on" value={day} onInput={setDay} autocomplete="off" hint="With a receipt number" />
        </div>
        <FormEnd action={action} button="Name it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function AskRelease({ one, onClose, onDone }: { one: Security; onClose: () => void; onDone: () => void }) {
  const [kind, setKind] = useState("refund");
  const [reference, setReference] = useState("");
  const [adjustment, setAdjustment] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const submit = (event: Event) => {
    event.preventDefault();
    if (adjustment.trim() !== "" && !/^\d+$/.test(adjustment.trim()))
      return setFault({ at: "adjustment", text: "A correction has a number." });
    if (reason.trim() === "") return setFault({ at: "reason", text: "Say why; it stays on record." });
    setFault(null);
    action.run(async () => {
      await credit.step("securities", one, "steps", "ask_release", { note: reason.trim(), kind,
        ...(adjustment.trim() ? { adjustment: Number(adjustment) } : {}), ...(reference.trim() ? { reference: reference.trim() } : {}) });
      announce("The release waits for another person.");
      onDone();
    });
  };
  return (
    <Dialog title={`Give deposit ${one.number} back`} onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <Note>{money(one.received_cents)} and {money(one.interest_cents)} interest to {dayText(one.interest_until)}. Nothing is
          booked here: name the booking that it stands on.</Note>
        <Choice label="How" value={kind} options={[["refund", "Paid out to the customer"], ["apply", "Credited to the account"]]}
          onChange={setKind} first />
        <div class="two">
          {kind === "apply" && <Field label="Correction" value={adjustment} onInput={setAdjustment} error={errorAt("adjustment")}
            inputMode="numeric" autocomplete="off" hint="A posted credit of deposit and interest" />}
          <Field label="Other system's number" value={reference} onInput={setReference} autocomplete="off"
            hint={kind === "apply" ? "Without a correction" : "Of the payment that goes out"} />
        </div>
        <Field label="Reason" value={reason} onInput={setReason} error={errorAt("reason")} />
        <FormEnd action={action} button="Ask for it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function SecurityView({ one, onDone }: { one: Security; onDone: () => void }) {
  const [asked, setAsked] = useState<"receive" | "release" | null>(null);
  const mine = may("arrange_credit");
  const done = () => { setAsked(null); onDone(); };
  const more = mine && (
    <>
      {one.next.includes("receive") && <button type="button" onClick={() => setAsked("receive")}>Name money that came…</button>}
      {one.next.includes("ask_release") && <button type="button" onClick={() => setAsked("release")}>Give back…</button>}
    </>
  );
  return (
    <>
      <Panel title={one.why}>
        <dl class="facts">
          <Fact name="Account">{accountLink(one)}</Fact>
          <Fact name="State"><Tag state={one.state} /></Fact>
          <Fact name="Required">{money(one.amount_cents)}</Fact>
          <Fact name="Received">{money(one.received_cents)}</Fact>
          <Fact name="Interest">{money(one.interest_cents)} to {dayText(one.interest_until)}</Fact>
          <Fact name="Follows from">{one.basis === "rule" ? "the rule of its bill type" : "a person's reason"}</Fact>
        </dl>
        {one.refund_due && <Note>Goes back on {dayText(one.refund_due.day)}: {one.refund_due.why}</Note>}
        {one.uncovered_cents > 0 && <Note tone="bad">{money(one.uncovered_cents)} of it was taken back or moved away since: the
          check came back, or a correction moved the payment.</Note>}
        <Steps kept="securities" one={one} onDone={onDone} more={more} waives={one.waivers} />
      </Panel>
      <Panel title="Money that came for it">
        <Table caption="Receipts" rows={one.receipts.map((row, at) => ({ ...row, at }))} keyOf={({ at }) => at}
          empty="Nothing came yet." columns={[
            { name: "Day", of: (row) => dayText(row.day) },
            { name: "Amount", figures: true, of: (row) => money(row.amount_cents) },
            { name: "From", of: (row) => row.batch !== null
              ? <a href={`/batches/${row.batch}`}>Batch {row.batch}, {row.transaction}</a> : `Receipt ${row.receipt ?? ""}` },
            { name: "Named by", of: (row) => row.added_by },
          ]} />
        {one.release && <p>{word(one.release.kind === "apply" ? "credited_to_account" : "paid_out")}: {money(one.release.amount_cents)} and
          {" "}{money(one.release.interest_cents)} interest, {one.release.adjustment !== null ? `correction ${one.release.adjustment}`
            : one.release.reference}, asked by {one.release.asked_by}.</p>}
      </Panel>
      <Panel title="What happened"><History steps={one.steps} by={one.proposed_by} at={one.proposed_at} /></Panel>
      {asked === "receive" && <Receive one={one} onClose={() => setAsked(null)} onDone={done} />}
      {asked === "release" && <AskRelease one={one} onClose={() => setAsked(null)} onDone={done} />}
    </>
  );
}

export function SecurityScreen({ number }: { number: number }) {
  const loaded = useLoad(async () => (await credit.securities()).items.find((one) => one.number === number) ?? null,
    [number], ["credit", "deposit", "ledger", "accounts"]);
  return (
    <>
      <Title aside={<a class="button" href="/credit/securities">All deposits</a>}>Security deposit {number}</Title>
      <ProblemNote problem={loaded.problem} />
      {loaded.data ? <SecurityView one={loaded.data} onDone={loaded.reload} />
        : !loaded.problem && <p class="empty">No security deposit {number} is in the books.</p>}
    </>
  );
}
