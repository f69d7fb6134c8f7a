// What a person may do with a deposit now, each step with its key and what it must say.
import { useState } from "preact/hooks";
import { deposits } from "../api/calls";
import type { AdjustmentReason, DepositDetail, DepositEvent, SendMethod } from "../api/types";
import { money, parseMoney } from "../money";
import { announce } from "../ui/announce";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useKeys } from "../ui/keyboard";
import type { Deeds } from "../ui/keyboard";
import { useAction } from "../ui/load";
import { Fact, Field, Kbd, ProblemNote, Sum } from "../ui/parts";
import { word } from "../words";
import { AskReason } from "./decisions";

type Take = (event: DepositEvent, body: object) => Promise<void>;
interface StepProps { deposit: DepositDetail; take: Take; onClose: () => void }

function Choice<T extends string>({ label, value, values, onChange, first }: {
  label: string; value: T; values: readonly { value: T; text: string }[]; onChange: (value: T) => void; first?: boolean;
}) {
  return (
    <div class="field">
      <label>{label}
        <select value={value} {...(first ? { "data-first": true } : {})}
          onChange={(event) => onChange(event.currentTarget.value as T)}>
          {values.map((one) => <option key={one.value} value={one.value}>{one.text}</option>)}
        </select>
      </label>
    </div>
  );
}

const methods = (["courier", "counter", "night_drop", "image_file"] as const)
  .map((value) => ({ value, text: word(value) }));

function SendForm({ deposit, take, onClose }: StepProps) {
  const [method, setMethod] = useState<SendMethod>("courier");
  const [carrier, setCarrier] = useState("");
  const [bag, setBag] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(() => take("send", { method, carried_by: carrier.trim(), ...(bag.trim() ? { bag: bag.trim() } : {}) }));
  };
  return (
    <Dialog title={`Send ${money(deposit.total_cents)} to ${deposit.bank}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Choice label="How it goes" value={method} values={methods} onChange={setMethod} first />
        <Field label="Carried by" value={carrier} onInput={setCarrier} hint="Who takes it to the bank" />
        <Field label="Bag number" value={bag} onInput={setBag} hint="Of the sealed bag; an image file has none" />
        <FormEnd action={action} button="Sent" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const reasons = (["encoding_error", "missing_item", "listed_not_enclosed", "piggyback", "foreign",
  "non_negotiable", "counterfeit"] as const).map((value) => ({ value, text: word(value) }));

interface Correction { reason: AdjustmentReason; amount: string; item: string; note: string }
const noCorrection: Correction = { reason: "encoding_error", amount: "", item: "", note: "" };

/// Cents of a signed amount, "-0.90"; null if it is none.
function signedCents(text: string): number | null {
  const isNegative = /^\s*[-\u2212]/.test(text);
  const cents = parseMoney(text.replace(/^\s*[-\u2212+]/, ""));
  return cents === null ? null : isNegative ? -cents : cents;
}

function CorrectionFields({ deposit, one, at, onChange }: {
  deposit: DepositDetail; one: Correction; at: number; onChange: (one: Correction) => void;
}) {
  const items = [{ value: "", text: "No item is named" }, ...deposit.lines.map((line) => ({
    value: `${line.batch}/${line.sequence}`,
    text: `Batch ${line.batch}, item ${line.sequence}, ${money(line.amount_cents)}` }))];
  return (
    <fieldset>
      <legend>Correction {at + 1}</legend>
      <Choice label="Reason of the bank" value={one.reason} values={reasons}
        onChange={(reason) => onChange({ ...one, reason })} />
      <Field label="Amount, signed" inputMode="decimal" value={one.amount}
        onInput={(amount) => onChange({ ...one, amount })} hint={"\u22120.90 when the bank took it off"} />
      <Choice label="Item" value={one.item} values={items} onChange={(item) => onChange({ ...one, item })} />
      <Field label="Note" value={one.note} onInput={(note) => onChange({ ...one, note })} />
    </fieldset>
  );
}

function AdjustForm({ deposit, take, onClose }: StepProps) {
  const [has, setHas] = useState("");
  const [list, setList] = useState<Correction[]>([noCorrection]);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const corrections = list.map((one) => signedCents(one.amount) ?? 0);
  const expected = deposit.total_cents + deposit.adjusted_cents + corrections.reduce((sum, cents) => sum + cents, 0);
  const confirmed = parseMoney(has);
  const submit = (event: Event) => {
    event.preventDefault();
    if (confirmed === null) return setFault("Write what the bank says that it has, as 1,234.56.");
    if (list.some((one) => !signedCents(one.amount))) return setFault("Each correction has an amount, signed.");
    setFault(null);
    action.run(() => take("adjust", {
      confirmed_cents: confirmed,
      adjustments: list.map((one, at) => {
        const [batch, sequence] = one.item.split("/").map(Number);
        return { reason: one.reason, amount_cents: corrections[at], ...(one.note.trim() ? { note: one.note.trim() } : {}),
          ...(one.item === "" ? {} : { batch, sequence }) };
      }),
    }));
  };
  return (
    <Dialog title={`The bank corrected deposit ${deposit.ticket}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label="The bank has" inputMode="decimal" value={has} onInput={setHas} error={fault}
          hint={`The ticket says ${money(deposit.total_cents)}`} data-first />
        {list.map((one, at) => <CorrectionFields key={at} deposit={deposit} one={one} at={at}
          onChange={(next) => setList(list.map((old, place) => place === at ? next : old))} />)}
        <p><button type="button" onClick={() => setList([...list, noCorrection])}>Add a correction</button></p>
        <dl class="sums"><Fact name="In transit: sent, with adjustments, less confirmed (D9)">
          <Sum cents={expected - (confirmed ?? 0)} zeroIsGood /></Fact></dl>
        <FormEnd action={action} button="Confirm with corrections" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function ConfirmForm({ deposit, take, onClose }: StepProps) {
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(() => take("confirm", { confirmed_cents: deposit.total_cents }));
  };
  return (
    <Dialog title={`The bank has ${money(deposit.total_cents)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>Deposit {deposit.ticket} is on the bank's statement with its whole amount. If the bank says another
          amount, take <em>Adjust</em>.</p>
        <p class="actions">
          <button type="submit" class="main" data-first disabled={action.isBusy}>Confirm {money(deposit.total_cents)}</button>
          <button type="button" onClick={onClose}>Cancel</button>
        </p>
        <ProblemNote problem={action.problem} />
      </form>
    </Dialog>
  );
}

const asked: Partial<Record<DepositEvent, { title: string; hint: string; button: string }>> = {
  return_to_draft: { title: "Return to draft", button: "Return", hint: "Whoever built it reads this" },
  reject: { title: "The bank rejected the deposit", button: "Rejected", hint: "What the bank says; its items may be deposited again" },
  cancel: { title: "Cancel the draft", button: "Cancel the draft", hint: "Its number stays, its items are free" },
};

const buttons: readonly { event: DepositEvent; does: string; cap: string; text: string }[] = [
  { event: "submit", does: "submit", cap: "S", text: "Submit for approval" },
  { event: "send", does: "send", cap: "N", text: "Send to the bank" },
  { event: "confirm", does: "confirm", cap: "C", text: "The bank has it all" },
  { event: "adjust", does: "adjust", cap: "D", text: "The bank corrected it" },
  { event: "return_to_draft", does: "return", cap: "R", text: "Return to draft" },
  { event: "reject", does: "reject", cap: "X", text: "The bank rejected it" },
  { event: "cancel", does: "cancel", cap: "L", text: "Cancel the draft" },
];

/// `deeds` are what else the keys of a deposit do: one part of a screen has all keys of a context.
export function StepButtons({ deposit, deeds, onChange }: {
  deposit: DepositDetail; deeds: Deeds; onChange: (deposit: DepositDetail) => void;
}) {
  const [open, setOpen] = useState<DepositEvent | null>(null);
  const action = useAction();
  const take: Take = async (event, body) => {
    const after = await deposits.step(deposit.lockbox, deposit.ticket, event, { version: deposit.version, ...body });
    announce(`Deposit ${deposit.ticket}: ${word(after.state)}.`);
    setOpen(null);
    onChange(after);
  };
  const begin = (event: DepositEvent) => {
    if (event === "submit") return action.run(() => take("submit", {}));
    setOpen(event);
  };
  const mine = buttons.filter(({ event }) => deposit.may.includes(event));
  const steps = buttons.map(({ event, does }): [string, () => boolean] => [does, () => {
    if (!deposit.may.includes(event) || action.isBusy) return false;
    begin(event);
    return true;
  }]);
  useKeys(["deposit"], { ...deeds, ...Object.fromEntries(steps) });
  const props = { deposit, take, onClose: () => setOpen(null) };
  const ask = open === null ? undefined : asked[open];
  return (
    <>
      <ProblemNote problem={action.problem} />
      {mine.length > 0 && <p class="actions">{mine.map(({ event, cap, text }) => (
        <button type="button" key={event} class={event === "submit" || event === "send" || event === "confirm" ? "main" : ""}
          disabled={action.isBusy} onClick={() => begin(event)}>{text} <Kbd caps={[cap]} /></button>
      ))}</p>}
      {open === "send" && <SendForm {...props} />}
      {open === "confirm" && <ConfirmForm {...props} />}
      {open === "adjust" && <AdjustForm {...props} />}
      {open !== null && ask && <AskReason {...ask} onClose={() => setOpen(null)}
        act={(reason) => take(open, { reason })} />}
    </>
  );
}
