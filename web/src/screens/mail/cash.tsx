// Cash by its bills: what one person counts, and, once two counted alike, what it was.
import { useState } from "preact/hooks";
import type { CashCount, UnitDetail } from "../../api/types";
import { count, money, parseMoney } from "../../money";
import { Field } from "../../ui/parts";
import { Ask, whole } from "./parts";

export const dollars = [100, 50, 20, 10, 5, 2, 1];

export function CashForm({ title, button, withNote, onClose, act }: {
  title: string; button: string; withNote: boolean; onClose: () => void;
  act: (cash: { bills: number[]; coin_cents: number }, note: string) => Promise<void>;
}) {
  const [bills, setBills] = useState<string[]>(dollars.map(() => ""));
  const [coin, setCoin] = useState("");
  const [note, setNote] = useState("");
  const numbers = bills.map((text) => text.trim() === "" ? 0 : whole(text));
  const coinCents = coin.trim() === "" ? 0 : parseMoney(coin);
  const total = numbers.reduce<number>((sum, n, at) => sum + (n ?? 0) * dollars[at]! * 100, coinCents ?? 0);
  const check = () => {
    const bad = numbers.indexOf(null);
    if (bad >= 0) return `The bills of ${dollars[bad]} dollars are a number.`;
    if (coinCents === null) return "Give the coin as an amount, for example 1.25.";
    return total > 0 ? null : "Count the cash: bills, coin or both.";
  };
  return (
    <Ask title={title} button={button} onClose={onClose} check={check}
      act={() => act({ bills: numbers.map((n) => n ?? 0), coin_cents: coinCents ?? 0 }, note.trim())}>
      <div class="columns three">
        {dollars.map((value, at) => (
          <Field key={value} label={`Bills of $${value}`} inputMode="numeric" autocomplete="off"
            value={bills[at] ?? ""} {...(at === 0 ? { "data-first": true } : {})}
            onInput={(text) => setBills(bills.map((one, n) => n === at ? text : one))} />
        ))}
        <Field label="Coin, in all" inputMode="decimal" autocomplete="off" value={coin} onInput={setCoin} />
      </div>
      {withNote && <Field label="What it lay with" autocomplete="off" value={note} onInput={setNote} />}
      <p role="status">Counted: <strong>{money(total)}</strong></p>
    </Ask>
  );
}

export const cashText = (one: CashCount) =>
  `${money(one.total_cents)}: ${dollars.flatMap((value, at) => one.bills[at] ? [`${count(one.bills[at])} of $${value}`] : [])
    .concat(one.coin_cents ? [`coin ${money(one.coin_cents)}`] : []).join(", ")}`;

export type OnUnit = (unit: UnitDetail) => void;
