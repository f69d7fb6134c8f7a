// Why a batch does not balance: every cause that makes up the difference, the likeliest first.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { batches } from "../api/calls";
import type { BatchDetail, Cause, Diagnosis, Suspicion } from "../api/types";
import { digitOf } from "../input/pad";
import { many, money } from "../money";
import { navigate } from "../router";
import { may } from "../session";
import { word } from "../words";
import { effectText, isToExplain, nameOf, placeOf, shareText } from "./diagnosis_text";
import { useKeys } from "../ui/keyboard";
import { useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { Kbd, Panel, ProblemNote, Table } from "../ui/parts";

const shownAtFirst = 5;

export const useDiagnosis = (batch: BatchDetail): Loaded<Diagnosis | null> =>
  useLoad(() => isToExplain(batch) ? batches.diagnosis(batch.id) : Promise.resolve(null),
    [batch.id, batch.version, isToExplain(batch)], ["batch", "task"]);

const sumText = (cents: number | null) => (cents === null ? "\u2014" : money(cents));

interface Row { rank: number; cause: Cause; batch: number; onDeclared: () => void }

function PlaceLink({ one, row }: { one: Suspicion; row: Row }) {
  const place = placeOf(one, row.batch);
  const name = nameOf(one, row.batch);
  const about = `${name}: ${word(one.kind).toLowerCase()}`;
  if (place === null) return <span>{name}</span>;
  if (place === "declared") {
    if (!may("force")) return <span>{name}</span>;
    return <button type="button" aria-label={`Correct what was ${about}`}
      onClick={row.onDeclared}>{name}</button>;
  }
  return <a href={place.href} aria-label={one.sequence === null ? about : `Document ${about}`}>{name}</a>;
}

/// One line for each suspicion of the cause.
const stacked = (row: Row, of: (one: Suspicion) => ComponentChildren) =>
  row.cause.suspicions.map((one, at) => <div key={at}>{of(one)}</div>);

const columns = [
  { name: "Key", of: ({ rank }: Row) => (rank <= 9 ? <Kbd caps={[String(rank)]} /> : rank) },
  { name: "Document", figures: true, of: (row: Row) =>
    stacked(row, (one) => <PlaceLink one={one} row={row} />) },
  { name: "Now", figures: true, of: (row: Row) => stacked(row, (one) => sumText(one.now_cents)) },
  { name: "Would be", figures: true, of: (row: Row) => stacked(row, (one) => sumText(one.then_cents)) },
  { name: "Effect", figures: true, of: (row: Row) => stacked(row, (one) => effectText(one.effect)) },
  { name: "What, and why", of: ({ cause }: Row) => (
    <><strong>{word(cause.kind)}</strong><br /><span class="why">{cause.sentence}</span></>) },
  { name: "Share", figures: true, of: ({ cause }: Row) => shareText(cause.share_ppm) },
];

/// The panel, with its keys: a digit or Enter goes to the place, M shows what is less likely.
export function Causes({ batch, diagnosis, onDeclared }: {
  batch: BatchDetail; diagnosis: Loaded<Diagnosis | null>; onDeclared: () => void;
}) {
  const [isAll, setAll] = useState(false);
  const causes = diagnosis.data?.causes ?? [];
  const shown = isAll ? causes : causes.slice(0, shownAtFirst);
  const rest = causes.length - shown.length;
  const goTo = (at: number): boolean => {
    const places = causes[at]?.suspicions.map((one) => placeOf(one, batch.id)) ?? [];
    const place = places.find((one) => one !== null);
    if (!place || (place === "declared" && !may("force"))) return false;
    if (place === "declared") onDeclared();
    else navigate(place.href);
    return true;
  };
  useKeys(["causes"], {
    "go-suspect": (event) => goTo(Number(digitOf(event)) - 1),
    "go-likeliest": () => goTo(0),
    "all-causes": () => { if (rest === 0) return false; setAll(true); return true; },
  });
  const rows = shown.map((cause, at): Row => ({ rank: at + 1, cause, batch: batch.id, onDeclared }));
  return (
    <Panel title={causes.length > 0 ? "What would explain it" : "Nothing explains it"} class="causes">
      <ProblemNote problem={diagnosis.problem} />
      {causes.length === 0
        ? <p class="empty">{diagnosis.data ? diagnosis.data.sentence : "Looking for causes…"}</p>
        : <Table caption={`Causes of the difference of batch ${batch.id}`} columns={columns} rows={rows}
            keyOf={({ rank }) => rank} />}
      {rest > 0 && <p class="actions"><button type="button" onClick={() => setAll(true)}>
        Show {many(rest, "less likely cause")} <Kbd caps={["M"]} /></button></p>}
      {isAll && <p class="vh" role="status">All {causes.length} causes are shown.</p>}
    </Panel>
  );
}
