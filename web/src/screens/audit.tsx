// The audit trail.
import { useState } from "preact/hooks";
import { audit } from "../api/calls";
import type { AuditEvent } from "../api/types";
import { me } from "../session";
import { timeText, word } from "../words";
import { useLoad } from "../ui/load";
import { Field, Panel, Shown, Table, Title } from "../ui/parts";
import { ShowMore, usePages } from "../ui/pages";

const columns = [
  { name: "#", figures: true, of: (event: AuditEvent) => event.seq },
  { name: "When", of: (event: AuditEvent) => timeText(event.at, me.value?.time_zone) },
  { name: "Of", of: (event: AuditEvent) => `${word(event.entity)} ${event.entity_key}` },
  { name: "What", of: (event: AuditEvent) => word(event.event) },
  { name: "From", of: (event: AuditEvent) => event.from_state ? word(event.from_state) : "" },
  { name: "To", of: (event: AuditEvent) => event.to_state ? word(event.to_state) : "" },
  { name: "Who", of: (event: AuditEvent) => event.actor },
  { name: "Reason", of: (event: AuditEvent) => event.reason },
];

type Filter = { batch: string; entity: string; entity_key: string };

function Events({ filter }: { filter: Filter }) {
  const loaded = useLoad(() => audit(filter), [filter]);
  const pages = usePages(loaded.data, (cursor) => audit({ ...filter, cursor }));
  return (
    <Shown from={loaded}>{() => (
      <>
        <Table caption="Audit events" columns={columns} rows={pages.items} keyOf={(event) => event.seq}
          empty="No event fits." />
        <ShowMore of={pages} />
      </>
    )}</Shown>
  );
}

export function Audit() {
  const [filter, setFilter] = useState<Filter>({ batch: "", entity: "", entity_key: "" });
  const [applied, setApplied] = useState(filter);
  const set = (name: keyof Filter) => (text: string) => setFilter({ ...filter, [name]: text });
  return (
    <>
      <Title>Audit</Title>
      <Panel>
        <form class="filters" onSubmit={(event) => { event.preventDefault(); setApplied(filter); }}>
          <Field label="Batch" inputMode="numeric" value={filter.batch} onInput={set("batch")} />
          <Field label="Kind of thing" value={filter.entity} onInput={set("entity")} hint="batch, item, deposit, day" />
          <Field label="Its number" value={filter.entity_key} onInput={set("entity_key")} />
          <button type="submit" class="main">Show</button>
        </form>
        <Events key={JSON.stringify(applied)} filter={applied} />
      </Panel>
    </>
  );
}
