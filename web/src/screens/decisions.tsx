// What was decided about a batch: envelopes that wait or go back, differences that were accepted.
import { useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { BatchDetail, Decision } from "../api/types";
import { difference, many } from "../money";
import { may } from "../session";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { word } from "../words";
import { Field, Panel } from "../ui/parts";

/// Asks for the reason of a step that stays on record.
export function AskReason({ title, hint, button, onClose, act }: {
  title: string; hint: string; button: string; onClose: () => void;
  act: (reason: string) => Promise<void>;
}) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why; it stays on record.");
    setFault(null);
    action.run(() => act(reason.trim()));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label="Reason" value={reason} onInput={setReason} error={fault} hint={hint} data-first />
        <FormEnd action={action} button={button} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/// The decisions that hold, one an envelope.
function inForce(decisions: Decision[]): Decision[] {
  const last = new Map<number, Decision>();
  for (const decision of decisions) last.set(decision.sequence, decision);
  return [...last.values()].filter(({ kind }) => kind !== "resume")
    .sort((a, b) => a.sequence - b.sequence);
}

const verbs = { hold: "waits", return: "goes back to its payer", resume: "was taken up again" };

export function Decisions({ batch, onChange }: {
  batch: BatchDetail; onChange: (batch: BatchDetail) => void;
}) {
  const [resuming, setResuming] = useState<Decision | null>(null);
  const held = inForce(batch.decisions);
  if (batch.decisions.length === 0 && batch.accepted_differences.length === 0 &&
    batch.accepted_pictures.length === 0 && batch.kind_corrections.length === 0) return null;
  return (
    <Panel title="Decisions">
      <ul class="lines">
        {batch.decisions.map((one, at) => (
          <li key={at}>Envelope {one.sequence} {verbs[one.kind]}: {one.reason}
            {" "}<span class="soft">({one.decided_by})</span>
            {may("force") && held.includes(one) && <> <button type="button"
              onClick={() => setResuming(one)}>Take up envelope {one.sequence} again</button></>}</li>
        ))}
        {batch.accepted_differences.map((one, at) => (
          <li key={`accepted-${at}`}>{difference(one.amount_cents)}
            {one.documents !== 0 && `, ${many(Math.abs(one.documents), "paper")} ${one.documents < 0 ? "missing" : "too many"}`}
            {" "}accepted: {one.reason} <span class="soft">({one.accepted_by}{one.holds ? "" : "; no longer the difference"})</span></li>
        ))}
        {batch.accepted_pictures.map((one) => (
          <li key={`picture-${one.sequence}`}>Picture of item {one.sequence} accepted as it is: {one.reason}
            {" "}<span class="soft">({one.accepted_by})</span></li>
        ))}
        {batch.kind_corrections.map((one, at) => (
          <li key={`kind-${at}`}>Item {one.sequence} counts as {word(one.kind).toLowerCase()}: {one.reason}
            {" "}<span class="soft">({one.corrected_by})</span></li>
        ))}
      </ul>
      {resuming && <AskReason title={`Take up envelope ${resuming.sequence} again`} button="Take up again"
        hint="Stands in the history of the batch" onClose={() => setResuming(null)}
        act={async (reason) => {
          onChange(await batches.resume(batch.id, resuming.sequence, reason));
          setResuming(null);
        }} />}
    </Panel>
  );
}
