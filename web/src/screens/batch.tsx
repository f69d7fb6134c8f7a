// One batch in balance, or why it is not.
import { useState } from "preact/hooks";
import { batches, reports } from "../api/calls";
import type { BatchDetail, Cause, TapeLine, VirtualBatch } from "../api/types";
import { digitOf } from "../input/pad";
import { count, difference, many, money, parseMoney } from "../money";
import { navigate } from "../router";
import { may } from "../session";
import { dayText, word } from "../words";
import { Dialog } from "../ui/dialog";
import { useKeys } from "../ui/keyboard";
import { AskReason, Decisions } from "./decisions";
import { Causes, useDiagnosis } from "./diagnosis";
import { isToExplain } from "./diagnosis_text";
import { InstructionsOf } from "./instructions_of";
import { ReleaseBatch, Releases, mayRelease, standingOf } from "./release_batch";
import { FormEnd } from "../ui/form_end";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { Fact, Field, Note, Panel, ProblemNote, Shown, Sum, Table, Tag, Title } from "../ui/parts";

const hrefOf = ({ document_id }: BatchDetail["differences"][number]) =>
  document_id === null ? null : `/documents/${document_id}`;

/// What still waits; the sentence itself stands above.
const waitingOf = (batch: BatchDetail) => batch.differences.filter(({ text }) => text !== batch.sentence);

/// With the keys that open it, unless these belong to the causes.
function Differences({ batch, isNumbered }: { batch: BatchDetail; isNumbered: boolean }) {
  const waiting = waitingOf(batch);
  if (waiting.length === 0) return null;
  return (
    <ol class="suspects" aria-label="What waits">
      {waiting.map((one, at) => {
        const { text } = one;
        const href = hrefOf(one);
        const inside = <>{isNumbered && <kbd>{at + 1}</kbd>} <span>{text}</span></>;
        return <li key={text}>{href ? <a href={href}>{inside}</a> : <span>{inside}</span>}</li>;
      })}
    </ol>
  );
}

function Standing({ batch }: { batch: BatchDetail }) {
  const { declared, counted, difference: off } = batch;
  return (
    <table class="totals-table">
      <caption class="vh">Declared against counted</caption>
      <thead><tr><td /><th scope="col" class="figures">Papers</th><th scope="col" class="figures">Amount</th></tr></thead>
      <tbody>
        <tr><th scope="row">Declared</th>
          <td class="figures">{declared ? count(declared.documents) : "\u2014"}</td>
          <td class="figures">{declared ? money(declared.amount_cents) : "not declared"}</td></tr>
        <tr><th scope="row">Counted</th><td class="figures">{count(counted.documents)}</td>
          <td class="figures">{money(counted.amount_cents)}</td></tr>
        {off && <tr class="difference"><th scope="row">Difference</th>
          <td class="figures">{off.documents === 0 ? "0" : `${Math.abs(off.documents)} ${off.documents < 0 ? "missing" : "too many"}`}</td>
          <td class={`figures ${off.amount_cents === 0 ? "good" : "warn"}`}>{difference(off.amount_cents)}</td></tr>}
      </tbody>
    </table>
  );
}

function CorrectDeclared({ batch, onDone, onClose }: {
  batch: BatchDetail; onDone: (batch: BatchDetail) => void; onClose: () => void;
}) {
  const [documents, setDocuments] = useState(String(batch.declared?.documents ?? ""));
  const [amount, setAmount] = useState(batch.declared ? money(batch.declared.amount_cents) : "");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = parseMoney(amount);
    if (cents === null || !/^\d+$/.test(documents.trim()))
      return setFault("Give a number of papers and a total such as 18,422.13.");
    if (reason.trim() === "") return setFault("Say why the declared totals were wrong.");
    setFault(null);
    action.run(async () => onDone(await batches.correct(batch.id, {
      documents: Number(documents), amount_cents: cents, reason: reason.trim(), version: batch.version,
    })));
  };
  return (
    <Dialog title={`Correct the declared totals of batch ${batch.id}`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="two">
          <Field label="Papers declared" inputMode="numeric" value={documents} onInput={setDocuments} data-first />
          <Field label="Total declared" inputMode="decimal" value={amount} onInput={setAmount} />
        </div>
        <Field label="Reason" value={reason} onInput={setReason} error={fault}
          hint="Stands beside the totals from now on" />
        <FormEnd action={action} button="Correct" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const tapeColumns = [
  { name: "#", figures: true, of: (line: TapeLine) =>
    <a data-row href={`/documents/${line.document_id}`}>{line.sequence}</a> },
  { name: "Kind", of: (line: TapeLine) => word(line.kind) },
  { name: "Envelope", figures: true, of: (line: TapeLine) => line.transaction },
  { name: "Amount", figures: true, of: (line: TapeLine) =>
    line.amount_cents === null ? "\u2014" : money(line.amount_cents) },
  { name: "From", of: (line: TapeLine) => line.amount_source ? word(line.amount_source) : "" },
  { name: "State", of: (line: TapeLine) => <Tag state={line.state} /> },
];

/// Marked is what waits, and what is suspected most.
function Tape({ batch, suspected }: { batch: BatchDetail; suspected: Cause[] }) {
  const documents = [...batch.differences,
    ...suspected.slice(0, 5).flatMap(({ suspicions }) => suspicions)].map(({ document_id }) => document_id);
  return (
    <Panel title="Tape">
      <Table caption={`Tape of batch ${batch.id}`} columns={tapeColumns} rows={batch.tape}
        keyOf={(line) => line.document_id} empty="No paper in this batch."
        marked={(line) => documents.includes(line.document_id)} />
    </Panel>
  );
}

const partHref = (batch: BatchDetail, { name }: VirtualBatch) =>
  `/key?${new URLSearchParams({ batch: String(batch.id), part: name })}`;

/// Mail that was scanned unsorted, by what is in its envelopes; Enter keys what is open of a part.
function Parts({ batch }: { batch: BatchDetail }) {
  if (batch.virtual_batches.length === 0) return null;
  const columns = [
    { name: "Virtual batch", of: (part: VirtualBatch) => may("key") && part.open_tasks > 0
      ? <a data-row href={partHref(batch, part)}>{part.name}</a> : part.name },
    { name: "Envelopes", figures: true, of: (part: VirtualBatch) => count(part.envelopes) },
    { name: "Papers", figures: true, of: (part: VirtualBatch) => count(part.documents) },
    { name: "Amount", figures: true, of: (part: VirtualBatch) => money(part.amount_cents) },
    { name: "Released", figures: true, of: (part: VirtualBatch) => money(part.released_cents) },
    { name: "Open items", figures: true, of: (part: VirtualBatch) => count(part.open_tasks) },
  ];
  return (
    <Panel title="Virtual batches">
      <Table caption={`Virtual batches of batch ${batch.id}`} columns={columns}
        rows={batch.virtual_batches} keyOf={(part) => part.name} empty="" />
    </Panel>
  );
}

function History({ batch, onChange }: { batch: BatchDetail; onChange: (batch: BatchDetail) => void }) {
  return (
    <>
      <Decisions batch={batch} onChange={onChange} />
      <Releases batch={batch} />
      {batch.corrections.length > 0 && (
        <Panel title="Corrected totals">
          <ul class="lines">{batch.corrections.map((one, at) => (
            <li key={at}>{one.from ? `${count(one.from.documents)} papers, ${money(one.from.amount_cents)}` : "Not declared"}
              {" \u2192 "}{count(one.to.documents)} papers, {money(one.to.amount_cents)}:
              {" "}{one.reason} <span class="soft">({one.corrected_by})</span></li>
          ))}</ul>
        </Panel>
      )}
      {batch.unplaceable.length > 0 && (
        <Panel title="Held: goes on no ticket">
          <ul class="lines">{batch.unplaceable.map((one) => (
            <li key={one.sequence}>Item {one.sequence}, {money(one.amount_cents)}: {one.reason}</li>
          ))}</ul>
        </Panel>
      )}
      {batch.deposits.length > 0 && (
        <Panel title="Deposits">
          <ul class="lines">{batch.deposits.map((one) => (
            <li key={one.ticket}><a href={`/deposits/${one.lockbox}/${one.ticket}`}>Ticket {one.ticket}</a>
              {" "}{money(one.total_cents)} <Tag state={one.state} /></li>
          ))}</ul>
        </Panel>
      )}
    </>
  );
}

function useBuild(batch: BatchDetail, onBuilt: () => void) {
  const action = useAction();
  const mayBuild = may("build_deposit") && batch.balanced && !batch.waits_for_release && batch.deposits.length === 0;
  const build = () => {
    if (!mayBuild) return false;
    action.run(async () => {
      const { deposits } = await batches.build(batch.id);
      const first = deposits[0];
      if (deposits.length === 1 && first) navigate(`/deposits/${first.lockbox}/${first.ticket}`);
      else onBuilt();
    });
    return true;
  };
  return { action, mayBuild, build };
}

/// The difference is known and nobody has accepted it.
const mayForce = (batch: BatchDetail) =>
  may("force") && !batch.balanced && batch.declared !== null && batch.counted.unkeyed === 0;

function Actions({ batch, onCorrect, onForce, onRelease, building }: {
  batch: BatchDetail; onCorrect: () => void; onForce: () => void; onRelease: () => void; building: ReturnType<typeof useBuild>;
}) {
  return (
    <>
      <p class="actions">
        {may("key") && batch.open_tasks > 0 && (
          <a class="button main" href={`/key?batch=${batch.id}`}>Key {many(batch.open_tasks, "open item")}</a>
        )}
        {building.mayBuild && (
          <button type="button" class="main" disabled={building.action.isBusy}
            onClick={building.build}>Build deposits</button>
        )}
        {may("force") && <button type="button" onClick={onCorrect}>Correct declared totals</button>}
        {mayRelease(batch) && <button type="button" class="main" onClick={onRelease}>Release the batch</button>}
        {mayForce(batch) && <button type="button" onClick={onForce}>Accept the difference</button>}
        <a class="button" href={reports.tape(batch.id)} download>Tape (CSV)</a>
      </p>
      <ProblemNote problem={building.action.problem} />
    </>
  );
}

function BatchView({ batch, loaded }: { batch: BatchDetail; loaded: Loaded<BatchDetail> }) {
  const [isCorrecting, setCorrecting] = useState(false);
  const [isForcing, setForcing] = useState(false);
  const [isReleasing, setReleasing] = useState(false);
  const building = useBuild(batch, loaded.reload);
  const diagnosis = useDiagnosis(batch);
  const isOff = isToExplain(batch);
  useKeys(["batch"], {
    "go-waiting": (event) => {
      const one = waitingOf(batch)[Number(digitOf(event)) - 1];
      const href = one && hrefOf(one);
      if (!href) return false;
      navigate(href);
      return true;
    },
    correct: () => { if (!may("force")) return false; setCorrecting(true); return true; },
    "key-batch": () => {
      if (!may("key") || batch.open_tasks === 0) return false;
      navigate(`/key?batch=${batch.id}`);
      return true;
    },
    release: () => { if (!mayRelease(batch)) return false; setReleasing(true); return true; },
    force: () => { if (!mayForce(batch)) return false; setForcing(true); return true; },
    build: building.build,
  });
  return (
    <>
      <div class="columns">
        <Panel title={batch.sentence} class="balance">
          <Standing batch={batch} />
          <Differences batch={batch} isNumbered={!isOff} />
          {batch.waits_for_release && <Note tone="warn">It balances and waits for a person who worked on none of it to release it.</Note>}
          {batch.counted.unkeyed > 0 && <Note tone="warn">{many(batch.counted.unkeyed, "amount")} not keyed yet.</Note>}
          <Actions batch={batch} onCorrect={() => setCorrecting(true)}
            onForce={() => setForcing(true)} onRelease={() => setReleasing(true)} building={building} />
          <dl>
            <Fact name="Deposited"><Sum cents={batch.deposited_cents} /></Fact>
            <Fact name="Held"><Sum cents={batch.held_cents} /></Fact>
            <Fact name="Returned"><Sum cents={batch.returned_cents} /></Fact>
            <Fact name="Prepared by">{batch.prepared_by}</Fact>
          </dl>
        </Panel>
        {isOff
          ? <Causes batch={batch} diagnosis={diagnosis} onDeclared={() => setCorrecting(true)} />
          : <Tape batch={batch} suspected={[]} />}
      </div>
      <Parts batch={batch} />
      {isOff && <Tape batch={batch} suspected={diagnosis.data?.causes ?? []} />}
      <div class="columns"><History batch={batch} onChange={loaded.set} /></div>
      {isForcing && <AskReason title={`Accept that batch ${batch.id} is ${difference(batch.difference?.amount_cents ?? 0)}`}
        button="Accept the difference" hint="Stands on the batch and in its history from now on"
        onClose={() => setForcing(false)}
        act={async (reason) => { loaded.set(await batches.force(batch.id, batch.version, reason)); setForcing(false); }} />}
      {isReleasing && <ReleaseBatch batch={batch} onClose={() => setReleasing(false)}
        onDone={(changed) => { loaded.set(changed); setReleasing(false); }} />}
      {isCorrecting && <CorrectDeclared batch={batch} onClose={() => setCorrecting(false)}
        onDone={(changed) => { loaded.set(changed); setCorrecting(false); }} />}
    </>
  );
}

export function BatchScreen({ id }: { id: number }) {
  const loaded = useLoad(() => batches.get(id), [id], ["batch", "task", "deposit"]);
  const batch = loaded.data;
  return (
    <>
      <Title aside={batch && <span class="soft">{batch.lockbox} {"\u00b7"} {dayText(batch.business_day)} {"\u00b7"} {batch.job}
        {" "}<Tag state={standingOf(batch)} /></span>}>Batch {id}</Title>
      {batch && <InstructionsOf lockbox={batch.lockbox} />}
      <Shown from={loaded}>{(shown) => <BatchView batch={shown} loaded={loaded} />}</Shown>
    </>
  );
}
