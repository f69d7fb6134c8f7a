// Letters and inquiries: what was written, what was asked, and what is due for an answer.
import { useState } from "preact/hooks";
import { correspondence } from "../api/office";
import type { Inquiry, Inquiries, Letter, Letters, NewLetter } from "../api/office";
import { many } from "../money";
import { businessDay, may, mayAny } from "../session";
import { dayText, word } from "../words";
import { announce } from "../ui/announce";
import { Choice } from "../ui/choice";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { AskReason } from "./decisions";

const kinds: [string, string][] = [["question", "A question"], ["start_service", "Start a service"],
  ["stop_service", "Stop a service"], ["dispute", "A dispute"], ["other", "Something else"]];
const channels: [string, string][] = [["phone", "By phone"], ["mail", "By letter"], ["counter", "At the counter"], ["email", "By e-mail"]];
const abouts: [Letter["about_kind"], string][] = [["account", "An account"], ["envelope", "An envelope"], ["inquiry", "An inquiry"]];
const aboutHints = { account: "As in the address of its screen", envelope: "Batch and first document, like 12/3", inquiry: "Its number" };

function WriteLetter({ letters, start, onClose, onDone }: {
  letters: Letters; start: Partial<NewLetter>; onClose: () => void; onDone: (letter: Letter) => void;
}) {
  const [template, setTemplate] = useState(start.template ?? letters.templates[0]?.id ?? "");
  const [kind, setKind] = useState<Letter["about_kind"]>(start.about_kind ?? "account");
  const [about, setAbout] = useState(start.about ?? "");
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (about.trim() === "") return setFault("Say what the letter is about.");
    setFault(null);
    action.run(async () => onDone(await correspondence.draft({ template, about_kind: kind, about: about.trim(),
      fields: name.trim() ? [{ name: "name", value: name.trim() }] : [] })));
  };
  return (
    <Dialog title="Write a letter" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Choice label="Letter" first value={template} onChange={setTemplate} options={letters.templates.map(({ id, name: text }) => [id, text])} />
        <Choice label="About" value={kind} onChange={(value) => setKind(value as Letter["about_kind"])} options={abouts} />
        <Field label="Which" value={about} onInput={setAbout} error={fault} hint={aboutHints[kind]} />
        <Field label="To" value={name} onInput={setName} hint="Empty: the name that the books have" />
        <FormEnd action={action} button="Draft it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const verbs = { answer: "Answered", withdraw: "Withdraw" } as const;

function LetterSteps({ letter, onDone }: { letter: Letter; onDone: () => void }) {
  const [asking, setAsking] = useState<"answer" | "withdraw" | null>(null);
  const action = useAction();
  if (!may("correct_accounts")) return null;
  const send = () => action.run(async () => {
    await correspondence.stepLetter(letter, "send", "");
    announce(`Letter ${letter.number} is sent.`);
    onDone();
  });
  const which = <span class="vh"> letter {letter.number}</span>;
  return (
    <span class="row">
      {letter.state === "drafted" && <button type="button" disabled={action.isBusy} onClick={send}>Send{which}</button>}
      {letter.state === "drafted" && <button type="button" onClick={() => setAsking("withdraw")}>Withdraw…{which}</button>}
      {letter.state === "sent" && <button type="button" onClick={() => setAsking("answer")}>Answered…{which}</button>}
      {asking && <AskReason title={asking === "answer" ? `What did they answer to letter ${letter.number}?` : `Withdraw letter ${letter.number}`}
        hint="Stands in its history" button={verbs[asking]} onClose={() => setAsking(null)} act={async (note) => {
          await correspondence.stepLetter(letter, asking, note);
          setAsking(null);
          onDone();
        }} />}
    </span>
  );
}

const dueOf = (due: string, isOverdue: boolean) =>
  isOverdue ? <Tag state="overdue" tone="bad" text={dayText(due)} /> : <>{dayText(due)}</>;

function LetterList({ letters, onDone }: { letters: Letters; onDone: () => void }) {
  const waiting = letters.items.filter((one) => one.state === "sent" && one.reply_due);
  return (
    <Panel title="Letters">
      {waiting.length > 0 && <Note tone={waiting.some((one) => one.is_overdue) ? "warn" : "plain"}>
        {many(waiting.length, "letter")} due for a reply, {many(waiting.filter((one) => one.is_overdue).length, "one", "of them")} overdue.</Note>}
      <Table caption="Letters, the newest first" rows={letters.items} keyOf={({ number }) => number}
        empty="No letter was written yet." columns={[
          { name: "Letter", figures: true, of: (one) => <a data-row href={correspondence.pdf(one)} target="_blank">{one.number}<span class="vh"> as PDF</span></a> },
          { name: "Day", of: (one) => dayText(one.day) },
          { name: "Subject", of: (one) => one.subject },
          { name: "To", of: (one) => one.recipient ?? "To whom it concerns" },
          { name: "About", of: (one) => one.about_kind === "account" ? <a href={`/accounts/${encodeURIComponent(one.about)}`}>Account</a>
            : `${word(one.about_kind)} ${one.about}` },
          { name: "State", of: (one) => <Tag state={one.state} /> },
          { name: "Reply due", of: (one) => one.reply_due ? dueOf(one.reply_due, one.is_overdue) : "" },
          { name: "To do", of: (one) => <LetterSteps letter={one} onDone={onDone} /> },
        ]} />
    </Panel>
  );
}

function LogInquiry({ owners, onClose, onDone }: { owners: string[]; onClose: () => void; onDone: (inquiry: Inquiry) => void }) {
  const [kind, setKind] = useState("question");
  const [channel, setChannel] = useState("phone");
  const [askedBy, setAskedBy] = useState("");
  const [account, setAccount] = useState("");
  const [words, setWords] = useState("");
  const [owner, setOwner] = useState(owners[1] ?? owners[0] ?? "");
  const [due, setDue] = useState(businessDay.value ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() === "") return setFault("Say what was asked.");
    setFault(null);
    action.run(async () => onDone(await correspondence.log({ kind, channel, words: words.trim(), owner, due,
      ...(askedBy.trim() ? { asked_by: askedBy.trim() } : {}), ...(account.trim() ? { account_ref: account.trim() } : {}) })));
  };
  return (
    <Dialog title="Log an inquiry" onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Choice label="What it is" first value={kind} onChange={setKind} options={kinds} />
        <Choice label="How it came" value={channel} onChange={setChannel} options={channels} />
        <Field label="Who asked" value={askedBy} onInput={setAskedBy} />
        <Field label="Account" value={account} onInput={setAccount} hint="As in the address of its screen; may stay empty" />
        <Field label="What was asked" value={words} onInput={setWords} error={fault} />
        <Choice label="Who answers" value={owner} onChange={setOwner} options={owners.map((id) => [id, word(id)])} />
        <Field label="Due" type="date" value={due} onInput={setDue} />
        <FormEnd action={action} button="Log it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function PassOn({ inquiry, owners, onClose, onDone }: {
  inquiry: Inquiry; owners: string[]; onClose: () => void; onDone: () => void;
}) {
  const others = owners.filter((id) => id !== inquiry.owner);
  const [owner, setOwner] = useState(others[0] ?? "");
  const [due, setDue] = useState(inquiry.due);
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (note.trim() === "") return setFault("Say what they are asked to do.");
    setFault(null);
    action.run(async () => {
      await correspondence.stepInquiry(inquiry, { event: "pass_on", note: note.trim(), owner, due });
      onDone();
    });
  };
  return (
    <Dialog title={`Pass on inquiry ${inquiry.number}`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Choice label="To" first value={owner} onChange={setOwner} options={others.map((id) => [id, word(id)])} />
        <Field label="Due" type="date" value={due} onInput={setDue} />
        <Field label="Why" value={note} onInput={setNote} error={fault} hint="Stands in its history" />
        <FormEnd action={action} button="Pass it on" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function InquirySteps({ inquiry, owners, onWrite, onDone }: {
  inquiry: Inquiry; owners: string[]; onWrite: () => void; onDone: () => void;
}) {
  const [asking, setAsking] = useState<"answer" | "pass_on" | null>(null);
  const which = <span class="vh"> inquiry {inquiry.number}</span>;
  const done = () => { setAsking(null); onDone(); };
  return (
    <span class="row">
      {inquiry.may_answer && <button type="button" onClick={() => setAsking("answer")}>Answer…{which}</button>}
      {inquiry.may_answer && <button type="button" onClick={() => setAsking("pass_on")}>Pass on…{which}</button>}
      {may("correct_accounts") && <button type="button" onClick={onWrite}>Write…{which}</button>}
      {asking === "answer" && <AskReason title={`What was answered to inquiry ${inquiry.number}?`} hint="Stands in its history"
        button="Answered" onClose={() => setAsking(null)} act={async (note) => {
          await correspondence.stepInquiry(inquiry, { event: "answer", note });
          done();
        }} />}
      {asking === "pass_on" && <PassOn inquiry={inquiry} owners={owners} onClose={() => setAsking(null)} onDone={done} />}
    </span>
  );
}

function InquiryList({ from, onWrite, onDone }: { from: Inquiries; onWrite: (inquiry: Inquiry) => void; onDone: () => void }) {
  return (
    <Panel title="Inquiries">
      <Table caption="Inquiries, the newest first" rows={from.items} keyOf={({ number }) => number}
        empty="Nobody asked anything yet." columns={[
          { name: "Inquiry", figures: true, of: (one) => one.number },
          { name: "Day", of: (one) => dayText(one.day) },
          { name: "What it is", of: (one) => word(one.kind) },
          { name: "Asked by", of: (one) => one.asked_by ?? "" },
          { name: "What was asked", of: (one) => one.words },
          { name: "Account", of: (one) => one.account_ref ? <a href={`/accounts/${encodeURIComponent(one.account_ref)}`}>Account<span class="vh"> of inquiry {one.number}</span></a> : "" },
          { name: "Owner", of: (one) => word(one.owner) },
          { name: "Due", of: (one) => one.state === "answered" ? dayText(one.due) : dueOf(one.due, one.is_overdue) },
          { name: "State", of: (one) => <Tag state={one.state} /> },
          { name: "Answer", of: (one) => one.steps.at(-1)?.note ?? "" },
          { name: "To do", of: (one) => <InquirySteps inquiry={one} owners={from.owners} onWrite={() => onWrite(one)} onDone={onDone} /> },
        ]} />
    </Panel>
  );
}

export function Correspondence({ search }: { search: URLSearchParams }) {
  const kind = abouts.find(([name]) => name === search.get("about_kind"))?.[0];
  const asked: Partial<NewLetter> | null = kind ? { about_kind: kind, about: search.get("about") ?? "" } : null;
  const [writing, setWriting] = useState<Partial<NewLetter> | null>(asked);
  const [isLogging, setLogging] = useState(false);
  const letters = useLoad(correspondence.letters, [], ["correspondence"]);
  const inquiries = useLoad(correspondence.inquiries, [], ["correspondence"]);
  const mayWrite = may("correct_accounts");
  const mayLog = mayAny("correct_accounts", "decide", "key");
  const write = () => { if (!mayWrite) return false; setWriting({}); return true; };
  const log = () => { if (!mayLog) return false; setLogging(true); return true; };
  useKeys(["correspondence"], { write, log });
  return (
    <>
      <Title aside={<span class="row">
        {mayWrite && <button type="button" class="main" onClick={write}><kbd>F2</kbd> Write a letter</button>}
        {mayLog && <button type="button" onClick={log}><kbd>F3</kbd> Log an inquiry</button>}</span>}>Correspondence</Title>
      <Shown from={inquiries}>{(shown) => <InquiryList from={shown} onDone={inquiries.reload}
        onWrite={(one) => setWriting({ about_kind: "inquiry", about: String(one.number) })} />}</Shown>
      <Shown from={letters}>{(shown) => (
        <>
          <LetterList letters={shown} onDone={letters.reload} />
          {writing && mayWrite && <WriteLetter letters={shown} start={writing} onClose={() => setWriting(null)} onDone={(letter) => {
            setWriting(null);
            announce(`Letter ${letter.number} is drafted.`);
            letters.reload();
          }} />}
        </>
      )}</Shown>
      {isLogging && inquiries.data && <LogInquiry owners={inquiries.data.owners} onClose={() => setLogging(false)} onDone={(one) => {
        setLogging(false);
        announce(`Inquiry ${one.number} is logged.`);
        inquiries.reload();
      }} />}
    </>
  );
}
