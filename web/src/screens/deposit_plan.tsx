// The plan of a day: which released item goes on which ticket and why, with the proof that nothing is
// left out or counted twice.
import { useState } from "preact/hooks";
import { deposits } from "../api/calls";
import type { DayPlan, PlanChange, PlannedDeposit, WaitingItem } from "../api/types";
import { many, money } from "../money";
import { may } from "../session";
import { Fact, Note, Sum, Table, Tag } from "../ui/parts";
import { dayText } from "../words";
import { AskReason } from "./decisions";

function Proof({ plan }: { plan: DayPlan }) {
  const { released, planned, waiting, holds } = plan.proof;
  const left = released.amount_cents - planned.amount_cents - waiting.amount_cents;
  return (
    <>
      <dl class="sums">
        <Fact name={`Released, ${many(released.items, "item")}`}><Sum cents={released.amount_cents} /></Fact>
        <Fact name={`On ${many(plan.deposits.length, "ticket")}, ${many(planned.items, "item")}`}>
          <Sum cents={planned.amount_cents} /></Fact>
        <Fact name={`Waiting, ${many(waiting.items, "item")}`}><Sum cents={waiting.amount_cents} /></Fact>
        <Fact name="Left over"><Sum cents={left} zeroIsGood /></Fact>
      </dl>
      <Note tone={holds ? "good" : "bad"}>{holds
        ? "Proved: every released item is on exactly one ticket or waits with a reason (D4)."
        : "The plan does not prove. Nothing of it can be built."}</Note>
    </>
  );
}

const itemColumns = [
  { name: "Batch", figures: true, of: (one: PlannedDeposit["items"][number]) => one.batch },
  { name: "Item", figures: true, of: (one: PlannedDeposit["items"][number]) => one.sequence },
  { name: "Amount", figures: true, of: (one: PlannedDeposit["items"][number]) => money(one.amount_cents) },
  { name: "Why here", of: (one: PlannedDeposit["items"][number]) => one.reason },
];

function Ticket({ planned }: { planned: PlannedDeposit }) {
  const batches = [...new Set(planned.items.map((one) => one.batch))];
  return (
    <li>
      <div class="row">
        <strong>{planned.deposit_account}</strong>
        <span class="soft">{planned.bank}</span>
        {planned.kind === "final" && <Tag state="final" tone="good" text="Final" />}
        <span class="gap" />
        <strong class="sum">{money(planned.total_cents)}</strong>
      </div>
      <p class="soft">{planned.ticket ? `Goes on with draft ${planned.ticket}` : "A new ticket"}
        {`, for ${dayText(planned.banking_day)}: ${many(planned.items.length, "item")} of `}
        {batches.length === 1 ? `batch ${batches[0]}` : `batches ${batches.join(", ")}`}</p>
      <details>
        <summary>Why each item is here<span class="vh">, {planned.deposit_account} {planned.number}</span></summary>
        <Table caption={`Items of ${planned.deposit_account}, ticket ${planned.number}`} columns={itemColumns}
          rows={planned.items} keyOf={(one) => `${one.batch}/${one.sequence}`} />
      </details>
    </li>
  );
}

function Waiting({ day, waiting, onPutBack }: { day: string; waiting: WaitingItem[]; onPutBack: (one: WaitingItem) => void }) {
  if (waiting.length === 0) return null;
  return (
    <>
      <h3>Waiting</h3>
      <ul class="lines">{waiting.map((one) => (
        <li key={`${one.batch}/${one.sequence}`}>Batch {one.batch}, item {one.sequence},{" "}
          <strong>{money(one.amount_cents)}</strong>: {one.reason}
          {one.cause === "kept_back" && may("build_deposit") && <>{" "}<button type="button"
            onClick={() => onPutBack(one)}>Put back<span class="vh"> item {one.sequence} of batch {one.batch}</span></button></>}
        </li>
      ))}</ul>
      <p class="soft">What no ticket takes today is carried forward on <a href={`/day/${day}`}>Day</a>.</p>
    </>
  );
}

const changeColumns = [
  { name: "Item", of: (one: PlanChange) => `Batch ${one.batch}, item ${one.sequence}` },
  { name: "Amount", figures: true, of: (one: PlanChange) => money(one.amount_cents) },
  { name: "What happens", of: (one: PlanChange) => one.kind },
  { name: "From", of: (one: PlanChange) => one.from ?? "no draft" },
  { name: "To", of: (one: PlanChange) => one.to ?? "waits" },
];

/// Beside drafts that stand: what building the plan would change in them.
function Changes({ plan }: { plan: DayPlan }) {
  const stands = plan.deposits.some((one) => one.ticket !== null) || plan.changes.some((one) => one.from !== null);
  if (!stands) return null;
  if (plan.changes.length === 0) return <Note tone="good">The drafts hold what the plan says; submit them.</Note>;
  return (
    <>
      <h3>What building changes in the drafts</h3>
      <Table caption="Changes of the drafts" columns={changeColumns} rows={plan.changes}
        keyOf={(one) => `${one.batch}/${one.sequence}`} />
    </>
  );
}

export function DayPlanView({ plan, onChange }: { plan: DayPlan; onChange: () => void }) {
  const [back, setBack] = useState<WaitingItem | null>(null);
  if (plan.proof.released.items === 0)
    return <p class="empty">Nothing is released that no submitted deposit holds. Balance a batch first.</p>;
  return (
    <>
      <Proof plan={plan} />
      {plan.refused_finals.map((one) => <Note key={one.deposit_account} tone="warn">{one.reason}</Note>)}
      <Changes plan={plan} />
      <ul class="plans">{plan.deposits.map((one) => (
        <Ticket key={`${one.deposit_account} ${one.channel} ${one.banking_day} ${one.number}`} planned={one} />
      ))}</ul>
      <Waiting day={plan.business_day} waiting={plan.waiting} onPutBack={setBack} />
      {back && <AskReason title={`Put back item ${back.sequence} of batch ${back.batch}`} button="Put back"
        hint="It is planned with the others again" onClose={() => setBack(null)}
        act={async (reason) => { await deposits.keep(back, false, reason); setBack(null); onChange(); }} />}
    </>
  );
}
