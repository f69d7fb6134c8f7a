// The impact log: what went wrong in the office, for how long, and what waited because of it.
import { useState } from "preact/hooks";
import { site } from "../api/calls";
import { incidents } from "../api/office";
import type { Incident } from "../api/office";
import { businessDay, mayAny, me } from "../session";
import { timeText, word } from "../words";
import { announce } from "../ui/announce";
import { Choice } from "../ui/choice";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { AskReason } from "./decisions";

const kinds: [string, string][] = [["scanner_down", "A scanner is down"], ["mail_late", "Mail came late"],
  ["host_outage", "A host cannot be reached"], ["staff", "Too few people"], ["other", "Something else"]];

function LogIncident({ onClose, onDone }: { onClose: () => void; onDone: (incident: Incident) => void }) {
  const boxes = useLoad(site, []);
  const [kind, setKind] = useState("scanner_down");
  const [lockbox, setLockbox] = useState("");
  const [what, setWhat] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (what.trim() === "") return setFault("Say what happened.");
    setFault(null);
    action.run(async () => onDone(await incidents.log({ kind, what: what.trim(), ...(lockbox ? { lockbox } : {}) })));
  };
  return (
    <Dialog title="Log an incident" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>It begins now, and lasts until somebody ends it.</p>
        <Choice label="What it is" first value={kind} onChange={setKind} options={kinds} />
        <Choice label="Lockbox" value={lockbox} onChange={setLockbox}
          options={[["", "All of them"], ...(boxes.data?.lockboxes ?? []).map((name): [string, string] => [name, name])]} />
        <Field label="What happened" value={what} onInput={setWhat} error={fault} />
        <FormEnd action={action} button="Log it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function End({ one, onDone }: { one: Incident; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  if (one.state === "over" || !mayAny("capture", "correct_accounts")) return <>{one.outcome ?? ""}</>;
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>It is over…<span class="vh"> incident {one.number}</span></button>
      {isAsking && <AskReason title={`How did incident ${one.number} end?`} hint="Stands in the report" button="It is over"
        onClose={() => setAsking(false)} act={async (outcome) => {
          await incidents.end(one, outcome);
          announce(`Incident ${one.number} is over.`);
          setAsking(false);
          onDone();
        }} />}
    </>
  );
}

export function Incidents() {
  const [isLogging, setLogging] = useState(false);
  const loaded = useLoad(incidents.list, [], ["incident"]);
  const mayLog = mayAny("capture", "correct_accounts");
  const log = () => { if (!mayLog) return false; setLogging(true); return true; };
  useKeys(["incidents"], { log });
  const zone = me.value?.time_zone;
  const day = businessDay.value;
  return (
    <>
      <Title aside={mayLog && <button type="button" class="main" onClick={log}><kbd>F2</kbd> Log an incident</button>}>Impact log</Title>
      <Shown from={loaded}>{({ items }) => (
        <>
          {items.some((one) => one.state === "lasting") && <Note tone="warn">Something is wrong just now.</Note>}
          <Panel title="Incidents">
            <Table caption="Incidents, the newest first" rows={items} keyOf={({ number }) => number}
              empty="Nothing went wrong yet." columns={[
                { name: "Incident", figures: true, of: (one) => one.number },
                { name: "Kind", of: (one) => word(one.kind) },
                { name: "Lockbox", of: (one) => one.lockbox ?? "All" },
                { name: "Began", of: (one) => timeText(one.began_at, zone) },
                { name: "Ended", of: (one) => one.ended_at ? timeText(one.ended_at, zone) : <Tag state="lasting" tone="warn" /> },
                { name: "What happened", of: (one) => one.what },
                { name: "Logged by", of: (one) => one.logged_by },
                { name: "How it ended", of: (one) => <End one={one} onDone={loaded.reload} /> },
              ]} />
          </Panel>
        </>
      )}</Shown>
      {day && <p><a href={`/reports/impact?from=${day}&to=${day}`}>Impact report of the day: minutes, items and money that waited</a></p>}
      {isLogging && <LogIncident onClose={() => setLogging(false)} onDone={(one) => {
        setLogging(false);
        announce(`Incident ${one.number} is logged.`);
        loaded.reload();
      }} />}
    </>
  );
}
