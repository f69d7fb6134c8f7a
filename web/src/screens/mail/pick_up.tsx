// The one form that logs mail: source, time, what the carrier said, and a line for each tray.
import { useState } from "preact/hooks";
import { custody } from "../../api/calls";
import type { CustodyPolicy, NewPickUp, NewTray } from "../../api/types";
import { many } from "../../money";
import { me } from "../../session";
import { announce } from "../../ui/announce";
import { useNow } from "../../ui/now";
import { Field } from "../../ui/parts";
import { Ask, Choice, clockNow, instantAt, named, sortClasses, sources, whole } from "./parts";

interface Tray { sort_class: string; pieces: string; label: string; postmark: string }
const blankTray = (): Tray => ({ sort_class: "singles", pieces: "", label: "", postmark: "" });

function TrayLine({ tray, at, isPostmark, onChange }: {
  tray: Tray; at: number; isPostmark: boolean; onChange: (tray: Tray) => void;
}) {
  return (
    <fieldset>
      <legend>Tray {at + 1}</legend>
      <div class={`columns ${isPostmark ? "four" : "three"}`}>
        <Field label="Pieces" inputMode="numeric" autocomplete="off" value={tray.pieces}
          onInput={(pieces) => onChange({ ...tray, pieces })} />
        <Choice label="Sort class" value={tray.sort_class} options={named(sortClasses)}
          onChange={(sort_class) => onChange({ ...tray, sort_class })} />
        <Field label="Label or batch ticket" autocomplete="off" value={tray.label}
          onInput={(label) => onChange({ ...tray, label })} />
        {isPostmark && <Field label="Postmark" type="date" value={tray.postmark}
          onInput={(postmark) => onChange({ ...tray, postmark })} />}
      </div>
    </fieldset>
  );
}

function trayOf(tray: Tray): NewTray {
  return {
    sort_class: tray.sort_class, pieces: whole(tray.pieces) ?? 0,
    ...(tray.label.trim() ? { label: tray.label.trim() } : {}),
    ...(tray.postmark ? { postmark: tray.postmark } : {}),
  };
}

export function PickUpForm({ day, policy, onClose, onDone }: {
  day: string; policy: CustodyPolicy; onClose: () => void; onDone: () => void;
}) {
  const zone = me.value?.time_zone ?? "UTC";
  const [source, setSource] = useState("po_box");
  const now = useNow(me.value?.server_time ?? "");
  const [time, setTime] = useState(() => clockNow(zone, new Date(now)));
  const [reference, setReference] = useState("");
  const [estimate, setEstimate] = useState("");
  const [weight, setWeight] = useState("");
  const [certified, setCertified] = useState("");
  const [trays, setTrays] = useState<Tray[]>([blankTray()]);
  const isPostmark = policy.date_policy === "postmark";
  // A last line that nobody filled in is no tray.
  const filled = trays.filter((tray, at) => at === 0 || tray.pieces.trim() !== "" || tray.label.trim() !== "");
  const check = () => {
    if (!instantAt(day, time, zone)) return "Give the time as hours and minutes, for example 08:15.";
    const bad = filled.findIndex((tray) => !whole(tray.pieces));
    if (bad >= 0) return `Count the pieces of tray ${bad + 1}.`;
    if (isPostmark && filled.some(({ postmark }) => !postmark)) return "Payments count from the postmark; give each tray's date.";
    if (estimate.trim() && whole(estimate) === null) return "The estimate is a number of pieces.";
    if (weight.trim() && !whole(weight)) return "The weight is in grams.";
    return null;
  };
  const act = async () => {
    const pickUp: NewPickUp = {
      source, picked_up_at: instantAt(day, time, zone)!,
      certified_numbers: certified.split(",").map((one) => one.trim()).filter(Boolean),
      trays: filled.map(trayOf),
      ...(reference.trim() ? { carrier_reference: reference.trim() } : {}),
      ...(estimate.trim() ? { estimated_pieces: Number(estimate) } : {}),
      ...(weight.trim() ? { weight_grams: Number(weight) } : {}),
    };
    await custody.logPickUp(day, pickUp);
    announce("Logged. A second person signs it now.");
    onDone();
  };
  const sum = filled.reduce((all, tray) => all + (whole(tray.pieces) ?? 0), 0);
  return (
    <Ask title="New pick-up" button="Log it" onClose={onClose} check={check} act={act}>
      <div class="columns three">
        <Choice label="Source" value={source} onChange={setSource} options={named(sources)} first />
        <Field label="Picked up at" autocomplete="off" value={time} onInput={setTime} hint="By the site's clock" />
        <Field label="Carrier reference" autocomplete="off" value={reference} onInput={setReference} />
        <Field label="Pieces, the carrier says" inputMode="numeric" autocomplete="off" value={estimate} onInput={setEstimate} />
        <Field label="Weight in grams" inputMode="numeric" autocomplete="off" value={weight} onInput={setWeight} />
        <Field label="Certified numbers" autocomplete="off" value={certified} onInput={setCertified} hint="With commas between them" />
      </div>
      {trays.map((tray, at) => (
        <TrayLine key={at} tray={tray} at={at} isPostmark={isPostmark}
          onChange={(changed) => setTrays(trays.map((one, n) => n === at ? changed : one))} />
      ))}
      <p class="row"><button type="button" onClick={() => setTrays([...trays, blankTray()])}>Another tray</button>
        <span class="soft" role="status">{many(filled.length, "tray")}, {many(sum, "piece")}</span></p>
    </Ask>
  );
}
