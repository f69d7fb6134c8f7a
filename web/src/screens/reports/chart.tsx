// A picture of some columns of a report.  The table under it says the same in words.
import type { Cell, Report } from "../../api/office";
import { cellText } from "./cells";

const barsMax = 24;
const wide = 720;
const labelWide = 190;
const figureWide = 110;
const rowHigh = 20;

const figureOf = (cell: Cell | undefined) => typeof cell === "number" ? cell : null;

function greatest(report: Report, columns: number[]): number {
  const isShare = columns.every((column) => report.columns[column]?.kind === "share");
  if (isShare) return 10_000;
  return Math.max(1, ...report.rows.flatMap((row) => columns.map((column) => figureOf(row[column]) ?? 0)));
}

function Bars({ report, columns, label }: { report: Report; columns: number[]; label: number }) {
  const most = greatest(report, columns);
  const rows = report.rows.slice(0, barsMax);
  const groupHigh = rowHigh * columns.length + 6;
  const room = wide - labelWide - figureWide;
  return (
    <svg class="chart" viewBox={`0 0 ${wide} ${rows.length * groupHigh + 4}`} role="img" aria-label={report.chart?.title ?? ""}>
      {rows.map((row, at) => {
        const name = cellText(row[label] ?? null, report.columns[label]?.kind ?? "text");
        return (
          <g key={at}>
            <text x={labelWide - 8} y={at * groupHigh + 15} class="chart-label">{name.length > 28 ? `${name.slice(0, 27)}…` : name}</text>
            {columns.map((column, n) => {
              const figure = figureOf(row[column]);
              const length = figure === null ? 0 : Math.max(0, figure) / most * room;
              const y = at * groupHigh + n * rowHigh;
              return (
                <g key={column}>
                  <rect x={labelWide} y={y + 3} width={length} height={rowHigh - 6} class={`series-${n + 1}`} />
                  <text x={labelWide + length + 6} y={y + 15} class="chart-figure">
                    {figure === null ? "nothing to measure" : cellText(figure, report.columns[column]?.kind ?? "count")}</text>
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}

/// Points of a line, broken where nothing was measured.
function runs(report: Report, column: number, place: (at: number, figure: number) => string): string[] {
  const parts: string[] = [];
  let run: string[] = [];
  report.rows.forEach((row, at) => {
    const figure = figureOf(row[column]);
    if (figure !== null) { run.push(place(at, figure)); return; }
    if (run.length > 0) parts.push(run.join(" "));
    run = [];
  });
  return run.length > 0 ? [...parts, run.join(" ")] : parts;
}

function Lines({ report, columns, label }: { report: Report; columns: number[]; label: number }) {
  const high = 220;
  const most = greatest(report, columns);
  const left = 60;
  const last = Math.max(1, report.rows.length - 1);
  const x = (at: number) => left + at / last * (wide - left - 30);
  const y = (figure: number) => 10 + (1 - figure / most) * (high - 40);
  const kind = report.columns[columns[0] ?? 0]?.kind ?? "count";
  const ends = [0, report.rows.length - 1].filter((at, n, all) => all.indexOf(at) === n);
  return (
    <svg class="chart" viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={report.chart?.title ?? ""}>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line x1={left} x2={wide - 30} y1={y(part * most)} y2={y(part * most)} class="chart-grid" />
          <text x={left - 6} y={y(part * most) + 4} class="chart-label">{cellText(Math.round(part * most), kind)}</text>
        </g>
      ))}
      {columns.map((column, n) => (
        <g key={column}>
          {runs(report, column, (at, figure) => `${x(at)},${y(figure)}`).map((points) => (
            <polyline key={points} points={points} class={`line series-${n + 1}`} />
          ))}
          {report.rows.map((row, at) => figureOf(row[column]) !== null && (
            <circle key={at} cx={x(at)} cy={y(figureOf(row[column])!)} r={3.5} class={`dot series-${n + 1}`} />
          ))}
        </g>
      ))}
      {ends.map((at) => (
        <text key={at} x={x(at)} y={high - 6} class={at === 0 ? "chart-figure" : "chart-label"}>
          {cellText(report.rows[at]?.[label] ?? null, "text")}</text>
      ))}
    </svg>
  );
}

export function ReportChart({ report }: { report: Report }) {
  const { chart } = report;
  if (!chart || report.rows.length === 0) return null;
  const isBars = chart.kind === "bars";
  if (isBars && report.rows.length > barsMax) return null;
  const parts = { report, columns: chart.columns, label: chart.label };
  return (
    <figure>
      {isBars ? <Bars {...parts} /> : <Lines {...parts} />}
      <figcaption>{chart.title}. The table holds the same figures.{chart.columns.length > 1 && chart.columns.map((column, n) => (
        <span key={column} class="legend"><svg viewBox="0 0 22 10" aria-hidden="true">
          {isBars ? <rect x="0" y="0" width="22" height="10" class={`series-${n + 1}`} />
            : <polyline points="0,5 22,5" class={`line series-${n + 1}`} />}</svg> {report.columns[column]?.title}</span>
      ))}</figcaption>
    </figure>
  );
}
