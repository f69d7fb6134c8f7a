// What was found in a unit, and how each of it ends.
import { useState } from "preact/hooks";
import { units } from "../../api/calls";
import type { Finding } from "../../api/types";
import { many } from "../../money";
import { may, me } from "../../session";
import { dayText, timeText, word } from "../../words";
import { useAction } from "../../ui/load";
import { Field, ProblemNote, Tag } from "../../ui/parts";
import { CashForm, cashText } from "./cash";
import { Ask, Choice } from "./parts";

const isOwn = (name: string) => name === me.value?.user.name;

function textOf(finding: Finding): string {
  switch (finding.kind) {
    case "count_differs":
      return `${finding.found_by} counted ${finding.counted}, the books say ${finding.expected}.`;
    case "scan_differs":
      return `${many(finding.expected, "piece")} at the scanner, ${many(finding.counted, "envelope")} in the batches.`;
    case "discovered":
      return `${many(finding.counted, "piece")} discovered by ${finding.found_by}; to be in a batch by ${dayText(finding.due ?? "")}.`;
    case "cash":
      return finding.counts.length > 0 ? cashText(finding.counts.at(-1)!)
        : `Counted by ${many(finding.counts_made, "person", "people")}; the amount shows once two counts agree.`;
  }
}

function Settle({ finding, onClose, onDone }: { finding: Finding; onClose: () => void; onDone: () => void }) {
  const isCash = finding.kind === "cash";
  const [right, setRight] = useState("books");
  const [text, setText] = useState("");
  return (
    <Ask title={isCash ? "Put the cash into a bag" : `Settle the count of unit ${finding.unit_number}`}
      button={isCash ? "In the bag" : "Settle"} onClose={onClose}
      check={() => text.trim() ? null : isCash ? "Say which bag or receipt." : "Say why; it stays on record."}
      act={async () => {
        await units.resolve(finding.id, text.trim(), isCash ? undefined : right === "count");
        onDone();
      }}>
      {!isCash && <Choice label="What is right" value={right} onChange={setRight} first options={[
        ["books", `The books: ${finding.expected} pieces`], ["count", `The count: ${finding.counted} pieces; the books are corrected`],
      ]} />}
      <Field label={isCash ? "Bag or receipt" : "Reason"} value={text} onInput={setText} autocomplete="off"
        {...(isCash ? { "data-first": true } : {})} />
    </Ask>
  );
}

type Doing = { what: "count" | "settle"; finding: Finding } | null;

export function Findings({ findings, here, onChange }: {
  findings: Finding[]; here?: number; onChange: () => void;
}) {
  const [doing, setDoing] = useState<Doing>(null);
  const action = useAction();
  const done = () => { setDoing(null); onChange(); };
  const button = (name: string, of: Finding, run: () => void) => (
    <button type="button" class="small" disabled={action.isBusy} onClick={run}>{name}
      <span class="vh">: {word(of.kind).toLowerCase()}, unit {of.unit_number}</span></button>
  );
  const deedOf = (one: Finding) => {
    if (one.resolution !== null) return null;
    if (one.kind === "cash" && one.witnessed_by === null && !(one.counts_made === 1 && isOwn(one.found_by)))
      return button("Count again…", one, () => setDoing({ what: "count", finding: one }));
    if (one.kind === "cash" && one.witnessed_by !== null)
      return button("Put into a bag…", one, () => setDoing({ what: "settle", finding: one }));
    if (one.kind === "discovered" && one.witnessed_by === null && !isOwn(one.found_by))
      return button("Sign", one, () => action.run(async () => { await units.witness(one.id); onChange(); }));
    if (one.kind === "count_differs" && may("custody") && !isOwn(one.found_by))
      return button("Settle…", one, () => setDoing({ what: "settle", finding: one }));
    return null;
  };
  return (
    <>
      <ul class="lines">{findings.map((one) => (
        <li key={one.id} class="row">
          <Tag state={one.kind} tone={one.resolution === null ? "warn" : "good"} />
          {here === undefined && <a href={`/units/${one.unit}`}>Unit {one.unit_number}</a>}
          <span>{textOf(one)} {one.note && <span class="soft">{one.note}</span>}</span>
          {one.found_unit !== null && one.found_unit !== here && <a href={`/units/${one.found_unit}`}>Its own unit</a>}
          {one.witnessed_by && <span class="soft">Second: {one.witnessed_by}</span>}
          {one.resolution !== null && <span class="soft">{one.resolution} {one.resolved_by}, {timeText(one.resolved_at ?? "", me.value?.time_zone)}</span>}
          {deedOf(one)}
        </li>
      ))}</ul>
      <ProblemNote problem={action.problem} />
      {doing?.what === "settle" && <Settle finding={doing.finding} onClose={() => setDoing(null)} onDone={done} />}
      {doing?.what === "count" && <CashForm title="Count the cash again" button="Counted" withNote={false}
        onClose={() => setDoing(null)}
        act={async (cash) => { await units.countCash(doing.finding.id, cash); done(); }} />}
    </>
  );
}
