// The right side of the keying screen: why, crop, field, suggestions, tape.
import type { Suggestion, Task } from "../../api/types";
import { many, money } from "../../money";
import { dayText } from "../../words";
import { CropPicture, earlierMissing, firstView, Picture, seenBefore } from "../../ui/picture";
import { isTaken, repairOf, takeSuggestion } from "./draft";
import type { Draft } from "./draft";
import { DivideForm } from "./divide_form";
import { AccountForm, AmountField, ChoiceField, MicrForm } from "./fields";
import type { KeyQueue } from "./queue";

function TaskFieldOf({ queue, task, draft }: { queue: KeyQueue; task: Task; draft: Draft }) {
  switch (draft.field) {
    case "amount": return <AmountField queue={queue} task={task} draft={draft} />;
    case "division": return task.division && <DivideForm queue={queue} task={task} draft={draft} division={task.division} />;
    case "account": return <AccountForm queue={queue} task={task} draft={draft} />;
    case "micr": return <MicrForm queue={queue} task={task} draft={draft} />;
    default: return <ChoiceField queue={queue} task={task}
      draft={draft as Draft & { field: "boundary" | "duplicate" }} />;
  }
}

/// Its digit reaches a suggestion, so it stands outside the order of Tab.
function SuggestionButton({ queue, draft, suggestion, at }: {
  queue: KeyQueue; draft: Draft; suggestion: Suggestion; at: number;
}) {
  const label = draft.field === "amount" ? money(Number(suggestion.value)) : suggestion.label;
  return (
    <li>
      <button type="button" tabIndex={-1} aria-pressed={isTaken(draft, suggestion)}
        onClick={() => queue.edit(takeSuggestion(draft, suggestion))}>
        <kbd>{draft.field === "amount" ? "\u2193" : at + 1}</kbd>
        <span>{label}<small>{draft.field === "amount" ? `${suggestion.label} ` : ""}{suggestion.reason}</small></span>
      </button>
    </li>
  );
}

/// Likeness decides nothing: the person compares the two pictures.
function SeenBefore({ prior }: { prior: NonNullable<Task["prior"]> }) {
  return (
    <figure class="prior">
      {prior.document_id !== null && <Picture document={prior.document_id} view={firstView}
        label={seenBefore(prior)} missing={earlierMissing} />}
      <figcaption class="soft">Seen before: batch {prior.batch}, item {prior.sequence}, {prior.lockbox},
        {" "}{dayText(prior.business_day)}
        {prior.likeness === null ? "." : <>; <b>alike by picture, {prior.likeness} of 100</b>.</>}</figcaption>
    </figure>
  );
}

function Tape({ queue }: { queue: KeyQueue }) {
  const lines = queue.tape.value;
  const total = lines.reduce((sum, { cents }) => sum + (cents ?? 0), 0);
  return (
    <section class="tape" aria-label="Tape">
      {lines.slice(-5).map((line) => (
        <div key={line.task}><span>{line.sequence}</span>
          <span>{line.cents === null ? line.text : `${money(line.cents)} +`}</span></div>
      ))}
      <div class="total"><span>{many(lines.length, "item")}</span><span>{money(total)} *</span></div>
    </section>
  );
}

export function Side({ queue, task, draft, hasTape }: {
  queue: KeyQueue; task: Task; draft: Draft; hasTape: boolean;
}) {
  const message = queue.message.value;
  return (
    <div class="side">
      <p class="note warn" id="why"><span aria-hidden="true">{"\u25b2"}</span> <span>{task.reason}</span></p>
      {task.prior && <SeenBefore prior={task.prior} />}
      {task.crop && <CropPicture document={task.document_id} crop={task.crop}
        label={`The ${task.field} on item ${task.sequence}, enlarged`} />}
      <TaskFieldOf key={task.field} queue={queue} task={task} draft={draft} />
      <p id="message" class={`message ${message?.tone ?? ""}`} aria-live="polite">{message?.text}</p>
      {task.suggestions.length > 0 && !repairOf(draft) && draft.field !== "division" && (
        <ol class="suggestions" aria-label="Suggestions">
          {task.suggestions.slice(0, 9).map((suggestion, at) => (
            <SuggestionButton key={suggestion.value} queue={queue} draft={draft}
              suggestion={suggestion} at={at} />
          ))}
        </ol>
      )}
      {hasTape && <Tape queue={queue} />}
    </div>
  );
}
