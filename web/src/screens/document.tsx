// Everything that is known about one paper.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { batches, documents } from "../api/calls";
import type { ItemRecord, RecordTask, Transaction } from "../api/types";
import { money } from "../money";
import { may, me } from "../session";
import { dayText, timeText, word } from "../words";
import { Explain } from "./explain";
import { CorrectAnswer, correctable } from "./correct_answer";
import { CasesOf, mayRaise } from "./cases";
import { AskReason } from "./decisions";
import { CorrectKind, mayCorrectKind } from "./correct_kind";
import { Divide } from "./divide";
import { PayerPanel } from "./payer";
import { useKeys } from "../ui/keyboard";
import { useLoad } from "../ui/load";
import { MicrText } from "../ui/micr";
import { Fact, Note, Panel, Shown, Sum, Table, Tag, Title } from "../ui/parts";
import { Viewer } from "../ui/picture";

function Reads({ record }: { record: ItemRecord }) {
  return (
    <Table caption="What was read" rows={record.reads} keyOf={(read) => read.what + read.text}
      empty="Nothing was read from this paper." columns={[
        { name: "What", of: (read) => word(read.what) },
        { name: "Read", of: (read) => <MicrText text={read.text} /> },
        { name: "Confidence", figures: true, of: (read) =>
          read.confidence === null ? "" : `${Math.round(read.confidence * 100)}%` },
        { name: "How", of: (read) => read.detail },
      ]} />
  );
}

function Payment({ transaction, self }: { transaction: Transaction; self: number }) {
  return (
    <>
      <dl>
        <Fact name="Envelope">{transaction.key} <Tag state={transaction.state} /></Fact>
        <Fact name="Outcome">{word(transaction.outcome)}</Fact>
        <Fact name="Tender"><Sum cents={transaction.tender_cents} /></Fact>
        {transaction.applied.map((one) => (
          <Fact key={one.account + one.bill_type} name={`Applied to ${one.account}`}>
            {one.bill_type}, {one.fund} <Sum cents={one.amount_cents} /></Fact>
        ))}
        {transaction.adjustments_cents !== 0 && <Fact name="Adjustments"><Sum cents={transaction.adjustments_cents} /></Fact>}
        {transaction.suspense_cents !== 0 && (
          <Fact name="In suspense">{transaction.suspense_reason ? word(transaction.suspense_reason) : ""}
            {" "}<Sum cents={transaction.suspense_cents} /></Fact>
        )}
      </dl>
      {transaction.evidence.length > 0 && (
        <>
          <h3>Why it belongs there</h3>
          <ul>{transaction.evidence.map((sentence) => <li key={sentence}>{sentence}</li>)}
            {transaction.matches.map((one) => (
              <li key={`${one.sequence} ${one.account}`}>Item {one.sequence} to {one.account} by {word(one.rule).toLowerCase()}
                {one.wrong_ppm !== null && `, of which at most ${one.wrong_ppm} in a million are wrong`}.</li>
            ))}</ul>
        </>
      )}
      <h3>In the same envelope</h3>
      <ul class="lines">{transaction.documents.map((one) => (
        <li key={one.id}>{one.id === self
          ? <span>{one.sequence} {word(one.kind)} (this)</span>
          : <a href={`/documents/${one.id}`}>{one.sequence} {word(one.kind)}</a>}</li>
      ))}</ul>
    </>
  );
}

function Keyed({ record, onCorrect }: {
  record: ItemRecord; onCorrect: (task: RecordTask) => void;
}) {
  const { item } = record;
  const right = correctable(record);
  return (
    <>
      {item && (
        <dl>
          <Fact name="Amount">{item.amount_cents === null ? "none" : money(item.amount_cents)}</Fact>
          <Fact name="From">{item.amount_source ? word(item.amount_source) : "\u2014"}
            {item.keyed_by ? ` by ${item.keyed_by}` : ""}</Fact>
          <Fact name="State"><Tag state={item.state} /></Fact>
        </dl>
      )}
      {record.tasks.length > 0 && (
        <ul class="lines">{record.tasks.map((task) => (
          <li key={task.id}><Tag state={task.state} /> {word(task.field)}: {task.reason}
            {task.answered_by && <span class="soft"> {task.answered_by}</span>}
            {right.includes(task) && (
              <>{" "}<button type="button" onClick={() => onCorrect(task)}>Correct<span class="vh">
                {" "}the {word(task.field).toLowerCase()}</span></button></>
            )}</li>
        ))}</ul>
      )}
    </>
  );
}

/// The open question whom a check is for, when this person may divide it.
const dividable = (record: ItemRecord): RecordTask | null =>
  record.kind === "check" && record.item?.amount_cents && may("key")
    ? record.tasks.find(({ field, state }) => field === "account" && state === "open") ?? null : null;

function Way({ record }: { record: ItemRecord }) {
  const { deposit } = record;
  const facts: [string, ComponentChildren][] = [
    ["Batch", <a href={`/batches/${record.batch}`}>{record.batch}</a>],
    ["Deposit", deposit
      ? <><a href={`/deposits/${record.lockbox}/${deposit.ticket}`}>Ticket {deposit.ticket}</a> <Tag state={deposit.state} />
          {" "}<span class="soft">built by {deposit.prepared_by}{deposit.approved_by ? `, approved by ${deposit.approved_by}` : ""}</span></>
      : "in no deposit"],
    ["Posting file", record.posting_file ? <code>{record.posting_file}</code> : "in no file"],
    ["Paper", record.paper],
  ];
  return <dl>{facts.map(([name, value]) => <Fact key={name} name={name}>{value}</Fact>)}</dl>;
}

function AuditTrail({ record }: { record: ItemRecord }) {
  return (
    <Table caption="Audit of this paper" rows={record.audit} keyOf={(event) => event.seq}
      empty="No event yet." columns={[
        { name: "When", of: (event) => timeText(event.at, me.value?.time_zone) },
        { name: "What", of: (event) => `${word(event.entity)} ${word(event.event).toLowerCase()}` },
        { name: "State", of: (event) => event.to_state ? word(event.to_state) : "" },
        { name: "Who", of: (event) => event.actor },
        { name: "Reason", of: (event) => event.reason },
      ]} />
  );
}

/// A picture that was refused for its quality: what a supervisor may do about it, or has done.
function RefusedPicture({ record, onAccept }: { record: ItemRecord; onAccept: () => void }) {
  const accepted = record.accepted_picture;
  if (accepted) return <Note tone="warn">The picture was accepted as it is by {accepted.accepted_by}: {accepted.reason}</Note>;
  if (!record.may_accept_picture || !may("force")) return null;
  return (
    <p class="actions">
      <button type="button" onClick={onAccept}><kbd>A</kbd> Accept the picture as it is</button>
      <span class="soft">If the paper itself is stained or torn, no new scan will be better.</span>
    </p>
  );
}

function Record({ record, onChanged }: { record: ItemRecord; onChanged: () => void }) {
  const [wrong, setWrong] = useState<RecordTask | null>(null);
  const [isExplained, setExplained] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const [isRaising, setRaising] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const [dividing, setDividing] = useState<RecordTask | null>(null);
  useKeys(["document"], {
    explain: () => setExplained(!isExplained),
    "correct-answer": () => {
      const [first] = correctable(record);
      if (!first) return false;
      setWrong(first);
      return true;
    },
    "divide-check": () => {
      const task = dividable(record);
      if (!task) return false;
      setDividing(task);
      return true;
    },
    "correct-kind": () => {
      if (!mayCorrectKind()) return false;
      setRenaming(true);
      return true;
    },
    "raise-exception": () => {
      if (!mayRaise()) return false;
      setRaising(true);
      return true;
    },
    "accept-picture": () => {
      if (!record.may_accept_picture || !may("force")) return false;
      setAccepting(true);
      return true;
    },
  });
  return (
    <>
      {record.faults.map((fault) => <Note key={fault.code} tone="bad">{fault.message}</Note>)}
      {record.quality.map((fault) => (
        <Note key={`${fault.side} ${fault.condition}`} tone="warn">
          Image of the {fault.side}: {fault.text}.</Note>
      ))}
      {record.cash_only && <Note tone="warn">A check on this bank account came back
        (<a href={`/returns/${record.cash_only.return}`}>return {record.cash_only.return}</a>): its drawer pays in
        cash until {dayText(record.cash_only.until)}.</Note>}
      <RefusedPicture record={record} onAccept={() => setAccepting(true)} />
      <div class="columns record">
        <Viewer document={record.id} sides={record.sides} name={`Item ${record.sequence}`} />
        <div class="stack">
          <Panel title="Where it went"><Way record={record} /></Panel>
          <Panel title="Amount and tasks"><Keyed record={record} onCorrect={setWrong} />
            {dividable(record) && (
              <p class="actions"><button type="button" onClick={() => setDividing(dividable(record))}>
                <kbd>L</kbd> Divide it by a list</button></p>)}</Panel>
        </div>
      </div>
      <div class="columns">
        <Panel title="Payment">{record.transaction
          ? <Payment transaction={record.transaction} self={record.id} />
          : <p class="empty">In no payment yet.</p>}
          {record.transaction && may("correct_accounts") && <p class="actions"><a class="button"
            href={`/correspondence?about_kind=envelope&about=${record.batch}/${record.transaction.key}`}>Write a letter about it</a></p>}</Panel>
        <Panel title="What was read">
          <Reads record={record} />
          <p class="actions">{mayCorrectKind() && <button type="button" onClick={() => setRenaming(true)}>
            <kbd>K</kbd> Correct what it is</button>}{" "}<button type="button" aria-expanded={isExplained} aria-controls="explained"
            onClick={() => setExplained(!isExplained)}>Explain the read</button></p>
        </Panel>
      </div>
      <div id="explained">{isExplained &&
        <Panel title="How it was read"><Explain document={record.id} /></Panel>}</div>
      <CasesOf document={record.id} lockbox={record.lockbox} isRaising={isRaising} setRaising={setRaising} onChanged={onChanged} />
      <Panel title="Audit"><AuditTrail record={record} /></Panel>
      {record.kind === "check" && <PayerPanel document={record.id} onChanged={onChanged} />}
      {dividing && record.item?.amount_cents && <Divide task={dividing} tender={record.item.amount_cents}
        onClose={() => setDividing(null)} onDone={() => { setDividing(null); onChanged(); }} />}
      {isRenaming && <CorrectKind record={record} onClose={() => setRenaming(false)}
        onDone={() => { setRenaming(false); onChanged(); }} />}
      {isAccepting && <AskReason title={`Accept the picture of item ${record.sequence} as it is`} button="Accept"
        hint="What is wrong with the paper; stands in its history" onClose={() => setAccepting(false)}
        act={async (reason) => {
          await batches.acceptPicture(record.batch, record.sequence, reason);
          setAccepting(false);
          onChanged();
        }} />}
      {wrong && <CorrectAnswer task={wrong} onClose={() => setWrong(null)}
        onDone={() => { setWrong(null); onChanged(); }} />}
    </>
  );
}

export function DocumentScreen({ id }: { id: number }) {
  const loaded = useLoad(() => documents.get(id), [id], ["batch", "task", "deposit"]);
  const record = loaded.data;
  return (
    <>
      <Title aside={record && <span class="soft"><a href={`/batches/${record.batch}`}>Batch {record.batch}</a>
        {" \u00b7 "}{record.lockbox} {"\u00b7"} {dayText(record.business_day)} <Tag state={record.state} /></span>}>
        {record ? `Item ${record.sequence}, ${word(record.kind).toLowerCase()}` : "Item"}</Title>
      <Shown from={loaded}>{(shown) => <Record key={shown.id} record={shown} onChanged={loaded.reload} />}</Shown>
    </>
  );
}
