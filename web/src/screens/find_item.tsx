// The deposited item that came back: found by what the bank's notice says.
import { useState } from "preact/hooks";
import { ledger } from "../api/ledger";
import type { FoundItem } from "../api/ledger";
import { money, parseMoney } from "../money";
import { dayText } from "../words";
import { useAction } from "../ui/load";
import { Field, ProblemNote } from "../ui/parts";

export interface Notice { amount: string; check: string; tail: string; ticket: string; day: string }
export const emptyNotice: Notice = { amount: "", check: "", tail: "", ticket: "", day: "" };

const labels: [keyof Notice, string, string][] = [
  ["amount", "Amount", "As the bank returned it"], ["check", "Check number", ""],
  ["tail", "Last digits of the bank account", ""], ["ticket", "Deposit ticket", ""],
  ["day", "Day of the deposit", "Like 2026-11-23"],
];

function Choice({ items, chosen, onChoose }: {
  items: FoundItem[]; chosen: number | null; onChoose: (item: FoundItem) => void;
}) {
  if (items.length === 0) return <p class="empty">No deposited item fits. Leave a field out, or take it in unidentified.</p>;
  return (
    <fieldset class="choices"><legend>Which item is it?</legend>
      {items.map((item) => (
        <label class="inline" key={item.document_id}>
          <input type="radio" name="item" checked={chosen === item.document_id} onChange={() => onChoose(item)} />
          {" "}{dayText(item.business_day)}, check {item.check_number || "without a number"},{" "}
          {item.amount_cents === null ? "no amount" : money(item.amount_cents)}, deposit {item.ticket}
          {item.return !== null && <strong>, is return {item.return} already</strong>}
        </label>
      ))}
    </fieldset>
  );
}

/// Enter in any field searches.
export function FindItem({ notice, onNotice, chosen, onChoose }: {
  notice: Notice; onNotice: (notice: Notice) => void;
  chosen: FoundItem | null; onChoose: (item: FoundItem | null) => void;
}) {
  const [items, setItems] = useState<FoundItem[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const find = () => {
    const cents = notice.amount.trim() === "" ? null : parseMoney(notice.amount);
    if (notice.amount.trim() !== "" && !cents) return setFault("Write an amount like 12.50.");
    setFault(null);
    action.run(async () => {
      const { items: found } = await ledger.candidates({ amount_cents: cents, check_number: notice.check,
        account_tail: notice.tail, ticket: notice.ticket, business_day: notice.day });
      setItems(found);
      onChoose(found.length === 1 && found[0]?.return === null ? found[0] : null);
    });
  };
  return (
    <div onKeyDown={(event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type === "radio") return;
      event.preventDefault();
      find();
    }}>
      <div class="columns three">{labels.map(([name, label, hint], at) => (
        <Field key={name} label={label} value={notice[name]} hint={hint} autocomplete="off"
          error={name === "amount" ? fault : null} {...(at === 0 ? { "data-first": true } : {})}
          onInput={(text) => onNotice({ ...notice, [name]: text })} />
      ))}</div>
      <ProblemNote problem={action.problem} />
      <p class="actions"><button type="button" disabled={action.isBusy} onClick={find}>Find the item <kbd>Enter</kbd></button></p>
      {items && <div role="status"><Choice items={items} chosen={chosen?.document_id ?? null} onChoose={onChoose} /></div>}
    </div>
  );
}
