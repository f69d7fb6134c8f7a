// Boxes of stored paper: when each may be destroyed, who signed, and what is held.
import { useState } from "preact/hooks";
import { custody } from "../../api/calls";
import type { Custody, StorageBox } from "../../api/types";
import { count } from "../../money";
import { may, me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { AskReason } from "../decisions";
import { useAction } from "../../ui/load";
import { Field, Panel, ProblemNote, Table, Tag } from "../../ui/parts";
import { Ask, Choice, named, retentions, whole } from "./parts";

interface Props { book: Custody; onClose: () => void; onDone: () => void }

export function BoxForm({ onClose, onDone }: Omit<Props, "book">) {
  const [name, setName] = useState("");
  const [location, setLocation] = useState("");
  const [retention, setRetention] = useState("payments");
  return (
    <Ask title="Open a box" button="Open it" onClose={onClose}
      check={() => name.trim() && location.trim() ? null : "Give the box a name and say where it stands."}
      act={async () => { await custody.openBox({ name: name.trim(), location: location.trim(), retention }); onDone(); }}>
      <Field label="Name" value={name} onInput={setName} data-first autocomplete="off" />
      <Field label="Location" value={location} onInput={setLocation} autocomplete="off" />
      <Choice label="What it holds" value={retention} onChange={setRetention} options={named(retentions)} />
    </Ask>
  );
}

export function HoldForm({ book, onClose, onDone }: Props) {
  const [what, setWhat] = useState("");
  const [kind, setKind] = useState("legal");
  const [reason, setReason] = useState("");
  const things = [
    ...book.boxes.filter((one) => one.destroyed_on === null).map((one) => [`box ${one.id}`, `Box ${one.name}`] as const),
    ...book.units.filter((one) => one.pieces > 0).map((one) => [`unit ${one.id}`, `Unit ${one.number}`] as const),
  ];
  const chosen = what || things[0]?.[0] || "";
  const [sort, number] = chosen.split(" ");
  return (
    <Ask title="Hold paper" button="Hold it" onClose={onClose}
      check={() => !number ? "There is no paper to hold." : reason.trim() ? null : "Say why; it stays on record."}
      act={async () => {
        const id = whole(number ?? "") ?? 0;
        await custody.hold({ ...(sort === "box" ? { box: id } : { unit: id }), kind, reason: reason.trim() });
        onDone();
      }}>
      <Choice label="Box or unit" value={chosen} onChange={setWhat} options={things} first />
      <Choice label="Kind" value={kind} onChange={setKind} options={named(["legal", "return_pending"])} />
      <Field label="Reason" value={reason} onInput={setReason} autocomplete="off" />
    </Ask>
  );
}

export function PolicyForm({ book, onClose, onDone }: Props) {
  const { policy } = book;
  const [datePolicy, setDatePolicy] = useState(policy.date_policy);
  const [followUp, setFollowUp] = useState(String(policy.follow_up_days));
  const [days, setDays] = useState(retentions.map((name) => String(policy.retention_days[name] ?? "")));
  const [reason, setReason] = useState("");
  return (
    <Ask title="How paper is kept" button="Put in force" onClose={onClose}
      check={() => !whole(followUp) || days.some((text) => !whole(text)) ? "Days are whole numbers."
        : reason.trim() ? null : "Say why; it stays on record."}
      act={async () => {
        await custody.setPolicy({ version: policy.version, date_policy: datePolicy,
          follow_up_days: Number(followUp), retention_days: days.map(Number), reason: reason.trim() });
        onDone();
      }}>
      <Choice label="Payments count from" value={datePolicy} onChange={setDatePolicy} first
        options={[["received", "The day of receipt"], ["postmark", "The postmark"]]} />
      <Field label="Working days for a discovered remittance" inputMode="numeric" value={followUp} onInput={setFollowUp} autocomplete="off" />
      <div class="columns two-even">{retentions.map((name, at) => (
        <Field key={name} label={`Days to keep: ${word(name).toLowerCase()}`} inputMode="numeric" autocomplete="off"
          value={days[at] ?? ""} onInput={(text) => setDays(days.map((one, n) => n === at ? text : one))} />
      ))}</div>
      <Field label="Reason" value={reason} onInput={setReason} autocomplete="off" />
    </Ask>
  );
}

function Destruction({ box, isBusy, onSign }: { box: StorageBox; isBusy: boolean; onSign: () => void }) {
  if (box.destroyed_on) return <>Destroyed {dayText(box.destroyed_on)}: {box.first_signer}, {box.second_signer}</>;
  const signed = box.first_signer ? <span class="soft">{box.first_signer} signed. </span> : null;
  if (box.why_kept !== null) return <>{signed}<span class="soft">{box.why_kept}</span></>;
  if (!may("custody") || box.first_signer === me.value?.user.name)
    return <>{signed}<Tag state="due" tone="warn" text={box.first_signer ? "Somebody else signs" : "Due"} /></>;
  return <>{signed}<button type="button" class="small" disabled={isBusy} onClick={onSign}>
    {box.first_signer ? "Sign: destroyed" : "Sign for destruction"}<span class="vh"> of box {box.name}</span></button></>;
}

export function Boxes({ book, reload }: { book: Custody; reload: () => void }) {
  const action = useAction();
  const sign = (box: StorageBox) => action.run(async () => { await custody.signDestruction(box.id); reload(); });
  return (
    <>
      <Table caption="Boxes, those that may be destroyed first" rows={book.boxes} keyOf={({ id }) => id}
        empty="No box yet. F2 opens one." columns={[
          { name: "Box", of: (box) => box.name },
          { name: "Location", of: (box) => box.location },
          { name: "Holds", of: (box) => word(box.retention) },
          { name: "Units", figures: true, of: (box) => count(box.units) },
          { name: "Pieces", figures: true, of: (box) => count(box.pieces) },
          { name: "Kept until", of: (box) => box.due_on ? dayText(box.due_on) : "" },
          { name: "Destruction", of: (box) => <Destruction box={box} isBusy={action.isBusy} onSign={() => sign(box)} /> },
        ]} />
      <ProblemNote problem={action.problem} />
    </>
  );
}

export function Holds({ book, reload }: { book: Custody; reload: () => void }) {
  const [released, setReleased] = useState<number | null>(null);
  const nameOf = (box: number | null, unit: number | null) => box !== null
    ? `Box ${book.boxes.find(({ id }) => id === box)?.name ?? box}`
    : `Unit ${book.units.find(({ id }) => id === unit)?.number ?? unit}`;
  return (
    <Panel title="Holds">
      <Table caption="Holds" rows={book.holds} keyOf={({ id }) => id} empty="Nothing is held." columns={[
        { name: "What", of: (hold) => nameOf(hold.box, hold.unit) },
        { name: "Kind", of: (hold) => word(hold.kind) },
        { name: "Reason", of: (hold) => hold.reason },
        { name: "By", of: (hold) => `${hold.placed_by}, ${timeText(hold.placed_at, me.value?.time_zone)}` },
        { name: "Do", of: (hold) => may("custody") && <button type="button" class="small" onClick={() => setReleased(hold.id)}>
          Release…<span class="vh"> the hold on {nameOf(hold.box, hold.unit)}</span></button> },
      ]} />
      {released !== null && <AskReason title="Release the hold" button="Release" hint="Stands in the history"
        onClose={() => setReleased(null)}
        act={async (reason) => { await custody.release(released, reason); setReleased(null); reload(); }} />}
    </Panel>
  );
}
