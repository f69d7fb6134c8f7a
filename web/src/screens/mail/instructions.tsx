// What people are told when they open a batch: an instruction for each lockbox or payee, with its versions.
import { useEffect, useState } from "preact/hooks";
import { custody, site } from "../../api/calls";
import type { LockboxInstructions } from "../../api/types";
import { me } from "../../session";
import { timeText } from "../../words";
import { useAction, useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { Field, Panel, ProblemNote, Shown, Table, Title } from "../../ui/parts";

function Editor({ from, shown }: { from: Loaded<LockboxInstructions>; shown: LockboxInstructions }) {
  const [payee, setPayee] = useState("");
  const newest = shown.versions.find((one) => one.payee === payee.trim());
  const [text, setText] = useState(newest?.text ?? "");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  useEffect(() => { setText(newest?.text ?? ""); setReason(""); }, [newest?.payee, newest?.version, shown.lockbox]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!newest && !text.trim()) return setFault("Say what people are to do.");
    if (!reason.trim()) return setFault("Say why; it stays on record.");
    setFault(null);
    action.run(async () => from.set(await custody.instruct(shown.lockbox, {
      payee: payee.trim(), version: newest?.version ?? 0, text: text.trim(), reason: reason.trim(),
    })));
  };
  return (
    <Panel title="Set an instruction">
      <form onSubmit={submit} noValidate>
        <Field label="Payee" value={payee} onInput={setPayee} autocomplete="off" hint="Empty for the whole lockbox" />
        <Field label="Instruction" value={text} onInput={setText} autocomplete="off" hint="Empty takes it back" />
        <Field label="Reason" value={reason} onInput={setReason} autocomplete="off" error={fault} />
        <ProblemNote problem={action.problem} />
        <p class="actions"><button type="submit" class="main" disabled={action.isBusy}>Put in force</button></p>
      </form>
    </Panel>
  );
}

function Lockbox({ names }: { names: string[] }) {
  const [lockbox, setLockbox] = useState(names[0] ?? "");
  const loaded = useLoad(() => custody.instructions(lockbox), [lockbox]);
  return (
    <>
      <p><label class="inline">Lockbox <select value={lockbox}
        onChange={(event) => setLockbox(event.currentTarget.value)}>
        {names.map((name) => <option key={name}>{name}</option>)}
      </select></label></p>
      <Shown from={loaded}>{(shown) => (
        <>
          <Editor from={loaded} shown={shown} />
          <Panel title="History">
            <Table caption="Versions of the instructions" rows={shown.versions} keyOf={(one) => `${one.payee} ${one.version}`}
              empty="No instruction yet." columns={[
                { name: "Payee", of: (one) => one.payee || "The whole lockbox" },
                { name: "Version", figures: true, of: (one) => one.version },
                { name: "Instruction", of: (one) => one.text || "Taken back" },
                { name: "Who", of: (one) => one.set_by },
                { name: "When", of: (one) => timeText(one.set_at, me.value?.time_zone) },
                { name: "Reason", of: (one) => one.reason },
              ]} />
          </Panel>
        </>
      )}</Shown>
    </>
  );
}

export function Instructions() {
  const loaded = useLoad(site, []);
  return (
    <>
      <Title>Special instructions</Title>
      <Shown from={loaded}>{({ lockboxes }) => <Lockbox names={lockboxes} />}</Shown>
    </>
  );
}
