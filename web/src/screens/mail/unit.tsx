// One tray of mail: what is in it, who has it, and everything that happened to it.
import { useState } from "preact/hooks";
import { units } from "../../api/calls";
import type { UnitDetail } from "../../api/types";
import { count } from "../../money";
import { me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { useKeys } from "../../ui/keyboard";
import { useLoad } from "../../ui/load";
import { Fact, Kbd, Note, Panel, Shown, Table, Tag, Title } from "../../ui/parts";
import { Findings } from "./findings";
import { openOffer, unitName } from "./parts";
import { DeedForm, mayDo } from "./unit_dialogs";
import type { Deed } from "./unit_dialogs";

interface Line { at: string; what: string; pieces: number; change: number | null; who: string; why: string }

/// Steps, movements and hand-offs in the order in which they happened.
function historyOf(unit: UnitDetail): Line[] {
  const lines: Line[] = [
    ...unit.movements.map((one) => ({ at: one.at, what: word(one.flow), pieces: Math.abs(one.pieces), change: one.pieces,
      who: one.witness ? `${one.actor}, ${one.witness}` : one.actor, why: one.reason })),
    ...unit.steps.map((one) => ({ at: one.at, what: word(one.event), pieces: one.pieces, change: null, who: one.actor, why: one.note })),
    ...unit.hand_offs.map((one) => ({ at: one.offered_at, what: `Hand-off, ${word(one.state).toLowerCase()}`,
      pieces: one.taken_pieces ?? one.offered_pieces, change: null, who: `${one.giver} to ${one.taker}`,
      why: one.taken_pieces !== null && one.taken_pieces !== one.offered_pieces
        ? `Offered as ${one.offered_pieces}, taken as ${one.taken_pieces}` : "" })),
  ];
  return lines.sort((a, b) => a.at.localeCompare(b.at));
}

const deeds: [Deed, string, string][] = [
  ["step", "Next step…", "F2"], ["hand-off", "Hand off…", "F3"], ["send-away", "Send away…", "F4"],
  ["discover", "Discovered…", "F6"], ["cash", "Cash…", "F7"], ["link", "Link a batch…", ""],
];

function Batches({ unit, onExplain }: { unit: UnitDetail; onExplain: (() => void) | null }) {
  const envelopes = unit.batches.reduce((sum, one) => sum + one.envelopes, 0);
  const scanned = unit.steps.find(({ event }) => event === "scan")?.pieces ?? null;
  return (
    <Panel title="What was scanned from it">
      <Table caption="Batches" rows={unit.batches} keyOf={({ batch }) => batch} empty="No batch is linked yet." columns={[
        { name: "Batch", of: (one) => <a data-row href={`/batches/${one.batch}`}>Batch {one.batch}</a> },
        { name: "Envelopes", figures: true, of: (one) => count(one.envelopes) },
        { name: "Documents", figures: true, of: (one) => count(one.documents) },
        { name: "Linked by", of: (one) => one.how === "ticket" ? `its batch ticket, ${one.linked_by}` : one.linked_by },
      ]} />
      {scanned !== null && unit.batches.length > 0 && scanned !== envelopes && (
        <Note tone="warn">{count(scanned)} pieces at the scanner, {count(envelopes)} envelopes in its batches.</Note>
      )}
      {onExplain && <p class="actions"><button type="button" onClick={onExplain}>Explain the difference…</button></p>}
    </Panel>
  );
}

function UnitView({ unit, onChange, reload }: { unit: UnitDetail; onChange: (unit: UnitDetail) => void; reload: () => void }) {
  const [deed, setDeed] = useState<Deed>("");
  const ask = (what: Deed) => () => {
    if (!mayDo(what, unit)) return false;
    setDeed(what);
    return true;
  };
  useKeys(["unit"], {
    step: ask("step"), "hand-off": ask("hand-off"), "send-away": ask("send-away"),
    discover: ask("discover"), cash: ask("cash"),
  });
  const offer = openOffer(unit);
  const isForMe = offer?.taker === me.value?.user.name;
  return (
    <>
      {!unit.signed && <Note tone="warn">One person signed for it so far; nobody works on it before the second did.</Note>}
      {offer && <Note tone="warn">Offered by {offer.giver} to {offer.taker}.{isForMe ? " F3: count it and take it." : ""}</Note>}
      <div class="columns">
        <Panel title={`${count(unit.pieces)} pieces`}>
          <dl>
            <Fact name="Stage"><Tag state={unit.stage} tone="plain" /></Fact>
            <Fact name="With">{unit.holder ?? (unit.box !== null ? "nobody: it lies in a box" : "nobody")}</Fact>
            <Fact name="Sort class">{word(unit.sort_class)}</Fact>
            <Fact name="Came in">{dayText(unit.day)}</Fact>
            <Fact name="Payments count from">{dayText(unit.dated_on)}, {unit.date_policy === "postmark" ? "its postmark" : "its receipt"}</Fact>
            {unit.found_in !== null && <Fact name="Discovered in"><a href={`/units/${unit.found_in}`}>another unit</a></Fact>}
          </dl>
          <p class="actions">{deeds.filter(([name]) => mayDo(name, unit)).map(([name, text, cap], at) => (
            <button type="button" key={name} class={at === 0 ? "main" : ""} onClick={() => setDeed(name)}>
              {cap && <><Kbd caps={[cap]} />{" "}</>}{name === "hand-off" && isForMe ? "Count and take…" : text}</button>
          ))}</p>
        </Panel>
        <Batches unit={unit} onExplain={mayDo("explain", unit) ? () => setDeed("explain") : null} />
      </div>
      {unit.findings.length > 0 && (
        <Panel title="What was found"><Findings findings={unit.findings} here={unit.id} onChange={reload} /></Panel>
      )}
      <Panel title="Everything that happened to it">
        <Table caption="History of the unit" rows={historyOf(unit)} keyOf={(line) => `${line.at} ${line.what} ${line.who}`} columns={[
          { name: "When", of: (line) => timeText(line.at, me.value?.time_zone) },
          { name: "What", of: (line) => line.what },
          { name: "Pieces", figures: true, of: (line) => line.change === null ? count(line.pieces)
            : `${line.change < 0 ? "\u2212" : "+"}${count(line.pieces)}` },
          { name: "Who", of: (line) => line.who },
          { name: "Why", of: (line) => line.why },
        ]} />
      </Panel>
      {deed !== "" && <DeedForm deed={deed} unit={unit} onClose={() => setDeed("")}
        onDone={(changed) => { setDeed(""); onChange(changed); }} />}
    </>
  );
}

export function UnitScreen({ id }: { id: number }) {
  const loaded = useLoad(() => units.get(id), [id], ["custody", "batch"]);
  return (
    <>
      <Title aside={loaded.data && <Tag state={loaded.data.stage} tone="plain" />}>
        {loaded.data ? unitName(loaded.data) : "Unit"}</Title>
      <Shown from={loaded}>{(unit) => <UnitView unit={unit} onChange={loaded.set} reload={loaded.reload} />}</Shown>
    </>
  );
}
