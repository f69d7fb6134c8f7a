// One report: its period and filters, its picture and table, what its figures mean, and who signed it.
import { useState } from "preact/hooks";
import { reportForms, tradeReports } from "../../api/office";
import type { Cell, Report, ReportFilter, ReportKinds, Scope, Verdict } from "../../api/office";
import { count, many } from "../../money";
import { navigate } from "../../router";
import { businessDay, me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { announce } from "../../ui/announce";
import { Choice } from "../../ui/choice";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useKeys } from "../../ui/keyboard";
import { useAction, useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { Field, Note, Panel, Shown, Table, Tag, Title } from "../../ui/parts";
import { cellText } from "./cells";
import { ReportChart } from "./chart";

export function scopeOf(search: URLSearchParams): Scope {
  const today = businessDay.value ?? new Date().toISOString().slice(0, 10);
  const text = (name: string) => search.get(name) ?? "";
  return { from: text("from") || today, to: text("to") || today, lockbox: text("lockbox"),
    deposit_account: text("deposit_account"), department: text("department") };
}

const addressOf = (key: string, scope: Scope) => {
  const search = new URLSearchParams(Object.entries(scope).filter(([, value]) => value !== ""));
  return `/reports/${key}?${search.toString()}`;
};

const pair = (name: string): [string, string] => [name, name];
const named = ({ id, name }: { id: string; name: string }): [string, string] => [id, name];

function Filters({ at, scope, kinds }: { at: string; scope: Scope; kinds: ReportKinds }) {
  const [wanted, setWanted] = useState(scope);
  const set = (part: Partial<Scope>) => setWanted({ ...wanted, ...part });
  const kept = kinds.kinds.find(({ key }) => key === at)?.filters ?? [];
  // One that the address names is shown too, so that it can be taken away.
  const has = (filter: ReportFilter) => kept.includes(filter) || scope[filter] !== "";
  return (
    <form class="filters" noValidate onSubmit={(event) => { event.preventDefault(); navigate(addressOf(at, wanted)); }}>
      <Field label="From" type="date" value={wanted.from} onInput={(from) => set({ from })} />
      <Field label="To" type="date" value={wanted.to} onInput={(to) => set({ to })} />
      {has("lockbox") && <Choice label="Lockbox" value={wanted.lockbox} onChange={(lockbox) => set({ lockbox })}
        options={[["", "All lockboxes"], ...kinds.lockboxes.map(pair)]} />}
      {has("deposit_account") && <Choice label="Bank account" value={wanted.deposit_account}
        onChange={(deposit_account) => set({ deposit_account })} options={[["", "All accounts"], ...kinds.deposit_accounts.map(named)]} />}
      {kinds.departments.length > 0 && has("department") && <Choice label="Department" value={wanted.department}
        onChange={(department) => set({ department })} options={[["", "All departments"], ...kinds.departments.map(named)]} />}
      <button type="submit" class="main">Show</button>
    </form>
  );
}

interface Row { cells: Cell[]; at: number; isTotal: boolean }

function Figures({ report }: { report: Report }) {
  const rows: Row[] = report.rows.map((cells, at) => ({ cells, at, isTotal: false }));
  if (report.totals && rows.length > 0) rows.push({ cells: report.totals, at: -1, isTotal: true });
  return (
    <>
      <Table caption={report.title} rows={rows} keyOf={({ at }) => at} marked={({ isTotal }) => isTotal}
        empty="Nothing of this kind happened in the period." columns={report.columns.map((column, n) => ({
          name: column.title, figures: !["text", "day"].includes(column.kind),
          of: ({ cells, isTotal }: Row) => isTotal ? <strong>{cellText(cells[n] ?? null, column.kind)}</strong>
            : cellText(cells[n] ?? null, column.kind),
        }))} />
      {report.row_count > report.rows.length && <Note>The first {count(report.rows.length)} of {many(report.row_count, "row")} are shown;
        the sums and the files are of all.</Note>}
    </>
  );
}

function Signatures({ report }: { report: Report }) {
  const zone = me.value?.time_zone;
  return (
    <Panel title="Signed">
      <Table caption="Signatures" rows={report.signatures} keyOf={({ number }) => number} empty="Nobody has signed this report of this period."
        columns={[
          { name: "Who", of: (one) => one.signed_by },
          { name: "When", of: (one) => timeText(one.signed_at, zone) },
          { name: "Says", of: (one) => <Tag state={one.verdict} tone={one.verdict === "differs" ? "bad" : "good"} /> },
          { name: "Note", of: (one) => one.note ?? "" },
          { name: "Contents", of: (one) => one.is_current ? <Tag state="same" tone="good" text="As they are now" />
            : <Tag state="changed" tone="warn" text="Changed since" /> },
        ]} />
      <p class="soft">SHA-256 of the CSV now: <span class="hash">{report.sha256}</span></p>
    </Panel>
  );
}

function Sign({ report, scope, onClose, onDone }: {
  report: Report; scope: Scope; onClose: () => void; onDone: (report: Report) => void;
}) {
  const [verdict, setVerdict] = useState<Verdict>(report.signed_by_department ? "agrees" : "reviewed");
  const [note, setNote] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (verdict === "differs" && note.trim() === "") return setFault("Say what differs, and from what.");
    setFault(null);
    action.run(async () => onDone(await tradeReports.sign(report.key, scope, {
      sha256: report.sha256, verdict, ...(note.trim() ? { note: note.trim() } : {}) })));
  };
  return (
    <Dialog title={`Sign ${report.title.toLowerCase()}`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{dayText(scope.from)} to {dayText(scope.to)}. Your name, the time and the hash of these contents are kept for good.</p>
        {report.signed_by_department && (
          <Choice label="Our books" first value={verdict} onChange={(value) => setVerdict(value as Verdict)}
            options={[["agrees", "agree with this report"], ["differs", "differ from it"]]} />
        )}
        <Field label="Note" value={note} onInput={setNote} error={fault} {...(report.signed_by_department ? {} : { "data-first": true })}
          hint={verdict === "differs" ? "What differs, and from what" : "May stay empty"} />
        <FormEnd action={action} button="Sign" onClose={onClose} />
      </form>
    </Dialog>
  );
}

const formNames = { pdf: "PDF", xlsx: "Workbook", csv: "CSV" };
const formKeys = { pdf: "F6", xlsx: "F7", csv: "F8" };

function Shape({ report, scope, loaded }: { report: Report; scope: Scope; loaded: Loaded<Report> }) {
  const [isSigning, setSigning] = useState(false);
  const sign = () => { if (report.cannot_sign) return false; setSigning(true); return true; };
  const take = (form: "pdf" | "xlsx" | "csv") => () => { location.assign(tradeReports.file(report.key, form, scope)); };
  useKeys(["report"], { sign, "take-pdf": take("pdf"), "take-workbook": take("xlsx"), "take-csv": take("csv") });
  return (
    <>
      <p class="actions take-away">
        {!report.cannot_sign && <button type="button" class="main" onClick={sign}><kbd>F2</kbd> Sign…</button>}
        {reportForms.map((form) => (
          <a key={form} class="button" href={tradeReports.file(report.key, form, scope)} download>
            <kbd>{formKeys[form]}</kbd> {formNames[form]}</a>
        ))}
      </p>
      <Panel title={report.title}><ReportChart report={report} /><Figures report={report} /></Panel>
      <Panel title="What the figures mean">
        <dl class="definitions">{report.definitions.map(({ term, text }) => <div key={term}><dt>{term}</dt><dd>{text}</dd></div>)}</dl>
      </Panel>
      <Signatures report={report} />
      {report.cannot_sign && <p class="soft">{report.cannot_sign}</p>}
      {isSigning && <Sign report={report} scope={scope} onClose={() => setSigning(false)} onDone={(done) => {
        setSigning(false);
        announce(`${word(report.title)} is signed.`);
        loaded.set(done);
      }} />}
    </>
  );
}

function Body({ at, scope, kinds }: { at: string; scope: Scope; kinds: ReportKinds }) {
  const loaded = useLoad(() => tradeReports.get(at, scope), [at, scope], ["report"]);
  const kind = kinds.kinds.find(({ key }) => key === at);
  return (
    <>
      <Title aside={<a class="button" href="/reports">All reports</a>}>{kind?.title ?? "Report"}</Title>
      {kind && <p class="soft">{kind.about}</p>}
      <Filters at={at} scope={scope} kinds={kinds} />
      <Shown from={loaded}>{(report) => <Shape report={report} scope={scope} loaded={loaded} />}</Shown>
    </>
  );
}

export function ReportScreen({ at, search }: { at: string; search: URLSearchParams }) {
  const kinds = useLoad(tradeReports.kinds, []);
  return <Shown from={kinds}>{(known) => <Body at={at} scope={scopeOf(search)} kinds={known} />}</Shown>;
}
