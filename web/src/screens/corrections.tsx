// Corrections: asked for, approved by another person, reviewed by a third; and the suspense that waits.
import { useState } from "preact/hooks";
import { ledger } from "../api/ledger";
import type { Adjustment, CorrectionReasons, DayAdjustments, LedgerEntry, SuspenseItem } from "../api/ledger";
import { count, many, money } from "../money";
import { businessDay, may, mayAny, me } from "../session";
import { dayText, timeText, word } from "../words";
import { announce } from "../ui/announce";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { ShowMore, usePages } from "../ui/pages";
import { Field, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { AskCorrection } from "./ask_correction";
import type { Start } from "./ask_correction";
import { AskReason } from "./decisions";

const spotText = (one: Adjustment) => {
  const account = (ref: string, text: string) => <a href={`/accounts/${encodeURIComponent(ref)}`}>{text}</a>;
  return (
    <>{one.from && <>{account(one.from.ref, one.from.account)} to </>}
      {one.to ? account(one.to.ref, one.to.account) : one.envelope && `suspense of batch ${one.envelope.batch}, ${one.envelope.transaction}`}</>
  );
};

function Decide({ one, onDone }: { one: Adjustment; onDone: () => void }) {
  const [isRejecting, setRejecting] = useState(false);
  const action = useAction();
  if (one.state !== "requested") return <>{one.steps.map((step) => step.actor).at(-1)}</>;
  const isOwn = one.needs_two && one.requested_by === me.value?.user.name;
  if (!may("adjust") || isOwn) return <span class="soft">{one.needs_two ? "Another person must approve it" : "Waits"}</span>;
  return (
    <>
      <span class="row">
        <button type="button" disabled={action.isBusy} onClick={() => action.run(async () => {
          const done = await ledger.approve(one);
          announce(`Adjustment ${done.number} is posted.`);
          onDone();
        })}>Approve<span class="vh"> adjustment {one.number}</span></button>
        <button type="button" onClick={() => setRejecting(true)}>Reject…<span class="vh"> adjustment {one.number}</span></button>
      </span>
      <ProblemNote problem={action.problem} />
      {isRejecting && <AskReason title={`Reject adjustment ${one.number}`} hint="Stands in its history" button="Reject"
        onClose={() => setRejecting(false)} act={async (reason) => {
          await ledger.reject(one, reason);
          setRejecting(false);
          onDone();
        }} />}
    </>
  );
}

function Requests({ onDone }: { onDone: () => void }) {
  const loaded = useLoad(() => ledger.adjustments(), [], ["ledger"]);
  const pages = usePages(loaded.data, (cursor) => ledger.adjustments(cursor));
  const done = () => { loaded.reload(); onDone(); };
  return (
    <Panel title="Asked for">
      <Shown from={loaded}>{() => <Table caption="Corrections, the newest first" rows={pages.items} keyOf={(one) => one.number}
        empty="Nobody asked for a correction yet." columns={[
          { name: "Number", figures: true, of: (one) => one.number },
          { name: "What", of: (one) => word(one.kind) },
          { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
          { name: "Where", of: spotText },
          { name: "Why", of: (one) => one.note },
          { name: "Asked by", of: (one) => one.requested_by },
          { name: "State", of: (one) => <Tag state={one.state} /> },
          { name: "Decision", of: (one) => <Decide one={one} onDone={done} /> },
        ]} />}</Shown>
      <ShowMore of={pages} />
    </Panel>
  );
}

/// Entries by kind and operator, as the reviewer wants them.
function sums(entries: LedgerEntry[]) {
  const groups = new Map<string, { kind: string; by: string; entries: number; cents: number }>();
  for (const { kind, made_by, amount_cents } of entries) {
    const key = `${kind} ${made_by}`;
    const group = groups.get(key) ?? { kind, by: made_by, entries: 0, cents: 0 };
    groups.set(key, { ...group, entries: group.entries + 1, cents: group.cents + amount_cents });
  }
  return [...groups.values()];
}

function Files({ day, loaded, shown }: { day: string; loaded: Loaded<DayAdjustments>; shown: DayAdjustments }) {
  const action = useAction();
  const untold = shown.entries.filter((one) => one.file === null && one.lines.some(({ place }) => place === "receivable")).length;
  return (
    <>
      <h3>Told to the receivables host</h3>
      {shown.files.length === 0 ? <p class="empty">No file yet; it is made when the day is closed.</p> : (
        <ul class="files">{shown.files.map((file) => (
          <li key={file.name}>{may("read_account") ? <a href={ledger.file(day, file.name)} download>{file.name}</a> : file.name}
            <span class="soft">{many(file.lines, "line")}, {money(file.amount_cents)}</span></li>
        ))}</ul>
      )}
      <ProblemNote problem={action.problem} />
      {untold > 0 && mayAny("close_day", "audit") && <p class="actions"><button type="button" disabled={action.isBusy}
        onClick={() => action.run(async () => loaded.set(await ledger.makeFiles(day)))}>
        Make the file of {many(untold, "entry", "entries")} now</button></p>}
    </>
  );
}

function DayEntries({ day, loaded, onReview }: { day: string; loaded: Loaded<DayAdjustments>; onReview: () => void }) {
  return (
    <Panel title={`Entries of ${dayText(day)}`}>
      <Shown from={loaded}>{(shown) => (
        <>
          {shown.entries.length > 0 && (shown.reviewed
            ? <Note tone="good">Reviewed by {shown.reviews.at(-1)?.reviewed_by}, {many(shown.entries.length, "entry", "entries")}.</Note>
            : <Note tone="warn">{many(shown.entries.length, "entry", "entries")}, not all of them reviewed.</Note>)}
          <Table caption="By kind and operator" rows={sums(shown.entries)} keyOf={({ kind, by }) => `${kind} ${by}`}
            empty="Nothing was returned or adjusted on this day." columns={[
              { name: "Kind", of: ({ kind }) => word(kind) },
              { name: "Made by", of: ({ by }) => by },
              { name: "Entries", figures: true, of: ({ entries }) => count(entries) },
              { name: "Amount", figures: true, of: ({ cents }) => money(cents) },
            ]} />
          {shown.entries.length > 0 && (
            <details><summary>Each entry</summary>
              <Table caption="Entries of the day" rows={shown.entries} keyOf={({ entry }) => entry} columns={[
                { name: "Entry", figures: true, of: ({ entry }) => entry },
                { name: "Kind", of: ({ kind }) => word(kind) },
                { name: "Amount", figures: true, of: ({ amount_cents }) => money(amount_cents) },
                { name: "Made by", of: ({ made_by }) => made_by },
                { name: "When", of: ({ at }) => timeText(at, me.value?.time_zone) },
                { name: "For", of: (one) => one.return ? <a href={`/returns/${one.return}`}>Return {one.return}</a> : `Adjustment ${one.adjustment}` },
                { name: "Note", of: ({ note, reason_code }) => note ?? reason_code },
              ]} />
            </details>
          )}
          {shown.entries.length > 0 && !shown.reviewed && may("audit") && (
            <p class="actions"><button type="button" onClick={onReview}><kbd>F4</kbd> Sign the review…</button></p>)}
          <Files day={day} loaded={loaded} shown={shown} />
        </>
      )}</Shown>
    </Panel>
  );
}

function SignReview({ day, onClose, onDone }: { day: string; onClose: () => void; onDone: (shown: DayAdjustments) => void }) {
  const [note, setNote] = useState("");
  const action = useAction();
  return (
    <Dialog title={`Sign the review of ${dayText(day)}`} onClose={onClose}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); action.run(async () => onDone(await ledger.review(day, note.trim()))); }}>
        <p>You confirm that you looked at every entry of the day. Who asked for, approved or made one cannot sign.</p>
        <Field label="Note" value={note} onInput={setNote} hint="May stay empty" data-first />
        <FormEnd action={action} button="Sign" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Care({ item, onClose, onDone }: { item: SuspenseItem; onClose: () => void; onDone: () => void }) {
  const [owner, setOwner] = useState(item.owner ?? me.value?.user.name ?? "");
  const [next, setNext] = useState(item.next_day ?? businessDay.value ?? "");
  const [note, setNote] = useState(item.note ?? "");
  const action = useAction();
  return (
    <Dialog title={`Look after ${money(item.amount_cents)} of batch ${item.batch}`} onClose={onClose}>
      <form noValidate onSubmit={(event) => {
        event.preventDefault();
        action.run(async () => {
          await ledger.care(item, { owner, next_day: next, ...(note.trim() ? { note: note.trim() } : {}) });
          onDone();
        });
      }}>
        <Field label="Who" value={owner} onInput={setOwner} data-first />
        <Field label="Next on" value={next} onInput={setNext} hint="Like 2026-11-30" />
        <Field label="Note" value={note} onInput={setNote} />
        <FormEnd action={action} button="Keep it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Suspense({ onAsk }: { onAsk: (start: Start) => void }) {
  const [caring, setCaring] = useState<SuspenseItem | null>(null);
  const loaded = useLoad(ledger.suspense, [], ["ledger", "batch", "deposit"]);
  const today = businessDay.value ?? "";
  const mayAsk = may("correct_accounts");
  return (
    <Panel title="In suspense, the oldest first">
      <Shown from={loaded}>{({ items }) => <Table caption="Money in suspense" rows={items} keyOf={(one) => `${one.batch} ${one.transaction}`}
        empty="Nothing is in suspense." columns={[
          { name: "Since", of: (one) => dayText(one.since) },
          { name: "Days", figures: true, of: (one) => count(one.age_days) },
          { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
          { name: "Envelope", of: (one) => <a href={`/batches/${one.batch}`}>Batch {one.batch}, {one.transaction}</a> },
          { name: "Why", of: (one) => one.reason ? word(one.reason) : "" },
          { name: "Owner", of: (one) => one.owner ?? <Tag state="nobody" tone="warn" text="Nobody" /> },
          { name: "Next", of: (one) => one.next_day ? dayText(one.next_day) : "" },
          { name: "Unclaimed after", of: (one) => one.unclaimed_after < today
            ? <Tag state="unclaimed" tone="bad" text={dayText(one.unclaimed_after)} /> : dayText(one.unclaimed_after) },
          { name: "To do", of: (one) => mayAsk && <span class="row">
            <button type="button" onClick={() => setCaring(one)}>Look after<span class="vh"> batch {one.batch}, {one.transaction}</span></button>
            <button type="button" onClick={() => onAsk({ kind: "apply", batch: one.batch, transaction: one.transaction, amount: money(one.amount_cents) })}>
              Move…<span class="vh"> batch {one.batch}, {one.transaction}</span></button></span> },
        ]} />}</Shown>
      {caring && <Care item={caring} onClose={() => setCaring(null)} onDone={() => { setCaring(null); loaded.reload(); }} />}
    </Panel>
  );
}

function Dialogs({ reasons, start, onClose, onDone }: {
  reasons: CorrectionReasons | null; start: Start | null; onClose: () => void; onDone: () => void;
}) {
  if (!start || !reasons) return null;
  return <AskCorrection reasons={reasons} start={start} onClose={onClose} onDone={onDone} />;
}

export function Corrections() {
  const [start, setStart] = useState<Start | null>(null);
  const [isReviewing, setReviewing] = useState(false);
  const [round, setRound] = useState(0);
  const day = businessDay.value ?? "";
  const entries = useLoad(() => ledger.day(day), [day, round], ["ledger", "day"]);
  const reasons = useLoad(ledger.reasons, []);
  const ask = () => { if (!may("correct_accounts")) return false; setStart({ kind: "transfer" }); return true; };
  const review = () => {
    if (!may("audit") || !entries.data || entries.data.reviewed || entries.data.entries.length === 0) return false;
    setReviewing(true);
    return true;
  };
  useKeys(["corrections"], { ask, review });
  return (
    <>
      <Title aside={may("correct_accounts") && <button type="button" class="main" onClick={ask}><kbd>F2</kbd> Ask for a correction</button>}>Corrections</Title>
      <Requests key={round} onDone={() => setRound((n) => n + 1)} />
      <Suspense onAsk={setStart} />
      {day !== "" && <DayEntries day={day} loaded={entries} onReview={review} />}
      <Dialogs reasons={reasons.data} start={start} onClose={() => setStart(null)}
        onDone={() => { setStart(null); announce("The correction waits for approval."); setRound((n) => n + 1); }} />
      {isReviewing && <SignReview day={day} onClose={() => setReviewing(false)}
        onDone={(shown) => { setReviewing(false); announce("The review is signed."); entries.set(shown); }} />}
    </>
  );
}
