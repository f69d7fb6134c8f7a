// What the day goes on without, what an earlier day brought it, and the dialog that carries.
import { useState } from "preact/hooks";
import { days, exceptions } from "../../api/calls";
import type { Carries, Carry, OpenEnvelope } from "../../api/types";
import { many, money } from "../../money";
import { may } from "../../session";
import { dayText, word } from "../../words";
import { AskReason } from "../decisions";
import { announce } from "../../ui/announce";
import { Choice } from "../../ui/choice";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useAction, useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { Field, Note, Panel, Shown, Table, Tag } from "../../ui/parts";

const nameOf = (one: { batch: number; envelope: number }) => `${one.batch}/${one.envelope}`;
const placeOf = (one: { batch: number; envelope: number }) => `Batch ${one.batch}, envelope ${one.envelope}`;
const known = (cents: number | null) => cents === null ? "not known yet" : money(cents);

/// The latest deadline of what is chosen; somebody must name a day where none has one.
const dueOf = (chosen: OpenEnvelope[]) =>
  chosen.reduce((latest, one) => (one.proposed_due ?? "") > latest ? one.proposed_due ?? "" : latest, "");

export function CarryDialog({ day, open, onDone, onClose }: {
  day: string; open: OpenEnvelope[]; onDone: (after: Carries) => void; onClose: () => void;
}) {
  const able = open.filter((one) => one.may_carry);
  const owners = useLoad(exceptions.list, []);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const [owner, setOwner] = useState("supervisor");
  const [typed, setDue] = useState<string | null>(null);
  const [fault, setFault] = useState<Record<string, string>>({});
  const action = useAction();
  const chosen = able.filter((one) => !left.has(nameOf(one)));
  const due = typed ?? dueOf(chosen);
  const toggle = (one: OpenEnvelope) => {
    const after = new Set(left);
    if (!after.delete(nameOf(one))) after.add(nameOf(one));
    setLeft(after);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const faults: Record<string, string> = {};
    if (reason.trim() === "") faults["reason"] = "Say why it cannot be finished today.";
    if (due <= day) faults["due"] = "Say until which later day it is to be decided.";
    if (chosen.length === 0) faults["envelopes"] = "Tick at least one envelope.";
    setFault(faults);
    if (Object.keys(faults).length > 0) return;
    action.run(async () => {
      const after = await days.carry(day, { reason: reason.trim(), owner, due,
        envelopes: chosen.map(({ batch, envelope }) => ({ batch, sequence: envelope })) });
      announce(`${many(chosen.length, "envelope")} will go on to the next day.`);
      onDone(after);
    });
  };
  return (
    <Dialog title={`Carry forward from ${dayText(day)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <p>The day is closed without them. The next day has them on its list until they are decided.</p>
        <fieldset><legend>Envelopes</legend>
          {able.map((one) => (
            <label class="check" key={nameOf(one)}><input type="checkbox" checked={!left.has(nameOf(one))}
              onChange={() => toggle(one)} /> {placeOf(one)}, {known(one.amount_cents)}: {one.why}</label>
          ))}
          {fault["envelopes"] && <p class="error" role="alert">{fault["envelopes"]}</p>}
        </fieldset>
        <Field label="Why" value={reason} onInput={setReason} error={fault["reason"] ?? null} data-first
          hint="Stands in the packet of the day" />
        <Choice label="Who sees to it" value={owner} onChange={setOwner}
          options={(owners.data?.owners ?? [{ id: "supervisor", name: "supervisor" }]).map(({ id, name }) => [id, word(name)])} />
        <Field label="Until" type="date" value={due} onInput={setDue} error={fault["due"] ?? null}
          hint="It comes up on that day" />
        <FormEnd action={action} button="Carry forward" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const aboutColumns = [
  { name: "Envelope", of: (one: Carry) => <a data-row href={one.href}>{placeOf(one)}</a> },
  { name: "Age", of: (one: Carry) => one.age_days === 0 ? "this day" : many(one.age_days, "day") },
  { name: "Amount", figures: true, of: (one: Carry) => money(one.amount_cents) },
  { name: "Why", of: (one: Carry) => one.reason },
  { name: "Who", of: (one: Carry) => <>{word(one.owner)} <span class="soft">(by {one.carried_by})</span></> },
];

const carriedColumns = (onBack: (one: Carry) => void) => [
  ...aboutColumns,
  { name: "Until", of: (one: Carry) => dayText(one.due) },
  { name: "State", of: (one: Carry) => one.state === "planned"
    ? <>
      <Tag state="planned" tone="plain" text="With the close" />
      {may("close_day") && <> <button type="button" class="small" onClick={() => onBack(one)}>Take back<span class="vh">
        {" "}{placeOf(one)}</span></button></>}
    </>
    : <Tag state="carried" tone="good" text={one.into ? `Into ${dayText(one.into)}` : "Until a day begins"} /> },
];

const becameText = (one: Carry) => {
  const tickets = one.tickets ?? [];
  return tickets.length > 0 ? `${word(one.became ?? "")}, ${tickets.join(", ")}` : word(one.became ?? "");
};
const broughtColumns = [
  ...aboutColumns,
  { name: "From", of: (one: Carry) => dayText(one.from) },
  { name: "Until", of: (one: Carry) => one.is_due
    ? <Tag state="due" tone="warn" text={`${dayText(one.due)}, due`} /> : dayText(one.due) },
  { name: "Became", of: becameText },
];

/// What came in from an earlier day, what is due first.
export function Brought({ brought }: { brought: Carry[] }) {
  return <Table caption="Brought forward" columns={broughtColumns} rows={brought} keyOf={({ id }) => id} />;
}

/// What cannot be carried says why it stays.
function Stays({ open }: { open: OpenEnvelope[] }) {
  const first = open.find((one) => !one.may_carry);
  if (!first) return null;
  return <Note tone="warn">{placeOf(first)} is released: {first.why} It is this day&rsquo;s to deposit, and cannot be carried.</Note>;
}

export function CarryPanel({ day, isClosed, from, onAsk, onBack }: {
  day: string; isClosed: boolean; from: Loaded<Carries>; onAsk: () => void; onBack: () => void;
}) {
  const [back, setBack] = useState<Carry | null>(null);
  return (
    <Panel title="From day to day">
      <Shown from={from}>{({ open, carried, brought }) => {
        const able = open.filter((one) => one.may_carry);
        return (
          <>
            {brought.length > 0 && <><h3>Brought forward</h3><Brought brought={brought} /></>}
            {carried.length > 0 && (
              <>
                <h3>Goes on to the next day</h3>
                <Table caption="Goes on to the next day" columns={carriedColumns(setBack)} rows={carried} keyOf={({ id }) => id} />
              </>
            )}
            {!isClosed && <Stays open={open} />}
            {brought.length + carried.length + able.length === 0 && <p class="empty">Nothing comes in from an earlier day or goes on to another.</p>}
            {!isClosed && able.length > 0 && (
              <p class="actions">
                <span>{many(able.length, "envelope")} {able.length === 1 ? "waits" : "wait"}.</span>
                {may("close_day") && <button type="button" onClick={onAsk}>Carry forward…</button>}
              </p>
            )}
          </>
        );
      }}</Shown>
      {back && <AskReason title={`Take back: ${placeOf(back)}`} button="Take back"
        hint="It stays this day's; stands in its history" onClose={() => setBack(null)}
        act={async (reason) => {
          from.set(await days.takeBack(day, back.id, reason));
          onBack();
          setBack(null);
        }} />}
    </Panel>
  );
}

/// On Exceptions: what was carried into the working day and waits.
export function CarriedToday({ day }: { day: string | null }) {
  const loaded = useLoad(async () => day === null ? null : days.carries(day), [day], ["day", "batch"]);
  const waiting = loaded.data?.brought.filter(({ became }) => became === "waiting" || became === "mixed") ?? [];
  if (waiting.length === 0) return null;
  const due = waiting.filter((one) => one.is_due).length;
  return (
    <Panel title="Carried to this day">
      {due > 0 && <Note tone="warn">{many(due, "envelope")} {due === 1 ? "is" : "are"} due today.</Note>}
      <Brought brought={waiting} />
    </Panel>
  );
}
