// The cells of a report as people read them.
import type { Cell, ColumnKind } from "../../api/office";
import { count, money } from "../../money";
import { dayText } from "../../words";

/// Hundredths of a percent: 9820 is "98.20 %".
export function cellText(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return "";
  if (typeof cell === "string") return kind === "day" ? dayText(cell) : cell;
  if (kind === "money") return money(cell);
  if (kind === "share") return `${(cell / 100).toFixed(2)} %`;
  return count(cell);
}
