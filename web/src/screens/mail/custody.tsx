// Where every piece of paper is: by stage, by age, in boxes; and what does not fit.
import { useState } from "preact/hooks";
import { custody } from "../../api/calls";
import type { Custody as Book } from "../../api/types";
import { count, many } from "../../money";
import { may } from "../../session";
import { word } from "../../words";
import { useKeys } from "../../ui/keyboard";
import { useLoad } from "../../ui/load";
import { Note, Panel, Shown, Table, Title } from "../../ui/parts";
import { useRows } from "../../ui/rows";
import { Findings } from "./findings";
import { DayChoice, ageText, useDay } from "./parts";
import { BoxForm, Boxes, HoldForm, Holds, PolicyForm } from "./storage";

const termsIn = ["opening", "received", "discovered", "corrected"];
const termsOut = ["returned", "forwarded", "sent_to_bank", "destroyed", "closing"];
const termText: Record<string, string> = { opening: "In custody at opening", closing: "In custody at closing" };

/// D11 in its own words.
function Roll({ roll }: { roll: Book["roll"] }) {
  const rows = [...termsIn.map((name) => ({ name, side: "In" })), ...termsOut.map((name) => ({ name, side: "Out or here" }))];
  const difference = roll["difference"] ?? 0;
  return (
    <Panel title="Is every piece accounted for?">
      <Table caption="Pieces in and out" rows={rows} keyOf={({ name }) => name} columns={[
        { name: "Side", of: ({ side }) => side },
        { name: "Pieces", of: ({ name }) => termText[name] ?? word(name) },
        { name: "Number", figures: true, of: ({ name }) => count(roll[name] ?? 0) },
      ]} />
      <Note tone={difference === 0 ? "good" : "bad"}>{difference === 0 ? "Every piece is accounted for."
        : `${many(Math.abs(difference), "piece")} unexplained.`}</Note>
    </Panel>
  );
}

function Stages({ book }: { book: Book }) {
  return (
    <Panel title="By stage" aside={<a href={`/mail/${book.day}`}>Mail log</a>}>
      <Table caption="Paper in custody by stage" rows={book.stages} keyOf={({ stage }) => stage}
        empty="No paper is in custody." columns={[
          { name: "Stage", of: (one) => word(one.stage) },
          { name: "Units", figures: true, of: (one) => count(one.units) },
          { name: "Pieces", figures: true, of: (one) => count(one.pieces) },
          { name: "Oldest", of: (one) => ageText(one.oldest_days) },
        ]} />
      <h3>Unworked, by age</h3>
      <Table caption="Unworked units by age" rows={book.unworked_by_age} keyOf={({ label }) => label}
        marked={(one) => one.units > 0 && one.label === "Older"} columns={[
          { name: "Age", of: (one) => one.label },
          { name: "Units", figures: true, of: (one) => count(one.units) },
          { name: "Pieces", figures: true, of: (one) => count(one.pieces) },
        ]} />
    </Panel>
  );
}

function Gaps({ book }: { book: Book }) {
  return (
    <Panel title="Gap report">
      {book.gaps.length === 0
        ? <Note tone="good">Nothing is unsigned, counted differently or unexplained.</Note>
        : <ul class="lines">{book.gaps.map((gap) => (
          <li key={gap.text}>{gap.unit === null ? gap.text : <a data-row href={`/units/${gap.unit}`}>{gap.text}</a>}</li>
        ))}</ul>}
      {book.gaps.length > 0 && <p class="soft">The day closes when this list is empty.</p>}
    </Panel>
  );
}

type Asked = "" | "box" | "hold" | "policy";

function CustodyView({ book, reload }: { book: Book; reload: () => void }) {
  const [asked, setAsked] = useState<Asked>("");
  const ask = (what: Asked, isAllowed: boolean) => () => {
    if (!isAllowed) return false;
    setAsked(what);
    return true;
  };
  const [mayStore, maySettle] = [may("capture"), may("custody")];
  useKeys(["custody"], { "open-box": ask("box", mayStore), hold: ask("hold", maySettle), policy: ask("policy", maySettle) });
  const form = { book, onClose: () => setAsked(""), onDone: () => { setAsked(""); reload(); } };
  const open = book.findings.filter(({ resolution }) => resolution === null);
  return (
    <>
      {!book.kept && <Note>No mail log is kept on this day; its pieces are those of the scanner.</Note>}
      <Gaps book={book} />
      {open.length > 0 && <Panel title="To be settled"><Findings findings={open} onChange={reload} /></Panel>}
      <div class="columns two-even"><Stages book={book} /><Roll roll={book.roll} /></div>
      <Panel title="Boxes and destruction list" aside={<span class="row-actions">
        {mayStore && <button type="button" class="small" onClick={() => setAsked("box")}>Open a box…</button>}
        {maySettle && <button type="button" class="small" onClick={() => setAsked("hold")}>Hold…</button>}
        {maySettle && <button type="button" class="small" onClick={() => setAsked("policy")}>Policy…</button>}
      </span>}>
        <Boxes book={book} reload={reload} />
      </Panel>
      <Holds book={book} reload={reload} />
      {asked === "box" && <BoxForm {...form} />}
      {asked === "hold" && <HoldForm {...form} />}
      {asked === "policy" && <PolicyForm {...form} />}
    </>
  );
}

export function Custody({ day: given }: { day: string | null }) {
  const day = useDay(given);
  const loaded = useLoad(async () => day === null ? null : custody.get(day), [day], ["custody", "day", "batch"]);
  useRows();
  return (
    <>
      <Title aside={<>
        {may("custody") && <a class="button" href="/instructions">Special instructions</a>}
        <span class="gap" />{day && <DayChoice day={day} at="/custody" />}</>}>Custody</Title>
      {day === null ? <p class="empty">No business day yet. The first pick-up begins one.</p>
        : <Shown from={loaded}>{(book) => book && <CustodyView book={book} reload={loaded.reload} />}</Shown>}
    </>
  );
}
