// The field of each kind of task.  What is typed goes to the queue, which knows the task in hand.
import { useLayoutEffect, useRef } from "preact/hooks";
import { centsOf, shown } from "../../input/amount";
import { cmc7Check, cmc7Text } from "../../input/cmc7";
import { hasAssignedPrefix, isRoutingNumber } from "../../input/micr";
import type { MicrFields } from "../../input/micr";
import { digitOf, padCharacter } from "../../input/pad";
import { money } from "../../money";
import type { Task } from "../../api/types";
import { answerPaste, choices, pasteText } from "./draft";
import type { Draft } from "./draft";
import type { KeyQueue } from "./queue";
import { RepairForm } from "./repair";

type Props<F extends Draft["field"]> = {
  queue: KeyQueue; task: Task; draft: Draft & { field: F };
};

/// Takes the focus whenever another task comes, in the same breath as the field: a key that is
/// pressed between the two would be lost.
function useFocus<E extends HTMLElement>(task: Task) {
  const element = useRef<E>(null);
  useLayoutEffect(() => element.current?.focus(), [task.id]);
  return element;
}

/// A digit of the pad while Num Lock is off.
function takePadDigit(event: KeyboardEvent, queue: KeyQueue): void {
  const character = padCharacter(event);
  if (character === null || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  queue.type(character);
}

export function AmountField({ queue, task, draft }: Props<"amount">) {
  const input = useFocus<HTMLInputElement>(task);
  const onBeforeInput = (event: InputEvent) => {
    event.preventDefault();
    if (event.inputType.startsWith("delete")) queue.type("Backspace");
    else if (event.inputType === "insertText") for (const key of event.data ?? "") queue.type(key);
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    if (queue.draft.value)
      queue.edit(pasteText(queue.draft.value, event.clipboardData?.getData("text") ?? ""));
  };
  const { asks } = draft.amount;
  return (
    <div class="field big">
      <label for="amount">Amount <small>cents fill from the right</small></label>
      <input ref={input} id="amount" data-keys="amount" inputMode="decimal" autocomplete="off"
        aria-describedby="why message" aria-invalid={queue.message.value?.tone === "bad"}
        class={draft.amount.replaces ? "offered" : ""} value={shown(draft.amount)}
        onBeforeInput={onBeforeInput} onPaste={onPaste}
        onInput={(event) => { event.currentTarget.value = shown(draft.amount); }}
        onKeyDown={(event) => takePadDigit(event, queue)} />
      {asks && (
        <div class="asks" role="group" aria-label="What was pasted?">
          {(["dollars", "cents"] as const).map((which, at) => (
            <button type="button" key={which} onClick={() => {
              if (queue.draft.value) queue.edit(answerPaste(queue.draft.value, which));
              input.current?.focus();
            }}><kbd>{at + 1}</kbd> {money(asks[which])}</button>
          ))}
        </div>
      )}
      <span class="vh" aria-live="polite">{centsOf(draft.amount) === null ? "" : shown(draft.amount)}</span>
    </div>
  );
}

export function AccountForm(props: Props<"account">) {
  const { repair } = props.draft;
  if (repair) return <RepairForm key={props.task.id} queue={props.queue} task={props.task} repair={repair} />;
  return <AccountField {...props} />;
}

function AccountField({ queue, task, draft }: Props<"account">) {
  const input = useFocus<HTMLInputElement>(task);
  const onKeyDown = (event: KeyboardEvent) => {
    // While nothing is keyed, the digit picks a suggestion, as it does with Num Lock on.
    const picks = draft.text === "" && task.suggestions[Number(digitOf(event)) - 1] !== undefined;
    if (!picks) takePadDigit(event, queue);
  };
  // The hand may be at the next task before this field is gone.
  const onBeforeInput = (event: InputEvent) => {
    const isReplaced = draft.picked !== null && event.inputType === "insertText";
    if (queue.current?.id === task.id && !isReplaced) return;
    event.preventDefault();
    if (isReplaced) queue.edit({ ...draft, text: "", picked: null });
    for (const key of event.data ?? "") queue.type(key);
  };
  return (
    <div class="field big">
      <label for="account">Account <small>1–9 picks while empty</small></label>
      <input ref={input} id="account" class="account" autocomplete="off" spellcheck={false}
        aria-describedby="why message" aria-invalid={queue.message.value?.tone === "bad"}
        value={draft.text} onBeforeInput={onBeforeInput}
        onInput={(event) => queue.edit({ ...draft, text: event.currentTarget.value, picked: null })}
        onKeyDown={onKeyDown} />
    </div>
  );
}

const parts: { part: keyof MicrFields; label: string; symbol: string }[] = [
  { part: "routing", label: "Routing number", symbol: "\u2446" },
  { part: "account", label: "Account", symbol: "\u2448" },
  { part: "check", label: "Check number", symbol: "" },
];

function MicrPart({ queue, task, draft, part, label }: Props<"micr"> & {
  part: keyof MicrFields; label: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const id = `micr-${part}`;
  const wanted = queue.focusPart.value ?? "micr-routing";
  useLayoutEffect(() => { if (wanted === id) input.current?.focus(); }, [task.id, wanted]);
  const value = draft.line[part];
  const set = (text: string) => queue.edit({ ...draft, line: { ...draft.line, [part]: text } });
  const onKeyDown = (event: KeyboardEvent) => {
    const character = padCharacter(event);
    if (character !== null) {
      event.preventDefault();
      set(value + character);
    }
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input ref={input} id={id} inputMode="numeric" autocomplete="off" value={value}
        aria-describedby="why message" onKeyDown={onKeyDown}
        onInput={(event) => set(event.currentTarget.value.replace(/[^\d-]/g, ""))} />
      {part === "routing" && value.length === 9 && (
        <small>{routingText(value)}</small>
      )}
    </div>
  );
}

function routingText(value: string): string {
  if (!isRoutingNumber(value)) return "\u2715 check digit not valid";
  if (hasAssignedPrefix(value)) return "\u2713 check digit valid";
  return `\u2713 check digit valid, but no bank\u2019s number begins with ${value.slice(0, 2)}`;
}

/// The whole line in CMC-7 as it stands on the paper.
function Cmc7Line({ queue, task, draft, line }: Props<"micr"> & { line: string }) {
  const input = useFocus<HTMLInputElement>(task);
  const { state, text } = cmc7Check(line);
  return (
    <div class="field big">
      <label for="micr-cmc7">Line in CMC-7 <small>a to e are the symbols SI to SV</small></label>
      <input ref={input} id="micr-cmc7" class="cmc7" autocomplete="off" spellcheck={false} value={line}
        aria-describedby="why message" aria-invalid={queue.message.value?.tone === "bad"}
        onKeyDown={(event) => takePadDigit(event, queue)}
        onInput={(event) => {
          const clean = cmc7Text(event.currentTarget.value);
          event.currentTarget.value = clean;
          queue.edit({ ...draft, cmc7: clean });
        }} />
      {line !== "" && <small aria-live="polite">{state === "valid" ? "\u2713" : "\u25cb"} {text}</small>}
    </div>
  );
}

export function MicrForm(props: Props<"micr">) {
  const { cmc7, repair } = props.draft;
  if (repair) return <RepairForm key={props.task.id} queue={props.queue} task={props.task} repair={repair} />;
  if (cmc7 !== null) {
    return (
      <>
        <Cmc7Line {...props} line={cmc7} />
        <p class="soft">F10: the line is in E-13B, with a routing number.</p>
      </>
    );
  }
  return (
    <>
      <div class="micr-form">
        {parts.map(({ part, label }) => <MicrPart key={part} {...props} part={part} label={label} />)}
      </div>
      <p class="soft">F10: the line is in CMC-7, of a check from abroad.</p>
    </>
  );
}

/// Enter in a MICR field goes to the next empty one; false when the line is whole.
export function nextMicrPart(queue: KeyQueue): boolean {
  const at = parts.findIndex(({ part }) => document.activeElement?.id === `micr-${part}`);
  const next = at < 0 ? undefined : parts[at + 1];
  if (!next) return false;
  queue.focusPart.value = `micr-${next.part}`;
  document.getElementById(`micr-${next.part}`)?.focus();
  return true;
}

export function ChoiceField({ queue, task, draft }: Props<"boundary" | "duplicate">) {
  const first = useFocus<HTMLInputElement>(task);
  return (
    <fieldset class="choices">
      <legend>{draft.field === "boundary" ? "Where does this paper belong?" : "Is it the same check?"}</legend>
      {choices[draft.field].map(({ value, label }, at) => (
        <label key={value} class="choice">
          <input ref={at === 0 ? first : null} type="radio" name="choice" value={value}
            aria-describedby="why message" checked={draft.answer === value}
            onChange={() => queue.edit({ ...draft, answer: value })} />
          <kbd>{at + 1}</kbd> {label}
        </label>
      ))}
    </fieldset>
  );
}
