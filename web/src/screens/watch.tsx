// What the watch over the books found: by score, with the papers and people behind it.
import { useState } from "preact/hooks";
import { watch } from "../api/watch";
import type { Evidence, Finding, Lens } from "../api/watch";
import { many, money } from "../money";
import { may, me } from "../session";
import { dayText, listText, timeText, word } from "../words";
import { announce } from "../ui/announce";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { ShowMore, usePages } from "../ui/pages";
import { Fact, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { useRows } from "../ui/rows";
import { AskReason } from "./decisions";

/// What each lens looks for.
const meanings: Record<Lens, string> = {
  lapping: "A payer's check stands on somebody else's account, and a later payer's check makes that good.",
  substitution: "Cash was counted and is on no deposit ticket.",
  double_posting: "One check, or one picture, was deposited twice.",
  near_close: "A person's corrections crowd into the minutes before a close.",
  staff_payer: "A person placed or moved money on an account of their own name.",
  over_short: "Accepted differences of one person's batches lean to one side.",
  approval_pair: "One person's deposits are approved by one other person, though others approve too.",
};

const people = (one: Finding) => one.people.length > 0 ? listText(one.people) : "nobody named";

/// Unlike words, the score says how much speaks for it.
function Score({ one }: { one: Finding }) {
  const tone = one.state === "dismissed" ? "plain" : one.score >= 80 ? "bad" : "warn";
  return <Tag state="score" tone={tone} text={`${one.score} points`} />;
}

export function Watch() {
  const loaded = useLoad(() => watch.list(), [], ["watch"]);
  const pages = usePages(loaded.data, (cursor) => watch.list(cursor));
  const action = useAction();
  const run = () => {
    action.run(async () => {
      const { found } = await watch.run();
      announce(found === 0 ? "Nothing new was found." : `${many(found, "finding")} new or grown.`);
      loaded.reload();
    });
    return true;
  };
  useKeys(["watch"], { run });
  useRows();
  return (
    <>
      <Title aside={<button type="button" class="main" disabled={action.isBusy} onClick={run}><kbd>F2</kbd> Look again</button>}>Watch</Title>
      <ProblemNote problem={action.problem} />
      <Panel title="Findings, the highest score first">
        <p class="soft">Points are added for each circumstance. They put findings in order, accuse nobody and are no
          probability. Nobody is shown what is found about themselves.</p>
        <Shown from={loaded}>{() => <Table caption="Findings of the watch" rows={pages.items} keyOf={(one) => one.id}
          empty="Nothing was found. F2 looks through the last 120 days again." columns={[
            { name: "Finding", figures: true, of: (one) => <a data-row href={`/watch/${one.id}`}>{one.id}</a> },
            { name: "Score", of: (one) => <Score one={one} /> },
            { name: "Kind", of: (one) => word(one.lens) },
            { name: "About", of: people },
            { name: "What", of: (one) => one.sentence },
            { name: "State", of: (one) => <Tag state={one.state} /> },
          ]} />}</Shown>
        <ShowMore of={pages} />
      </Panel>
    </>
  );
}

function paper(one: Evidence) {
  if (one.document_id !== null)
    return <a data-row href={`/documents/${one.document_id}`}>Item record<span class="vh"> of document {one.document_id}</span></a>;
  if (one.ticket && one.lockbox)
    return <a data-row href={`/deposits/${encodeURIComponent(one.lockbox)}/${Number(one.ticket)}`}>Deposit {one.ticket}</a>;
  return <a data-row href={`/day/${one.day}`}>{dayText(one.day)}<span class="vh">, the day</span></a>;
}

type Asked = "" | "look" | "dismiss";

function FindingView({ one, onChange }: { one: Finding; onChange: (one: Finding) => void }) {
  const [asked, setAsked] = useState<Asked>("");
  const isMine = may("work_findings");
  const ask = (what: Asked, isOffered: boolean) => () => {
    if (!isMine || !isOffered) return false;
    setAsked(what);
    return true;
  };
  useKeys(["finding"], { look: ask("look", true), dismiss: ask("dismiss", one.state !== "dismissed") });
  const done = (after: Finding, text: string) => { setAsked(""); announce(text); onChange(after); };
  return (
    <>
      <Panel title={one.sentence}>
        <p class="soft">{meanings[one.lens]}</p>
        <dl class="facts">
          <Fact name="Score"><Score one={one} /></Fact>
          <Fact name="State"><Tag state={one.state} /></Fact>
          <Fact name="About">{people(one)}</Fact>
          <Fact name="Found">{timeText(one.found_at, me.value?.time_zone)}</Fact>
        </dl>
        {!isMine && <Note>An auditor says what it is.</Note>}
        {isMine && (
          <p class="actions">
            <button type="button" class="main" onClick={ask("look", true)}><kbd>F4</kbd> I looked at it…</button>
            {one.state !== "dismissed" &&
              <button type="button" onClick={ask("dismiss", true)}><kbd>F8</kbd> Dismiss…</button>}
          </p>
        )}
      </Panel>
      <Panel title="What speaks for it">
        <Table caption="Evidence" rows={one.evidence.map((row, at) => ({ ...row, at }))} keyOf={({ at }) => at} columns={[
          { name: "Day", of: (row) => dayText(row.day) },
          { name: "What", of: (row) => row.text },
          { name: "Amount", figures: true, of: (row) => row.amount_cents === null ? "" : money(row.amount_cents) },
          { name: "By", of: (row) => row.person ?? "" },
          { name: "Where", of: paper },
        ]} />
      </Panel>
      <Panel title="What was done about it">
        {one.steps.length === 0 ? <p class="empty">Nobody has looked at it yet.</p> : (
          <ul class="lines">{one.steps.map((step) => (
            <li key={step.at + step.event}>{timeText(step.at, me.value?.time_zone)} {word(step.event)}
              {" "}<span class="soft">{step.actor}{step.note ? `: ${step.note}` : ""}</span></li>
          ))}</ul>
        )}
      </Panel>
      {asked === "look" && <AskReason title={`Finding ${one.id}`} hint="What you saw; it stays with the finding"
        button="Looked at" onClose={() => setAsked("")}
        act={async (note) => done(await watch.look(one, note), "Your note is kept.")} />}
      {asked === "dismiss" && <AskReason title={`Dismiss finding ${one.id}`} hint="The honest explanation; it stays with the finding"
        button="Dismiss" onClose={() => setAsked("")}
        act={async (note) => done(await watch.dismiss(one, note), "The finding is dismissed.")} />}
    </>
  );
}

export function FindingScreen({ id }: { id: number }) {
  const loaded = useLoad(async () => (await watch.list()).items.find((one) => one.id === id) ?? null, [id], ["watch"]);
  useRows();
  const one = loaded.data;
  return (
    <>
      <Title aside={<a class="button" href="/watch">All findings</a>}>Finding {id}{one ? `: ${word(one.lens)}` : ""}</Title>
      <ProblemNote problem={loaded.problem} />
      {one ? <FindingView one={one} onChange={(after) => loaded.set(after)} />
        : <p class="empty">No finding {id} is among those that you may see.</p>}
    </>
  );
}
