// Exceptions that somebody must decide: whose they are, until when, and what became of them.
import { useState } from "preact/hooks";
import { exceptions } from "../api/calls";
import { ledger } from "../api/ledger";
import type { FoundItem } from "../api/ledger";
import { payees } from "../api/office";
import type { CaseAction, ExceptionCase, ExceptionList } from "../api/types";
import { many, money } from "../money";
import { may, me } from "../session";
import { dayText, listText, timeText, word } from "../words";
import { AskReason } from "./decisions";
import { Choice } from "../ui/choice";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, Panel, Shown, Table, Tag } from "../ui/parts";

const steps: [CaseAction, string][] = [
  ["accept", "Accept: deposit it as it is"],
  ["correct", "It was put right: deposit it"],
  ["return_to_payer", "Send it back to the payer, with a letter"],
  ["hold_until", "Keep it in the vault until a day"],
  ["send_to_department", "Let somebody else decide"],
  ["ask_payer", "Ask the payer"],
  ["send_to_collection", "Send it to the bank for collection"],
  ["pull", "Pull it out for the treasurer"],
];
const missing: [CaseAction, string] = ["paper_missing", "The paper is not in the vault"];

/// What may be done now, what the policy proposes first.
function stepsOf(one: ExceptionCase): [CaseAction, string][] {
  const first = steps.filter(([step]) => step === one.proposed);
  const isKept = one.state === "decided" && one.action === "hold_until";
  return [...first, ...(isKept && one.is_due ? [missing] : []),
    ...steps.filter(([step]) => step !== one.proposed)];
}

const comesInAgain = (one: ExceptionCase, step: string) =>
  one.kept_at !== null && (step === "accept" || step === "correct");

/// Which paper of today's mail is the one that was kept: of its amount, and of another batch.
function Recaptured({ of, value, onChange }: { of: ExceptionCase; value: string; onChange: (document: string) => void }) {
  const loaded = useLoad(() => ledger.payments({ amount_cents: of.amount_cents, from: of.raised_on }), [of.id]);
  const nameOf = (item: FoundItem) => `Document ${item.sequence} of batch ${item.batch}, ${dayText(item.business_day)}`
    + (item.check_number ? `, check ${item.check_number}` : "");
  return (
    <Shown from={loaded}>{({ items }) => {
      const papers = items.filter((item) => item.batch !== of.batch);
      if (papers.length === 0) return <Note tone="warn">No paper of its amount came in again yet. Take it out, scan it with today's mail, and name it here.</Note>;
      return <Choice label="Captured again as" value={value} onChange={onChange}
        options={[["", "Choose the paper"], ...papers.map((item): [string, string] => [String(item.document_id), nameOf(item)])]} />;
    }}</Shown>
  );
}

export function DecideCase({ one, owners, onClose, onDone }: {
  one: ExceptionCase; owners: ExceptionList["owners"]; onClose: () => void; onDone: () => void;
}) {
  const options = stepsOf(one);
  const [step, setStep] = useState<string>(options[0]?.[0] ?? "accept");
  const [until, setUntil] = useState("");
  const [owner, setOwner] = useState(owners[0]?.id ?? "");
  const [paper, setPaper] = useState("");
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (note.trim() === "") return setFault("Say why; it stays on record.");
    if (comesInAgain(one, step) && paper === "") return setFault("Choose the paper that came in again.");
    setFault(null);
    action.run(async () => {
      await exceptions.step(one.id, { step: step as CaseAction, note: note.trim(),
        ...(step === "hold_until" ? { until } : {}),
        ...(comesInAgain(one, step) ? { document_id: Number(paper) } : {}),
        ...(step === "send_to_department" ? { owner } : {}) });
      onDone();
    });
  };
  return (
    <Dialog title={`${one.words}: item ${one.sequence} of batch ${one.batch}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {one.note && <p class="soft">{one.note}</p>}
        <Choice label="What is done" value={step} onChange={setStep} options={options} first />
        {comesInAgain(one, step) && <Recaptured of={one} value={paper} onChange={setPaper} />}
        {step === "hold_until" && <Field label="Until" type="date" value={until} onInput={setUntil} />}
        {step === "send_to_department" && <Choice label="Who decides" value={owner} onChange={setOwner}
          options={owners.map(({ id, name }) => [id, word(name)])} />}
        <Field label="Why" value={note} onInput={setNote} error={fault} hint="Stands in its history" />
        <FormEnd action={action} button="Decide" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const dueText = (one: ExceptionCase) => {
  if (one.state === "closed") return dayText(one.due);
  if (one.is_overdue) return `${dayText(one.due)}, passed`;
  return one.is_due ? `${dayText(one.due)}, today` : dayText(one.due);
};

const columnsOf = (onDecide: (one: ExceptionCase) => void, zone?: string) => [
  { name: "No.", figures: true, of: (one: ExceptionCase) =>
    <a data-row href={`/documents/${one.document_id}`}>{one.id}</a> },
  { name: "Until", of: (one: ExceptionCase) => dueText(one) },
  { name: "Who", of: (one: ExceptionCase) => word(one.owner) },
  { name: "What", of: (one: ExceptionCase) => (
    <><strong>{one.words}</strong>{one.note && <><br /><span class="why">{one.note}</span></>}</>) },
  { name: "Amount", figures: true, of: (one: ExceptionCase) =>
    (one.amount_cents === null ? "\u2014" : money(one.amount_cents)) },
  { name: "State", of: (one: ExceptionCase) => (
    <><Tag state={one.state} tone={one.is_overdue ? "bad" : one.state === "closed" ? "good" : "warn"} />
      {one.action && <span class="soft"> {word(one.action)}</span>}
      {one.kept_at && <span class="soft">, kept: {word(one.kept_at)}</span>}</>) },
  { name: "Raised", of: (one: ExceptionCase) => `${one.raised_by}, ${timeText(one.raised_at, zone)}` },
  { name: "Decide", of: (one: ExceptionCase) => (
    <>
      {one.may_decide && one.state !== "closed" && <button type="button" onClick={() => onDecide(one)}>
        Decide<span class="vh"> exception {one.id}</span></button>}
      {one.action === "return_to_payer" && <a href={exceptions.letter(one.id)} target="_blank" rel="noreferrer">
        Letter<span class="vh"> of exception {one.id} (PDF)</span></a>}
    </>) },
];

/// Every case that waits, by deadline; what is due from the vault first.
export function Cases() {
  const [owner, setOwner] = useState("");
  const [chosen, setChosen] = useState<ExceptionCase | null>(null);
  const [isDefaulting, setDefaulting] = useState(false);
  const loaded = useLoad(() => exceptions.list(), [], ["batch"]);
  const zone = me.value?.time_zone;
  return (
    <Panel title="To decide">
      <Shown from={loaded}>{({ items, owners }) => {
        const shown = items.filter((one) => !owner || one.owner === owner);
        const kept = items.filter((one) => one.is_due && one.action === "hold_until");
        const overdue = shown.filter((one) => one.is_overdue && one.may_decide);
        return (
          <>
            {kept.length > 0 && <Note tone="warn">From the vault today: {many(kept.length, "check")}.
              {" "}Take each out, scan it with today's mail and accept it here as that paper, or say that it is missing.</Note>}
            <label class="inline">Who decides <select value={owner} onChange={(event) => setOwner(event.currentTarget.value)}>
              <option value="">Everybody</option>
              {owners.map(({ id, name }) => <option key={id} value={id}>{word(name)}</option>)}
            </select></label>
            <Table caption="Exceptions to decide" rows={shown} keyOf={({ id }) => id}
              columns={columnsOf(setChosen, zone)} empty="Nobody has raised an exception that is open." />
            {overdue.length > 0 && <p class="actions"><button type="button" onClick={() => setDefaulting(true)}>
              Do what the deadline says with {many(overdue.length, "case")}…</button></p>}
            {chosen && <DecideCase one={chosen} owners={owners} onClose={() => setChosen(null)}
              onDone={() => { setChosen(null); loaded.reload(); }} />}
          </>
        );
      }}</Shown>
      {isDefaulting && <AskReason title="Do what the deadline says" button="Do it"
        hint="Every case whose time has passed gets the action that the site's rules name"
        onClose={() => setDefaulting(false)} act={async (reason) => {
          await exceptions.defaults(reason);
          setDefaulting(false);
          loaded.reload();
        }} />}
    </Panel>
  );
}

/// No machine reads who a check is payable to: a person compares it with this list.
function PayeesOf({ lockbox }: { lockbox: string }) {
  const loaded = useLoad(() => payees.get(lockbox), [lockbox]);
  const known = loaded.data?.payees ?? [];
  return (
    <Note>{known.length > 0 ? <>Checks to these payees are deposited here: <strong>{listText(known)}</strong>.</>
      : "Nobody has listed the payees of this lockbox yet."}</Note>
  );
}

function Raise({ document, lockbox, reasons, onClose, onDone }: {
  document: number; lockbox: string; reasons: ExceptionList["reasons"]; onClose: () => void; onDone: () => void;
}) {
  const [reason, setReason] = useState(reasons[0]?.name ?? "");
  const [note, setNote] = useState("");
  const [until, setUntil] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await exceptions.raise(document, { reason, note: note.trim(),
        ...(reason === "postdated" ? { until } : {}) });
      onDone();
    });
  };
  return (
    <Dialog title="What is the matter with this paper" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Choice label="Exception" value={reason} onChange={setReason} first
          options={reasons.map(({ name, words }) => [name, words])} />
        {["other_payee", "no_payee"].includes(reason) && <PayeesOf lockbox={lockbox} />}
        {reason === "postdated" && <Field label="Date on the check" type="date" value={until} onInput={setUntil} />}
        <Field label="Note" value={note} onInput={setNote} hint="What you see on the paper; may be empty" />
        <FormEnd action={action} button="Raise" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function History({ one, zone }: { one: ExceptionCase; zone: string | undefined }) {
  return (
    <li>
      <Tag state={one.state} tone={one.state === "closed" ? "good" : "warn"} /> <strong>{one.words}</strong>
      {" "}<span class="soft">raised by {one.raised_by}{one.note && `: ${one.note}`}</span>
      {one.steps.length > 0 && (
        <ul>{one.steps.map((step, at) => (
          <li key={at}>{word(step.action ?? step.event)}{step.due ? `, ${dayText(step.due)}` : ""}: {step.note}
            {" "}<span class="soft">{step.by}, {timeText(step.at, zone)}</span></li>
        ))}</ul>
      )}
    </li>
  );
}

export const mayRaise = () => (["key", "verify", "balance", "build_deposit", "force"] as const).some((right) => may(right));

/// The cases of one paper, and the way to a new one: X.
export function CasesOf({ document, lockbox, isRaising, setRaising, onChanged }: {
  document: number; lockbox: string; isRaising: boolean; setRaising: (is: boolean) => void; onChanged: () => void;
}) {
  const loaded = useLoad(() => exceptions.list({ document }), [document], ["batch"]);
  const [chosen, setChosen] = useState<ExceptionCase | null>(null);
  const done = () => { setRaising(false); setChosen(null); loaded.reload(); onChanged(); };
  const zone = me.value?.time_zone;
  return (
    <Panel title="Exceptions of this paper">
      <Shown from={loaded}>{({ items, owners, reasons }) => (
        <>
          {items.length === 0
            ? <p class="empty">None was raised.</p>
            : <ul class="lines">{items.map((one) => <History key={one.id} one={one} zone={zone} />)}</ul>}
          <p class="actions">
            {mayRaise() && <button type="button" onClick={() => setRaising(true)}><kbd>X</kbd> Raise an exception</button>}
            {items.filter((one) => one.may_decide && one.state !== "closed").map((one) => (
              <button key={one.id} type="button" onClick={() => setChosen(one)}>Decide {one.words.toLowerCase()}</button>
            ))}
          </p>
          {isRaising && <Raise document={document} lockbox={lockbox} reasons={reasons} onClose={() => setRaising(false)} onDone={done} />}
          {chosen && <DecideCase one={chosen} owners={owners} onClose={() => setChosen(null)} onDone={done} />}
        </>
      )}</Shown>
    </Panel>
  );
}
