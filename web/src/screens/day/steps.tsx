// Cut off, close, reopen: what a day goes through, and the dialogs that ask.
import { useState } from "preact/hooks";
import { days } from "../../api/calls";
import type { DayDetail } from "../../api/types";
import { many } from "../../money";
import { me, refreshSession } from "../../session";
import { dayText, timeText, word } from "../../words";
import { announce } from "../../ui/announce";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useAction } from "../../ui/load";
import { Field, Note, ProblemNote } from "../../ui/parts";

export type Asked = "" | "close" | "cut-off" | "reopen";
type Props = { day: DayDetail; onDone: (day: DayDetail) => void; onClose: () => void };

const isRunning = (day: DayDetail) => day.state === "open" || day.state === "reopened";

/// Closes, after cutting off where that has not been done.
async function cutOffAndClose(day: DayDetail): Promise<DayDetail> {
  const cut = isRunning(day) ? await days.step(day.day, "cut-off", day.version) : day;
  return cut.may_close ? days.step(cut.day, "close", cut.version) : cut;
}

export function CloseDialog({ day, onDone, onClose }: Props) {
  const action = useAction();
  const undone = day.checklist.filter(({ done }) => !done);
  const deed = isRunning(day) ? "Cut off and close" : "Close the day";
  const run = () => action.run(async () => {
    const after = await cutOffAndClose(day);
    void refreshSession();
    announce(after.state === "closed" ? "The day is closed." : "The day is cut off, not closed.");
    onDone(after);
  });
  return (
    <Dialog title={`Close ${dayText(day.day)}`} onClose={onClose}>
      {isRunning(day) && <p>First the day is cut off: it takes no more mail. Then it is closed.</p>}
      <p>A closed day takes no new batch, no correction and no deposit. Its packet is made with your
        name under it.</p>
      {!day.may_close && undone.length > 0 && (
        <Note tone="warn">{many(undone.length, "point")} not done: {undone[0]?.text}</Note>
      )}
      <ProblemNote problem={action.problem} />
      <p class="actions">
        <button type="button" class="main" data-first disabled={action.isBusy} onClick={run}>{deed}</button>
        <button type="button" onClick={onClose}>Cancel</button>
      </p>
    </Dialog>
  );
}

export function CutOffDialog({ day, onDone, onClose }: Props) {
  const action = useAction();
  return (
    <Dialog title={`Cut off ${dayText(day.day)}`} onClose={onClose}>
      <p>After the cut-off new mail belongs to the next day. What is here can still be worked.</p>
      <ProblemNote problem={action.problem} />
      <p class="actions">
        <button type="button" class="main" data-first disabled={action.isBusy}
          onClick={() => action.run(async () => {
            const after = await days.step(day.day, "cut-off", day.version);
            void refreshSession();
            onDone(after);
          })}>Cut off</button>
        <button type="button" onClick={onClose}>Cancel</button>
      </p>
    </Dialog>
  );
}

export function ReopenDialog({ day, onDone, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why the day is reopened.");
    action.run(async () => {
      const after = await days.step(day.day, "reopen", day.version, reason.trim());
      void refreshSession();
      onDone(after);
    });
  };
  return (
    <Dialog title={`Reopen ${dayText(day.day)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Field label="Reason" value={reason} onInput={setReason} error={fault} data-first
          hint="Everybody sees it on this day from now on" />
        <FormEnd action={action} button="Reopen" onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function StepList({ steps }: { steps: DayDetail["steps"] }) {
  if (steps.length === 0) return null;
  return (
    <ul class="lines">
      {steps.map((step) => (
        <li key={step.at + step.event}>{timeText(step.at, me.value?.time_zone)} {word(step.event)}
          {" "}<span class="soft">{step.actor}{step.reason ? `: ${step.reason}` : ""}</span></li>
      ))}
    </ul>
  );
}
