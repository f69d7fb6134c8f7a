// Whose checks each lockbox takes, with every version of the list.
import { useEffect, useState } from "preact/hooks";
import { site } from "../api/calls";
import { payees } from "../api/office";
import type { Payees } from "../api/office";
import { me } from "../session";
import { timeText } from "../words";
import { Choice } from "../ui/choice";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { Field, Panel, ProblemNote, Shown, Table, Title } from "../ui/parts";

function Editor({ from, view }: { from: Loaded<Payees>; view: Payees }) {
  const [text, setText] = useState(view.payees.join("\n"));
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  useEffect(() => { setText(view.payees.join("\n")); setReason(""); }, [view.version, view.lockbox]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why the list changes.");
    setFault(null);
    const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    action.run(async () => from.set(await payees.set(view.lockbox, { version: view.version, payees: lines, reason: reason.trim() })));
  };
  return (
    <>
      <Panel title="Payees, one a line">
        <form noValidate onSubmit={submit}>
          <label class="field">Payees
            <textarea rows={8} value={text} onInput={(event) => setText(event.currentTarget.value)} /></label>
          <Field label="Reason" value={reason} onInput={setReason} error={fault} hint="Stands in the history" />
          <ProblemNote problem={action.problem} />
          <p class="actions"><button type="submit" class="main" disabled={action.isBusy}>Put in force</button></p>
        </form>
        <p class="soft">No machine reads the payee of a check. People see this list when they say that a check names another payee.</p>
      </Panel>
      <Panel title="History">
        <Table caption="Lists that were in force" rows={view.versions} keyOf={({ version }) => version}
          empty="Nobody has set a list yet." columns={[
            { name: "Version", figures: true, of: ({ version }) => version },
            { name: "When", of: ({ set_at }) => timeText(set_at, me.value?.time_zone) },
            { name: "Who", of: ({ set_by }) => set_by },
            { name: "Payees", of: ({ payees: all }) => all.join(", ") },
            { name: "Reason", of: ({ reason }) => reason },
          ]} />
      </Panel>
    </>
  );
}

function Lockbox({ names }: { names: string[] }) {
  const [lockbox, setLockbox] = useState(names[0] ?? "");
  const loaded = useLoad(() => payees.get(lockbox), [lockbox], ["payees"]);
  return (
    <>
      <Choice label="Lockbox" value={lockbox} onChange={setLockbox} options={names.map((name) => [name, name])} />
      <Shown from={loaded}>{(view) => <Editor from={loaded} view={view} />}</Shown>
    </>
  );
}

export function PayeeLists() {
  const loaded = useLoad(site, []);
  return (
    <>
      <Title>Payees</Title>
      <Shown from={loaded}>{({ lockboxes }) => <Lockbox names={lockboxes} />}</Shown>
    </>
  );
}
