// The small parts that every screen is made of.
import type { ComponentChildren, PartialInputHTMLAttributes } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Problem } from "../api/client";
import { money } from "../money";
import { toneOf, word } from "../words";
import type { Tone } from "../words";
import type { Loaded } from "./load";

type Children = { children?: ComponentChildren };

/// The title of the screen, which takes the focus when the screen is entered.
export function Title({ children, focus = true, aside }: Children & {
  focus?: boolean; aside?: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
    document.title = `${heading.current?.textContent ?? ""} \u00b7 Lockbox`;
  }, []);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ""} \u00b7 Lockbox`;
  });
  return (
    <div class="title">
      <h1 ref={heading} tabIndex={-1}>{children}</h1>
      {aside}
    </div>
  );
}

export function Panel({ title, children, class: name = "", aside }: Children & {
  title?: ComponentChildren; class?: string; aside?: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class={`panel ${name}`} {...(title ? { "aria-labelledby": id } : {})}>
      {title && <div class="panel-head"><h2 id={id}>{title}</h2>{aside}</div>}
      {children}
    </section>
  );
}

const shapes: Record<Tone, string> = { good: "\u2713", warn: "\u25b2", bad: "\u2715", plain: "\u25cb" };
/// A state: word and shape, the colour only supports.
export function Tag({ state, tone = toneOf(state), text = word(state) }: {
  state: string; tone?: Tone; text?: string;
}) {
  return <span class={`tag ${tone}`}><span aria-hidden="true">{shapes[tone]}</span> {text}</span>;
}

export function Kbd({ caps }: { caps: readonly string[] }) {
  return <span class="caps">{caps.map((cap) => <kbd key={cap}>{cap}</kbd>)}</span>;
}

/// Money as a figure; `tone` marks what should have been 0.00.
export function Sum({ cents, zeroIsGood = false }: { cents: number; zeroIsGood?: boolean }) {
  const tone = zeroIsGood ? (cents === 0 ? "good" : "warn") : "";
  return <span class={`sum ${tone}`}>{money(cents)}</span>;
}

export function Fact({ name, children }: Children & { name: string }) {
  return <div class="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}

export function ProblemNote({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  return (
    <p class="note bad" role="alert">
      <span aria-hidden="true">{"\u2715"}</span> {problem.detail || problem.title}
    </p>
  );
}

export function Note({ tone = "plain", children }: Children & { tone?: Tone }) {
  return <p class={`note ${tone}`}><span aria-hidden="true">{shapes[tone]}</span> <span>{children}</span></p>;
}

/// What there is to show, or why it is not here yet.
export function Shown<T>({ from, children }: {
  from: Loaded<T>; children: (data: T) => ComponentChildren;
}) {
  return (
    <>
      <ProblemNote problem={from.problem} />
      {from.problem && <p><button type="button" onClick={from.reload}>Try again</button></p>}
      {from.data === null
        ? (!from.problem && <p class="soft waiting" role="status">Loading…</p>)
        : children(from.data)}
    </>
  );
}

type Extras = Omit<PartialInputHTMLAttributes<HTMLInputElement>, "onInput" | "value">;
type FieldProps = Extras & {
  type?: string; inputMode?: string; autocomplete?: string;
  label: string; value: string; onInput: (text: string) => void;
  hint?: string; error?: string | null | undefined;
};
export function Field({ label, value, onInput, hint, error, ...rest }: FieldProps) {
  const id = useId();
  const about = [hint && `${id}h`, error && `${id}e`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...(rest as object)} id={id} value={value} {...(about ? { "aria-describedby": about } : {})}
        aria-invalid={error ? "true" : "false"}
        onInput={(event) => onInput(event.currentTarget.value)} />
      {hint && <small id={`${id}h`}>{hint}</small>}
      {error && <p class="error" id={`${id}e`} role="alert">{error}</p>}
    </div>
  );
}

export interface Column<T> {
  name: string;
  /// Figures stand to the right.
  figures?: boolean;
  of: (row: T) => ComponentChildren;
}
export function Table<T>({ caption, columns, rows, keyOf, empty, marked }: {
  caption: string; columns: Column<T>[]; rows: T[]; keyOf: (row: T) => string | number;
  empty?: ComponentChildren; marked?: (row: T) => boolean;
}) {
  if (rows.length === 0 && empty !== undefined) return <p class="empty">{empty}</p>;
  return (
    <div class="scroller" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="vh">{caption}</caption>
        <thead><tr>{columns.map((column) => (
          <th scope="col" key={column.name} class={column.figures ? "figures" : ""}>{column.name}</th>
        ))}</tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={keyOf(row)} class={marked?.(row) ? "marked" : ""}>
            {columns.map((column) => (
              <td key={column.name} class={column.figures ? "figures" : ""}>{column.of(row)}</td>
            ))}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
