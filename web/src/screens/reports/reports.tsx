// The reports, by group.
import { tradeReports } from "../../api/office";
import type { ReportKind } from "../../api/office";
import { businessDay, may } from "../../session";
import { useLoad } from "../../ui/load";
import { Panel, Shown, Title } from "../../ui/parts";
import { useRows } from "../../ui/rows";
import { DayReports } from "./day_reports";

const groups: [ReportKind["group"], string][] = [
  ["money", "Money"], ["exceptions", "Exceptions"], ["work", "Work"], ["audit", "Audit"], ["indicators", "Indicators"],
];

function Group({ title, kinds }: { title: string; kinds: ReportKind[] }) {
  if (kinds.length === 0) return null;
  return (
    <Panel title={title}>
      <ul class="report-list">{kinds.map((kind) => (
        <li key={kind.key}><a data-row href={`/reports/${kind.key}`}>{kind.title}</a> <span class="soft">{kind.about}</span></li>
      ))}</ul>
    </Panel>
  );
}

export function Reports() {
  const loaded = useLoad(tradeReports.kinds, []);
  useRows();
  return (
    <>
      <Title aside={<span class="row"><a class="button" href="/correspondence">Correspondence</a> <a class="button" href="/incidents">Impact log</a>
        {may("set_rules") && <a class="button" href="/payees">Payees</a>}</span>}>Reports</Title>
      <Shown from={loaded}>{({ kinds }) => (
        <div class="columns">{groups.map(([group, title]) => (
          <Group key={group} title={title} kinds={kinds.filter((kind) => kind.group === group)} />
        ))}</div>
      )}</Shown>
      <DayReports day={businessDay.value} />
    </>
  );
}
