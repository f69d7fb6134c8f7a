// One deposit: its items, three sums that must agree, and its life until the bank has confirmed it.
import { useRef, useState } from "preact/hooks";
import { deposits } from "../api/calls";
import type { DepositDetail, DepositStep } from "../api/types";
import { many, money } from "../money";
import { may } from "../session";
import { ageText, dayText, timeText, word } from "../words";
import { announce } from "../ui/announce";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { AskReason } from "./decisions";
import { StepButtons } from "./deposit_steps";
import { Fact, Note, Panel, ProblemNote, Shown, Sum, Table, Tag, Title } from "../ui/parts";

function Sums({ deposit }: { deposit: DepositDetail }) {
  const { items_cents, ledger_cents, ticket_cents } = deposit.sums;
  // Drafts and what is not live any more are not in the books.
  const isBooked = !["draft", "rejected", "cancelled"].includes(deposit.state);
  const booked = isBooked ? ticket_cents : 0;
  const agree = items_cents === ticket_cents && ledger_cents === booked;
  const left = Math.max(Math.abs(items_cents - ticket_cents), Math.abs(ledger_cents - booked));
  return (
    <dl class="sums">
      <Fact name="Sum of the items"><Sum cents={items_cents} /></Fact>
      <Fact name="Sum in the books"><Sum cents={ledger_cents} /></Fact>
      <Fact name="Total of the ticket"><Sum cents={ticket_cents} /></Fact>
      <Fact name="Left over"><Sum cents={left} zeroIsGood /></Fact>
      {!agree && <Note tone="bad">The three sums differ. This deposit must not go to the bank.</Note>}
    </dl>
  );
}

const isApproved = (deposit: DepositDetail) => deposit.approved_by !== null;

/// Where the deposit is on its way, the step that is next marked.
function Steps({ deposit }: { deposit: DepositDetail }) {
  const sent = deposit.steps.filter(({ event }) => event === "send").at(-1);
  const submitted = deposit.steps.filter(({ event }) => event === "submit").at(-1);
  const isConfirmed = deposit.confirmed_cents !== null;
  const list = [
    { done: "Built", next: "Built", who: deposit.prepared_by, isDone: true },
    { done: "Submitted", next: "Submit", who: submitted?.actor ?? "", isDone: !["draft", "cancelled"].includes(deposit.state) },
    { done: "Approved", next: "Approve", who: deposit.approved_by ?? "a second person", isDone: isApproved(deposit) },
    { done: "Sent", next: "Send", who: sent ? `${sent.carried_by}${sent.bag ? `, bag ${sent.bag}` : ""}` : "", isDone: sent !== undefined },
    { done: word(deposit.state), next: "Confirmed by the bank", who: "", isDone: isConfirmed || deposit.state === "rejected" },
  ];
  const now = list.findIndex(({ isDone }) => !isDone);
  return (
    <ol class="steps" aria-label="Steps of a deposit">
      {list.map(({ done, next, who, isDone }, at) => (
        <li key={next} class={isDone ? "past" : at === now ? "now" : ""} {...(at === now ? { "aria-current": "step" } : {})}>
          {isDone ? `\u2713 ${done} ` : `${next} `}<small>{who}</small>
        </li>
      ))}
    </ol>
  );
}

/// What one step of the history says beside its name.
function stepText(step: DepositStep): string {
  const sending = step.method ? `${word(step.method)}, ${step.carried_by}${step.bag ? `, bag ${step.bag}` : ""}` : "";
  const bank = step.confirmed_cents === undefined ? "" : `the bank has ${money(step.confirmed_cents)}`;
  return [sending, bank, step.reason].filter(Boolean).join("; ");
}

function History({ deposit }: { deposit: DepositDetail }) {
  return (
    <Table caption="History of the deposit" rows={deposit.steps.map((step, at) => ({ ...step, at: step.at, place: at }))}
      keyOf={(step) => step.place} empty="Nothing happened to it since it was built."
      columns={[
        { name: "When", of: (step) => timeText(step.at) },
        { name: "What", of: (step) => word(step.event) },
        { name: "Who", of: (step) => step.actor },
        { name: "How and why", of: (step) => stepText(step) },
      ]} />
  );
}

function Bank({ deposit }: { deposit: DepositDetail }) {
  if (!isApproved(deposit)) return null;
  return (
    <>
      <h3>At the bank</h3>
      <dl class="sums">
        <Fact name="On the ticket"><Sum cents={deposit.total_cents} /></Fact>
        <Fact name="Adjustments of the bank"><Sum cents={deposit.adjusted_cents} /></Fact>
        <Fact name="Confirmed"><Sum cents={deposit.confirmed_cents ?? 0} /></Fact>
        <Fact name={deposit.in_transit_since ? `In transit, ${ageText(deposit.in_transit_since)}` : "In transit"}>
          <Sum cents={deposit.in_transit_cents} zeroIsGood /></Fact>
      </dl>
      {deposit.adjustments.length > 0 && (
        <Table caption="Adjustments of the bank" rows={deposit.adjustments.map((one, place) => ({ ...one, place }))}
          keyOf={(one) => one.place} columns={[
            { name: "Reason", of: (one) => word(one.reason) },
            { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
            { name: "Item", of: (one) => one.item ? `Batch ${one.item.batch}, item ${one.item.sequence}` : "none named" },
            { name: "Note", of: (one) => one.note },
            { name: "Recorded by", of: (one) => one.recorded_by },
          ]} />
      )}
    </>
  );
}

function Items({ deposit, onChange }: { deposit: DepositDetail; onChange: () => void }) {
  const [kept, setKept] = useState<DepositDetail["lines"][number] | null>(null);
  const mayKeep = deposit.state === "draft" && may("build_deposit");
  const columns = [
    { name: "Batch", figures: true, of: (line: DepositDetail["lines"][number]) => line.batch },
    { name: "Item", figures: true, of: (line: DepositDetail["lines"][number]) =>
      <a data-row href={`/documents/${line.document_id}`}>{line.sequence}</a> },
    { name: "Amount", figures: true, of: (line: DepositDetail["lines"][number]) => money(line.amount_cents) },
    ...(mayKeep ? [{ name: "Out of it", of: (line: DepositDetail["lines"][number]) => (
      <button type="button" onClick={() => setKept(line)}>Keep back<span class="vh"> item {line.sequence} of batch {line.batch}</span></button>) }] : []),
  ];
  return (
    <>
      <Table caption="Items of the deposit" rows={deposit.lines} keyOf={(line) => line.document_id}
        columns={columns} empty="No item." />
      <p class="tape-total">{many(deposit.lines.length, "item")} <Sum cents={deposit.total_cents} /></p>
      {kept && <AskReason title={`Keep back item ${kept.sequence} of batch ${kept.batch}`} button="Keep back"
        hint="The next plan of the day takes it out of the draft; it waits until it is put back"
        onClose={() => setKept(null)} act={async (reason) => {
          await deposits.keep(kept, true, reason);
          announce(`Item ${kept.sequence} is kept back. Build the plan of the day to take it out.`);
          setKept(null);
          onChange();
        }} />}
    </>
  );
}

function DepositView({ deposit, loaded }: {
  deposit: DepositDetail; loaded: Loaded<DepositDetail>;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const action = useAction();
  const pdf = deposits.ticketPdf(deposit.lockbox, deposit.ticket);
  const hasTicket = !["draft", "rejected", "cancelled"].includes(deposit.state);
  const deeds = {
    approve: () => { if (!button.current) return false; button.current.focus(); return true; },
    ticket: () => { if (!hasTicket) return false; open(pdf, "_blank", "noopener"); return true; },
  };
  const approve = () => action.run(async () => {
    await deposits.approve(deposit.lockbox, deposit.ticket, deposit.total_cents);
    announce(`Ticket ${deposit.ticket} is approved.`);
    loaded.reload();
  });
  return (
    <>
      <Steps deposit={deposit} />
      <div class="columns">
        <Panel title={`${deposit.bank} ${deposit.deposit_account} \u00b7 ${money(deposit.total_cents)}`}>
          <Sums deposit={deposit} />
          {!isApproved(deposit) && deposit.approval_note && (
            <Note tone={deposit.may_approve ? "plain" : "warn"}>{deposit.approval_note}</Note>
          )}
          <ProblemNote problem={action.problem} />
          <p class="actions">
            {deposit.may_approve && !isApproved(deposit) && (
              <button type="button" class="main" ref={button} disabled={action.isBusy}
                onClick={approve}>Approve {money(deposit.total_cents)}</button>
            )}
            {hasTicket && <a class="button" href={pdf} target="_blank" rel="noopener">Ticket (PDF)<span class="vh">, opens in a new tab</span></a>}
          </p>
          <StepButtons deposit={deposit} deeds={deeds} onChange={(after) => loaded.set(after)} />
          <Bank deposit={deposit} />
          {deposit.files.length > 0 && (
            <>
              <h3>Files</h3>
              <ul class="lines">{deposit.files.map((file) => (
                <li key={file.name}><code>{file.name}</code> <span class="soft">{file.kind}</span></li>
              ))}</ul>
            </>
          )}
        </Panel>
        <Panel title={many(deposit.lines.length, "item")}>
          <Items deposit={deposit} onChange={loaded.reload} />
          <h3>History</h3>
          <History deposit={deposit} />
        </Panel>
      </div>
    </>
  );
}

export function DepositScreen({ lockbox, ticket }: { lockbox: string; ticket: string }) {
  const loaded = useLoad(() => deposits.get(lockbox, ticket), [lockbox, ticket], ["deposit"]);
  const deposit = loaded.data;
  return (
    <>
      <Title aside={deposit && <span class="soft">{deposit.batches.map((batch) => (
        <span key={batch}><a href={`/batches/${batch}`}>Batch {batch}</a>{" \u00b7 "}</span>))}
        {dayText(deposit.banking_day)} {deposit.kind === "final" && <strong>Final</strong>} <Tag state={deposit.state} /></span>}>
        Deposit {lockbox} {ticket}</Title>
      <Shown from={loaded}>{(shown) => <DepositView deposit={shown} loaded={loaded} />}</Shown>
    </>
  );
}
