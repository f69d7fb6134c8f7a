// What the screens of mail and paper share.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { days } from "../../api/calls";
import type { WorkUnit } from "../../api/types";
import { navigate } from "../../router";
import { businessDay } from "../../session";
import { dayText, word } from "../../words";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useAction, useLoad } from "../../ui/load";

export const sources = ["po_box", "drop_box", "courier", "interoffice"];
export const sortClasses = ["singles", "multis", "white_mail", "check_only", "flats", "certified", "returned"];
export const retentions = ["payments", "envelopes", "correspondence", "certified"];

/// Where a unit goes from each stage; storing and scanning ask for more.
export const nextSteps: Record<string, string[]> = {
  received: ["stage"], staged: ["open"], opened: ["extract"], extracted: ["candle", "endorse"],
  candled: ["scan", "store", "endorse"], scanned: ["store"], stored: ["move"],
};

export const unitName = (unit: { number: number; label?: string }) =>
  `Unit ${unit.number}${unit.label ? ` (${unit.label})` : ""}`;

export const whole = (text: string): number | null => /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;

export const ageText = (days: number) => days === 0 ? "today" : days === 1 ? "1 day" : `${days} days`;

export const openOffer = (unit: WorkUnit) => unit.hand_offs.find(({ state }) => state === "offered") ?? null;

export function Choice({ label, value, onChange, options, first = false }: {
  label: string; value: string; onChange: (value: string) => void;
  options: readonly (readonly [string, string])[]; first?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} {...(first ? { "data-first": true } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([name, text]) => <option key={name} value={name}>{text}</option>)}
      </select>
    </div>
  );
}
export const named = (names: readonly string[]) => names.map((name) => [name, word(name)] as const);

/// A dialog with a form: `check` says what is wrong before anything is sent.
export function Ask({ title, button, onClose, check, act, children }: {
  title: string; button: string; onClose: () => void; check: () => string | null;
  act: () => Promise<void>; children: ComponentChildren;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = check();
    setFault(wrong);
    if (wrong === null) action.run(act);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {children}
        {fault && <p class="error" role="alert">{fault}</p>}
        <FormEnd action={action} button={button} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/// The day that a screen shows: the one of its address, else the office's.
export function useDay(given: string | null): string | null {
  const all = useLoad(days.list, [], ["day"]);
  return given ?? businessDay.value ?? all.data?.items[0]?.day ?? null;
}

export function DayChoice({ day, at }: { day: string; at: string }) {
  const all = useLoad(days.list, [], ["day"]);
  const known = all.data?.items.map((one) => one.day) ?? [];
  if (known.length < 2) return <span class="soft">{dayText(day)}</span>;
  return (
    <label class="inline">Day <select value={day}
      onChange={(event) => navigate(`${at}/${event.currentTarget.value}`)}>
      {known.map((one) => <option key={one} value={one}>{dayText(one)}</option>)}
    </select></label>
  );
}

/// The instant of a clock time on a day in a time zone.
export function instantAt(day: string, time: string, zone: string): string | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(time.trim());
  if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null;
  const wanted = Date.parse(`${day}T${parts[1]!.padStart(2, "0")}:${parts[2]}:00.000Z`);
  const shown = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
    minute: "2-digit", second: "2-digit", hourCycle: "h23",
  }).format(wanted).replace(", ", "T");
  return new Date(wanted - (Date.parse(`${shown}.000Z`) - wanted)).toISOString();
}

export const clockNow = (zone: string, now: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(now);
