// The batches of a day.
import { useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { Batch } from "../api/types";
import { count, difference, money } from "../money";
import { businessDay } from "../session";
import { Field, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { useLoad } from "../ui/load";
import { ShowMore, usePages } from "../ui/pages";
import { useRows } from "../ui/rows";
import { ReopenedDays } from "./day/reopened";
import { standingOf } from "./release_batch";

export const batchColumns = [
  { name: "Batch", of: (batch: Batch) => <a data-row href={`/batches/${batch.id}`}>{batch.id}</a> },
  { name: "Lockbox", of: (batch: Batch) => batch.lockbox },
  { name: "Job", of: (batch: Batch) => batch.job },
  { name: "State", of: (batch: Batch) => <Tag state={standingOf(batch)} /> },
  { name: "Papers", figures: true, of: (batch: Batch) => count(batch.counted.documents) },
  { name: "Counted", figures: true, of: (batch: Batch) => money(batch.counted.amount_cents) },
  { name: "Difference", figures: true, of: (batch: Batch) =>
    batch.difference ? difference(batch.difference.amount_cents) : "not declared" },
  { name: "Open", figures: true, of: (batch: Batch) => count(batch.open_tasks) },
];

export function Batches() {
  const [day, setDay] = useState(businessDay.value ?? "");
  const loaded = useLoad(() => batches.list(day || null), [day], ["batch", "task"]);
  const pages = usePages(loaded.data, (cursor) => batches.list(day || null, cursor));
  useRows();
  return (
    <>
      <Title aside={<Field label="Business day" type="date" value={day} onInput={setDay} />}>Batches</Title>
      <ReopenedDays day={day} />
      <Panel>
        <Shown from={loaded}>{() => (
          <>
            <Table caption="Batches" columns={batchColumns} rows={pages.items} keyOf={(batch) => batch.id}
              empty={day ? "No batch on this day. Batches begin on Scan." : "No batch yet. Batches begin on Scan."} />
            <ShowMore of={pages} />
          </>
        )}</Shown>
      </Panel>
    </>
  );
}
