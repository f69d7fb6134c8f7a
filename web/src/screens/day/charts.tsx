// Three small charts, each with its summary in words and its table.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { count, many } from "../../money";
import type { DayDetail } from "../../api/types";

interface Point { label: string; value: number }

function Chart({ title, summary, head, rows, children }: {
  title: string; summary: string; head: [string, string]; rows: Point[]; children: ComponentChildren;
}) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <figure class="panel chart" aria-labelledby={id}>
      <figcaption class="panel-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="small" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          Table<span class="vh"> of {title.toLowerCase()}</span></button>
      </figcaption>
      {isTable ? (
        <table><caption class="vh">{title}</caption>
          <thead><tr><th scope="col">{head[0]}</th><th scope="col" class="figures">{head[1]}</th></tr></thead>
          <tbody>{rows.map((row) => (
            <tr key={row.label}><th scope="row">{row.label}</th><td class="figures">{count(row.value)}</td></tr>
          ))}</tbody></table>
      ) : children}
      <p class="soft">{summary}</p>
    </figure>
  );
}

const [width, height] = [360, 150];

export function ItemsByHour({ day }: { day: DayDetail }) {
  const rows = day.by_hour.map(({ hour, items }) => ({ label: `${hour}:00`, value: items }));
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const total = rows.reduce((sum, { value }) => sum + value, 0);
  const peak = rows.reduce<Point | null>((best, row) => !best || row.value > best.value ? row : best, null);
  const summary = peak && total > 0
    ? `${many(total, "item")}, most at ${peak.label} (${count(peak.value)}).` : "No item yet.";
  const step = width / Math.max(1, rows.length);
  return (
    <Chart title="Items by hour" summary={summary} head={["Hour", "Items"]} rows={rows}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Items by hour. ${summary}`}>
        <line x1="0" y1={height - 18} x2={width} y2={height - 18} class="axis" />
        {rows.map((row, at) => {
          const tall = (row.value / most) * (height - 40);
          const middle = (at + 0.5) * step;
          return (
            <g key={row.label}>
              <rect x={middle - Math.min(14, step * 0.35)} y={height - 18 - tall}
                width={Math.min(28, step * 0.7)} height={tall} class="mark" />
              <text x={middle} y={height - 22 - tall} class="tick">{row.value || ""}</text>
              <text x={middle} y={height - 4} class="tick">{row.label.slice(0, 2)}</text>
            </g>
          );
        })}
      </svg>
    </Chart>
  );
}

export function MatchedAlone({ day }: { day: DayDetail }) {
  const { items, of } = day.matched_without_person;
  const share = of > 0 ? items / of : 0;
  const percent = `${(share * 100).toFixed(1)}%`;
  const summary = of > 0 ? `${count(items)} of ${many(of, "payment")}: ${percent}.` : "No payment yet.";
  const rows = [{ label: "Without a person", value: items }, { label: "With a person", value: of - items }];
  return (
    <Chart title="Matched without a person" summary={summary} head={["How", "Payments"]} rows={rows}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Matched without a person. ${summary}`}>
        <text x="0" y="62" class="large">{of > 0 ? percent : "\u2014"}</text>
        <rect x="1" y="86" width={width - 2} height="24" class="frame" />
        <rect x="1" y="86" width={(width - 2) * share} height="24" class="mark" />
        <text x="0" y="132" class="tick start">0%</text>
        <text x={width} y="132" class="tick end">100%</text>
      </svg>
    </Chart>
  );
}

function Bars({ rows, label }: { rows: Point[]; label: string }) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {rows.slice(0, 5).map((row, at) => {
        const long = (row.value / most) * (width - 150);
        return (
          <g key={row.label}>
            <text x="0" y={at * 28 + 21} class="tick start">{row.label}</text>
            <rect x="90" y={at * 28 + 8} width={Math.max(long, 1)} height="18" class="mark second" />
            <text x={98 + long} y={at * 28 + 21} class="tick start">{row.value}</text>
          </g>
        );
      })}
    </svg>
  );
}

export function ExceptionsByAge({ day }: { day: DayDetail }) {
  const rows = day.exceptions_by_age.map(({ label, count: value }) => ({ label, value }));
  const total = rows.reduce((sum, { value }) => sum + value, 0);
  const summary = total > 0 ? `${many(total, "open exception")}.` : "No open exception.";
  return (
    <Chart title="Open exceptions by age" summary={summary} head={["Age", "Exceptions"]} rows={rows}>
      <Bars rows={rows} label={`Open exceptions by age. ${summary}`} />
    </Chart>
  );
}

/// Mail that was counted in and not yet scanned; nothing where no mail log is kept.
export function UnworkedByAge({ day }: { day: DayDetail }) {
  if (!day.unworked_by_age) return null;
  const rows = day.unworked_by_age.map(({ label, pieces: value }) => ({ label, value }));
  const trays = day.unworked_by_age.reduce((sum, { units }) => sum + units, 0);
  const total = rows.reduce((sum, { value }) => sum + value, 0);
  const summary = total > 0 ? `${many(total, "piece")} in ${many(trays, "tray")} not scanned yet.` : "No tray waits.";
  return (
    <Chart title="Unworked mail by age" summary={summary} head={["Age", "Pieces"]} rows={rows}>
      <Bars rows={rows} label={`Unworked mail by age. ${summary}`} />
    </Chart>
  );
}
