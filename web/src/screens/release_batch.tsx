// A batch that balances waits for a person who worked on none of it.
import { useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { BatchDetail } from "../api/types";
import { count, many, money } from "../money";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { Field, Panel } from "../ui/parts";

export const mayRelease = (batch: BatchDetail) => batch.may_release;

/// What stands beside the batch: waiting is a state of its own.
export const standingOf = (batch: Pick<BatchDetail, "state" | "balanced" | "waits_for_release">) => {
  if (batch.waits_for_release) return "waits_for_release";
  return batch.balanced ? "balanced" : batch.state;
};

export function ReleaseBatch({ batch, onDone, onClose }: {
  batch: BatchDetail; onDone: (batch: BatchDetail) => void; onClose: () => void;
}) {
  const [note, setNote] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => onDone(await batches.release(batch.id, batch.version, note.trim())));
  };
  return (
    <Dialog title={`Release batch ${batch.id}: ${money(batch.counted.amount_cents)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>{many(batch.counted.documents, "paper")} and {money(batch.counted.amount_cents)} may go on
          deposits. Whoever worked on it may not release it.</p>
        <Field label="Note" value={note} onInput={setNote} data-first hint="May stay empty; stands in the history" />
        <FormEnd action={action} button="Release" onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function Releases({ batch }: { batch: BatchDetail }) {
  if (batch.releases.length === 0) return null;
  return (
    <Panel title="Released">
      <ul class="lines">{batch.releases.map((one, at) => (
        <li key={at}>{count(one.documents)} papers, {money(one.amount_cents)}{one.note ? `: ${one.note}` : ""}
          {" "}<span class="soft">({one.released_by})</span></li>
      ))}</ul>
    </Panel>
  );
}
