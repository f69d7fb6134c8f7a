// A check with a list: its rows find their accounts, and what is left over is seen all the time.
import { useState } from "preact/hooks";
import { matching } from "../api/calls";
import type { ListRow, RecordTask } from "../api/types";
import { money } from "../money";
import { Dialog } from "../ui/dialog";
import { FormEnd } from "../ui/form_end";
import { useAction } from "../ui/load";
import { Sum, Table, Tag } from "../ui/parts";

const tones = { found: "good", proposed: "warn", unknown: "bad" } as const;

/// Rows that say where their money goes; a proposal counts once somebody has ticked it.
const isTaken = (row: ListRow, ticked: ReadonlySet<number>) => !row.is_total && row.ref !== null &&
  row.amount_cents !== null && (row.outcome === "found" || ticked.has(row.line));

/// Several rows of one account are one part of the check.
function answerOf(rows: ListRow[]): string {
  const sums = new Map<string, number>();
  for (const { ref, amount_cents } of rows) sums.set(ref ?? "", (sums.get(ref ?? "") ?? 0) + (amount_cents ?? 0));
  return [...sums].map(([ref, cents]) => `${ref}=${cents}`).join(";");
}

function Rows({ rows, ticked, onTick }: {
  rows: ListRow[]; ticked: ReadonlySet<number>; onTick: (line: number) => void;
}) {
  return (
    <Table caption="Rows of the list" rows={rows} keyOf={({ line }) => line} empty="No row with a number was found." columns={[
      { name: "Row", figures: true, of: ({ line }) => line },
      { name: "Written", of: (row) => row.is_total ? `${row.name} (total)` : `${row.number} ${row.name}` },
      { name: "Amount", figures: true, of: ({ amount_cents }) => amount_cents === null ? "none" : money(amount_cents) },
      { name: "Account", of: (row) => row.is_total ? "" : row.account ? `${row.account} ${row.holder}` : "" },
      { name: "Why", of: (row) => row.is_total ? "" : <>
        <Tag state={row.outcome} tone={tones[row.outcome]} /> {row.reason}
        {row.outcome === "proposed" && (
          <label class="inline"> <input type="checkbox" checked={ticked.has(row.line)} onChange={() => onTick(row.line)} />
            {" "}It is<span class="vh"> the account of row {row.line}</span></label>)}
      </> },
    ]} />
  );
}

export function Divide({ task, tender, onDone, onClose }: {
  task: RecordTask; tender: number; onDone: () => void; onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [rows, setRows] = useState<ListRow[] | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const action = useAction();
  const taken = (rows ?? []).filter((row) => isTaken(row, ticked));
  const rest = tender - taken.reduce((sum, row) => sum + (row.amount_cents ?? 0), 0);
  const tick = (line: number) => {
    const next = new Set(ticked);
    if (!next.delete(line)) next.add(line);
    setTicked(next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      if (rows === null) return setRows((await matching.list(task.id, text)).rows);
      await matching.divide(task.id, answerOf(taken), task.version);
      onDone();
    });
  };
  return (
    <Dialog title="Divide the check by its list" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {rows === null ? (
          <div class="field"><label for="payment-list">Rows of account, name and amount</label>
            <textarea id="payment-list" rows={10} data-first value={text}
              onInput={(event) => setText(event.currentTarget.value)} />
            <small>Paste them, or <label class="inline">take a file <input type="file" accept=".csv,.txt,.tsv"
              onChange={async (event) => setText(await event.currentTarget.files?.[0]?.text() ?? "")} /></label></small></div>
        ) : (
          <>
            <Rows rows={rows} ticked={ticked} onTick={tick} />
            <p role="status">Check <Sum cents={tender} />, on the list <Sum cents={tender - rest} />,{" "}
              left over <Sum cents={rest} zeroIsGood />{rest > 0 && " goes to suspense"}{rest < 0 && ": the list is over the check"}</p>
            <p><button type="button" onClick={() => setRows(null)}>Change the list</button></p>
          </>
        )}
        <FormEnd action={action} button={rows === null ? "Find the accounts" : "Divide the check"} onClose={onClose} />
      </form>
    </Dialog>
  );
}
