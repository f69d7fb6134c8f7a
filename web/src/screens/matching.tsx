// How payments find their accounts: the rules of a lockbox, tried on the mail of late and put in force.
import { useEffect, useState } from "preact/hooks";
import { matching, site } from "../api/calls";
import type { MatchCount, MatchRules, MatchRulesView, MatchTrial } from "../api/types";
import { count, many } from "../money";
import { me } from "../session";
import { timeText, word } from "../words";
import { useAction, useLoad } from "../ui/load";
import type { Loaded } from "../ui/load";
import { Field, Note, Panel, ProblemNote, Shown, Table, Title } from "../ui/parts";

const says: Record<string, string> = {
  coupon: "A code with check digit that the account file has",
  successor: "A closed account whose holder goes on under another number",
  remembered_split: "The payer divided the same sum over the same accounts before",
  payer_memory: "The payer's bank account paid for this one account only",
  open_balances: "One choice among the payer's accounts owes exactly what was paid",
  name_address: "One account held by the payer's name and address owes exactly what was paid",
};

const wrongText = (ppm: number | null) =>
  ppm === null ? "not measured" : `at most ${ppm} of a million wrong`;

function moved(order: string[], from: number, to: number): string[] {
  const next = [...order];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

function Order({ view, rules, onChange }: {
  view: MatchRulesView; rules: MatchRules; onChange: (order: string[]) => void;
}) {
  const { order } = rules;
  const off = view.known.map(({ name }) => name).filter((name) => !order.includes(name));
  const wrong = (name: string) => view.known.find((one) => one.name === name)?.wrong_ppm ?? null;
  return (
    <ol class="lines" aria-label="Order of the rules">
      {[...order, ...off].map((name, at) => {
        const isOn = at < order.length;
        const move = (by: number) => onChange(moved(order, at, at + by));
        return (
          <li key={name} class="row">
            <label class="inline"><input type="checkbox" checked={isOn}
              onChange={() => onChange(isOn ? order.filter((one) => one !== name) : [...order, name])} />
              {" "}<strong>{isOn ? `${at + 1}. ` : ""}{word(name)}</strong></label>
            <span>{says[name]} <span class="soft">({wrongText(wrong(name))})</span></span>
            <span class="gap" />
            <button type="button" disabled={!isOn || at === 0} onClick={() => move(-1)}>
              Earlier<span class="vh">: {word(name)}</span></button>
            <button type="button" disabled={!isOn || at === order.length - 1} onClick={() => move(1)}>
              Later<span class="vh">: {word(name)}</span></button>
          </li>
        );
      })}
    </ol>
  );
}

const numbers = [
  ["memory_confirmations_min", "Confirmed payments before memory is believed"],
  ["split_confirmations_min", "Times a division must have been confirmed"],
  ["name_show_min", "Likeness of name and address, of 100, from which an account is shown"],
  ["payer_holders_max", "Holders that one payer may pay for; more is a consolidator"],
] as const;

/// The rules with another threshold; without one, nothing stands in them.
function withAccept({ name_accept_min: _, ...rules }: MatchRules, digits: string): MatchRules {
  return digits === "" ? rules : { ...rules, name_accept_min: Number(digits) };
}

function Numbers({ rules, onChange }: { rules: MatchRules; onChange: (rules: MatchRules) => void }) {
  return (
    <>
      <div class="columns three">{numbers.map(([name, label]) => (
        <Field key={name} label={label} inputMode="numeric" autocomplete="off" value={String(rules[name])}
          onInput={(text) => onChange({ ...rules, [name]: Number(text.replace(/\D/g, "")) })} />
      ))}</div>
      <Field label="Likeness, of 100, from which name and address decide without a person" inputMode="numeric"
        autocomplete="off" hint="Empty: never; such an account is shown, and a person says so"
        value={rules.name_accept_min === undefined ? "" : String(rules.name_accept_min)}
        onInput={(text) => onChange(withAccept(rules, text.replace(/\D/g, "")))} />
      <p><label class="inline"><input type="checkbox" checked={rules.memory_needs_open_amount}
        onChange={() => onChange({ ...rules, memory_needs_open_amount: !rules.memory_needs_open_amount })} />
        {" "}Memory alone places only what the account owes, to the cent</label></p>
    </>
  );
}

function Trial({ trial }: { trial: MatchTrial }) {
  const row = (name: string, of: (one: MatchCount) => number) => ({ name, now: of(trial.now), wanted: of(trial.wanted) });
  const rows = [
    row("Placed without a person", (one) => one.placed),
    row("Placed elsewhere than the money is", (one) => one.differently),
    row("Left to a person", (one) => one.asked),
    ...Object.keys(trial.wanted.by_rule).filter((rule) => rule !== "person")
      .map((rule) => row(`Accounts by ${word(rule).toLowerCase()}`, (one) => one.by_rule[rule] ?? 0)),
  ];
  return (
    <div role="status">
      <Note tone={trial.wanted.differently > 0 ? "warn" : "good"}>
        Of the last {many(trial.envelopes, "envelope")} these rules would have placed{" "}
        {count(trial.wanted.placed)}, {count(trial.wanted.differently)} differently.</Note>
      <Table caption="Tried on the mail of late" rows={rows} keyOf={({ name }) => name} columns={[
        { name: "What", of: ({ name }) => name },
        { name: "In force", figures: true, of: ({ now }) => count(now) },
        { name: "Tried", figures: true, of: ({ wanted }) => count(wanted) },
      ]} />
      {trial.differences.length > 0 && (
        <ul class="lines">{trial.differences.map((one) => (
          <li key={`${one.batch} ${one.transaction}`}>
            <a href={`/documents/${one.document_id}`}>Batch {one.batch}, item {one.transaction}</a>: {one.sentence}</li>
        ))}</ul>
      )}
      <p class="soft">Each batch is seen with what was known before it, and with the account file of today.</p>
    </div>
  );
}

function History({ view }: { view: MatchRulesView }) {
  return (
    <Panel title="History">
      <Table caption="Rules that were in force" rows={view.versions} keyOf={({ version }) => version}
        empty="Nobody changed the rules yet." columns={[
          { name: "Version", figures: true, of: ({ version }) => version },
          { name: "When", of: ({ set_at }) => timeText(set_at, me.value?.time_zone) },
          { name: "Who", of: ({ set_by }) => set_by },
          { name: "Order", of: ({ rules }) => rules.order.map(word).join(", ") },
          { name: "Reason", of: ({ reason }) => reason },
        ]} />
    </Panel>
  );
}

function Editor({ lockbox, from, view }: {
  lockbox: string; from: Loaded<MatchRulesView>; view: MatchRulesView;
}) {
  const [rules, setRules] = useState(view.rules);
  const [trial, setTrial] = useState<MatchTrial | null>(null);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  useEffect(() => { setRules(view.rules); setTrial(null); setReason(""); }, [view.version, lockbox]);
  const change = (next: MatchRules) => { setRules(next); setTrial(null); };
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why the rules change.");
    setFault(null);
    action.run(async () => from.set(await matching.set(lockbox, { ...rules, version: view.version, reason: reason.trim() })));
  };
  return (
    <>
      <Panel title="Rules, in their order">
        <p class="soft">A person's word always comes first. Then the first rule that is certain decides; if none is, a person is asked.</p>
        <Order view={view} rules={rules} onChange={(order) => change({ ...rules, order })} />
        <Numbers rules={rules} onChange={change} />
      </Panel>
      <Panel title="Try, then put in force">
        <p class="actions"><button type="button" disabled={action.isBusy}
          onClick={() => action.run(async () => setTrial(await matching.attempt(lockbox, rules)))}>Try on the last 1,000 envelopes</button></p>
        {trial && <Trial trial={trial} />}
        <form onSubmit={submit} noValidate>
          <Field label="Reason" value={reason} onInput={setReason} error={fault} hint="Stands in the history" />
          <ProblemNote problem={action.problem} />
          <p class="actions"><button type="submit" class="main" disabled={action.isBusy}>Put in force</button></p>
        </form>
      </Panel>
      <History view={view} />
    </>
  );
}

function Lockbox({ names }: { names: string[] }) {
  const [lockbox, setLockbox] = useState(names[0] ?? "");
  const loaded = useLoad(() => matching.rules(lockbox), [lockbox]);
  return (
    <>
      <p><label class="inline">Lockbox <select value={lockbox}
        onChange={(event) => setLockbox(event.currentTarget.value)}>
        {names.map((name) => <option key={name}>{name}</option>)}
      </select></label></p>
      <Shown from={loaded}>{(view) => <Editor lockbox={lockbox} from={loaded} view={view} />}</Shown>
    </>
  );
}

export function Matching() {
  const loaded = useLoad(site, []);
  return (
    <>
      <Title>Matching</Title>
      <Shown from={loaded}>{({ lockboxes }) => <Lockbox names={lockboxes} />}</Shown>
    </>
  );
}
