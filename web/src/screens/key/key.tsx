// The keying screen.
import { useEffect, useMemo, useState } from "preact/hooks";
import { batches } from "../../api/calls";
import type { BatchDetail, Counted, Suggestion, Task, TaskField, TaskFilter, Totals } from "../../api/types";
import { digitOf } from "../../input/pad";
import { difference, many, money } from "../../money";
import { navigate } from "../../router";
import { announce, refuseAloud } from "../../ui/announce";
import { useKeys } from "../../ui/keyboard";
import { Panel, Title } from "../../ui/parts";
import { firstView, KeyViewer } from "../../ui/picture";
import { expectPicture } from "../../ui/pictures";
import { InstructionsOf } from "../instructions_of";
import { answerPaste, choices, isTaken, repairOf, takeSuggestion } from "./draft";
import { nextPart } from "./divide_form";
import { takeAsked } from "./division";
import { FindAccount } from "./find_account";
import { nextMicrPart } from "./fields";
import { KeyQueue } from "./queue";
import { keyWholeLine, showHint } from "./repair";
import { SendBack } from "./send_back";
import { Side } from "./side";
import { afterPicture, outbox } from "./unsent";

const fieldNames: [TaskField | "", string][] = [
  ["", "All fields"], ["amount", "Amounts"], ["account", "Accounts"], ["micr", "MICR lines"],
  ["boundary", "Envelopes"], ["duplicate", "Duplicates"], ["verify_amount", "Verify"],
  ["third_amount", "Third key"],
];

interface Head {
  id: number; lockbox: string; declared: Totals | null; counted: Counted;
  difference: Totals | null; open_tasks: number;
}

/// The totals of the batch in hand, moved on by each answer.
function useHead(queue: KeyQueue, batch: number | null): Head | null {
  const [head, setHead] = useState<Head | null>(null);
  useEffect(() => {
    if (batch === null) return undefined;
    let isGone = false;
    batches.get(batch).then((detail: BatchDetail) => { if (!isGone) setHead(detail); }, () => {});
    return () => { isGone = true; };
  }, [batch]);
  const answered = queue.answered.value?.batch;
  useEffect(() => {
    if (!answered) return;
    setHead((old) => old && old.id === answered.id ? { ...old, ...answered } : old);
  }, [answered]);
  return head;
}

function Totals3({ head }: { head: Head | null }) {
  if (!head) return null;
  const off = head.difference?.amount_cents;
  return (
    <dl class="totals">
      {head.declared && <div><dt>Declared</dt><dd>{money(head.declared.amount_cents)}</dd></div>}
      <div><dt>Counted</dt><dd>{money(head.counted.amount_cents)}</dd></div>
      {off !== undefined && (
        <div><dt>Difference</dt><dd class={off === 0 ? "good" : "warn"}>{difference(off)}</dd></div>
      )}
    </dl>
  );
}

function KeyHead({ title, queue, task, head, field, onField }: {
  title: string; queue: KeyQueue; task: Task | null; head: Head | null; field: TaskField | null;
  onField: (field: string) => void;
}) {
  const [done, left] = [queue.done.value, queue.left];
  return (
    <div class="key-head">
      <Title focus={false}>{title}</Title>
      {task && <span>Batch {task.batch}{head ? ` \u00b7 ${head.lockbox}` : ""} {"\u00b7"} item {task.sequence}</span>}
      <label class="inline">Fields <select value={field ?? ""}
        onChange={(event) => onField(event.currentTarget.value)}>
        {fieldNames.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
      </select></label>
      <span class="position">{done} keyed, {left} left
        <progress value={done} max={Math.max(1, done + left)} aria-label="Keyed of all" /></span>
      <span class="gap" />
      <Totals3 head={head} />
    </div>
  );
}

function moveSuggestion(queue: KeyQueue, step: 1 | -1): boolean {
  const [task, draft] = [queue.current, queue.draft.value];
  if (task?.division && draft?.field === "division") {
    queue.edit(takeAsked(draft, task.division));
    return true;
  }
  if (!task || !draft || task.suggestions.length === 0) return false;
  if ((draft.field !== "amount" && draft.field !== "account") || repairOf(draft)) return false;
  const at = task.suggestions.findIndex((suggestion) => isTaken(draft, suggestion));
  const count = task.suggestions.length;
  const next = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
  const suggestion = task.suggestions[next];
  if (suggestion) queue.edit(takeSuggestion(draft, suggestion));
  return true;
}

/// A digit that picks: an answer, what was pasted, or a suggestion while the field is empty.
function chooseByDigit(queue: KeyQueue, digit: number): boolean {
  const [task, draft] = [queue.current, queue.draft.value];
  if (!task || !draft) return false;
  if (draft.field === "boundary" || draft.field === "duplicate") {
    if (choices[draft.field][digit - 1]) queue.type(String(digit));
    return true;
  }
  if (draft.field === "amount" && draft.amount.asks && digit <= 2) {
    queue.edit(answerPaste(draft, digit === 1 ? "dollars" : "cents"));
    return true;
  }
  const suggestion: Suggestion | undefined = task.suggestions[digit - 1];
  if (draft.field !== "account" || draft.text !== "" || draft.repair || !suggestion) return false;
  queue.edit(takeSuggestion(draft, suggestion));
  return true;
}

interface Asides { find: () => void; tape: () => void; sendBack: () => void }

function useKeyKeys(queue: KeyQueue, open: Asides): void {
  useKeys(["key", "choose"], {
    accept: () => {
      if (queue.state.value === "done") return false;
      const field = queue.draft.value?.field;
      const goesOn = field === "micr" ? nextMicrPart(queue) : field === "division" && nextPart(queue);
      if (!goesOn) queue.accept();
      return true;
    },
    later: () => queue.later(),
    undo: () => queue.undo(),
    "suggestion-down": () => showHint(queue) || moveSuggestion(queue, 1),
    "whole-line": () => {
      if (queue.draft.value?.field !== "division") return keyWholeLine(queue);
      queue.edit({ field: "account", text: "", picked: null, repair: null });
      return true;
    },
    "suggestion-up": () => moveSuggestion(queue, -1),
    "give-back": () => queue.giveBack(),
    "send-back": () => { if (!queue.current) return false; open.sendBack(); return true; },
    hold: () => queue.holdEnvelope("For a supervisor."),
    find: () => {
      if (queue.draft.value?.field !== "account") return false;
      open.find();
      return true;
    },
    tape: open.tape,
    choose: (event) => {
      const digit = digitOf(event);
      if (digit === null) return false;
      if (chooseByDigit(queue, Number(digit))) return true;
      // Not in the field, after a button of the picture was pressed: the digit is meant for it.
      if (!(event.target instanceof HTMLButtonElement) && event.target !== document.body) return false;
      document.querySelector<HTMLElement>(".side input")?.focus();
      queue.type(digit);
      return true;
    },
  });
}

/// The end of a queue is a good moment: what was done, and the next step.
function Finished({ queue, batch, title }: { queue: KeyQueue; batch: number | null; title: string }) {
  const total = queue.tape.value.reduce((sum, { cents }) => sum + (cents ?? 0), 0);
  const last = batch ?? queue.answered.value?.batch.id ?? null;
  useEffect(() => document.querySelector<HTMLElement>("[data-next]")?.focus(), []);
  return (
    <Panel class="finished" title={queue.done.value > 0 ? "All keyed" : `Nothing to ${title.toLowerCase()}`}>
      {queue.done.value > 0
        ? <p>{many(queue.done.value, "item")}, {money(total)} in amounts.</p>
        : <p>No item needs a person now. New ones appear under Work as they are scanned.</p>}
      <p class="actions">
        {last !== null && <a class="button main" data-next href={`/batches/${last}`}>Balance batch {last}</a>}
        <a class={`button ${last === null ? "main" : ""}`} {...(last === null ? { "data-next": "" } : {})} href="/">Work</a>
      </p>
      {queue.held.value && <p class="soft">Press − to take back the last answer.</p>}
    </Panel>
  );
}

function usePrefetch(queue: KeyQueue): void {
  const ahead = queue.tasks.value.slice(0, 4);
  useEffect(() => {
    afterPicture(() => {
      for (const task of ahead) {
        expectPicture(task.document_id);
        const beside = task.previous ?? task.next;
        if (beside) expectPicture(beside.document_id);
        if (task.prior?.document_id) expectPicture(task.prior.document_id);
      }
    });
  }, [ahead.map(({ id }) => id).join()]);
}

function useQueue({ batch, field, part }: TaskFilter): KeyQueue {
  const queue = useMemo(() => new KeyQueue({ batch, field, part }, outbox, refuseAloud, undefined, afterPicture),
    [batch, field, part]);
  useEffect(() => {
    const flush = () => {
      queue.flush();
      outbox.hurry();
    };
    addEventListener("pagehide", flush);
    return () => {
      removeEventListener("pagehide", flush);
      queue.close();
      // No picture comes next.
      outbox.hurry();
    };
  }, [queue]);
  return queue;
}

export function Key({ batch, field, part, title = "Key" }: TaskFilter & { title?: string }) {
  const queue = useQueue({ batch, field, part });
  const [view, setView] = useState(firstView);
  const [hasTape, setTape] = useState(true);
  const [isFinding, setFinding] = useState(false);
  const [isSendingBack, setSendingBack] = useState(false);
  const [task, draft] = [queue.current, queue.draft.value];
  const head = useHead(queue, task?.batch ?? batch);
  usePrefetch(queue);
  useKeyKeys(queue, {
    find: () => setFinding(true), tape: () => setTape(!hasTape), sendBack: () => setSendingBack(true),
  });
  useEffect(() => {
    setView(firstView);
    if (task) announce(`Item ${task.sequence}. ${task.reason}`);
  }, [task?.id]);
  const onField = (name: string) => {
    const search = new URLSearchParams();
    if (batch !== null) search.set("batch", String(batch));
    if (part !== null) search.set("part", part);
    if (name) search.set("field", name);
    navigate(`/key${search.size ? `?${search}` : ""}`, "replace");
  };
  const onPick = (suggestion: Suggestion) => {
    if (queue.draft.value) queue.edit(takeSuggestion(queue.draft.value, suggestion));
    setFinding(false);
  };
  return (
    <div class="key" data-in-hand={queue.tasks.value.length}>
      <KeyHead title={title} queue={queue} task={task} head={head} field={field} onField={onField} />
      {head && <InstructionsOf lockbox={head.lockbox} />}
      {task && draft ? (
        <div class="key-main">
          <KeyViewer task={task} view={view} onView={setView} />
          <Side queue={queue} task={task} draft={draft} hasTape={hasTape} />
        </div>
      ) : queue.state.value === "done"
        ? <Finished queue={queue} batch={batch} title={title} />
        : <p class="soft waiting" role="status">{queue.message.value?.text ?? "Fetching items…"}</p>}
      {isSendingBack && task && <SendBack task={task} onClose={() => setSendingBack(false)}
        onReason={(way) => { setSendingBack(false); queue.proposeReturn(way); }} />}
      {isFinding && <FindAccount onPick={onPick} onClose={() => setFinding(false)} />}
    </div>
  );
}
