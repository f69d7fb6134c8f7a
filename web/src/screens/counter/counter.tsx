// The counter: money is taken with receipts, drawers are counted blind, counts are accepted.
import { useState } from "preact/hooks";
import { counter } from "../../api/counter";
import type { CounterView, Receipt, Session } from "../../api/counter";
import { count, difference, many, money } from "../../money";
import { may, me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { announce } from "../../ui/announce";
import { useKeys } from "../../ui/keyboard";
import { useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { Fact, Note, Panel, Shown, Table, Tag, Title } from "../../ui/parts";
import { AskReason } from "../decisions";
import { AcceptCount, CountDrawer, MoveCash, OpenDrawer } from "./drawer";
import { TakeReceipt } from "./receipt";

type Room = "receipt" | "open" | "move" | "count" | null;

/// Over or short in words, by itself: no drawer is netted with another.
function OverShort({ of }: { of: Session }) {
  if (of.over_short_cents === null) return <span class="soft">Counted blind</span>;
  if (of.over_short_cents === 0) return <>{money(0)}</>;
  return <Tag state="over_short" tone={of.alert && !of.acknowledged_by ? "bad" : "warn"} text={difference(of.over_short_cents)} />;
}

const paidFor = (one: Receipt) =>
  one.lines.map((line) => line.name ?? `${line.bill_type} ${line.account}`).join(", ");
const paidWith = (one: Receipt) =>
  one.tenders.map((tender) => tender.kind === "card_slip" ? `${tender.brand} ending ${tender.last4}` : word(tender.kind)).join(", ");

function Receipts({ of, onVoid }: { of: Session; onVoid: (receipt: Receipt) => void }) {
  return (
    <Table caption={`Receipts of session ${of.number}`} rows={[...of.receipts].reverse()} keyOf={(one) => one.number}
      empty="No receipt yet." columns={[
        { name: "Receipt", of: (one) => <a href={counter.paper(one.number)} target="_blank" rel="noreferrer">{one.name}<span class="vh"> (opens the paper)</span></a> },
        { name: "Payer", of: (one) => one.payer },
        { name: "For", of: paidFor },
        { name: "Paid with", of: paidWith },
        { name: "Change", figures: true, of: (one) => money(one.change_cents) },
        { name: "Amount", figures: true, of: (one) => money(one.total_cents) },
        { name: "State", of: (one) => one.state === "voided" ? <Tag state="voided" tone="bad" text={`Void: ${one.voided_because}`} /> : <Tag state="issued" tone="good" text="Issued" /> },
        { name: "To do", of: (one) => one.state === "issued" && of.state === "open" && may("adjust") && one.taken_by !== me.value?.user.name
          && <button type="button" onClick={() => onVoid(one)}>Void…<span class="vh"> {one.name}</span></button> },
      ]} />
  );
}

function Own({ of }: { of: Session }) {
  return (
    <Panel title={`Session ${of.number}, your drawer`} aside={<Tag state={of.state} text={word(of.state)} tone={of.state === "open" ? "good" : "warn"} />}>
      <dl class="facts">
        <Fact name="Opened">{timeText(of.opened_at, me.value?.time_zone)}</Fact>
        <Fact name="Float">{money(of.opening.total_cents)}</Fact>
        <Fact name="Receipts">{count(of.receipts.length)}</Fact>
        <Fact name="In, out, drops">{count(of.moves.length)}</Fact>
      </dl>
      {of.state === "counted" && <Note tone="warn">Your count is in. Another person accepts it; until then no money is taken.</Note>}
    </Panel>
  );
}

function Sessions({ shown, onAccept, onExplain }: {
  shown: CounterView; onAccept: (one: Session) => void; onExplain: (one: Session) => void;
}) {
  return (
    <Panel title={`Drawers of ${dayText(shown.day)}`}>
      <Table caption="Cash drawers of the day, each by itself" rows={shown.sessions} keyOf={(one) => one.id}
        empty="No drawer was opened on this day." columns={[
          { name: "Session", figures: true, of: (one) => one.day === shown.day ? one.number : `${one.number} of ${dayText(one.day)}` },
          { name: "Person", of: (one) => one.person },
          { name: "State", of: (one) => <Tag state={one.state} text={word(one.state)} tone={one.state === "accepted" ? "good" : "warn"} /> },
          { name: "Receipts", figures: true, of: (one) => count(one.receipts.length) },
          { name: "Counted", figures: true, of: (one) => one.count ? money(one.count.total_cents) : "" },
          { name: "Expected", figures: true, of: (one) => one.expected_cents === null ? "" : money(one.expected_cents) },
          { name: "Over or short", of: (one) => <OverShort of={one} /> },
          { name: "Accepted by", of: (one) => one.accepted_by ?? "" },
          { name: "To do", of: (one) => one.state === "counted" && may("build_deposit") && one.person !== me.value?.user.name
            ? <button type="button" onClick={() => onAccept(one)}>Accept…<span class="vh"> session {one.number}</span></button>
            : one.state === "accepted" && one.alert && !one.acknowledged_by && may("adjust")
              ? <button type="button" onClick={() => onExplain(one)}>Say why…<span class="vh"> session {one.number}</span></button>
              : one.acknowledged_because ?? "" },
        ]} />
      {shown.card_totals.length > 0 && (
        <Table caption="Card slips by brand, for the settlement list" rows={shown.card_totals} keyOf={({ brand }) => brand} columns={[
          { name: "Card brand", of: ({ brand }) => brand },
          { name: "Slips", figures: true, of: ({ slips }) => count(slips) },
          { name: "Amount", figures: true, of: ({ amount_cents }) => money(amount_cents) },
        ]} />
      )}
    </Panel>
  );
}

function Dialogs({ room, shown, onClose, onDone }: {
  room: Room; shown: CounterView; onClose: () => void; onDone: (said: string) => void;
}) {
  const { own } = shown;
  if (room === "open") return <OpenDrawer onClose={onClose} onDone={onDone} />;
  if (!own || own.state !== "open") return null;
  if (room === "receipt") return <TakeReceipt shown={shown} onClose={onClose} onDone={onDone} />;
  if (room === "move") return <MoveCash of={own} onClose={onClose} onDone={onDone} />;
  if (room === "count") return <CountDrawer of={own} onClose={onClose} onDone={onDone} />;
  return null;
}

function Room({ shown, loaded }: { shown: CounterView; loaded: Loaded<CounterView> }) {
  const [room, setRoom] = useState<Room>(null);
  const [accepting, setAccepting] = useState<Session | null>(null);
  const [explaining, setExplaining] = useState<Session | null>(null);
  const [voiding, setVoiding] = useState<Receipt | null>(null);
  const { own } = shown;
  const takes = may("take_receipts") && own?.state === "open";
  const opens = may("take_receipts") && own === null && shown.kept;
  const waits = shown.sessions.find((one) => one.state === "counted" && one.person !== me.value?.user.name);
  const close = () => { setRoom(null); setAccepting(null); setExplaining(null); setVoiding(null); };
  const done = (said: string) => { close(); announce(said); loaded.reload(); };
  useKeys(["counter"], {
    receipt: () => { if (!takes) return false; setRoom("receipt"); return true; },
    "open-drawer": () => { if (!opens) return false; setRoom("open"); return true; },
    move: () => { if (!takes) return false; setRoom("move"); return true; },
    count: () => { if (!takes) return false; setRoom("count"); return true; },
    accept: () => { if (!waits || !may("build_deposit")) return false; setAccepting(waits); return true; },
  });
  const listed = own && !shown.sessions.some(({ id }) => id === own.id) ? [own, ...shown.sessions] : shown.sessions;
  return (
    <>
      {!shown.kept && <Note tone="warn">This site keeps no cash drawers: its site file has no [counter].</Note>}
      <p class="actions">
        {takes && <>
          <button type="button" class="main" onClick={() => setRoom("receipt")}><kbd>F2</kbd> Receipt…</button>
          <button type="button" onClick={() => setRoom("move")}><kbd>F6</kbd> In, out, drop…</button>
          <button type="button" onClick={() => setRoom("count")}><kbd>F8</kbd> Count…</button>
        </>}
        {opens && <button type="button" class="main" onClick={() => setRoom("open")}><kbd>F3</kbd> Open a drawer…</button>}
        {waits && may("build_deposit") && <button type="button" onClick={() => setAccepting(waits)}><kbd>F9</kbd> Accept the count of {waits.person}…</button>}
      </p>
      {own && <Own of={own} />}
      <Sessions shown={shown} onAccept={setAccepting} onExplain={setExplaining} />
      {listed.map((one) => (
        <Panel key={one.id} title={`Receipts of ${one.person}, session ${one.number}`}
          aside={<span class="soft">{many(one.receipts.length, "receipt")}</span>}>
          <Receipts of={one} onVoid={setVoiding} />
        </Panel>
      ))}
      <Dialogs room={room} shown={shown} onClose={close} onDone={done} />
      {accepting && <AcceptCount of={accepting} onClose={close} onDone={done} />}
      {explaining && <AskReason title={`Session ${explaining.number} of ${explaining.person}: ${difference(explaining.over_short_cents ?? 0)}`}
        hint="Stands in the history of this person's drawer" button="Keep it" onClose={close} act={async (reason) => {
          await counter.acknowledge(explaining, reason);
          done("The explanation is on record.");
        }} />}
      {voiding && <AskReason title={`Void ${voiding.name} of ${money(voiding.total_cents)}`} hint="Stands on the receipt" button="Void it"
        onClose={close} act={async (reason) => {
          await counter.void(voiding.number, reason);
          done(`${voiding.name} is void.`);
        }} />}
    </>
  );
}

export function Counter() {
  const loaded = useLoad(counter.view, [], ["counter", "custody", "day"]);
  return (
    <>
      <Title>Counter</Title>
      <Shown from={loaded}>{(shown) => <Room shown={shown} loaded={loaded} />}</Shown>
    </>
  );
}
