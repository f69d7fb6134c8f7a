// The batches of a day.
import { useEffect, useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { Batch } from "../api/types";
import { count, difference, money } from "../money";
import { businessDay } from "../session";
import { Field, Note, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { useAction, useLoad } from "../ui/load";
import { useRows } from "../ui/rows";
import { ReopenedDays } from "./day/reopened";

export const batchColumns = [
  { name: "Batch", of: (batch: Batch) => <a data-row href={`/batches/${batch.id}`}>{batch.id}</a> },
  { name: "Lockbox", of: (batch: Batch) => batch.lockbox },
  { name: "Job", of: (batch: Batch) => batch.job },
  { name: "State", of: (batch: Batch) => <Tag state={batch.balanced ? "balanced" : batch.state} /> },
  { name: "Papers", figures: true, of: (batch: Batch) => count(batch.counted.documents) },
  { name: "Counted", figures: true, of: (batch: Batch) => money(batch.counted.amount_cents) },
  { name: "Difference", figures: true, of: (batch: Batch) =>
    batch.difference ? difference(batch.difference.amount_cents) : "not declared" },
  { name: "Open", figures: true, of: (batch: Batch) => count(batch.open_tasks) },
];

export function Batches() {
  const [day, setDay] = useState(businessDay.value ?? "");
  const loaded = useLoad(() => batches.list(day || null), [day], ["batch", "task"]);
  const [more, setMore] = useState<{ items: Batch[]; next: string | null } | null>(null);
  const action = useAction();
  useRows();
  useEffect(() => setMore(null), [loaded.data]);
  return (
    <>
      <Title aside={<Field label="Business day" type="date" value={day} onInput={setDay} />}>Batches</Title>
      <ReopenedDays day={day} />
      <Panel>
        <Shown from={loaded}>{({ items, next }) => {
          const cursor = more ? more.next : next;
          return (
            <>
              <Table caption="Batches" columns={batchColumns} rows={[...items, ...(more?.items ?? [])]}
                keyOf={(batch) => batch.id}
                empty={day ? "No batch on this day. Batches begin on Scan." : "No batch yet. Batches begin on Scan."} />
              {cursor && <p><button type="button" disabled={action.isBusy} onClick={() => action.run(async () => {
                const page = await batches.list(day || null, cursor);
                setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next });
              })}>Show more</button></p>}
            </>
          );
        }}</Shown>
        {action.problem && <Note tone="bad">{action.problem.detail}</Note>}
      </Panel>
    </>
  );
}
