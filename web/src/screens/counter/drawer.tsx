// A cash drawer: its float, cash in and out, the blind count, and the count that another accepts.
import { useState } from "preact/hooks";
import { counter } from "../../api/counter";
import type { Bag, Session } from "../../api/counter";
import { difference, money } from "../../money";
import { Note, Field, Table } from "../../ui/parts";
import { CashGrid, cashText, moveOn, useCash } from "../mail/cash";
import { Ask, Choice, whole } from "../mail/parts";

interface Dialogue { onClose: () => void; onDone: (said: string) => void }

export function OpenDrawer({ onClose, onDone }: Dialogue) {
  const counted = useCash();
  return (
    <Ask title="Open a drawer: count its float" button="Open" onClose={onClose} check={() => counted.fault} act={async () => {
      const made = await counter.open(counted.cash);
      onDone(`Session ${made.number} is open with ${money(made.opening.total_cents)}.`);
    }}>
      <div onKeyDown={moveOn}><CashGrid of={counted} /></div>
    </Ask>
  );
}

const kinds = [["drop", "Drop into the safe"], ["paid_in", "Paid in"], ["paid_out", "Paid out"]] as const;

export function MoveCash({ of, onClose, onDone }: Dialogue & { of: Session }) {
  const counted = useCash();
  const [kind, setKind] = useState<string>("drop");
  const [reason, setReason] = useState("");
  const [bag, setBag] = useState("");
  const [witness, setWitness] = useState("");
  const [version] = useState(of.version);
  const isDrop = kind === "drop";
  const check = () => counted.fault ?? (counted.total === 0 ? "Count the cash: bills, coin or both."
    : isDrop && bag.trim() === "" ? "Give the number of the bag."
    : isDrop && witness.trim() === "" ? "Name the second person."
    : !isDrop && reason.trim() === "" ? "Say why cash goes in or out." : null);
  return (
    <Ask title="Cash in or out of the drawer" button="Record" onClose={onClose} check={check} act={async () => {
      await counter.move(of.id, { version, kind, ...counted.cash, ...(isDrop ? { bag: bag.trim(), witness: witness.trim() } : { reason: reason.trim() }) });
      onDone(`${money(counted.total)} is recorded.`);
    }}>
      <Choice label="What" value={kind} onChange={setKind} options={kinds} />
      <div onKeyDown={moveOn}>
        <CashGrid of={counted} />
        {isDrop ? (
          <div class="two">
            <Field label="Number of the bag" value={bag} onInput={setBag} autocomplete="off" />
            <Field label="Second person" value={witness} onInput={setWitness} autocomplete="off" hint="The name they sign in with" />
          </div>
        ) : <Field label="Reason" value={reason} onInput={setReason} autocomplete="off" />}
      </div>
    </Ask>
  );
}

export function CountDrawer({ of, onClose, onDone }: Dialogue & { of: Session }) {
  const counted = useCash();
  const [checks, setChecks] = useState("0");
  const [orders, setOrders] = useState("0");
  const [slips, setSlips] = useState("0");
  const pieces = [checks, orders, slips].map(whole);
  const check = () => counted.fault ?? (pieces.includes(null) ? "Checks, money orders and card slips are numbers of pieces." : null);
  return (
    <Ask title={`Count session ${of.number}`} button="The count is right" onClose={onClose} check={check} act={async () => {
      const [n = 0, m = 0, c = 0] = pieces.map((one) => one ?? 0);
      await counter.count(of.id, { ...counted.cash, checks: n, money_orders: m, card_slips: c });
      onDone("Your count is in. Another person accepts it.");
    }}>
      <p>Count everything that is in the drawer, the float too. What should be there is shown once your count is in.</p>
      <div onKeyDown={moveOn}>
        <CashGrid of={counted} />
        <div class="columns three">
          <Field label="Checks" inputMode="numeric" value={checks} onInput={setChecks} autocomplete="off" />
          <Field label="Money orders" inputMode="numeric" value={orders} onInput={setOrders} autocomplete="off" />
          <Field label="Card slips" inputMode="numeric" value={slips} onInput={setSlips} autocomplete="off" />
        </div>
      </div>
    </Ask>
  );
}

const bagText = (bag: Bag) => cashText({ ...bag, counted_by: "", at: "" });

export function AcceptCount({ of, onClose, onDone }: Dialogue & { of: Session }) {
  const [bag, setBag] = useState("");
  const [back, setBack] = useState("");
  const bags = of.proposed_bags ?? [];
  const off = of.over_short_cents ?? 0;
  const check = () => back.trim() === "" && bags.length > 0 && bag.trim() === "" ? "Give the number of the sealed bag." : null;
  return (
    <Ask title={`Accept the count of ${of.person}, session ${of.number}`} button={back.trim() ? "Send back" : "Accept"} onClose={onClose}
      check={check} act={async () => {
        if (back.trim()) {
          await counter.sendBack(of, back.trim());
          onDone(`Session ${of.number} is to be counted again.`);
          return;
        }
        await counter.accept(of, bag.trim());
        onDone(`Session ${of.number} is accepted: ${difference(off)}.`);
      }}>
      <dl class="facts">
        <div class="fact"><dt>Expected</dt><dd>{money(of.expected_cents ?? 0)}</dd></div>
        <div class="fact"><dt>Counted</dt><dd>{money(of.count?.total_cents ?? 0)}</dd></div>
        <div class="fact"><dt>Over or short</dt><dd>{difference(off)}</dd></div>
      </dl>
      {of.alert && <Note tone="bad">This is the site's threshold or more; a supervisor must say why before the day closes.</Note>}
      {of.proposed_bags === null ? <Note tone="bad">The bills that were counted cannot make what must be deposited. Send the count back; change money with the safe.</Note> : (
        <Table caption="What goes into the bag" rows={bags} keyOf={(one) => one.deposit_account} empty="No cash goes to the bank." columns={[
          { name: "Account", of: (one) => one.deposit_account },
          { name: "Bills and coin", of: bagText },
          { name: "Amount", figures: true, of: (one) => money(one.total_cents) },
        ]} />
      )}
      {bags.length > 0 && <Field label="Number of the sealed bag" value={bag} onInput={setBag} autocomplete="off" data-first />}
      <Field label="Or send it back, because" value={back} onInput={setBack} autocomplete="off" {...(bags.length === 0 ? { "data-first": true } : {})} />
    </Ask>
  );
}
