// Reports to take away.
import { useState } from "preact/hooks";
import { batches, days, reports } from "../api/calls";
import { money } from "../money";
import { businessDay } from "../session";
import { dayText } from "../words";
import { useLoad } from "../ui/load";
import { ReopenedDays } from "./day/reopened";
import { Panel, Shown, Table, Tag, Title } from "../ui/parts";

function Tapes({ day }: { day: string }) {
  const loaded = useLoad(() => batches.list(day), [day], ["batch"]);
  return (
    <Shown from={loaded}>{({ items }) => (
      <Table caption="Tapes of the day" rows={items} keyOf={(batch) => batch.id}
        empty="No batch on this day." columns={[
          { name: "Batch", of: (batch) => batch.id },
          { name: "Lockbox", of: (batch) => batch.lockbox },
          { name: "State", of: (batch) => <Tag state={batch.balanced ? "balanced" : batch.state} /> },
          { name: "Counted", figures: true, of: (batch) => money(batch.counted.amount_cents) },
          { name: "Tape", of: (batch) => <a href={reports.tape(batch.id)} download>CSV<span class="vh"> of batch {batch.id}</span></a> },
        ]} />
    )}</Shown>
  );
}

export function Reports() {
  const all = useLoad(days.list, [], ["day"]);
  const [chosen, setDay] = useState<string | null>(null);
  return (
    <div class="narrow">
      <Title>Reports</Title>
      <Shown from={all}>{({ items }) => {
        const day = chosen ?? businessDay.value ?? items[0]?.day;
        if (!day) return <p class="empty">No business day yet. A day begins with its first batch.</p>;
        return (
          <>
            <ReopenedDays day={day} />
            <Panel title="Day report">
              <div class="field"><label for="day">Business day</label>
                <select id="day" value={day} onChange={(event) => setDay(event.currentTarget.value)}>
                  {items.map((one) => <option key={one.day} value={one.day}>{dayText(one.day)}, {one.state}</option>)}
                </select></div>
              <p class="actions">
                <a class="button" href={reports.day(day, "csv")} download>CSV</a>
                <a class="button" href={reports.day(day, "json")} download>JSON</a>
              </p>
            </Panel>
            <Panel title="Tapes"><Tapes day={day} /></Panel>
          </>
        );
      }}</Shown>
    </div>
  );
}
