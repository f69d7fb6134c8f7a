// The field of a line of which a person keys only what the reader left open.
import { useLayoutEffect } from "preact/hooks";
import { checksOf, doubtsOf, goTo, hintOf, isWhole, putSymbol, symbolOf, takeBack } from "../../input/repair";
import type { Repair } from "../../input/repair";
import { padCharacter } from "../../input/pad";
import type { Task } from "../../api/types";
import { MicrText } from "../../ui/micr";
import { around, MarkedPicture } from "../../ui/seen";
import { repairOf } from "./draft";
import type { Draft } from "./draft";
import type { KeyQueue } from "./queue";

const idOf = (place: number) => `symbol-${place}`;

function focusOn(place: number): void {
  document.getElementById(idOf(place))?.focus();
}

const shapes = { valid: "\u2713", invalid: "\u2715", open: "\u25cb", missing: "\u25b2" };

/// The line by its name, and what keys mean there.
const micrHelp = "Key what the paper says. T, A, U, D: transit, amount, on-us, dash. Point: nothing is printed there.";
const couponHelp = "Key what the paper says. F10: nothing is printed there, or the account is to be keyed.";
const cmc7Help = "Key what the paper says. A to E: the symbols SI to SV. Point: nothing is printed there.";
const wholeHelp = "Enter: every symbol is what the paper says. F10: key the line anew.";
const helpOf = (repair: Repair) => isWhole(repair) ? wholeHelp
  : repair.coupon ? couponHelp : repair.font === "cmc7" ? cmc7Help : micrHelp;
const nameOf = ({ coupon }: Repair) => coupon ? "scan line" : "MICR line";

/// Changes the repair in hand, which may be further than what is drawn, and returns it.
function change(queue: KeyQueue, how: (repair: Repair) => Repair): Repair | null {
  const draft = queue.draft.value;
  const before = repairOf(draft);
  if (!draft || !before) return null;
  const repair = how(before);
  if (repair !== before) queue.edit({ ...draft, repair } as Draft);
  return repair;
}

/// One open place; the whole line is its context.
function OpenSymbol({ queue, repair, place }: { queue: KeyQueue; repair: Repair; place: number }) {
  const symbol = repair.symbols[place];
  const moveOn = (how: (repair: Repair) => Repair) => {
    const next = change(queue, (now) => how(goTo(now, place)));
    if (next) focusOn(next.at);
  };
  const take = (key: string) => moveOn((now) => putSymbol(now, key));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const character = padCharacter(event);
    if (event.key !== "Backspace" && character === null) return;
    event.preventDefault();
    if (character === null) moveOn(takeBack);
    else take(character);
  };
  const onBeforeInput = (event: InputEvent) => {
    event.preventDefault();
    const key = (event.data ?? "").slice(-1);
    if (symbolOf(repair, key) !== null) take(key);
  };
  return (
    <input id={idOf(place)} class={place === repair.at ? "here" : ""} size={1} autocomplete="off"
      inputMode="numeric" aria-describedby="why checks message"
      aria-label={`Symbol ${place + 1} of ${repair.seen.length}, in doubt`}
      placeholder="?" value={symbol === "" ? "\u2205" : symbol ?? ""}
      onFocus={() => void change(queue, (now) => goTo(now, place))}
      onKeyDown={onKeyDown} onBeforeInput={onBeforeInput}
      onInput={(event) => { event.currentTarget.value = symbol ?? ""; }} />
  );
}

/// The symbols around the place in hand, large, each doubt in its frame.
function CloseUp({ task, repair }: { task: Task; repair: Repair }) {
  const here = repair.seen[repair.at];
  if (!here) return null;
  const widthsBeside = 7;
  const crop = around(here.box, 0.7, widthsBeside * Math.max(here.box.width, 0.006));
  const marks = doubtsOf(repair).flatMap((place) => {
    const box = repair.seen[place]?.box;
    return box ? [{ box, is: place === repair.at ? "here" as const : "doubt" as const }] : [];
  }).filter(({ box }) => box.left + box.width > crop.left && box.left < crop.left + crop.width);
  return <MarkedPicture document={task.document_id} crop={crop} marks={marks}
    label={`Symbol ${repair.at + 1} of the ${nameOf(repair)} and those beside it, enlarged`} />;
}

export function RepairForm({ queue, task, repair }: {
  queue: KeyQueue; task: Task; repair: Repair;
}) {
  const wanted = queue.focusPart.value;
  useLayoutEffect(() => focusOn(repair.at), [task.id]);
  useLayoutEffect(() => { if (wanted !== null) document.getElementById(wanted)?.focus(); }, [wanted]);
  return (
    <div class="repair">
      <CloseUp task={task} repair={repair} />
      <div class="repair-line" role="group" aria-label={nameOf(repair)}>
        {repair.seen.map(({ symbol }, place) => symbol === "?"
          ? <OpenSymbol key={place} queue={queue} repair={repair} place={place} />
          : <span key={place}><MicrText text={symbol} font={repair.coupon ? undefined : repair.font} /></span>)}
      </div>
      <p id="checks" class="checks" aria-live="polite">
        {checksOf(repair).map(({ state, text }) => (
          <span key={text}><span aria-hidden="true">{shapes[state]}</span> {text}</span>
        ))}
      </p>
      <p class="soft" aria-live="polite">{repair.isHinting
        ? hintOf(repair)
        : helpOf(repair)}</p>
    </div>
  );
}

/// Shows what the reader takes the place in hand for.
export function showHint(queue: KeyQueue): boolean {
  return change(queue, (repair) => ({ ...repair, isHinting: true })) !== null;
}

/// Asks for the whole of it instead: the line, or the account.  A whole MICR line changes its font.
export function keyWholeLine(queue: KeyQueue): boolean {
  const draft = queue.draft.value;
  if (!draft) return false;
  queue.focusPart.value = null;
  if (repairOf(draft)) queue.edit({ ...draft, repair: null } as Draft);
  else if (draft.field === "micr") queue.edit({ ...draft, cmc7: draft.cmc7 === null ? "" : null });
  else return false;
  return true;
}
