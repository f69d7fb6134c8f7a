// Returned items: the queue by clock, the intake, and the life of one.
import { useState } from "preact/hooks";
import { site } from "../api/calls";
import { ledger } from "../api/ledger";
import type { CorrectionReasons, FoundItem, ReturnEvent, ReturnedItem } from "../api/ledger";
import { digitOf } from "../input/pad";
import { money, parseMoney } from "../money";
import { navigate } from "../router";
import { businessDay, may, me } from "../session";
import { dayText, timeText, word } from "../words";
import { announce } from "../ui/announce";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { ShowMore, usePages } from "../ui/pages";
import { Fact, Field, Note, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { useRows } from "../ui/rows";
import { FindItem, emptyNotice } from "./find_item";

const deeds: Record<ReturnEvent, string> = {
  identify: "Identify the item", redeposit: "Present it again", clear: "The bank paid it",
  return_again: "It came back again", charge_back: "Charge it back", post_fee: "Post the fee",
  send_letter: "Send the letter", pay_back: "The drawer paid", refer: "Refer to collection",
  reverse: "It was no return",
};
const needsNote: readonly ReturnEvent[] = ["pay_back", "refer"];
const namesPaper: readonly ReturnEvent[] = ["identify", "pay_back"];

/// What pressing it does: of two people the first asks, and the second agrees.
function deedOf(item: ReturnedItem, event: ReturnEvent): string {
  if (item.wish) return `Agree: ${deeds[event].toLowerCase()}`;
  return item.needs_two.includes(event) ? `Ask another person: ${deeds[event].toLowerCase()}` : deeds[event];
}

function ReasonChoice({ reasons, value, onChange }: {
  reasons: CorrectionReasons; value: string; onChange: (code: string) => void;
}) {
  return (
    <div class="field"><label for="return-reason">Reason of the bank</label>
      <select id="return-reason" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {reasons.returns.map((one) => (
          <option key={one.code} value={one.code}>{one.code} {one.sentence}{one.may_present_again ? " (may be presented again)" : ""}</option>
        ))}
      </select></div>
  );
}

function TakeIn({ reasons, lockboxes, onClose }: {
  reasons: CorrectionReasons; lockboxes: string[]; onClose: () => void;
}) {
  const [notice, setNotice] = useState(emptyNotice);
  const [item, setItem] = useState<FoundItem | null>(null);
  const [lockbox, setLockbox] = useState(lockboxes[0] ?? "");
  const [reason, setReason] = useState("A");
  const [returnedOn, setReturnedOn] = useState(businessDay.value ?? "");
  const [reference, setReference] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = item?.amount_cents ?? parseMoney(notice.amount);
    if (!cents) return setFault("Give the amount that the bank returned.");
    setFault(null);
    action.run(async () => {
      const made = await ledger.receive({ lockbox: item?.lockbox ?? lockbox, amount_cents: cents,
        reason_code: reason, returned_on: returnedOn,
        ...(item ? { document_id: item.document_id } : {}),
        ...(item?.check_number || notice.check ? { check_number: item?.check_number || notice.check } : {}),
        ...(item?.account_tail || notice.tail ? { account_tail: item?.account_tail || notice.tail } : {}),
        ...(reference ? { reference } : {}) });
      announce(`Return ${made.number} is taken in.`);
      navigate(`/returns/${made.number}`);
    });
  };
  return (
    <Dialog title="Take in a returned item" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <FindItem notice={notice} onNotice={setNotice} chosen={item} onChoose={setItem} />
        <ReasonChoice reasons={reasons} value={reason} onChange={setReason} />
        <div class="columns three">
          <Field label="Returned on" value={returnedOn} onInput={setReturnedOn} hint="The day of the bank's notice" />
          <Field label="Bank's reference" value={reference} onInput={setReference} autocomplete="off" />
          {!item && <div class="field"><label for="return-lockbox">Lockbox</label>
            <select id="return-lockbox" value={lockbox} onChange={(event) => setLockbox(event.currentTarget.value)}>
              {lockboxes.map((name) => <option key={name}>{name}</option>)}</select></div>}
        </div>
        {fault && <p class="error" role="alert">{fault}</p>}
        <FormEnd action={action} button={item ? "Take it in" : "Take it in, not identified"} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const columns = [
  { name: "Return", of: (one: ReturnedItem) => <a data-row href={`/returns/${one.number}`}>{one.number}</a> },
  { name: "Due", of: (one: ReturnedItem) => one.due === null ? "" : one.late
    ? <Tag state="late" tone="bad" text={`Late, ${dayText(one.due)}`} /> : dayText(one.due) },
  { name: "To do", of: (one: ReturnedItem) => one.waits_for },
  { name: "Amount", figures: true, of: (one: ReturnedItem) => money(one.amount_cents) },
  { name: "Check", of: (one: ReturnedItem) => one.check_number },
  { name: "Reason", of: (one: ReturnedItem) => `${one.reason_code} ${one.reason}` },
  { name: "State", of: (one: ReturnedItem) => <Tag state={one.state} /> },
];

function Rules({ reasons }: { reasons: CorrectionReasons }) {
  return (
    <details><summary>Fees and clocks in force</summary>
      <Table caption="Dated rules" rows={reasons.rules} keyOf={(row) => `${row.rule} ${row.valid_from} ${row.above_cents}`} columns={[
        { name: "Rule", of: (row) => word(row.rule) },
        { name: "From", of: (row) => dayText(row.valid_from) },
        { name: "What", of: (row) => row.unit ? `${row.count} ${row.unit}`
          : `above ${money(row.above_cents)}: ${money(row.amount_cents)}, or ${row.percent} % if more` },
        { name: "Source", of: (row) => row.source },
      ]} />
    </details>
  );
}

export function Returns() {
  const [isTaking, setTaking] = useState(false);
  const loaded = useLoad(() => ledger.returns(), [], ["ledger"]);
  const pages = usePages(loaded.data, (cursor) => ledger.returns(cursor));
  const reasons = useLoad(ledger.reasons, []);
  const own = useLoad(site, []);
  const mayWork = may("correct_accounts");
  const take = () => { if (!mayWork || !reasons.data || !own.data) return false; setTaking(true); return true; };
  useRows();
  useKeys(["returns"], { "take-in": take });
  return (
    <>
      <Title aside={mayWork && <button type="button" class="main" onClick={take}><kbd>F2</kbd> Take in a return</button>}>Returns</Title>
      <Panel>
        <Shown from={loaded}>{() => <Table caption="Returned items, those whose clock runs first" columns={columns}
          rows={pages.items} keyOf={(one) => one.number} empty="Nothing came back." />}</Shown>
        <ShowMore of={pages} />
        {reasons.data && <Rules reasons={reasons.data} />}
      </Panel>
      {isTaking && reasons.data && own.data && (
        <TakeIn reasons={reasons.data} lockboxes={own.data.lockboxes} onClose={() => setTaking(false)} />)}
    </>
  );
}

function hintOf(item: ReturnedItem, event: ReturnEvent): string {
  if (item.wish) return "May stay empty; stands in the history";
  if (needsNote.includes(event)) return "How it was paid, or to whom it was referred";
  return item.needs_two.includes(event) ? "Why another person should agree" : "May stay empty; stands in the history";
}

function AskStep({ item, event, reasons, onClose, onDone }: {
  item: ReturnedItem; event: ReturnEvent; reasons: CorrectionReasons; onClose: () => void;
  onDone: (item: ReturnedItem) => void;
}) {
  const [note, setNote] = useState("");
  const [reason, setReason] = useState(item.reason_code);
  const [waives, setWaives] = useState(false);
  const [notice, setNotice] = useState({ ...emptyNotice, amount: money(item.amount_cents + (event === "pay_back" ? item.fee_cents : 0)),
    check: event === "pay_back" ? "" : item.check_number });
  const [found, setFound] = useState<FoundItem | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  // What the first person named, the second one agrees to.
  const mustName = namesPaper.includes(event) && item.wish === null;
  const mustSayWhy = item.wish === null && (needsNote.includes(event) || item.needs_two.includes(event));
  const submit = (pressed: Event) => {
    pressed.preventDefault();
    if (mustName && !found) return setFault(event === "identify" ? "Find the item and choose it first."
      : "Find the drawer's payment and choose it first.");
    if (note.trim() === "" && (waives || mustSayWhy)) return setFault("Say in the note how, to whom or why.");
    setFault(null);
    action.run(async () => onDone(await ledger.step(item.number, { event, version: item.version,
      ...(note.trim() ? { note: note.trim() } : {}), ...(waives ? { waive_fee: true } : {}),
      ...(event === "return_again" ? { reason_code: reason } : {}),
      ...(found ? { document_id: found.document_id } : {}) })));
  };
  return (
    <Dialog title={`${deedOf(item, event)}: return ${item.number}, ${money(item.amount_cents)}`} onClose={onClose}
      class={mustName ? "wide" : ""}>
      <form onSubmit={submit} noValidate>
        {mustName && <FindItem notice={notice} onNotice={setNotice} chosen={found} onChoose={setFound} />}
        {event === "return_again" && <ReasonChoice reasons={reasons} value={reason} onChange={setReason} />}
        {event === "charge_back" && <p>What was applied of it is taken back from its accounts by new entries.</p>}
        {event === "pay_back" && <p>What is owed is booked from {item.wish?.document_id
          ? <a href={`/documents/${item.wish.document_id}`}>the payment of document {item.wish.document_id}</a>
          : "the payment that you choose"}, which covers the check and its fee.</p>}
        {event === "reverse" && <p>All that was booked of it is booked back by new entries; nothing is deleted, and the paper may come back yet.</p>}
        {event === "post_fee" && <p><label class="inline"><input type="checkbox" checked={waives}
          onChange={() => setWaives(!waives)} /> Waive the fee</label></p>}
        <Field label="Note" value={note} onInput={setNote} error={fault} {...(mustName ? {} : { "data-first": true })}
          hint={hintOf(item, event)} />
        <FormEnd action={action} button={deedOf(item, event)} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Decline({ item, onClose, onDone }: { item: ReturnedItem; onClose: () => void; onDone: (item: ReturnedItem) => void }) {
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (pressed: Event) => {
    pressed.preventDefault();
    if (note.trim() === "") return setFault("Say why it is not done.");
    setFault(null);
    action.run(async () => onDone(await ledger.decline(item.number, item.version, note.trim())));
  };
  return (
    <Dialog title={`Decline: return ${item.number}, ${money(item.amount_cents)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label="Why" value={note} onInput={setNote} error={fault} data-first hint="Stands in the history" />
        <FormEnd action={action} button="Decline" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Facts({ item }: { item: ReturnedItem }) {
  return (
    <dl>
      <Fact name="State"><Tag state={item.state} /></Fact>
      <Fact name="Amount">{money(item.amount_cents)}</Fact>
      <Fact name="Reason">{item.reason_code} {item.reason}</Fact>
      <Fact name="Returned on">{dayText(item.returned_on)}{item.reference ? `, reference ${item.reference}` : ""}</Fact>
      <Fact name="Check">{item.check_number || "no number"}{item.account_tail ? `, bank account \u2026${item.account_tail}` : ""}</Fact>
      <Fact name="Item">{item.document_id === null ? "not known yet"
        : <a href={`/documents/${item.document_id}`}>Document {item.document_id}, batch {item.envelope?.batch}</a>}</Fact>
      <Fact name="Presented">{item.presentments === 1 ? "once" : `${item.presentments} times`}</Fact>
      {item.fee_cents !== 0 && <Fact name="Fee">{money(item.fee_cents)}</Fact>}
      {item.paid_by && <Fact name="Paid with"><a href={`/batches/${item.paid_by.batch}`}>Batch {item.paid_by.batch}, envelope {item.paid_by.transaction}</a></Fact>}
      {item.cash_only_until && <Fact name="Cash only until">{dayText(item.cash_only_until)}</Fact>}
      {item.letter && <Fact name="Letter"><a href={ledger.letter(item.number)} download>Sent {dayText(item.letter.sent_on)} (PDF)</a>,
        {" "}notice until {dayText(item.letter.notice_until)}, demand until {dayText(item.letter.demand_until)}</Fact>}
    </dl>
  );
}

function OneReturn({ item, reasons, onDone }: {
  item: ReturnedItem; reasons: CorrectionReasons; onDone: (item: ReturnedItem) => void;
}) {
  const [asked, setAsked] = useState<ReturnEvent | null>(null);
  const [isDeclining, setDeclining] = useState(false);
  const isOwn = item.wish !== null && item.wish.asked_by === me.value?.user.name;
  const next = may("correct_accounts") && !isOwn ? item.next : [];
  useKeys(["return"], {
    "take-step": (event) => {
      const step = next[Number(digitOf(event)) - 1];
      if (!step) return false;
      setAsked(step);
      return true;
    },
  });
  return (
    <>
      {item.uncovered_cents !== 0 && <Note tone="bad">{money(item.uncovered_cents)} of it was paid out before it came back; the drawer goes on owing it.</Note>}
      <div class="columns">
        <Panel title="What came back"><Facts item={item} /></Panel>
        <Panel title="What to do">
          <p>{item.waits_for} {item.due && <>{item.late ? <Tag state="late" tone="bad" text={`Late since ${dayText(item.due)}`} />
            : <span class="soft">Until {dayText(item.due)}.</span>}</>}</p>
          {item.wish && <Note>{item.wish.asked_by} asked, {timeText(item.wish.asked_at, me.value?.time_zone)}: {deeds[item.wish.event].toLowerCase()}. {item.wish.note}
            {item.wish.document_id !== null && <> <a href={`/documents/${item.wish.document_id}`}>Its payment: document {item.wish.document_id}</a></>}</Note>}
          <ol class="lines">{next.map((event, at) => (
            <li key={event}><button type="button" onClick={() => setAsked(event)}><kbd>{at + 1}</kbd> {deedOf(item, event)}…</button></li>
          ))}
          {item.wish && may("correct_accounts") && <li><button type="button" onClick={() => setDeclining(true)}>
            {isOwn ? "Take it back…" : "Decline…"}</button></li>}</ol>
        </Panel>
      </div>
      <Panel title="What was done">
        <Table caption="Steps of the return" rows={item.steps.map((step, at) => ({ ...step, at_number: at }))} keyOf={(step) => step.at_number}
          empty={`Taken in by ${item.received_by}.`} columns={[
            { name: "Step", of: (step) => deeds[step.event] },
            { name: "When", of: (step) => timeText(step.at, me.value?.time_zone) },
            { name: "Who", of: (step) => step.asked_by ? `${step.actor}, asked by ${step.asked_by}` : step.actor },
            { name: "Reason", of: (step) => step.reason_code },
            { name: "Note", of: (step) => step.note ?? "" },
          ]} />
      </Panel>
      {asked && <AskStep item={item} event={asked} reasons={reasons} onClose={() => setAsked(null)}
        onDone={(done) => { setAsked(null); announce(done.waits_for); onDone(done); }} />}
      {isDeclining && <Decline item={item} onClose={() => setDeclining(false)}
        onDone={(done) => { setDeclining(false); announce(done.waits_for); onDone(done); }} />}
    </>
  );
}

export function ReturnScreen({ number }: { number: number }) {
  const loaded = useLoad(() => ledger.returned(number), [number], ["ledger"]);
  const reasons = useLoad(ledger.reasons, []);
  return (
    <>
      <Title aside={<a class="button" href="/returns">All returns</a>}>Return {number}</Title>
      <Shown from={loaded}>{(item) => reasons.data && <OneReturn item={item} reasons={reasons.data} onDone={loaded.set} />}</Shown>
    </>
  );
}
