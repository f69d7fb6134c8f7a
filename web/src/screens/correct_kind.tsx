// What a paper is, where it was taken for something else.
import { useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { ItemRecord, PaperKind } from "../api/types";
import { may } from "../session";
import { Choice } from "../ui/choice";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { Field } from "../ui/parts";

const kinds: [PaperKind, string][] = [
  ["check", "A check"], ["money_order", "A money order"], ["coupon", "A coupon"],
  ["correspondence", "A letter, or something else without money"],
];

export const mayCorrectKind = () => (["key", "balance", "force"] as const).some((right) => may(right));

/// A keyer finds money; what counts as money is called something else by a supervisor only.
export function CorrectKind({ record, onClose, onDone }: {
  record: ItemRecord; onClose: () => void; onDone: () => void;
}) {
  const isMoney = record.kind === "check";
  const isTender = (kind: PaperKind) => kind === "check" || kind === "money_order";
  // A money order is read as a check, so that both are offered for either.
  const options = kinds.filter(([kind]) =>
    isMoney ? may("force") || isTender(kind) : kind !== record.kind);
  const [kind, setKind] = useState<string>(isMoney ? "money_order" : options[0]?.[0] ?? "check");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why; it stays on record.");
    setFault(null);
    action.run(async () => {
      await batches.correctKind(record.batch, record.sequence, kind as PaperKind, reason.trim());
      onDone();
    });
  };
  return (
    <Dialog title={`What item ${record.sequence} is`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p class="soft">What was keyed of it as something else is asked for again, and its batch is
          balanced anew.</p>
        <Choice label="It is" value={kind} onChange={setKind} options={options} first />
        <Field label="Why" value={reason} onInput={setReason} error={fault} hint="Stands in its history" />
        <FormEnd action={action} button="Correct" onClose={onClose} />
      </form>
    </Dialog>
  );
}
