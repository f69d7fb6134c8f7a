// What can be deposited, and what was.
import { batches, deposits } from "../api/calls";
import type { Deposit, Plan } from "../api/types";
import { count, many, money } from "../money";
import { businessDay, may } from "../session";
import { useState } from "preact/hooks";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { useRows } from "../ui/rows";
import { Field, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { announce } from "../ui/announce";
import { CutOffs } from "./cut_offs";
import { ReopenedDays } from "./day/reopened";

const planned = (plan: Plan) => plan.deposits.reduce((sum, one) => sum + one.total_cents, 0);

function PlanRow({ plan, isBusy, onBuild }: {
  plan: Plan; isBusy: boolean; onBuild: (plan: Plan) => void;
}) {
  return (
    <li>
      <div class="row">
        <a data-row href={`/batches/${plan.batch}`}>Batch {plan.batch}</a>
        <Tag state={plan.ready ? "balanced" : "in_keying"} text={plan.ready ? "Ready" : "Not ready"} />
        <span class="gap" />
        <strong>{money(planned(plan))}</strong>
        {plan.ready && may("build_deposit") && (
          <button type="button" class="main" disabled={isBusy} onClick={() => onBuild(plan)}>
            Build<span class="vh"> the deposits of batch {plan.batch}</span></button>
        )}
      </div>
      <ul class="lines soft">
        {plan.deposits.map((one) => (
          <li key={one.deposit_account}>{one.deposit_account}: {many(one.items, "item")}, {money(one.total_cents)}</li>
        ))}
        {plan.unplaceable.map((one) => (
          <li key={one.sequence}>Held: item {one.sequence}, {money(one.amount_cents)}. {one.reason}</li>
        ))}
        {!plan.ready && <li>{plan.reason}</li>}
      </ul>
    </li>
  );
}

/// Deposits by the account they go to, since that is how a bank sees them.
function byAccount(items: Deposit[]): [string, Deposit[]][] {
  const groups = new Map<string, Deposit[]>();
  for (const item of items) {
    const name = `${item.bank} ${item.deposit_account}`;
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups];
}

const columns = [
  { name: "Ticket", of: (one: Deposit) =>
    <a data-row href={`/deposits/${one.lockbox}/${one.ticket}`}>{one.lockbox} {one.ticket}</a> },
  { name: "Batch", of: (one: Deposit) => <a href={`/batches/${one.batch}`}>{one.batch}</a> },
  { name: "Items", figures: true, of: (one: Deposit) => count(one.items) },
  { name: "Amount", figures: true, of: (one: Deposit) => money(one.total_cents) },
  { name: "State", of: (one: Deposit) => <Tag state={one.state} /> },
  { name: "Built by", of: (one: Deposit) => one.prepared_by },
  { name: "Approved by", of: (one: Deposit) => one.approved_by ?? "" },
];

function DepositGroups({ items }: { items: Deposit[] }) {
  if (items.length === 0) return <p class="empty">No deposit on this day yet. Ready batches stand beside.</p>;
  return (
    <>
      {byAccount(items).map(([name, group]) => (
        <section key={name}>
          <h3>{group[0]?.account_name} <span class="soft">{name}</span>
            {" "}<span class="sum">{money(group.reduce((sum, one) => sum + one.total_cents, 0))}</span></h3>
          <Table caption={`Deposits to ${name}`} columns={columns} rows={group}
            keyOf={(one) => `${one.lockbox} ${one.ticket}`} />
        </section>
      ))}
    </>
  );
}

export function Deposits() {
  const [day, setDay] = useState(businessDay.value ?? "");
  const plans = useLoad(() => deposits.plan(day || null), [day], ["batch", "deposit", "task"]);
  const made = useLoad(() => deposits.list(day || null), [day], ["deposit"]);
  const action = useAction();
  useRows();
  const build = (plan: Plan) => action.run(async () => {
    const built = await batches.build(plan.batch);
    announce(`${many(built.deposits.length, "deposit")} built from batch ${plan.batch}.`);
    plans.reload();
    made.reload();
  });
  const first = plans.data?.items.find((plan) => plan.ready);
  useKeys(["deposits"], {
    build: () => {
      if (!first || !may("build_deposit")) return false;
      build(first);
      return true;
    },
  });
  return (
    <>
      <Title aside={<Field label="Business day" type="date" value={day} onInput={setDay} />}>Deposits</Title>
      <ReopenedDays day={day} />
      {day && <CutOffs day={day} />}
      <div class="columns deposits">
        <Panel title="Could be deposited now">
          <ProblemNote problem={action.problem} />
          <Shown from={plans}>{({ items }) => items.length === 0
            ? <p class="empty">No batch waits for a deposit.</p>
            : <ul class="plans">{items.map((plan) => (
              <PlanRow key={plan.batch} plan={plan} isBusy={action.isBusy} onBuild={build} />
            ))}</ul>}</Shown>
        </Panel>
        <Panel title="Deposits by account">
          <Shown from={made}>{({ items }) => <DepositGroups items={items} />}</Shown>
        </Panel>
      </div>
    </>
  );
}
