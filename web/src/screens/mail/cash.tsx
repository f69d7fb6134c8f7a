// Cash by its bills: what one person counts, and, once two counted alike, what it was.
import { useState } from "preact/hooks";
import type { CashCount, UnitDetail } from "../../api/types";
import { count, money, parseMoney } from "../../money";
import { Field } from "../../ui/parts";
import { Ask, whole } from "./parts";

export const dollars = [100, 50, 20, 10, 5, 2, 1];

export interface Cash { bills: number[]; coin_cents: number }

/// Cash as it is being counted: the fields, what they come to, and the first fault in them.
export function useCash() {
  const [bills, setBills] = useState<string[]>(dollars.map(() => ""));
  const [coin, setCoin] = useState("");
  const numbers = bills.map((text) => text.trim() === "" ? 0 : whole(text));
  const coinCents = coin.trim() === "" ? 0 : parseMoney(coin);
  const bad = numbers.indexOf(null);
  return {
    bills, setBills, coin, setCoin,
    total: numbers.reduce<number>((sum, n, at) => sum + (n ?? 0) * dollars[at]! * 100, coinCents ?? 0),
    cash: { bills: numbers.map((n) => n ?? 0), coin_cents: coinCents ?? 0 } satisfies Cash,
    fault: bad >= 0 ? `The bills of ${dollars[bad]} dollars are a number.`
      : coinCents === null ? "Give the coin as an amount, for example 1.25." : null,
  };
}

/// Enter goes to the next field, as on an adding machine; behind the last one it sends the form.
export function moveOn(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  const fields = [...(event.currentTarget as HTMLElement).querySelectorAll("input")];
  const next = fields[fields.indexOf(event.target) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

export function CashGrid({ of }: { of: ReturnType<typeof useCash> }) {
  return (
    <>
      <div class="columns three">
        {dollars.map((value, at) => (
          <Field key={value} label={`Bills of $${value}`} inputMode="numeric" autocomplete="off"
            value={of.bills[at] ?? ""} {...(at === 0 ? { "data-first": true } : {})}
            onInput={(text) => of.setBills(of.bills.map((one, n) => n === at ? text : one))} />
        ))}
        <Field label="Coin, in all" inputMode="decimal" autocomplete="off" value={of.coin} onInput={of.setCoin} />
      </div>
      <p role="status">Counted: <strong>{money(of.total)}</strong></p>
    </>
  );
}

export function CashForm({ title, button, withNote, onClose, act }: {
  title: string; button: string; withNote: boolean; onClose: () => void;
  act: (cash: Cash, note: string) => Promise<void>;
}) {
  const counted = useCash();
  const [note, setNote] = useState("");
  const check = () => counted.fault ?? (counted.total > 0 ? null : "Count the cash: bills, coin or both.");
  return (
    <Ask title={title} button={button} onClose={onClose} check={check} act={() => act(counted.cash, note.trim())}>
      <CashGrid of={counted} />
      {withNote && <Field label="What it lay with" autocomplete="off" value={note} onInput={setNote} />}
    </Ask>
  );
}

export const cashText = (one: CashCount) =>
  `${money(one.total_cents)}: ${dollars.flatMap((value, at) => one.bills[at] ? [`${count(one.bills[at])} of $${value}`] : [])
    .concat(one.coin_cents ? [`coin ${money(one.coin_cents)}`] : []).join(", ")}`;

export type OnUnit = (unit: UnitDetail) => void;
