// The form of a receipt: who pays, for what, with what; the change is worked out.
import { useState } from "preact/hooks";
import { counter } from "../../api/counter";
import type { AskedReceipt, CounterView, TenderKind } from "../../api/counter";
import type { Account } from "../../api/types";
import { money, parseMoney } from "../../money";
import { word } from "../../words";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useAction } from "../../ui/load";
import { Field } from "../../ui/parts";
import { AccountField } from "../account_field";
import { Choice } from "../mail/parts";

interface Line { charge: string; account: Account | null; amount: string }
interface Tender { kind: TenderKind; amount: string; number: string; brand: string; last4: string; authorisation: string; finding: string }

const newTender = (kind: TenderKind = "cash"): Tender =>
  ({ kind, amount: "", number: "", brand: "VISA", last4: "", authorisation: "", finding: "" });
const tenderKinds = (["cash", "check", "money_order", "card_slip"] as const).map((kind) => [kind, word(kind)] as const);
const brands = ["VISA", "MASTERCARD", "AMEX", "DISCOVER"].map((brand) => [brand, brand] as const);

function LineFields({ shown, line, number, onChange }: {
  shown: CounterView; line: Line; number: number; onChange: (line: Line) => void;
}) {
  const code = shown.charge_codes.find((one) => one.code === line.charge);
  const options = [...shown.charge_codes.map((one) => [one.code, `${one.code}: ${one.name}`] as const), ["", "An account"] as const];
  return (
    <fieldset><legend>Line {number}</legend>
      <div class="two">
        <Choice label={`For, line ${number}`} value={line.charge} options={options} onChange={(charge) => {
          const price = shown.charge_codes.find((one) => one.code === charge)?.price_cents;
          onChange({ ...line, charge, amount: price ? (price / 100).toFixed(2) : line.amount });
        }} />
        <Field label={`Amount, line ${number}`} inputMode="decimal" autocomplete="off" value={line.amount}
          {...(code?.price_cents ? { hint: `Price ${money(code.price_cents)}` } : {})}
          onInput={(amount) => onChange({ ...line, amount })} />
      </div>
      {line.charge === "" && <AccountField label={`Account, line ${number}`} value={line.account} error={null}
        onPick={(account) => onChange({ ...line, account })} />}
    </fieldset>
  );
}

function TenderFields({ shown, tender, number, onChange }: {
  shown: CounterView; tender: Tender; number: number; onChange: (tender: Tender) => void;
}) {
  const isCard = tender.kind === "card_slip";
  const set = (part: Partial<Tender>) => onChange({ ...tender, ...part });
  return (
    <fieldset><legend>Paid with {number}</legend>
      <div class="two">
        <Choice label={`Tender ${number}`} value={tender.kind} options={tenderKinds} onChange={(kind) => set({ kind: kind as TenderKind })} />
        <Field label={tender.kind === "cash" ? `Given, tender ${number}` : `Amount, tender ${number}`} inputMode="decimal" autocomplete="off"
          value={tender.amount} onInput={(amount) => set({ amount })} />
      </div>
      {tender.kind === "cash" && shown.mail_cash.length > 0 && (
        <Choice label={`Counted in the mail, tender ${number}`} value={tender.finding} onChange={(finding) => {
          const found = shown.mail_cash.find((one) => String(one.finding) === finding);
          set({ finding, ...(found ? { amount: (found.amount_cents / 100).toFixed(2) } : {}) });
        }} options={[["", "No, from the payer's hand"], ...shown.mail_cash.map((one) =>
          [String(one.finding), `Unit ${one.unit_number}: ${money(one.amount_cents)}`] as const)]} />
      )}
      {(tender.kind === "check" || tender.kind === "money_order") && (
        <Field label={`Its number, tender ${number}`} autocomplete="off" value={tender.number} onInput={(text) => set({ number: text })} />
      )}
      {isCard && (
        <div class="columns three">
          <Choice label={`Brand, tender ${number}`} value={tender.brand} options={brands} onChange={(brand) => set({ brand })} />
          <Field label={`Last four digits, tender ${number}`} inputMode="numeric" autocomplete="off" value={tender.last4}
            hint="Never the whole number" onInput={(last4) => set({ last4 })} />
          <Field label={`Authorisation, tender ${number}`} autocomplete="off" value={tender.authorisation}
            onInput={(authorisation) => set({ authorisation })} />
        </div>
      )}
    </fieldset>
  );
}

interface Draft { payer: string; note: string; lines: Line[]; tenders: Tender[] }

const centsOf = (parts: { amount: string }[]) => parts.map((part) => parseMoney(part.amount));
const sumOf = (cents: (number | null)[]) => cents.reduce<number>((sum, one) => sum + (one ?? 0), 0);

/// What is given beyond what is due; only cash gives change.
function changeOf(draft: Draft) {
  const due = sumOf(centsOf(draft.lines));
  const given = sumOf(centsOf(draft.tenders));
  const cash = sumOf(centsOf(draft.tenders.filter(({ kind }) => kind === "cash")));
  return { due, given, change: Math.max(0, given - due), cash };
}

function faultOf(draft: Draft): string | null {
  if (draft.payer.trim() === "") return "Say who pays.";
  const noLine = centsOf(draft.lines).findIndex((one) => !one);
  if (noLine >= 0) return `Give the amount of line ${noLine + 1}, like 12.50.`;
  const nameless = draft.lines.findIndex((one) => one.charge === "" && !one.account);
  if (nameless >= 0) return `Name the account of line ${nameless + 1}; Enter finds it.`;
  const noTender = centsOf(draft.tenders).findIndex((one) => !one);
  if (noTender >= 0) return `Give the amount of tender ${noTender + 1}, like 20.00.`;
  const { due, given, change, cash } = changeOf(draft);
  if (given < due) return `${money(due - given)} is still to be paid.`;
  if (change > 0 && change >= cash) return "Change is given out of cash only.";
  return null;
}

/// The change goes out of the last cash.
function askedOf(draft: Draft, version: number): AskedReceipt {
  let { change } = changeOf(draft);
  const tenders = [...draft.tenders].reverse().map((tender) => {
    const given = parseMoney(tender.amount) ?? 0;
    const back = tender.kind === "cash" && !tender.finding ? Math.min(change, given - 1) : 0;
    change -= Math.max(0, back);
    return {
      kind: tender.kind, amount_cents: given - Math.max(0, back),
      ...(tender.kind === "cash" ? { given_cents: given } : {}),
      ...(tender.finding ? { finding: Number(tender.finding) } : {}),
      ...(tender.kind === "check" || tender.kind === "money_order" ? { number: tender.number.trim() } : {}),
      ...(tender.kind === "card_slip" ? { brand: tender.brand, last4: tender.last4.trim(), authorisation: tender.authorisation.trim() } : {}),
    };
  }).reverse();
  const lines = draft.lines.map((line) => ({
    amount_cents: parseMoney(line.amount) ?? 0,
    ...(line.charge ? { charge_code: line.charge } : { account_ref: line.account?.ref ?? "" }),
  }));
  return { version, payer: draft.payer.trim(), ...(draft.note.trim() ? { note: draft.note.trim() } : {}), tenders, lines };
}

export function TakeReceipt({ shown, onClose, onDone }: {
  shown: CounterView; onClose: () => void; onDone: (said: string) => void;
}) {
  const first = shown.charge_codes[0];
  const newLine = (): Line => ({ charge: first?.code ?? "", account: null, amount: first?.price_cents ? (first.price_cents / 100).toFixed(2) : "" });
  const [draft, setDraft] = useState<Draft>({ payer: "", note: "", lines: [newLine()], tenders: [newTender()] });
  const [fault, setFault] = useState<string | null>(null);
  // The drawer as it was when the form opened: money of an answer that was lost is not taken again.
  const [version] = useState(shown.own?.version ?? 0);
  const action = useAction();
  const { due, given, change } = changeOf(draft);
  const put = <T,>(list: T[], at: number, one: T) => list.map((old, n) => n === at ? one : old);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = faultOf(draft);
    setFault(wrong);
    if (wrong) return;
    action.run(async () => {
      const made = await counter.receipt(askedOf(draft, version));
      open(counter.paper(made.number), "_blank", "noopener");
      onDone(`${made.name} of ${money(made.total_cents)}${made.change_cents ? `, change ${money(made.change_cents)}` : ""}.`);
    });
  };
  return (
    <Dialog title="Take money, give a receipt" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <div class="two">
          <Field label="Payer" value={draft.payer} onInput={(payer) => setDraft({ ...draft, payer })} autocomplete="off" data-first />
          <Field label="Note" value={draft.note} onInput={(note) => setDraft({ ...draft, note })} autocomplete="off" hint="On the receipt; may stay empty" />
        </div>
        {draft.lines.map((line, at) => <LineFields key={at} shown={shown} line={line} number={at + 1}
          onChange={(one) => setDraft({ ...draft, lines: put(draft.lines, at, one) })} />)}
        {draft.tenders.map((tender, at) => <TenderFields key={at} shown={shown} tender={tender} number={at + 1}
          onChange={(one) => setDraft({ ...draft, tenders: put(draft.tenders, at, one) })} />)}
        <p class="row">
          <button type="button" onClick={() => setDraft({ ...draft, lines: [...draft.lines, newLine()] })}>Another line</button>
          <button type="button" onClick={() => setDraft({ ...draft, tenders: [...draft.tenders, newTender("check")] })}>Another tender</button>
        </p>
        <p role="status">Due <strong>{money(due)}</strong>, given <strong>{money(given)}</strong>, change <strong>{money(change)}</strong></p>
        {fault && <p class="error" role="alert">{fault}</p>}
        <FormEnd action={action} button="Give the receipt" onClose={onClose} />
      </form>
    </Dialog>
  );
}
