// The plan of the day's deposits with its proof, the deposits by state, and what is in transit.
import { deposits } from "../api/calls";
import type { Deposit } from "../api/types";
import { count, many, money } from "../money";
import { businessDay, may } from "../session";
import { useState } from "preact/hooks";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { useRows } from "../ui/rows";
import { Field, Kbd, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { announce } from "../ui/announce";
import { ageText } from "../words";
import { CutOffs } from "./cut_offs";
import { DayPlanView } from "./deposit_plan";
import { ReopenedDays } from "./day/reopened";

const states = ["draft", "awaiting_approval", "approved", "sent", "confirmed", "confirmed_adjusted",
  "rejected", "cancelled"];

const link = (one: Deposit) =>
  <a data-row href={`/deposits/${one.lockbox}/${one.ticket}`}>{one.lockbox} {one.ticket}</a>;

const columns = [
  { name: "Ticket", of: link },
  { name: "Account", of: (one: Deposit) => <>{one.deposit_account}{one.kind === "final" && <> <strong>Final</strong></>}</> },
  { name: "Batches", of: (one: Deposit) => one.batches.map((batch, at) => (
    <span key={batch}>{at > 0 && ", "}<a href={`/batches/${batch}`}>{batch}</a></span>)) },
  { name: "Items", figures: true, of: (one: Deposit) => count(one.items) },
  { name: "Amount", figures: true, of: (one: Deposit) => money(one.total_cents) },
  { name: "Built by", of: (one: Deposit) => one.prepared_by },
  { name: "Approved by", of: (one: Deposit) => one.approved_by ?? "" },
];

function ByState({ items }: { items: Deposit[] }) {
  if (items.length === 0) return <p class="empty">No deposit on this day yet. What could be one stands in the plan.</p>;
  return (
    <>
      {states.map((state) => ({ state, group: items.filter((one) => one.state === state) }))
        .filter(({ group }) => group.length > 0).map(({ state, group }) => (
          <section key={state}>
            <h3><Tag state={state} />{" "}
              <span class="sum">{money(group.reduce((sum, one) => sum + one.total_cents, 0))}</span></h3>
            <Table caption={`Deposits, ${state.replace(/_/g, " ")}`} columns={columns} rows={group}
              keyOf={(one) => `${one.lockbox} ${one.ticket}`} />
          </section>
        ))}
    </>
  );
}

const transit = [
  { name: "Ticket", of: link },
  { name: "Account", of: (one: Deposit) => `${one.bank} ${one.deposit_account}` },
  { name: "State", of: (one: Deposit) => <Tag state={one.state} /> },
  { name: "In transit", figures: true, of: (one: Deposit) => money(one.in_transit_cents) },
  { name: "For", of: (one: Deposit) => one.in_transit_since ? ageText(one.in_transit_since) : "" },
];

function InTransit({ items }: { items: Deposit[] }) {
  const rows = items.filter((one) => one.in_transit_cents !== 0);
  return (
    <>
      <Table caption="Deposits in transit" columns={transit} rows={rows} keyOf={(one) => `${one.lockbox} ${one.ticket}`}
        empty="Every approved deposit is confirmed by its bank." />
      {rows.length > 0 && <p class="tape-total">{many(rows.length, "deposit")} in transit{" "}
        <span class="sum">{money(rows.reduce((sum, one) => sum + one.in_transit_cents, 0))}</span></p>}
    </>
  );
}

export function Deposits() {
  const [day, setDay] = useState(businessDay.value ?? "");
  const [isFinal, setFinal] = useState(false);
  const made = useLoad(() => deposits.list(day || null), [day], ["deposit"]);
  const open = useLoad(() => deposits.unsettled(), [], ["deposit"]);
  const plan = useLoad(async () => {
    if (!day) return null;
    const plain = await deposits.dayPlan(day, []);
    if (!isFinal) return plain;
    return deposits.dayPlan(day, [...new Set(plain.deposits.map((one) => one.deposit_account))]);
  }, [day, isFinal], ["batch", "deposit", "task"]);
  const action = useAction();
  useRows();
  const reload = () => { plan.reload(); made.reload(); open.reload(); };
  const ready = plan.data?.is_news && plan.data.refused_finals.length === 0 && plan.data.deposits.length > 0 ? plan.data : null;
  const drafts = made.data?.items.filter((one) => one.may.includes("submit")) ?? [];
  const build = () => action.run(async () => {
    if (!ready) return;
    const finals = isFinal ? [...new Set(ready.deposits.map((one) => one.deposit_account))] : [];
    const built = await deposits.buildPlan(day, finals, ready.token);
    announce(`${many(built.deposits.length, "draft")} made by the plan.`);
    reload();
  });
  const submit = () => action.run(async () => {
    for (const one of drafts) {
      await deposits.step(one.lockbox, one.ticket, "submit", { version: one.version });
    }
    announce(`${many(drafts.length, "draft")} submitted for approval.`);
    reload();
  });
  const mayBuild = may("build_deposit");
  useKeys(["deposits"], {
    build: () => { if (!ready || !mayBuild) return false; build(); return true; },
    submit: () => { if (drafts.length === 0 || !mayBuild) return false; submit(); return true; },
    final: () => { if (!mayBuild) return false; setFinal(!isFinal); return true; },
  });
  return (
    <>
      <Title aside={<Field label="Business day" type="date" value={day} onInput={setDay} />}>Deposits</Title>
      <ReopenedDays day={day} />
      {day && <CutOffs day={day} />}
      <ProblemNote problem={action.problem} />
      {mayBuild && (
        <p class="actions plan-actions">
          <button type="button" class="main" id="build-plan" disabled={!ready || action.isBusy} onClick={build}>
            Build the plan <Kbd caps={["B"]} /></button>
          <button type="button" id="submit-drafts" disabled={drafts.length === 0 || action.isBusy} onClick={submit}>
            Submit {many(drafts.length, "draft")} <Kbd caps={["S"]} /></button>
          <label class="check"><input type="checkbox" checked={isFinal}
            onChange={(event) => setFinal(event.currentTarget.checked)} /> Final of the day <Kbd caps={["F"]} /></label>
        </p>
      )}
      <div class="columns deposits">
        <Panel title="The plan of the day">
          {day === "" ? <p class="empty">Choose a business day to plan it.</p>
            : <Shown from={plan}>{(shown) => shown && <DayPlanView plan={shown} onChange={reload} />}</Shown>}
        </Panel>
        <div>
          <Panel title="Deposits by state">
            <Shown from={made}>{({ items }) => <ByState items={items} />}</Shown>
          </Panel>
          <Panel title="In transit to the banks">
            <Shown from={open}>{({ items }) => <InTransit items={items} />}</Shown>
          </Panel>
        </div>
      </div>
    </>
  );
}
