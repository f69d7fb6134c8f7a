// One deposit: its items, three sums that must agree, and its approval by a second person.
import { useRef } from "preact/hooks";
import { deposits } from "../api/calls";
import type { DepositDetail } from "../api/types";
import { many, money } from "../money";
import { dayText } from "../words";
import { announce } from "../ui/announce";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { Fact, Note, Panel, ProblemNote, Shown, Sum, Table, Tag, Title } from "../ui/parts";

function Sums({ deposit }: { deposit: DepositDetail }) {
  const { items_cents, ledger_cents, ticket_cents } = deposit.sums;
  const agree = items_cents === ledger_cents && ledger_cents === ticket_cents;
  const left = Math.max(Math.abs(items_cents - ticket_cents), Math.abs(ledger_cents - ticket_cents));
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

function Steps({ deposit }: { deposit: DepositDetail }) {
  const isApproved = deposit.state === "approved";
  return (
    <ol class="steps" aria-label="Steps of a deposit">
      <li class="past">{"\u2713"} Built <small>{deposit.prepared_by}</small></li>
      <li class={isApproved ? "past" : "now"} {...(isApproved ? {} : { "aria-current": "step" })}>
        {isApproved ? "\u2713 Approved " : "Approve "}<small>{deposit.approved_by ?? "a second person"}</small>
      </li>
    </ol>
  );
}

function DepositView({ deposit, loaded }: {
  deposit: DepositDetail; loaded: Loaded<DepositDetail>;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const action = useAction();
  const pdf = deposits.ticketPdf(deposit.lockbox, deposit.ticket);
  useKeys(["deposit"], {
    approve: () => { if (!button.current) return false; button.current.focus(); return true; },
    ticket: () => { open(pdf, "_blank", "noopener"); },
  });
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
          {deposit.state !== "approved" && deposit.approval_note && (
            <Note tone={deposit.may_approve ? "plain" : "warn"}>{deposit.approval_note}</Note>
          )}
          <ProblemNote problem={action.problem} />
          <p class="actions">
            {deposit.may_approve && deposit.state !== "approved" && (
              <button type="button" class="main" ref={button} disabled={action.isBusy}
                onClick={approve}>Approve {money(deposit.total_cents)}</button>
            )}
            <a class="button" href={pdf} target="_blank" rel="noopener">Ticket (PDF)<span class="vh">, opens in a new tab</span></a>
          </p>
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
          <Table caption="Items of the deposit" rows={deposit.lines} keyOf={(line) => line.document_id}
            columns={[
              { name: "#", figures: true, of: (line) =>
                <a data-row href={`/documents/${line.document_id}`}>{line.sequence}</a> },
              { name: "Amount", figures: true, of: (line) => money(line.amount_cents) },
            ]} empty="No item." />
          <p class="tape-total">{many(deposit.lines.length, "item")} <Sum cents={deposit.total_cents} /></p>
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
      <Title aside={deposit && <span class="soft"><a href={`/batches/${deposit.batch}`}>Batch {deposit.batch}</a>
        {" \u00b7 "}{dayText(deposit.business_day)} <Tag state={deposit.state} /></span>}>
        Deposit {lockbox} {ticket}</Title>
      <Shown from={loaded}>{(shown) => <DepositView deposit={shown} loaded={loaded} />}</Shown>
    </>
  );
}
