// Payers whose checks are looked at, or not taken.
import { useState } from "preact/hooks";
import { exceptions } from "../api/calls";
import type { StopEntry } from "../api/types";
import { may } from "../session";
import { dayText, word } from "../words";
import { AskReason } from "./decisions";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction, useLoad } from "../ui/load";
import { Field, Panel, Shown, Table } from "../ui/parts";

export function StopList() {
  const loaded = useLoad(() => exceptions.stops(), [], ["batch"]);
  const [lifting, setLifting] = useState<StopEntry | null>(null);
  return (
    <Panel title="Stop list">
      <Shown from={loaded}>{({ items }) => (
        <Table caption="Payers on the stop list" rows={items} keyOf={({ id }) => id}
          empty="No payer is on the list.  A check's record puts its payer there." columns={[
            { name: "No.", figures: true, of: (one) => one.id },
            { name: "What", of: (one) => word(one.reason) },
            { name: "Why", of: (one) => one.note },
            { name: "From", of: (one) => dayText(one.from) },
            { name: "Until", of: (one) => (one.until ? dayText(one.until) : "lifted") },
            { name: "By", of: (one) => one.set_by },
            { name: "Lifted", of: (one) => one.lifted_by
              ? `${one.lifted_by}: ${one.lifted_because ?? ""}`
              : may("force") && <button type="button" onClick={() => setLifting(one)}>Lift<span class="vh"> entry {one.id}</span></button> },
          ]} />
      )}</Shown>
      {lifting && <AskReason title={`Lift entry ${lifting.id}`} button="Lift" hint="Stands in the audit"
        onClose={() => setLifting(null)} act={async (reason) => {
          loaded.set(await exceptions.lift(lifting.id, reason));
          setLifting(null);
        }} />}
    </Panel>
  );
}

/// Puts the payer of a check on the list.
export function StopPayer({ document, onClose, onDone }: {
  document: number; onClose: () => void; onDone: () => void;
}) {
  const [reason, setReason] = useState<StopEntry["reason"]>("cash_only");
  const [note, setNote] = useState("");
  const [until, setUntil] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (note.trim() === "") return setFault("Say why; it stays on record.");
    setFault(null);
    action.run(async () => {
      await exceptions.stop(document, { reason, note: note.trim(), ...(until ? { until } : {}) });
      onDone();
    });
  };
  return (
    <Dialog title="Put this payer on the stop list" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <label class="field">What
          <select data-first value={reason} onChange={(event) => setReason(event.currentTarget.value as StopEntry["reason"])}>
            <option value="cash_only">Pays in cash only</option>
            <option value="stop_listed">Look at every check</option>
          </select>
        </label>
        <Field label="Last day" type="date" value={until} onInput={setUntil} hint="Empty: until somebody lifts it" />
        <Field label="Why" value={note} onInput={setNote} error={fault} hint="Stands in the audit" />
        <FormEnd action={action} button="Put on the list" onClose={onClose} />
      </form>
    </Dialog>
  );
}
