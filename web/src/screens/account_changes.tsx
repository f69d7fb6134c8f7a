// Changes of master accounts: the forms that ask for one, and the list in which another person decides.
import { useState } from "preact/hooks";
import { site } from "../api/calls";
import { master } from "../api/master";
import type { AccountChange, AskedChange } from "../api/master";
import type { Account, AccountDetail } from "../api/types";
import { may, me } from "../session";
import { dayText, word } from "../words";
import { announce } from "../ui/announce";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, ProblemNote, Shown, Table, Tag } from "../ui/parts";
import { AccountField } from "./account_field";
import { AskReason } from "./decisions";

type Fault = { at: string; text: string } | null;

/// What became of a change that was asked for, said once.
export function tell(change: AccountChange): void {
  announce(change.state === "applied" ? "The account is changed."
    : change.state === "approved" ? `The change holds from ${dayText(change.effective_on)} on.`
      : "The change waits for another person.");
}

function useAsk(onDone: () => void) {
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const [fault, setFault] = useState<Fault>(null);
  const action = useAction();
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const send = (asked: AskedChange) => {
    if (reason.trim() === "") return setFault({ at: "reason", text: "Say why; it stands in the history of the account." });
    setFault(null);
    action.run(async () => {
      tell(await master.ask({ ...asked, reason: reason.trim(), ...(day.trim() ? { effective_on: day.trim() } : {}) }));
      onDone();
    });
  };
  const fields = (
    <>
      <div class="two">
        <Field label="Holds from" value={day} onInput={setDay} hint="Like 2026-12-01; empty: at once" autocomplete="off" />
        <Field label="Reason" value={reason} onInput={setReason} error={errorAt("reason")} hint="Stands in the history of the account" />
      </div>
    </>
  );
  return { action, errorAt, setFault, send, fields };
}

interface Values { name: string; address: string; bill_type: string; fund: string; deposit_account: string }
const labels: [keyof Values, string][] = [
  ["name", "Name"], ["address", "Address"], ["bill_type", "Bill type"], ["fund", "Fund"],
  ["deposit_account", "Deposit account"],
];

function ValueFields({ values, onChange, errorAt }: {
  values: Values; onChange: (values: Values) => void; errorAt: (at: string) => string | null;
}) {
  const field = ([name, label]: [keyof Values, string], isFirst: boolean) => (
    <Field key={name} label={label} value={values[name]} error={errorAt(name)} autocomplete="off"
      onInput={(text) => onChange({ ...values, [name]: text })} {...(isFirst ? { "data-first": true } : {})} />
  );
  const [first, ...others] = labels;
  return (
    <>
      {first && field(first, true)}
      <div class="two">{others.map((one) => field(one, false))}</div>
    </>
  );
}

function NewForm({ lockboxes, onClose }: { lockboxes: string[]; onClose: () => void }) {
  const [lockbox, setLockbox] = useState(lockboxes[0] ?? "");
  const [number, setNumber] = useState("");
  const [values, setValues] = useState<Values>({ name: "", address: "", bill_type: "", fund: "", deposit_account: "" });
  const ask = useAsk(onClose);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!/^\d{1,30}$/.test(number.trim())) return ask.setFault({ at: "number", text: "An account number has 1 to 30 digits." });
    const empty = labels.find(([name]) => name !== "address" && values[name].trim() === "");
    if (empty) return ask.setFault({ at: empty[0], text: `The ${empty[1].toLowerCase()} is missing.` });
    ask.send({ kind: "create", reason: "", lockbox, number: number.trim(), ...values });
  };
  return (
    <form onSubmit={submit} noValidate>
      <div class="two">
        <div class="field"><label for="new-lockbox">Lockbox</label>
          <select id="new-lockbox" value={lockbox} onChange={(event) => setLockbox(event.currentTarget.value)}>
            {lockboxes.map((name) => <option key={name}>{name}</option>)}</select></div>
        <Field label="Account number" value={number} onInput={setNumber} error={ask.errorAt("number")} inputMode="numeric" autocomplete="off" />
      </div>
      <ValueFields values={values} onChange={setValues} errorAt={ask.errorAt} />
      {ask.fields}
      <FormEnd action={ask.action} button="Ask for the account" onClose={onClose} />
    </form>
  );
}

export function NewAccount({ onClose }: { onClose: () => void }) {
  const loaded = useLoad(site, []);
  return (
    <Dialog title="New account" onClose={onClose} class="wide">
      <Note>Another person approves a new account before it takes payments.</Note>
      <Shown from={loaded}>{({ lockboxes }) => <NewForm lockboxes={lockboxes} onClose={onClose} />}</Shown>
    </Dialog>
  );
}

export function ChangeAccount({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const { name, address, bill_type, fund, deposit_account } = account;
  const [values, setValues] = useState<Values>({ name, address, bill_type, fund, deposit_account });
  const ask = useAsk(onClose);
  const submit = (event: Event) => {
    event.preventDefault();
    // Against what the form was opened with: a space that the file has is nobody's change.
    const changed = Object.fromEntries(labels.filter(([field]) => values[field] !== account[field])
      .map(([field]) => [field, values[field].trim()] as const));
    if (Object.keys(changed).length === 0) return ask.setFault({ at: "name", text: "Nothing is changed yet." });
    ask.send({ kind: "change", reason: "", ref: account.ref, ...changed });
  };
  const movesMoney = values.fund !== fund || values.deposit_account !== deposit_account;
  return (
    <Dialog title={`Change account ${account.account}`} onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <ValueFields values={values} onChange={setValues} errorAt={ask.errorAt} />
        {movesMoney && <Note tone="warn">Fund and deposit account say where money goes: another person must approve this.</Note>}
        {ask.fields}
        <FormEnd action={ask.action} button="Change it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function MergeAccount({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const [into, setInto] = useState<Account | null>(null);
  const ask = useAsk(onClose);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!into) return ask.setFault({ at: "into", text: "Name the account that it goes on as; Enter finds it." });
    ask.send({ kind: "merge", reason: "", ref: account.ref, into_ref: into.ref });
  };
  return (
    <Dialog title={`Merge account ${account.account}`} onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <Note tone="warn">{account.account} is closed and stays as a name of the other account: payments that name it
          go there. Another person must approve this.</Note>
        <AccountField label="Goes on as" value={into} onPick={setInto} error={ask.errorAt("into")} />
        {ask.fields}
        <FormEnd action={ask.action} button="Ask for the merge" onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function StepAccount({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const isOpen = account.status === "open";
  const ask = useAsk(onClose);
  const submit = (event: Event) => {
    event.preventDefault();
    ask.send({ kind: isOpen ? "close" : "reopen", reason: "", ref: account.ref });
  };
  return (
    <Dialog title={`${isOpen ? "Close" : "Reopen"} account ${account.account}`} onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        {isOpen ? <Note tone="warn">A closed account takes no payment; what comes for it waits in suspense.</Note>
          : <Note>The account takes payments again, under its own number.</Note>}
        {ask.fields}
        <FormEnd action={ask.action} button={isOpen ? "Close it" : "Reopen it"} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function ChangedFields({ change }: { change: AccountChange }) {
  return (
    <>{change.fields.map((one) => (
      <div key={one.field}>{word(one.field)}: {one.before !== "" && <><del>{one.before}</del> to </>}{one.after === "" ? "none" : one.after}</div>
    ))}</>
  );
}

function Decide({ one, onDone }: { one: AccountChange; onDone: () => void }) {
  const [isRejecting, setRejecting] = useState(false);
  const action = useAction();
  const isOwn = one.needs_two && one.requested_by === me.value?.user.name;
  const waits = one.state === "requested";
  if (!may("maintain_accounts")) return <span class="soft">{waits ? "Waits for another person" : "Waits for its day"}</span>;
  return (
    <>
      <span class="row">
        {waits && isOwn && <span class="soft">Another person must approve it</span>}
        {waits && !isOwn && <button type="button" disabled={action.isBusy} onClick={() => action.run(async () => {
          tell(await master.approve(one));
          onDone();
        })}>Approve<span class="vh"> change {one.number}</span></button>}
        <button type="button" onClick={() => setRejecting(true)}>Reject…<span class="vh"> change {one.number}</span></button>
      </span>
      <ProblemNote problem={action.problem} />
      {isRejecting && <AskReason title={`Reject change ${one.number}`} hint="Stands in its history" button="Reject"
        onClose={() => setRejecting(false)} act={async (reason) => {
          await master.reject(one, reason);
          setRejecting(false);
          onDone();
        }} />}
    </>
  );
}

export function ChangeTable({ caption, changes, empty, onDone }: {
  caption: string; changes: AccountChange[]; empty: string; onDone?: () => void;
}) {
  return (
    <Table caption={caption} rows={changes} keyOf={(one) => one.number} empty={empty} columns={[
      { name: "Change", figures: true, of: (one) => one.number },
      { name: "Account", of: (one) => <a href={`/accounts/${encodeURIComponent(one.ref)}`}>{one.account}</a> },
      { name: "What", of: (one) => word(one.kind) },
      { name: "Fields", of: (one) => <ChangedFields change={one} /> },
      { name: "Holds from", of: (one) => dayText(one.effective_on) },
      { name: "Why", of: (one) => one.reason },
      { name: "Asked by", of: (one) => one.requested_by },
      { name: "State", of: (one) => <Tag state={one.state} /> },
      ...(onDone ? [{ name: "Decision", of: (one: AccountChange) => <Decide one={one} onDone={onDone} /> }] : []),
    ]} />
  );
}
