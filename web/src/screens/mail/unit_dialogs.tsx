// What people do with a unit, each as one small form.
import { useState } from "preact/hooks";
import { custody, units } from "../../api/calls";
import type { UnitDetail } from "../../api/types";
import { may, me } from "../../session";
import { word } from "../../words";
import { Field, Note } from "../../ui/parts";
import { useLoad } from "../../ui/load";
import { CashForm } from "./cash";
import type { OnUnit } from "./cash";
import { Ask, Choice, named, nextSteps, openOffer, sortClasses, unitName, whole } from "./parts";

export type Deed = "" | "step" | "hand-off" | "send-away" | "discover" | "cash" | "link" | "explain";
interface Props { unit: UnitDetail; onClose: () => void; onDone: OnUnit }

const numbersIn = (text: string) => text.split(/[\s,]+/).filter(Boolean).map(whole);

export function StepForm({ unit, onClose, onDone }: Props) {
  const events = nextSteps[unit.stage] ?? [];
  const [event, setEvent] = useState(events[0] ?? "");
  const [counted, setCounted] = useState("");
  const [box, setBox] = useState("");
  const [batches, setBatches] = useState("");
  const [note, setNote] = useState("");
  const today = useLoad(() => custody.get(unit.day), [unit.day]);
  const boxes = today.data?.boxes.filter((one) => one.first_signer === null && one.destroyed_on === null) ?? [];
  const takesBox = event === "store" || event === "move";
  const chosen = box || String(boxes[0]?.id ?? "");
  const check = () => {
    if (counted.trim() && whole(counted) === null) return "The count is a number of pieces.";
    if (takesBox && !chosen) return "No box is open. Open one under Custody first.";
    if (event === "scan" && numbersIn(batches).includes(null)) return "Batches are numbers.";
    return null;
  };
  const act = async () => onDone(await units.step(unit.id, {
    event, version: unit.version,
    ...(counted.trim() ? { counted: Number(counted) } : {}),
    ...(takesBox ? { box: Number(chosen) } : {}),
    ...(event === "scan" && batches.trim() ? { batches: numbersIn(batches).map(Number) } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  }));
  return (
    <Ask title={`Next step of ${unitName(unit)}`} button={word(event)} onClose={onClose} check={check} act={act}>
      {events.length > 1 && <Choice label="Step" value={event} onChange={setEvent} options={named(events)} first />}
      {takesBox && <Choice label="Box" value={chosen} onChange={setBox}
        options={boxes.map((one) => [String(one.id), `${one.name}, ${one.location}`] as const)} />}
      {event === "scan" && <Field label="Batches" value={batches} onInput={setBatches} autocomplete="off"
        hint="Numbers of the batches that were scanned from it" />}
      {event === "endorse" && <Note>Every check is stamped {"\u201c"}for deposit only{"\u201d"}.</Note>}
      {event === "candle" && <Note>Every envelope was looked through and is empty.</Note>}
      <Field label="Pieces, if you counted them" inputMode="numeric" autocomplete="off" value={counted}
        onInput={setCounted} hint={`The books say ${unit.pieces}; another count is recorded, not taken over`}
        {...(events.length > 1 ? {} : { "data-first": true })} />
      <Field label="Note" value={note} onInput={setNote} autocomplete="off" />
    </Ask>
  );
}

function OfferForm({ unit, onClose, onDone }: Props) {
  const isHolder = unit.holder === me.value?.user.name;
  const [taker, setTaker] = useState("");
  const [pieces, setPieces] = useState("");
  const [why, setWhy] = useState("");
  const check = () => {
    if (!taker.trim()) return "Say who is to take it.";
    if (whole(pieces) === null) return "Count the pieces.";
    return isHolder || why.trim() ? null : `It is with ${unit.holder}; say why you give it on.`;
  };
  return (
    <Ask title={`Hand off ${unitName(unit)}`} button="Offer" onClose={onClose} check={check}
      act={async () => onDone(await units.offer(unit.id, {
        taker: taker.trim(), pieces: Number(pieces), version: unit.version,
        ...(isHolder ? {} : { on_behalf_reason: why.trim() }),
      }))}>
      <Field label="To" value={taker} onInput={setTaker} data-first autocomplete="off"
        hint="The name that the person signs in with" />
      <Field label="Pieces, as you count them" inputMode="numeric" autocomplete="off" value={pieces} onInput={setPieces} />
      {!isHolder && <Field label={`Why not ${unit.holder}`} value={why} onInput={setWhy} autocomplete="off" />}
    </Ask>
  );
}

export function HandOffForm(props: Props) {
  const { unit, onClose, onDone } = props;
  const [pieces, setPieces] = useState("");
  const offer = openOffer(unit);
  if (!offer) return <OfferForm {...props} />;
  if (offer.taker !== me.value?.user.name) {
    return (
      <Ask title="Take the offer back" button="Take it back" onClose={onClose} check={() => null}
        act={async () => onDone(await units.withdraw(unit.id))}>
        <p>{unitName(unit)} is offered by {offer.giver} to {offer.taker}, who has not counted it yet.</p>
      </Ask>
    );
  }
  return (
    <Ask title={`Take ${unitName(unit)} from ${offer.giver}`} button="Take it" onClose={onClose}
      check={() => whole(pieces) === null ? "Count the pieces yourself." : null}
      act={async () => onDone(await units.take(unit.id, Number(pieces)))}>
      <Field label="Pieces, as you count them" inputMode="numeric" autocomplete="off" value={pieces}
        onInput={setPieces} data-first hint="A count that differs is recorded; you take it all the same" />
    </Ask>
  );
}

export function SendAwayForm({ unit, onClose, onDone }: Props) {
  const [flow, setFlow] = useState("returned");
  const [pieces, setPieces] = useState("");
  const [reason, setReason] = useState("");
  return (
    <Ask title={`Pieces leave ${unitName(unit)}`} button="They left" onClose={onClose}
      check={() => !whole(pieces) ? "Count the pieces that leave." : reason.trim() ? null : "Say why; it stays on record."}
      act={async () => onDone(await units.sendAway(unit.id, {
        flow, pieces: Number(pieces), version: unit.version, reason: reason.trim(),
      }))}>
      <Choice label="How" value={flow} onChange={setFlow} first options={named(["returned", "forwarded", "sent_to_bank"])} />
      <Field label="Pieces" inputMode="numeric" autocomplete="off" value={pieces} onInput={setPieces} hint={`Of ${unit.pieces}`} />
      <Field label="Reason" value={reason} onInput={setReason} autocomplete="off" />
    </Ask>
  );
}

export function DiscoverForm({ unit, onClose, onDone }: Props) {
  const [pieces, setPieces] = useState("1");
  const [sortClass, setSortClass] = useState("check_only");
  const [note, setNote] = useState("");
  return (
    <Ask title={`Discovered in ${unitName(unit)}`} button="Record it" onClose={onClose}
      check={() => !whole(pieces) ? "Count what was discovered." : note.trim() ? null : "Say what it is and where it lay."}
      act={async () => onDone(await units.discover(unit.id, {
        pieces: Number(pieces), sort_class: sortClass, note: note.trim(),
      }))}>
      <Field label="What and where" value={note} onInput={setNote} data-first autocomplete="off" />
      <Field label="Pieces" inputMode="numeric" autocomplete="off" value={pieces} onInput={setPieces} />
      <Choice label="Sort class" value={sortClass} onChange={setSortClass} options={named(sortClasses)} />
      <p class="soft">It becomes a unit of its own; a second person signs it.</p>
    </Ask>
  );
}

function LinkForm({ unit, onClose, onDone }: Props) {
  const [batch, setBatch] = useState("");
  return (
    <Ask title={`A batch of ${unitName(unit)}`} button="Link it" onClose={onClose}
      check={() => whole(batch) ? null : "Give the number of the batch."}
      act={async () => onDone(await units.link(unit.id, Number(batch)))}>
      <Field label="Batch" inputMode="numeric" autocomplete="off" value={batch} onInput={setBatch} data-first />
    </Ask>
  );
}

function ExplainForm({ unit, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  return (
    <Ask title="Why the scanner saw another number" button="Explain" onClose={onClose}
      check={() => reason.trim() ? null : "Say why; it stays on record."}
      act={async () => onDone(await units.explain(unit.id, reason.trim()))}>
      <Field label="Reason" value={reason} onInput={setReason} data-first autocomplete="off"
        hint="Good for as long as the two numbers are these" />
    </Ask>
  );
}

export function DeedForm({ deed, ...props }: Props & { deed: Deed }) {
  const { unit, onClose, onDone } = props;
  switch (deed) {
    case "step": return <StepForm {...props} />;
    case "hand-off": return <HandOffForm {...props} />;
    case "send-away": return <SendAwayForm {...props} />;
    case "discover": return <DiscoverForm {...props} />;
    case "link": return <LinkForm {...props} />;
    case "explain": return <ExplainForm {...props} />;
    case "cash": return (
      <CashForm title={`Cash in ${unitName(unit)}`} button="Counted" withNote onClose={onClose}
        act={async (cash, note) => onDone(await units.findCash(unit.id, { ...cash, note }))} />
    );
    case "": return null;
  }
}

/// Whether the deed is open to this person on this unit; the service decides in the end.
export function mayDo(deed: Deed, unit: UnitDetail): boolean {
  const hasIt = unit.holder === me.value?.user.name || unit.box !== null;
  const offer = openOffer(unit);
  switch (deed) {
    case "step": return may("capture") && unit.signed && hasIt && !offer && (nextSteps[unit.stage] ?? []).length > 0;
    case "hand-off": return unit.pieces > 0 && unit.box === null &&
      (offer ? [offer.giver, offer.taker].includes(me.value?.user.name ?? "") : unit.signed && (hasIt || may("custody")));
    case "send-away": return may("capture") && unit.signed && hasIt && !offer && unit.pieces > 0;
    case "discover": return may("capture") && !["received", "staged", "destroyed"].includes(unit.stage);
    case "cash": case "link": return may("capture");
    case "explain": return may("custody") && unit.batches.length > 0;
    case "": return false;
  }
}
