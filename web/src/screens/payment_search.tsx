// "Was my payment received?": an exact amount, a check number or days, answered from every state.
import { useState } from "preact/hooks";
import { ledger } from "../api/ledger";
import type { FoundItem } from "../api/ledger";
import { money, parseMoney } from "../money";
import { dayText } from "../words";
import { useAction } from "../ui/load";
import { Field, Panel, ProblemNote, Table, Tag } from "../ui/parts";

const tones = { captured: "warn", held: "warn", deposited: "good", returned: "bad", sent_back: "bad" } as const;

const columns = [
  { name: "Where", of: (one: FoundItem) => <Tag state={one.status} tone={tones[one.status]} /> },
  { name: "Amount", figures: true, of: (one: FoundItem) => one.amount_cents === null ? "" : money(one.amount_cents) },
  { name: "Day", of: (one: FoundItem) => dayText(one.business_day) },
  { name: "Check", of: (one: FoundItem) => one.check_number },
  { name: "Envelope", of: (one: FoundItem) => <a href={`/documents/${one.document_id}`}>Batch {one.batch}, {one.transaction ?? one.sequence}</a> },
  { name: "Answer", of: (one: FoundItem) => one.return === null ? one.sentence
    : <a href={`/returns/${one.return}`}>{one.sentence}</a> },
];

export function PaymentSearch({ account }: { account?: string }) {
  const [amount, setAmount] = useState("");
  const [check, setCheck] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [found, setFound] = useState<FoundItem[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const cents = amount.trim() === "" ? null : parseMoney(amount);
    if (amount.trim() !== "" && !cents) return setFault("Write an amount like 12.50.");
    setFault(null);
    action.run(async () => setFound((await ledger.payments({ amount_cents: cents, check_number: check.trim(), from: from.trim(),
      to: to.trim(), ...(account ? { account_ref: account } : {}) })).items));
  };
  return (
    <Panel title="Was my payment received?">
      <form onSubmit={submit} noValidate>
        <div class="columns three">
          <Field label="Exact amount" value={amount} onInput={setAmount} error={fault} inputMode="decimal" autocomplete="off" />
          <Field label="Check number" value={check} onInput={setCheck} autocomplete="off" />
          <Field label="From day" value={from} onInput={setFrom} hint="Like 2026-11-01" autocomplete="off" />
          <Field label="To day" value={to} onInput={setTo} autocomplete="off" />
        </div>
        <ProblemNote problem={action.problem} />
        <p class="actions"><button type="submit" disabled={action.isBusy}>Look for it</button></p>
      </form>
      {found && <div role="status"><Table caption="Payments that fit" columns={columns} rows={found} keyOf={(one) => one.document_id}
        empty="No such payment was captured. It may still be in unopened mail." /></div>}
    </Panel>
  );
}
