// What goes on after the day: held, suspense, open tasks, deposits that nobody approved.
import type { Carried, Roll, RollRow, Tie } from "../../api/types";
import { many, money } from "../../money";
import { dayText, word } from "../../words";
import type { Loaded } from "../../ui/load";
import { Panel, Shown, Sum, Table, Tag } from "../../ui/parts";

/// Shown on a day on which there was any.
const taken: [string, (roll: Tie["suspense"]) => number][] = [
  ["refunded", (roll) => roll.refunded_cents], ["charged back", (roll) => roll.returned_cents],
  ["handed to the state", (roll) => roll.escheated_cents],
];

const ageText = (row: Carried) => row.age_days === 0 ? "this day" : many(row.age_days, "day");

const columns = [
  { name: "What", of: (row: Carried) => <Tag state={row.kind} tone="warn" /> },
  { name: "Where", of: (row: Carried) => <a data-row href={row.href}>
    {row.ticket !== null ? `Deposit ${row.ticket}` : `Batch ${row.batch}, document ${row.sequence}`}</a> },
  { name: "Since", of: (row: Carried) => dayText(row.since) },
  { name: "Age", of: ageText },
  { name: "Amount", figures: true, of: (row: Carried) => row.amount_cents === null ? "" : money(row.amount_cents) },
  { name: "Why", of: (row: Carried) => row.due === null ? row.reason
    : <>{row.reason} <span class="soft">until {dayText(row.due)}, by {row.carried_by}</span></> },
  { name: "Owner", of: (row: Carried) => row.owner ?? <span class="soft">nobody yet</span> },
];

const rolled = [
  { name: "Opening", figures: true, of: (row: Roll | RollRow) => money(row.opening_cents) },
  { name: "In", figures: true, of: (row: Roll | RollRow) => money(row.in_cents) },
  { name: "Out", figures: true, of: (row: Roll | RollRow) => money(row.out_cents) },
  { name: "Closing", figures: true, of: (row: Roll | RollRow) => money(row.closing_cents) },
];
const rollColumns = [{ name: "Place", of: (roll: Roll) => `${word(roll.place)}, ${many(roll.pieces, "piece")}` }, ...rolled];
const keptColumns = [
  { name: "Where from", of: (row: RollRow) => row.return !== null ? <a href={`/returns/${row.return}`}>Return {row.return}</a>
    : <a href={`/batches/${row.batch}`}>Batch {row.batch}, document {row.sequence}</a> },
  ...rolled, { name: "This day", of: (row: RollRow) => row.what },
];

/// Paper that is kept and what drawers of returned checks owe, place by place.
function Rolls({ rolls }: { rolls: Roll[] }) {
  if (rolls.length === 0) return null;
  return (
    <>
      <Table caption="Kept paper and returned items: opening + in − out = closing" columns={rollColumns} rows={rolls}
        keyOf={(roll) => roll.place} />
      {rolls.map((roll) => (
        <details key={roll.place}><summary>{word(roll.place)}, one by one</summary>
          <Table caption={word(roll.place)} columns={keptColumns} rows={roll.rows}
            keyOf={(row) => `${row.batch}/${row.sequence}/${row.return}`} />
        </details>
      ))}
    </>
  );
}

export function CarriedPanel({ from }: { from: Loaded<Tie> }) {
  return (
    <Panel title="What waits and what is in suspense">
      <Shown from={from}>{({ carried, suspense, rolls }) => (
        <>
          <p class="soft">Suspense: open <Sum cents={suspense.opening_cents} /> + new <Sum cents={suspense.added_cents} />
            {" "}{"\u2212"} applied <Sum cents={suspense.applied_cents} />
            {taken.map(([name, cents]) => cents(suspense) !== 0 && <span key={name}> {"\u2212"} {name} <Sum cents={cents(suspense)} /></span>)}
            {" "}= <Sum cents={suspense.closing_cents} /></p>
          <Table caption="What waits and what is in suspense" columns={columns} rows={carried}
            keyOf={(row) => `${row.kind}/${row.batch}/${row.sequence}/${row.ticket}/${row.reason}`}
            empty="Nothing waits, and nothing is in suspense." />
          <Rolls rolls={rolls} />
        </>
      )}</Shown>
    </Panel>
  );
}
