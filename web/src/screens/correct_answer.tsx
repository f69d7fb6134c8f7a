// An answer that was keyed wrongly is put right here, with a reason, while its money has not moved.
import { useState } from "preact/hooks";
import { tasks } from "../api/calls";
import type { ItemRecord, RecordTask, TaskField } from "../api/types";
import { cmc7Fault, cmc7Text } from "../input/cmc7";
import { micrFault, micrFields, micrValue } from "../input/micr";
import { parseMoney } from "../money";
import { may } from "../session";
import { word } from "../words";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { Field } from "../ui/parts";
import { choices } from "./key/draft";

const isAmount = (field: TaskField) => /amount$/.test(field);
const isChoice = (field: TaskField): field is keyof typeof choices => field in choices;
const mayAnswer = (field: TaskField) =>
  may(field === "verify_amount" || field === "third_amount" ? "verify" : "key");

/// The answers that this person may correct: money in a deposit has moved.
export const correctable = (record: ItemRecord): RecordTask[] => record.deposit ? []
  : record.tasks.filter(({ field, state }) => state === "answered" && mayAnswer(field));

const hints: Partial<Record<TaskField, string>> = {
  amount: "As 153.00", verify_amount: "As 153.00", third_amount: "As 153.00",
  account: "The whole number", micr: "Routing number/account/check number, or a line in CMC-7 with a to e for SI to SV",
};

/// What is sent; null when it is no value for this field.
function valueOf(field: TaskField, text: string): string | null {
  if (field === "micr") {
    const cmc7 = cmc7Text(text);
    if (/[a-e]/.test(cmc7)) return cmc7Fault(cmc7) === null ? cmc7 : null;
    const line = micrFields(text);
    return micrFault(line) ? null : micrValue(line);
  }
  if (!isAmount(field)) return text.trim() || null;
  const cents = parseMoney(text);
  return cents === null || cents === 0 ? null : String(cents);
}

function Right({ field, text, onText }: {
  field: TaskField; text: string; onText: (text: string) => void;
}) {
  if (!isChoice(field)) {
    return <Field label={word(field)} value={text} onInput={onText} hint={hints[field] ?? ""}
      inputMode={isAmount(field) ? "decimal" : "text"} autocomplete="off" data-first />;
  }
  return (
    <div class="field"><label for="right-answer">{word(field)}</label>
      <select id="right-answer" data-first value={text}
        onChange={(event) => onText(event.currentTarget.value)}>
        <option value="">Choose</option>
        {choices[field].map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select></div>
  );
}

export function CorrectAnswer({ task, onDone, onClose }: {
  task: RecordTask; onDone: () => void; onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const value = valueOf(task.field, text);
    if (value === null) return setFault("Give the value that stands on the paper.");
    if (reason.trim() === "") return setFault("Say why the answer was wrong.");
    setFault(null);
    action.run(async () => {
      await tasks.correct(task.id, { value, reason: reason.trim(), version: task.version });
      onDone();
    });
  };
  return (
    <Dialog title={`Correct: ${word(task.field).toLowerCase()}`} onClose={onClose} class="docked">
      <form onSubmit={submit} noValidate>
        <Right field={task.field} text={text} onText={setText} />
        <Field label="Reason" value={reason} onInput={setReason} error={fault}
          hint="Stands in the audit from now on" />
        <FormEnd action={action} button="Correct" onClose={onClose} />
      </form>
    </Dialog>
  );
}
