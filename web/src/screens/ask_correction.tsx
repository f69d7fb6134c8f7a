// The form that asks for a correction; what it needs depends on its kind.
import { useState } from "preact/hooks";
import { ledger } from "../api/ledger";
import type { AdjustmentKind, CorrectionReasons } from "../api/ledger";
import type { Account } from "../api/types";
import { parseMoney } from "../money";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { Field } from "../ui/parts";
import { AccountField } from "./account_field";

const kinds: Record<AdjustmentKind, { text: string; envelope: boolean; from: boolean; to: boolean }> = {
  transfer: { text: "Transfer a misapplied payment", envelope: true, from: true, to: true },
  apply: { text: "Apply suspense to an account", envelope: true, from: false, to: true },
  refund: { text: "Refund suspense to its payer", envelope: true, from: false, to: false },
  escheat: { text: "Hand suspense to unclaimed property", envelope: true, from: false, to: false },
  credit: { text: "Credit an account", envelope: false, from: false, to: true },
  debit: { text: "Charge an account", envelope: false, from: false, to: true },
  write_off: { text: "Write off a small difference", envelope: false, from: false, to: true },
};

export interface Start { kind: AdjustmentKind; batch?: number; transaction?: number; amount?: string }

export function AskCorrection({ reasons, start, onClose, onDone }: {
  reasons: CorrectionReasons; start: Start; onClose: () => void; onDone: () => void;
}) {
  const [kind, setKind] = useState(start.kind);
  const [amount, setAmount] = useState(start.amount ?? "");
  const [batch, setBatch] = useState(start.batch ? String(start.batch) : "");
  const [envelope, setEnvelope] = useState(start.transaction ? String(start.transaction) : "");
  const [from, setFrom] = useState<Account | null>(null);
  const [to, setTo] = useState<Account | null>(null);
  const [reason, setReason] = useState(reasons.adjustments[0]?.code ?? "");
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<{ at: string; text: string } | null>(null);
  const action = useAction();
  const needs = kinds[kind];
  const errorAt = (at: string) => fault?.at === at ? fault.text : null;
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = parseMoney(amount);
    if (!cents) return setFault({ at: "amount", text: "Write an amount like 12.50." });
    if (needs.envelope && !(Number(batch) > 0)) return setFault({ at: "batch", text: "Give the number of the batch." });
    if (needs.envelope && !(Number(envelope) > 0)) return setFault({ at: "envelope", text: "Give the number of its first document." });
    if (needs.from && !from) return setFault({ at: "from", text: "Name the account it was applied to; Enter finds it." });
    if (needs.to && !to) return setFault({ at: "to", text: "Name the account it is for; Enter finds it." });
    if (note.trim() === "") return setFault({ at: "note", text: "Say what happened; it stays on record." });
    setFault(null);
    action.run(async () => {
      await ledger.ask({ kind, amount_cents: cents, reason_code: reason, note: note.trim(),
        ...(needs.envelope ? { batch: Number(batch), transaction: Number(envelope) } : {}),
        ...(needs.from && from ? { from_ref: from.ref } : {}), ...(needs.to && to ? { to_ref: to.ref } : {}) });
      onDone();
    });
  };
  return (
    <Dialog title="Ask for a correction" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
          <div class="field"><label for="correction-kind">What</label>
            <select id="correction-kind" data-first value={kind} onChange={(event) => setKind(event.currentTarget.value as AdjustmentKind)}>
              {Object.entries(kinds).map(([name, { text }]) => <option key={name} value={name}>{text}</option>)}</select></div>
        <div class="two">
          <Field label="Amount" value={amount} onInput={setAmount} error={errorAt("amount")} inputMode="decimal" autocomplete="off" />
          <div class="field"><label for="correction-reason">Reason</label>
            <select id="correction-reason" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
              {reasons.adjustments.map((one) => <option key={one.code} value={one.code}>{one.sentence}</option>)}</select></div>
        </div>
        {needs.envelope && <div class="two">
          <Field label="Batch" value={batch} onInput={setBatch} error={errorAt("batch")} inputMode="numeric" autocomplete="off" />
          <Field label="Envelope" value={envelope} onInput={setEnvelope} error={errorAt("envelope")} inputMode="numeric"
            hint="Number of its first document in the batch" autocomplete="off" />
        </div>}
        {needs.from && <AccountField label="From account" value={from} onPick={setFrom} error={errorAt("from")} />}
        {needs.to && <AccountField label="To account" value={to} onPick={setTo} error={errorAt("to")} />}
        <Field label="Note" value={note} onInput={setNote} error={errorAt("note")} hint="Stands in the history of both accounts" />
        <FormEnd action={action} button="Ask for it" onClose={onClose} />
      </form>
    </Dialog>
  );
}
