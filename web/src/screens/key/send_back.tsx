// Why an envelope goes back to its payer: one digit, or words.
import { useState } from "preact/hooks";
import type { Task } from "../../api/types";
import { digitOf } from "../../input/pad";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";

export const reasons: readonly string[] = [
  "The check is not signed.", "The check has no amount, or words and figures differ.",
  "The check is not payable to us.", "The check is dated in the future.",
  "The check is altered or torn.", "This is not our mail.",
];

/// Beside the field and not over the picture, which shows why.
export function SendBack({ task, onReason, onClose }: {
  task: Task; onReason: (reason: string) => void; onClose: () => void;
}) {
  const [words, setWords] = useState("");
  const isAmountOpen = task.field === "amount";
  const pick = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const reason = reasons[Number(digitOf(event)) - 1];
    if (!reason) return;
    event.preventDefault();
    onReason(reason);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() !== "") onReason(words.trim());
  };
  return (
    <Dialog title={`Send envelope ${task.transaction} back`} onClose={onClose} class="docked">
      <div onKeyDown={pick}>
        {isAmountOpen && <p class="soft">If the check has an amount, key it first: what goes back
          counts in what was received.</p>}
        <ol class="reasons">{reasons.map((reason, at) => (
          <li key={reason}><button type="button" {...(at === 0 ? { "data-first": "" } : {})}
            onClick={() => onReason(reason)}><kbd>{at + 1}</kbd> {reason}</button></li>
        ))}</ol>
        <form onSubmit={submit} noValidate>
          <Field label="Another reason" value={words} onInput={setWords} />
          <p class="actions"><button type="submit" disabled={words.trim() === ""}>Send back</button>
            <button type="button" onClick={onClose}>Cancel</button></p>
        </form>
      </div>
    </Dialog>
  );
}
