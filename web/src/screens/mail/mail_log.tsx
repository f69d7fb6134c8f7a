// The mail of a day: what was fetched and by whom, and its trays on their way.
import { useState } from "preact/hooks";
import { custody } from "../../api/calls";
import type { Custody, PickUp, WorkUnit } from "../../api/types";
import { count, many } from "../../money";
import { may, me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { useKeys } from "../../ui/keyboard";
import { useAction, useLoad } from "../../ui/load";
import { Kbd, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../../ui/parts";
import { useRows } from "../../ui/rows";
import { DayChoice, openOffer, unitName, useDay } from "./parts";
import { PickUpForm } from "./pick_up";

const isMine = (name: string | null) => name !== null && name === me.value?.user.name;

function PickUps({ book, onSign, isBusy }: {
  book: Custody; onSign: (pickUp: PickUp) => void; isBusy: boolean;
}) {
  return (
    <Table caption="Pick-ups of the day" rows={book.pick_ups} keyOf={({ id }) => id}
      marked={({ confirmed_by }) => confirmed_by === null}
      empty="Nothing was picked up yet. F2 logs the first pick-up." columns={[
        { name: "Picked up", of: (one) => timeText(one.picked_up_at, me.value?.time_zone) },
        { name: "Source", of: (one) => word(one.source) },
        { name: "Carrier", of: (one) => one.carrier_reference ?? "" },
        { name: "Trays", figures: true, of: (one) => count(one.trays) },
        { name: "Carrier's estimate", figures: true, of: (one) => one.estimated_pieces === null ? "" : count(one.estimated_pieces) },
        { name: "Certified", of: (one) => one.certified_numbers.join(", ") },
        { name: "Logged by", of: (one) => one.logged_by },
        { name: "Second signature", of: (one) => one.confirmed_by ?? (isMine(one.logged_by) || !may("capture")
          ? <Tag state="waits" tone="warn" text="Somebody else signs" />
          : <button type="button" class="small" data-sign disabled={isBusy} onClick={() => onSign(one)}>
            Sign<span class="vh"> pick-up {one.id}</span></button>) },
      ]} />
  );
}

const whoHas = (unit: WorkUnit, book: Custody) => unit.box !== null
  ? `Box ${book.boxes.find(({ id }) => id === unit.box)?.name ?? unit.box}`
  : unit.holder ?? "";

export function Units({ units, book, caption, empty }: {
  units: WorkUnit[]; book: Custody; caption: string; empty: string;
}) {
  return (
    <Table caption={caption} rows={units} keyOf={({ id }) => id} empty={empty}
      marked={(unit) => isMine(openOffer(unit)?.taker ?? null)} columns={[
        { name: "Unit", of: (unit) => <a data-row href={`/units/${unit.id}`}>{unitName(unit)}</a> },
        { name: "Class", of: (unit) => word(unit.sort_class) },
        { name: "Pieces", figures: true, of: (unit) => count(unit.pieces) },
        { name: "Stage", of: (unit) => <Tag state={unit.stage} tone={unit.signed ? "plain" : "warn"} /> },
        { name: "With", of: (unit) => {
          const offer = openOffer(unit);
          return offer ? `${offer.giver}, offered to ${offer.taker}` : whoHas(unit, book);
        } },
        { name: "Counts from", of: (unit) => dayText(unit.dated_on) },
        { name: "Batches", of: (unit) => unit.batches.map(({ batch }) => (
          <a key={batch} href={`/batches/${batch}`}>{batch}{" "}</a>)) },
      ]} />
  );
}

function MailLogView({ book, reload }: { book: Custody; reload: () => void }) {
  const [isLogging, setLogging] = useState(false);
  const action = useAction();
  const mayLog = may("capture");
  useKeys(["mail"], {
    "pick-up": () => { if (!mayLog) return false; setLogging(true); return true; },
    sign: () => {
      const button = document.querySelector<HTMLElement>("main [data-sign]");
      button?.focus();
      return button !== null;
    },
  });
  const sign = (pickUp: PickUp) => action.run(async () => { await custody.signPickUp(pickUp.id); reload(); });
  const ofDay = book.units.filter(({ day }) => day === book.day);
  const earlier = book.units.filter(({ day, pieces, box }) => day < book.day && pieces > 0 && box === null);
  const pieces = book.roll["received"] ?? 0;
  return (
    <>
      <Panel title="Pick-ups" aside={mayLog && <button type="button" class="main" onClick={() => setLogging(true)}><Kbd caps={["F2"]} /> New pick-up…</button>}>
        <PickUps book={book} onSign={sign} isBusy={action.isBusy} />
        <ProblemNote problem={action.problem} />
        {book.pick_ups.length > 0 && <p class="soft">{many(ofDay.length, "tray")} of this day, {count(pieces)} pieces received.
          Payments count from the {book.policy.date_policy === "postmark" ? "postmark" : "day of receipt"}.</p>}
      </Panel>
      <Panel title="Trays of the day">
        <Units units={ofDay} book={book} caption="Trays of the day" empty="No tray yet." />
      </Panel>
      {earlier.length > 0 && (
        <Panel title="Of earlier days, not yet in a box">
          <Units units={earlier} book={book} caption="Trays of earlier days" empty="" />
        </Panel>
      )}
      {book.gaps.length > 0 && (
        <Panel title="What keeps the day open" aside={<a href={`/custody/${book.day}`}>Custody</a>}>
          {book.gaps.map((gap) => <Note key={gap.text} tone="warn">{gap.text}</Note>)}
        </Panel>
      )}
      {isLogging && <PickUpForm day={book.day} policy={book.policy} onClose={() => setLogging(false)}
        onDone={() => { setLogging(false); reload(); }} />}
    </>
  );
}

export function MailLog({ day: given }: { day: string | null }) {
  const day = useDay(given) ?? new Date().toISOString().slice(0, 10);
  const loaded = useLoad(() => custody.get(day), [day], ["custody", "day", "batch"]);
  useRows();
  return (
    <>
      <Title aside={<><span class="gap" /><DayChoice day={day} at="/mail" /></>}>Mail log</Title>
      <Shown from={loaded}>{(book) => <MailLogView book={book} reload={loaded.reload} />}</Shown>
    </>
  );
}
