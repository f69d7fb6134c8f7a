// The parts of a check, one field a coupon: Enter goes on, ↓ takes what the coupon asks for.
import { useLayoutEffect, useRef } from "preact/hooks";
import { shown } from "../../input/amount";
import { padCharacter } from "../../input/pad";
import { money } from "../../money";
import type { Division, Task } from "../../api/types";
import { goTo, restOf } from "./division";
import type { DivisionDraft } from "./division";
import type { KeyQueue } from "./queue";

type Props = { queue: KeyQueue; task: Task; draft: DivisionDraft; division: Division };

function Part({ queue, task, draft, division, at }: Props & { at: number }) {
  const input = useRef<HTMLInputElement>(null);
  const isInHand = draft.at === at;
  useLayoutEffect(() => { if (isInHand) input.current?.focus(); }, [task.id, isInHand]);
  const line = division.lines[at];
  const part = draft.parts[at];
  if (!line || !part) return null;
  const id = `part-${at}`;
  const onBeforeInput = (event: InputEvent) => {
    event.preventDefault();
    if (event.inputType.startsWith("delete")) queue.type("Backspace");
    else if (event.inputType === "insertText") for (const key of event.data ?? "") queue.type(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const character = padCharacter(event);
    if (character === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    queue.type(character);
  };
  return (
    <div class="field">
      <label for={id}>{line.label} <small>asks {line.expected_cents.map(money).join(" or ") || "nothing"}</small></label>
      <input ref={input} id={id} inputMode="decimal" autocomplete="off" aria-describedby="why message"
        class={part.replaces ? "offered" : ""} value={shown(part)} onBeforeInput={onBeforeInput}
        onInput={(event) => { event.currentTarget.value = shown(part); }}
        onFocus={() => { if (!isInHand) queue.edit(goTo(draft, at)); }} onKeyDown={onKeyDown} />
    </div>
  );
}

export function DivideForm(props: Props) {
  const { queue, task, draft, division } = props;
  const alone = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => alone.current?.focus(), [task.id]);
  const rest = restOf(draft, division);
  return (
    <fieldset class="division">
      <legend>What of {money(division.amount_cents)} goes to which coupon?</legend>
      {division.lines.map((line, at) => <Part key={line.value} {...props} at={at} />)}
      {division.lines.length === 0 && (
        <p>No coupon names an open account. <button ref={alone} type="button"
          onClick={() => queue.accept()}>Put it into suspense</button></p>)}
      <p role="status">{rest < 0 ? `${money(-rest)} too much is given out` : `To suspense: ${money(rest)}`}</p>
      <p class="soft">{"\u2193"} takes what the coupon asks. F10: all of it is for one account.</p>
    </fieldset>
  );
}

/// Enter goes to the next part; false at the last one.
export function nextPart(queue: KeyQueue): boolean {
  const draft = queue.draft.value;
  if (draft?.field !== "division" || draft.at + 1 >= draft.parts.length) return false;
  queue.edit(goTo(draft, draft.at + 1));
  return true;
}
