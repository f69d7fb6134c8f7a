// Everything that happened to an account, oldest first, with what was received so far.
import { ledger } from "../api/ledger";
import type { HistoryRow } from "../api/ledger";
import { money } from "../money";
import { dayText, word } from "../words";
import { useLoad } from "../ui/load";
import { Panel, Shown, Table, Tag } from "../ui/parts";

function Where({ row }: { row: HistoryRow }) {
  const { envelope, document_ids: [first] } = row;
  return (
    <>
      {first !== undefined ? <a href={`/documents/${first}`}>Batch {envelope?.batch}, envelope {envelope?.transaction}</a>
        : envelope && `Batch ${envelope.batch}, envelope ${envelope.transaction}`}
      {row.check && <span class="soft"> check {row.check}</span>}
      {row.ticket && <span class="soft"> deposit {row.ticket}</span>}
      {row.return !== null && <> <a href={`/returns/${row.return}`}>Return {row.return}</a></>}
      {row.adjustment !== null && <span class="soft"> adjustment {row.adjustment}</span>}
    </>
  );
}

const columns = [
  { name: "Day", of: (row: HistoryRow) => dayText(row.day) },
  { name: "What", of: (row: HistoryRow) => row.state ? <Tag state={row.state} text={`Payment, ${word(row.state).toLowerCase()}`} /> : word(row.kind) },
  { name: "Amount", figures: true, of: (row: HistoryRow) => row.amount_cents === null ? "" : money(row.amount_cents) },
  { name: "Received so far", figures: true, of: (row: HistoryRow) => money(row.received_cents) },
  { name: "In words", of: (row: HistoryRow) => row.text },
  { name: "Where", of: (row: HistoryRow) => <Where row={row} /> },
  { name: "Who", of: (row: HistoryRow) => row.who ?? "" },
  { name: "Why", of: (row: HistoryRow) => row.why ?? "" },
];

export function AccountHistoryPanel({ account }: { account: string }) {
  const loaded = useLoad(() => ledger.history(account), [account], ["ledger", "batch", "deposit"]);
  return (
    <Panel title="History" aside={<a class="button" href={ledger.historyCsv(account)} download>History (CSV)</a>}>
      <Shown from={loaded}>{({ rows }) => <Table caption="What happened to this account" columns={columns}
        rows={rows.map((row, at) => ({ ...row, number: at }))} keyOf={(row) => (row as HistoryRow & { number: number }).number}
        empty="Nothing happened to this account yet." />}</Shown>
    </Panel>
  );
}
