// What a day can be taken away as, with its hours and the tapes of its batches.
import { useState } from "preact/hooks";
import { batches, days, reports } from "../../api/calls";
import { count, money } from "../../money";
import { dayText } from "../../words";
import { useLoad } from "../../ui/load";
import { ReopenedDays } from "../day/reopened";
import { Panel, Shown, Table, Tag } from "../../ui/parts";

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

function Hours({ day }: { day: string }) {
  const loaded = useLoad(() => reports.hours(day), [day], ["batch", "task"]);
  return (
    <Shown from={loaded}>{({ items }) => (
      <Table caption="Work by hour and person" rows={items} keyOf={(one) => `${one.date} ${one.hour} ${one.person}`}
        empty="Nobody has worked on this day's mail yet." columns={[
          { name: "Date", of: (one) => dayText(one.date) },
          { name: "Hour", of: (one) => `${String(one.hour).padStart(2, "0")}:00` },
          { name: "Person", of: (one) => one.person },
          { name: "Documents", figures: true, of: (one) => count(one.documents) },
          { name: "Answers", figures: true, of: (one) => count(one.answers) },
        ]} />
    )}</Shown>
  );
}

/// A report and the forms it can be taken away in.
function Take({ name, forms }: { name: string; forms: [form: string, href: string][] }) {
  return (
    <li class="row">{name}<span class="gap" />
      {forms.map(([form, href]) => (
        <a class="button" key={form} href={href} download>{form}<span class="vh">, {name}</span></a>
      ))}</li>
  );
}

export function DayReports({ day: today }: { day: string | null }) {
  const all = useLoad(days.list, [], ["day"]);
  const [chosen, setDay] = useState<string | null>(null);
  return (
    <Shown from={all}>{({ items }) => {
      const day = chosen ?? today ?? items[0]?.day;
      if (!day) return <p class="empty">No business day yet. A day begins with its first batch.</p>;
      return (
        <>
          <ReopenedDays day={day} />
          <Panel title="A day to take away">
            <div class="field"><label for="day">Business day</label>
              <select id="day" value={day} onChange={(event) => setDay(event.currentTarget.value)}>
                {items.map((one) => <option key={one.day} value={one.day}>{dayText(one.day)}, {one.state}</option>)}
              </select></div>
            <ul class="plain-list">
              <Take name="The day" forms={[["CSV", reports.day(day, "csv")], ["JSON", reports.day(day, "json")]]} />
              <Take name="Its deposits" forms={[["CSV", reports.deposits(day)]]} />
              <Take name="Work by hour" forms={[["CSV", reports.throughput(day)]]} />
            </ul>
          </Panel>
          <Panel title="Work by hour"><Hours day={day} /></Panel>
          <Panel title="Tapes"><Tapes day={day} /></Panel>
        </>
      );
    }}</Shown>
  );
}
