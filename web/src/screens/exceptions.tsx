// What only a person can decide, oldest first: whose money, which envelope, the same check twice.
import { useState } from "preact/hooks";
import { batches, tasks } from "../api/calls";
import type { Task } from "../api/types";
import { many } from "../money";
import { businessDay, may } from "../session";
import { ageText, kinds, oldestFirst } from "./exception_order";
import type { Exception } from "./exception_order";
import { Cases } from "./cases";
import { CarriedToday } from "./day/carry";
import { StopList } from "./stop_list";
import { useLoad } from "../ui/load";
import { Panel, Shown, Table, Title } from "../ui/parts";
import { ShowMore, usePages } from "../ui/pages";
import { useRows } from "../ui/rows";

/// Whoever may decide goes to the question, anybody else to the paper.
const hrefOf = ({ batch, field, document_id }: Task) => {
  const isMine = field === "third_amount" ? may("verify") && may("key") : may("key");
  return isMine ? `/key?batch=${batch}&field=${field}` : `/documents/${document_id}`;
};

const columns = [
  { name: "Item", figures: true, of: ({ task }: Exception) => <a data-row href={hrefOf(task)}>{task.sequence}</a> },
  { name: "Age", of: ({ days }: Exception) => ageText(days) },
  { name: "Kind", of: ({ task }: Exception) => kinds[task.field] },
  { name: "Why", of: ({ task }: Exception) => task.reason },
  { name: "Batch", of: ({ task, batch }: Exception) =>
    <a href={`/batches/${task.batch}`}>{task.batch}{batch ? ` ${batch.lockbox}` : ""}</a> },
  { name: "Paper", of: ({ task }: Exception) =>
    <a href={`/documents/${task.document_id}`}>Record<span class="vh"> of item {task.sequence} of batch {task.batch}</span></a> },
  { name: "With", of: ({ task }: Exception) => task.lease?.by ?? "" },
];

export function Exceptions() {
  const [kind, setKind] = useState("");
  const loaded = useLoad(() => Promise.all([tasks.list(), batches.list(null)]), [], ["task", "batch"]);
  const pages = usePages(loaded.data?.[0] ?? null, (cursor) => tasks.list(cursor));
  useRows();
  return (
    <>
      <Title aside={(
        <label class="inline">Kind <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          <option value="">All kinds</option>
          {Object.entries(kinds).map(([field, name]) => <option key={field} value={field}>{name}</option>)}
        </select></label>
      )}>Exceptions</Title>
      <CarriedToday day={businessDay.value} />
      <Cases />
      <Panel title="Questions about papers">
        <Shown from={loaded}>{([, known]) => {
          const all = oldestFirst(pages.items, known.items, businessDay.value ?? "");
          const shown = all.filter(({ task }) => !kind || task.field === kind);
          return (
            <>
              <p class="soft" role="status">{many(shown.length, "exception")}{pages.isWhole ? "" : " so far"}, oldest first.</p>
              <Table caption="Exceptions" columns={columns} rows={shown} keyOf={({ task }) => task.id}
                empty="Nothing waits for a decision." />
              <ShowMore of={pages} />
            </>
          );
        }}</Shown>
      </Panel>
      <StopList />
    </>
  );
}
