// The routine review of master accounts: what waits, what changed, and what looks wrong.
import { useState } from "preact/hooks";
import { master } from "../api/master";
import type { AccountConflict, AccountReview, SmallRest } from "../api/master";
import type { Account } from "../api/types";
import { many, money } from "../money";
import { businessDay, may, me } from "../session";
import { dayText, timeText, word } from "../words";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { announce } from "../ui/announce";
import { ChangeTable, tell } from "./account_changes";
import { AskReason } from "./decisions";

const link = (ref: string, text: string) => <a href={`/accounts/${encodeURIComponent(ref)}`}>{text}</a>;

/// Seven days before the day; the day itself when it is none.
function weekBefore(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  date.setUTCDate(date.getUTCDate() - 7);
  return date.toISOString().slice(0, 10);
}

type Settling = { one: AccountConflict; resolution: "keep" | "take_file" };

function Conflicts({ conflicts, onDone }: { conflicts: AccountConflict[]; onDone: () => void }) {
  const [settling, setSettling] = useState<Settling | null>(null);
  const buttons = (one: AccountConflict) => may("maintain_accounts") && (
    <span class="row">
      <button type="button" onClick={() => setSettling({ one, resolution: "keep" })}>
        Keep ours…<span class="vh"> {word(one.field)} of {one.account}</span></button>
      <button type="button" onClick={() => setSettling({ one, resolution: "take_file" })}>
        Take the file's…<span class="vh"> {word(one.field)} of {one.account}</span></button>
    </span>
  );
  return (
    <>
      <Table caption="Fields on which the account file and a change made here differ" rows={conflicts}
        keyOf={(one) => `${one.ref} ${one.field}`} empty="The account file agrees with every change made here." columns={[
          { name: "Account", of: (one) => link(one.ref, one.account) },
          { name: "Field", of: (one) => word(one.field) },
          { name: "Kept here", of: (one) => one.kept || "none" },
          { name: "The file says", of: (one) => one.file || "none" },
          { name: "Since", of: (one) => timeText(one.seen_at, me.value?.time_zone) },
          { name: "To do", of: buttons },
        ]} />
      {settling && <AskReason hint="Stands in the history of the account"
        title={settling.resolution === "keep" ? `Keep the ${word(settling.one.field).toLowerCase()} of ${settling.one.account}`
          : `Take the file's ${word(settling.one.field).toLowerCase()} of ${settling.one.account}`}
        button={settling.resolution === "keep" ? "Keep ours" : "Take the file's"}
        onClose={() => { setSettling(null); onDone(); }} // What was refused may have changed meanwhile.
        act={async (reason) => {
          const change = await master.settle(settling.one, settling.resolution, reason);
          if (change) tell(change); else announce("The change stays.");
          setSettling(null);
          onDone();
        }} />}
    </>
  );
}

const accountColumns = [
  { name: "Account", of: (one: Account) => link(one.ref, one.account) },
  { name: "Name", of: (one: Account) => one.name },
  { name: "Address", of: (one: Account) => one.address },
  { name: "Balance", figures: true, of: (one: Account) => money(one.balance_due_cents) },
];

function Lists({ review, since, onDone }: { review: AccountReview; since: string; onDone: () => void }) {
  return (
    <>
      <Panel title="Waiting">
        <ChangeTable caption="Changes that wait for another person or for their day" changes={review.waiting}
          empty="No change waits." onDone={onDone} />
      </Panel>
      <Panel title="File and changes differ">
        <Conflicts conflicts={review.conflicts} onDone={onDone} />
      </Panel>
      <Panel title={`Changed since ${dayText(since)}`}>
        <ChangeTable caption="Changes in effect since the day" changes={review.changed} empty="No account was changed here since." />
      </Panel>
      <Panel title="Likely duplicates">
        <Table caption="Open accounts with like names and addresses" rows={review.duplicates}
          keyOf={(pair) => `${pair.one.ref} ${pair.other.ref}`} empty="No two open accounts look like one." columns={[
            { name: "Account", of: (pair) => link(pair.one.ref, pair.one.account) },
            { name: "Holder", of: (pair) => `${pair.one.name}, ${pair.one.address}` },
            { name: "Other account", of: (pair) => link(pair.other.ref, pair.other.account) },
            { name: "Other holder", of: (pair) => `${pair.other.name}, ${pair.other.address}` },
            { name: "Name alike", figures: true, of: (pair) => `${pair.name_likeness} %` },
            { name: "Address alike", figures: true, of: (pair) => `${pair.address_likeness} %` },
          ]} />
      </Panel>
      <Panel title="Paid, but closed">
        <Table caption="Payments since the day on accounts that are closed now" rows={review.paid_closed}
          keyOf={(one) => `${one.batch} ${one.transaction} ${one.ref}`} empty="No payment stands on a closed account." columns={[
            { name: "Day", of: (one) => dayText(one.business_day) },
            { name: "Account", of: (one) => link(one.ref, one.account) },
            { name: "Envelope", of: (one) => <a href={`/batches/${one.batch}`}>Batch {one.batch}, {one.transaction}</a> },
            { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
          ]} />
      </Panel>
      <div class="columns">
        <Panel title="Below zero">
          <Table caption="Open accounts with a credit" rows={review.credits} keyOf={(one) => one.ref} columns={accountColumns}
            empty="No open account has a credit." />
        </Panel>
        <Panel title="Closed, with a balance">
          <Table caption="Closed accounts that owe or are owed" rows={review.closed_with_balance} keyOf={(one) => one.ref}
            columns={accountColumns} empty="Every closed account is at zero." />
        </Panel>
      </div>
    </>
  );
}

function WriteOff({ one, onDone }: { one: SmallRest; onDone: () => void }) {
  const action = useAction();
  if (!may("adjust")) return null;
  return (
    <>
      <button type="button" disabled={action.isBusy} onClick={() => action.run(async () => {
        const made = await master.writeOff(one);
        announce(made.state === "posted" ? `${money(one.rest_cents)} is written off.` : "The write-off waits for another person.");
        onDone();
      })}>Write off {money(one.rest_cents)}<span class="vh"> of {one.account}</span></button>
      <ProblemNote problem={action.problem} />
    </>
  );
}

/// Nothing where no payment rule of the site lets a rest be written off, or none is left.
function SmallRests({ since }: { since: string }) {
  const loaded = useLoad(() => master.rests(since), [since], ["deposit", "ledger"]);
  if (loaded.data?.items.length === 0) return null;
  return (
    <Panel title="Short by a little">
      <Shown from={loaded}>{({ items }) => <Table caption="Payments whose rest the rule of their bill type lets be written off"
        rows={items} keyOf={(one) => `${one.batch} ${one.transaction}`} columns={[
          { name: "Day", of: (one) => dayText(one.business_day) },
          { name: "Account", of: (one) => link(one.ref, one.account) },
          { name: "Envelope", of: (one) => <a href={`/batches/${one.batch}`}>Batch {one.batch}, {one.transaction}</a> },
          { name: "Due", figures: true, of: (one) => money(one.due_cents) },
          { name: "Paid", figures: true, of: (one) => money(one.paid_cents) },
          { name: "Rest", figures: true, of: (one) => money(one.rest_cents) },
          { name: "To do", of: (one) => <WriteOff one={one} onDone={loaded.reload} /> },
        ]} />}</Shown>
    </Panel>
  );
}

const findings = (review: AccountReview) => review.conflicts.length + review.duplicates.length
  + review.paid_closed.length + review.credits.length + review.closed_with_balance.length;

export function AccountReviewScreen() {
  const [text, setText] = useState(() => weekBefore(businessDay.value ?? ""));
  const since = /^\d{4}-\d\d-\d\d$/.test(text) ? text : weekBefore(businessDay.value ?? "");
  const loaded = useLoad(() => master.review(since), [since], ["accounts", "deposit"]);
  return (
    <>
      <Title aside={loaded.data && <Tag state="found" tone={findings(loaded.data) > 0 ? "warn" : "good"}
        text={many(findings(loaded.data), "finding")} />}>Account review</Title>
      <div class="columns three">
        <Field label="Since" value={text} onInput={setText} hint="A day like 2026-11-23" autocomplete="off" />
      </div>
      <Shown from={loaded}>{(review) => <Lists review={review} since={since} onDone={loaded.reload} />}</Shown>
      <SmallRests since={since} />
      {loaded.data && findings(loaded.data) === 0 && <Note tone="good">Nothing looks wrong.</Note>}
    </>
  );
}
