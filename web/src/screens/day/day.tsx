// Does the day balance, and what keeps it from closing?
import { useState } from "preact/hooks";
import { closing, days, reports } from "../../api/calls";
import type { Day, DayDetail } from "../../api/types";
import { navigate } from "../../router";
import { businessDay, may } from "../../session";
import { dayText } from "../../words";
import { useKeys } from "../../ui/keyboard";
import { useLoad } from "../../ui/load";
import type { Loaded } from "../../ui/load";
import { useRows } from "../../ui/rows";
import { Panel, Shown, Sum, Table, Tag, Title } from "../../ui/parts";
import { batchColumns } from "../batches";
import { ExceptionsByAge, ItemsByHour, MatchedAlone, UnworkedByAge } from "./charts";
import { CarriedPanel } from "./carried";
import { CarryDialog, CarryPanel } from "./carry";
import { PacketPanel, makePacket } from "./packet";
import { ReopenedNotes } from "./reopened";
import { CloseDialog, CutOffDialog, ReopenDialog, StepList } from "./steps";
import type { Asked } from "./steps";
import { TiePanel, goToTie } from "./tie";

/// Received and brought forward = deposited + returned + held, and nothing unexplained.
function Tie({ day }: { day: DayDetail }) {
  const parts: [string, string, number][] = [
    ["", "Received", day.received_cents],
    ...(day.brought_forward_cents === 0 ? [] : [["+", "Brought forward", day.brought_forward_cents]] as [string, string, number][]),
    ["=", "Deposited", day.deposited_cents],
    ["+", "Returned", day.returned_cents], ["+", "Held", day.held_cents],
  ];
  return (
    <Panel title="Does the day balance?" class="tie">
      <dl>
        {parts.map(([sign, name, cents]) => (
          <div key={name}><dt>{name}</dt><dd><span class="sign">{sign}</span><Sum cents={cents} /></dd></div>
        ))}
        <div class="unexplained"><dt>Unexplained</dt>
          <dd><Sum cents={day.unexplained_cents} zeroIsGood /></dd></div>
      </dl>
      {day.carried_forward_cents !== 0 && <p class="soft">Of what is held, carried forward: <Sum cents={day.carried_forward_cents} /></p>}
      {day.suspense_cents !== 0 && <p class="soft">In suspense, of what was deposited: <Sum cents={day.suspense_cents} /></p>}
    </Panel>
  );
}

function Checklist({ day }: { day: DayDetail }) {
  return (
    <ul class="checklist">
      {day.checklist.map((point) => (
        <li key={point.text} class={point.done ? "" : "open"}>
          <Tag state={point.done ? "done" : "open"} tone={point.done ? "good" : "warn"}
            text={point.done ? "Done" : "Open"} />
          {" "}{point.done ? <span>{point.text}</span> : <a data-row href={point.href}>{point.text}</a>}
        </li>
      ))}
    </ul>
  );
}

function DayView({ day, loaded }: { day: DayDetail; loaded: Loaded<DayDetail> }) {
  const [asked, setAsked] = useState<Asked>("");
  const mayStep = may("close_day");
  const isRunning = day.state === "open" || day.state === "reopened";
  const ask = (what: Asked, isAllowed: boolean) => () => {
    if (!mayStep || !isAllowed) return false;
    setAsked(what);
    return true;
  };
  const carries = useLoad(() => days.carries(day.day), [day.day, day.state, day.version], ["day", "batch", "deposit", "task"]);
  useKeys(["day"], {
    close: ask("close", day.state !== "closed"),
    "cut-off": ask("cut-off", isRunning),
    reopen: ask("reopen", day.state === "closed"),
    tie: goToTie, packet: makePacket,
    carry: () => ask("carry", day.state !== "closed" && (carries.data?.open.some((one) => one.may_carry) ?? false))(),
  });
  const tie = useLoad(() => closing.tie(day.day), [day.day], ["day", "batch", "deposit", "task"]);
  const dialog = {
    day, onClose: () => setAsked(""),
    onDone: (after: DayDetail) => { loaded.set(after); setAsked(""); },
  };
  return (
    <>
      <ReopenedNotes day={day} />
      <Tie day={day} />
      <div class={`columns ${day.unworked_by_age ? "four" : "three"}`}>
        <ItemsByHour day={day} /><MatchedAlone day={day} /><ExceptionsByAge day={day} />
        <UnworkedByAge day={day} />
      </div>
      <div class="columns wide-first">
        <Panel title={day.state === "closed" ? "What was done" : "Before you can close"}>
          <Checklist day={day} />
          <StepList steps={day.steps} />
          <p class="actions">
            {mayStep && day.state !== "closed" && (
              <button type="button" class="main" onClick={ask("close", true)}>Close the day…</button>
            )}
            {mayStep && isRunning && <button type="button" onClick={ask("cut-off", true)}>Cut off…</button>}
            {mayStep && day.state === "closed" && (
              <button type="button" onClick={ask("reopen", true)}>{day.reopening ? "Reopen: agree or decline…" : "Reopen…"}</button>
            )}
            <a class="button" href={reports.day(day.day, "csv")} download>Day report (CSV)</a>
          </p>
        </Panel>
        <Panel title="Batches">
          <Table caption="Batches of the day" columns={batchColumns} rows={day.batches}
            keyOf={(batch) => batch.id} empty="No batch on this day." />
        </Panel>
      </div>
      <CarryPanel day={day.day} isClosed={day.state === "closed"} from={carries} onAsk={ask("carry", true)} onBack={loaded.reload} />
      <TiePanel day={day.day} from={tie} />
      <CarriedPanel from={tie} />
      <PacketPanel day={day.day} isClosed={day.state === "closed"} />
      {asked === "close" && <CloseDialog {...dialog} />}
      {asked === "carry" && carries.data && <CarryDialog day={day.day} open={carries.data.open} onClose={dialog.onClose}
        onDone={(after) => { carries.set(after); loaded.reload(); setAsked(""); }} />}
      {asked === "cut-off" && <CutOffDialog {...dialog} />}
      {asked === "reopen" && <ReopenDialog {...dialog} />}
    </>
  );
}

function DayChoice({ all, day }: { all: Day[]; day: string }) {
  return (
    <label class="inline">Day <select value={day}
      onChange={(event) => navigate(`/day/${event.currentTarget.value}`)}>
      {all.map((one) => <option key={one.day} value={one.day}>{dayText(one.day)}</option>)}
    </select></label>
  );
}

export function DayScreen({ day: given }: { day: string | null }) {
  const all = useLoad(days.list, [], ["day"]);
  const day = given ?? businessDay.value ?? all.data?.items[0]?.day ?? null;
  const loaded = useLoad(async () => day === null ? null : days.get(day), [day],
    ["day", "batch", "deposit", "task"]);
  useRows();
  const shown = loaded.data;
  return (
    <>
      <Title aside={
        <>
          {shown && <Tag state={shown.state} />}
          <span class="gap" />
          {all.data && day && all.data.items.length > 1 && <DayChoice all={all.data.items} day={day} />}
        </>
      }>{day ? dayText(day) : "Day"}</Title>
      {day === null
        ? all.data && <p class="empty">No business day yet. A day begins with its first batch.</p>
        : <Shown from={loaded}>{(detail) => detail &&
            <DayView day={detail} loaded={loaded as Loaded<DayDetail>} />}</Shown>}
    </>
  );
}
