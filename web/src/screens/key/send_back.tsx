// Why an envelope should go back to its payer: one digit, or words.  Who may decide decides it.
import { useState } from "preact/hooks";
import type { Task } from "../../api/types";
import { digitOf } from "../../input/pad";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";

/// What is the matter, by its name among the exceptions, and what the keyer says of it.
export interface WayBack { reason: string; note: string }

export const waysBack: readonly WayBack[] = [
  { reason: "unsigned", note: "The check is not signed." },
  { reason: "amounts_differ", note: "The check has no amount, or words and figures differ." },
  { reason: "other_payee", note: "The check is not payable to us." },
  { reason: "stale_dated", note: "The check is too old." },
  { reason: "altered", note: "The check is altered or torn." },
  { reason: "other", note: "This is not our mail." },
];

/// Beside the field and not over the picture, which shows why.
export function SendBack({ task, onReason, onClose }: {
  task: Task; onReason: (way: WayBack) => void; onClose: () => void;
}) {
  const [words, setWords] = useState("");
  const isAmountOpen = task.field === "amount";
  const pick = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const way = waysBack[Number(digitOf(event)) - 1];
    if (!way) return;
    event.preventDefault();
    onReason(way);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() !== "") onReason({ reason: "other", note: words.trim() });
  };
  return (
    <Dialog title={`Send envelope ${task.transaction} back`} onClose={onClose} class="docked">
      <div onKeyDown={pick}>
        {isAmountOpen && <p class="soft">If the check has an amount, key it first: what goes back
          counts in what was received.</p>}
        <p class="soft">It waits as an exception until somebody who may decide sends it back.</p>
        <ol class="reasons">{waysBack.map((way, at) => (
          <li key={way.reason}><button type="button" {...(at === 0 ? { "data-first": "" } : {})}
            onClick={() => onReason(way)}><kbd>{at + 1}</kbd> {way.note}</button></li>
        ))}</ol>
        <form onSubmit={submit} noValidate>
          <Field label="Another reason" value={words} onInput={setWords} />
          <p class="actions"><button type="submit" disabled={words.trim() === ""}>For return</button>
            <button type="button" onClick={onClose}>Cancel</button></p>
        </form>
      </div>
    </Dialog>
  );
}
