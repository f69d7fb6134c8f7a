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

export type Asked = "" | "close" | "cut-off" | "reopen" | "carry";
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

/// Two people reopen a day: the first asks with a reason, the second agrees; one person is never both.
export function ReopenDialog({ day, onDone, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const wish = day.reopening;
  const isOwn = wish !== null && wish.asked_by === me.value?.user.name;
  const send = (step: "reopen" | "reopen/decline", said: string) => action.run(async () => {
    const after = await days.step(day.day, step, day.version, reason.trim() || undefined);
    void refreshSession();
    announce(said);
    onDone(after);
  });
  const needsReason = (why: string) => {
    if (reason.trim() !== "") return false;
    setFault(why);
    return true;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setFault(null);
    if (isOwn) return decline();
    if (!wish && needsReason("Say why the day is to be reopened.")) return;
    send("reopen", wish ? "The day is reopened." : "Another person must agree; until then the day stays closed.");
  };
  const decline = () => {
    if (needsReason("Say why the day stays closed.")) return;
    send("reopen/decline", "The day stays closed.");
  };
  const hint = wish ? "Optional if you agree" : "Everybody sees it on this day from now on";
  return (
    <Dialog title={`Reopen ${dayText(day.day)}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {wish ? <p>{wish.asked_by} asks, {timeText(wish.at, me.value?.time_zone)}: {wish.reason}</p>
          : <p>You ask, another supervisor agrees. Until then the day stays closed.</p>}
        {isOwn && <Note>You asked for it, so somebody else must agree.</Note>}
        <Field label="Reason" value={reason} onInput={setReason} error={fault} data-first
          hint={isOwn ? "Why you take it back" : hint} />
        <FormEnd action={action} button={isOwn ? "Take it back" : wish ? "Agree and reopen" : "Ask"} onClose={onClose} />
        {wish && !isOwn && <p class="actions"><button type="button" disabled={action.isBusy} onClick={decline}>
          Decline: the day stays closed</button></p>}
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
          {" "}<span class="soft">{step.actor}{step.asked_by ? `, asked by ${step.asked_by}` : ""}{step.reason ? `: ${step.reason}` : ""}</span></li>
      ))}
    </ul>
  );
}
