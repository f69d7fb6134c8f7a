// The day's tie in twelve lines; each opens the items and entries that make it.
import { useState } from "preact/hooks";
import { closing } from "../../api/calls";
import type { Tie, TieLine, TiePart } from "../../api/types";
import { count, many, money } from "../../money";
import { useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { ShowMore, usePages } from "../../ui/pages";
import { Dialog } from "../../ui/dialog";
import { Panel, Shown, Table, Tag } from "../../ui/parts";

const paperLine = 11;

/// Puts the focus on the first line of the tie.
export function goToTie(): boolean {
  const first = document.querySelector<HTMLElement>(".tie-lines [data-row]");
  first?.focus();
  return first !== null;
}

/// "+0.72", or "+1 piece" of the line that counts paper.
export function differenceText(line: TieLine): string {
  const by = line.difference ?? 0;
  const size = line.line === paperLine ? many(Math.abs(by), "piece") : money(Math.abs(by));
  return `${by < 0 ? "\u2212" : "+"}${size}`;
}

function Verdict({ line, lines }: { line: TieLine; lines: TieLine[] }) {
  if (line.equation === 0) {
    return line.amount_cents === 0 ? <Tag state="done" tone="good" text="None" />
      : <Tag state="open" tone="warn" text="Accepted" />;
  }
  const lead = lines.find((one) => one.line === line.equation);
  const isMine = line.equation === line.line;
  const holds = lead?.difference === 0;
  if (!isMine) {
    return <Tag state={holds ? "done" : "open"} tone={holds ? "good" : "warn"}
      text={`${holds ? "Ties" : "Open"} in ${line.equation}`} />;
  }
  if (holds) return <Tag state="done" tone="good" text="Ties" />;
  return <Tag state="open" tone={line.must_tie ? "bad" : "warn"}
    text={`${differenceText(line)}${line.must_tie ? "" : ", may carry"}`} />;
}

function PartsDialog({ day, line, onClose }: { day: string; line: TieLine; onClose: () => void }) {
  const loaded = useLoad(() => closing.parts(day, line.line), [day, line.line]);
  const pages = usePages(loaded.data, (cursor) => closing.parts(day, line.line, cursor));
  const nameOf = (part: TiePart) => part.sequence !== null ? `Batch ${part.batch}, document ${part.sequence}`
    : part.ticket !== null ? `Deposit ${part.ticket}` : `Batch ${part.batch}`;
  return (
    <Dialog title={`${line.line}. ${line.name}`} onClose={onClose} class="wide">
      <p>{line.explanation} {line.equation_text && <span class="soft">{line.equation_text}</span>}</p>
      <Shown from={loaded}>{() => (
        <>
          <Table caption={`What makes line ${line.line}`} rows={pages.items}
            keyOf={(part) => `${part.batch}/${part.sequence}/${part.ticket}/${part.text}/${pages.items.indexOf(part)}`}
            empty="Nothing makes this line today."
            columns={[
              { name: "Where", of: (part) => <a href={part.href} onClick={onClose}>{nameOf(part)}</a> },
              { name: "What", of: (part) => part.text.replace(/_/g, " ") },
              { name: "Pieces", figures: true, of: (part) => part.pieces === 0 ? "" : count(part.pieces) },
              { name: "Amount", figures: true, of: (part) => line.line === paperLine ? "" : money(part.amount_cents) },
            ]} />
          <ShowMore of={pages} />
        </>
      )}</Shown>
      <p class="actions"><button type="button" data-first onClick={onClose}>Close</button></p>
    </Dialog>
  );
}

function Lines({ tie, onOpen }: { tie: Tie; onOpen: (line: TieLine) => void }) {
  return (
    <div class="scroller" role="group" aria-label="The tie" tabIndex={0}>
      <table class="tie-lines">
        <caption class="vh">The day's tie in twelve lines</caption>
        <thead><tr>
          <th scope="col" class="figures">Line</th><th scope="col">What</th>
          <th scope="col" class="figures">Pieces</th><th scope="col" class="figures">Amount</th>
          <th scope="col">Ties</th>
        </tr></thead>
        <tbody>{tie.lines.map((line) => (
          <tr key={line.line} class={line.equation === line.line ? "lead" : ""}>
            <td class="figures">{line.line}</td>
            <td><button type="button" class="quiet line-name" data-row aria-haspopup="dialog"
              onClick={() => onOpen(line)}>{line.name}</button></td>
            <td class="figures">{line.pieces === 0 ? "" : count(line.pieces)}</td>
            <td class="figures">{line.line === paperLine ? "" : money(line.amount_cents)}</td>
            <td><Verdict line={line} lines={tie.lines} /></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function Equations({ tie }: { tie: Tie }) {
  const broken = tie.equations.filter(({ fault }) => fault !== null);
  if (broken.length === 0) {
    return <p class="soft">All {tie.equations.length} equations hold: {tie.equations.map(({ id }) => id).join(", ")}.</p>;
  }
  return (
    <ul class="checklist">
      {broken.map(({ id, fault }) => (
        <li key={id} class="open"><Tag state="open" tone="warn" text={id} /> {fault}</li>
      ))}
    </ul>
  );
}

export function TiePanel({ day, from }: { day: string; from: Loaded<Tie> }) {
  const [open, setOpen] = useState<TieLine | null>(null);
  return (
    <Panel title="The day's tie" aside={<span class="soft"><kbd>T</kbd> to the lines, <kbd>Enter</kbd> opens one</span>}>
      <Shown from={from}>{(tie) => (
        <>
          <Lines tie={tie} onOpen={setOpen} />
          {tie.to_be_posted_cents !== 0 && (
            <p class="soft">{money(tie.to_be_posted_cents)} is deposited and in no posting file yet; the
              close posts what is approved.</p>
          )}
          <Equations tie={tie} />
        </>
      )}</Shown>
      {open && <PartsDialog day={day} line={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
