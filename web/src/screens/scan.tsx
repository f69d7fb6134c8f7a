// Scan: start a job on what waits in its folder, and watch it run.
import { useEffect, useState } from "preact/hooks";
import { scan } from "../api/calls";
import type { JobRun, ScanJob } from "../api/types";
import { count, many, money, parseMoney } from "../money";
import { mailDay } from "../session";
import { useAction, useLoad } from "../ui/load";
import { Field, Fact, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { Picture, firstView } from "../ui/picture";

/// Follows a run by event, and by the clock in case events are held up.
function useRun(id: number) {
  const run = useLoad(() => scan.run(id), [id], ["job"]);
  const isRunning = run.data?.state !== "done" && run.data?.state !== "failed";
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(run.reload, 2000);
    return () => clearInterval(timer);
  }, [isRunning, id]);
  return run;
}

function Alerts({ run }: { run: JobRun }) {
  if (run.alerts.length === 0) return null;
  return (
    <Table caption="Papers that need a hand" rows={run.alerts}
      keyOf={(alert) => `${alert.sequence} ${alert.code}`} columns={[
        { name: "#", figures: true, of: (alert) => alert.sequence },
        { name: "What", of: (alert) => alert.message },
        { name: "What to do", of: (alert) => alert.action },
      ]} />
  );
}

/// Not each of them sends a paper back: what does stands above, with what to do.
function Quality({ run }: { run: JobRun }) {
  if (run.quality.length === 0) return null;
  return (
    <Table caption="Image quality" rows={run.quality}
      keyOf={(fault) => `${fault.sequence} ${fault.side} ${fault.condition}`} columns={[
        { name: "#", figures: true, of: (fault) => fault.sequence },
        { name: "Side", of: (fault) => fault.side },
        { name: "Found", of: (fault) => fault.text },
      ]} />
  );
}

function Running({ id, onOver }: { id: number; onOver: () => void }) {
  const loaded = useRun(id);
  const state = loaded.data?.state;
  useEffect(() => { if (state === "done" || state === "failed") onOver(); }, [state]);
  return (
    <Panel title="This run" class="run">
      <Shown from={loaded}>{(run) => (
        <>
          <p class="count"><strong>{count(run.done)}</strong> of {many(run.total, "document")}
            {" "}<Tag state={run.state} /> <span class="soft">{run.stage}</span></p>
          <progress value={run.done} max={Math.max(1, run.total)} aria-label="Documents done" />
          <dl><Fact name="Money read so far">{money(run.money_read_cents)}</Fact></dl>
          {run.last_documents.length > 0 && (
            <div class="strip">
              {run.last_documents.map((document) => (
                <a href={`/documents/${document}`} key={document} aria-label={`Document ${document}`}>
                  <Picture document={document} view={firstView} label={`Document ${document}, front`} />
                </a>
              ))}
            </div>
          )}
          <Alerts run={run} />
          <Quality run={run} />
          {run.state === "failed" && <Note tone="bad">{run.detail}</Note>}
          {run.state === "done" && run.batch_id !== null && (
            <p class="actions">
              <a class="button main" href={`/batches/${run.batch_id}`}>Open batch {run.batch_id}</a>
            </p>
          )}
        </>
      )}</Shown>
    </Panel>
  );
}

function Start({ job, onStarted }: { job: ScanJob; onStarted: (run: JobRun) => void }) {
  const [documents, setDocuments] = useState("");
  const [amount, setAmount] = useState("");
  const [day, setDay] = useState(mailDay.value ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = amount.trim() === "" ? null : parseMoney(amount);
    const pieces = documents.trim() === "" ? null : Number(documents);
    if (amount.trim() !== "" && cents === null) return setFault("Write the total as 18,422.13.");
    if ((cents === null) !== (pieces === null) || Number.isNaN(pieces))
      return setFault("Give both, the number of papers and their total, or neither.");
    setFault(null);
    action.run(async () => onStarted(await scan.start(job.name, {
      business_day: day,
      ...(pieces === null ? {} : { declared_documents: pieces }),
      ...(cents === null ? {} : { declared_cents: cents }),
    })));
  };
  return (
    <Panel title={`Start ${job.name}`}>
      <dl>
        <Fact name="Lockbox">{job.lockbox}</Fact>
        <Fact name="Folder"><span class="path">{job.folder}</span></Fact>
        <Fact name="Waiting">{many(job.waiting, "folder")}</Fact>
      </dl>
      <form onSubmit={submit} noValidate>
        <Field label="Business day" type="date" value={day} onInput={setDay} required />
        <div class="two">
          <Field label="Papers declared" inputMode="numeric" value={documents} onInput={setDocuments}
            hint="From the header sheet" />
          <Field label="Total declared" inputMode="decimal" value={amount} onInput={setAmount}
            error={fault} />
        </div>
        <ProblemNote problem={action.problem} />
        <button type="submit" class="main" disabled={action.isBusy || job.waiting === 0 || !day}>
          Start scanning</button>
        {job.waiting === 0 && <p class="soft">Nothing lies in the folder. Put the next stack on the
          scanner; it appears here by itself.</p>}
      </form>
    </Panel>
  );
}

function JobChoice({ jobs, chosen, onChoose }: {
  jobs: ScanJob[]; chosen: string; onChoose: (name: string) => void;
}) {
  if (jobs.length < 2) return null;
  return (
    <fieldset class="segments">
      <legend>Job</legend>
      {jobs.map((job) => (
        <label key={job.name}>
          <input type="radio" name="job" checked={job.name === chosen}
            onChange={() => onChoose(job.name)} />
          <span>{job.name} <small>{job.running ? "running" : `${job.waiting} waiting`}</small></span>
        </label>
      ))}
    </fieldset>
  );
}

export function Scan() {
  const jobs = useLoad(scan.jobs, [], ["scan"]);
  const [name, setName] = useState<string | null>(null);
  const [runs, setRuns] = useState<Record<string, number>>({});
  return (
    <>
      <Title>Scan</Title>
      <Shown from={jobs}>{({ items }) => {
        const job = items.find((one) => one.name === name) ??
          items.find((one) => one.running) ?? items[0];
        if (!job) return <p class="empty">No scan job is set up for this site. Jobs stand in the configuration of the service.</p>;
        const run = job.running?.id ?? runs[job.name];
        return (
          <>
            <JobChoice jobs={items} chosen={job.name} onChoose={setName} />
            <div class="columns scan">
              {!job.running && <Start key={job.name} job={job} onStarted={(started) => {
                setRuns({ ...runs, [job.name]: started.id });
                jobs.reload();
              }} />}
              {run !== undefined && <Running key={run} id={run} onOver={jobs.reload} />}
            </div>
          </>
        );
      }}</Shown>
    </>
  );
}
