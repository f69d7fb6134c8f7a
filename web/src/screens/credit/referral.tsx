// Referral to collection: the scored list, what was proposed of it, and the files.
import { useState } from "preact/hooks";
import { credit } from "../../api/credit";
import type { Referral, ReferralFile, Scored } from "../../api/credit";
import type { Account } from "../../api/types";
import { many, money } from "../../money";
import { may } from "../../session";
import { dayText, word } from "../../words";
import { announce } from "../../ui/announce";
import { Dialog } from "../../ui/dialog";
import { FormEnd } from "../../ui/form_end";
import { useKeys } from "../../ui/keyboard";
import { useAction, useLoad } from "../../ui/load";
import { Fact, Field, Note, Panel, ProblemNote, Shown, Table, Tag, Title } from "../../ui/parts";
import { useRows } from "../../ui/rows";
import { AccountField } from "../account_field";
import { accountLink, History, Sections, Steps } from "./room";

function Points({ one }: { one: Scored }) {
  return <ul class="lines">{one.parts.filter((part) => part.points > 0).map((part) => (
    <li key={part.factor}>{part.points}: {part.why}</li>
  ))}</ul>;
}

function Refer({ one, onDone }: { one: Scored; onDone: () => void }) {
  const action = useAction();
  if (!may("arrange_credit")) return null;
  return (
    <>
      <button type="button" data-row disabled={action.isBusy} onClick={() => action.run(async () => {
        await credit.refer(one.ref, "");
        announce("The referral waits for another person.");
        onDone();
      })}>Propose<span class="vh"> to refer {one.account}</span></button>
      <ProblemNote problem={action.problem} />
    </>
  );
}

function ByHand({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [account, setAccount] = useState<Account | null>(null);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (!account) return setFault("Name the account; Enter finds it.");
    setFault(null);
    action.run(async () => {
      await credit.refer(account.ref, reason.trim());
      announce("The referral waits for another person.");
      onDone();
    });
  };
  return (
    <Dialog title="Refer an account" onClose={onClose} class="wide">
      <form onSubmit={submit} noValidate>
        <AccountField label="Account" value={account} onPick={setAccount} error={fault} />
        <Field label="Reason" value={reason} onInput={setReason} hint="Needed for an account that is not on the list" />
        <FormEnd action={action} button="Propose it" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Referrals({ items }: { items: Referral[] }) {
  return (
    <Table caption="Referrals, newest first" rows={items} keyOf={(one) => one.number} empty="No account was referred." columns={[
      { name: "Number", figures: true, of: (one) => <a data-row href={`/credit/referrals/${one.number}`}>{one.number}</a> },
      { name: "Account", of: accountLink },
      { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
      { name: "Points", figures: true, of: (one) => one.points },
      { name: "Told by", of: (one) => one.recall_file ?? one.file ?? "" },
      { name: "Paid since", figures: true, of: (one) => one.paid_since.length === 0 ? ""
        : money(one.paid_since.reduce((sum, part) => sum + part.amount_cents, 0)) },
      { name: "State", of: (one) => <Tag state={one.state} /> },
    ]} />
  );
}

function Files({ files }: { files: ReferralFile[] }) {
  return (
    <Table caption="Files that the agency was told by, newest first" rows={files} keyOf={(one) => one.number}
      empty="No file was made yet." columns={[
        { name: "File", of: (one) => may("read_account") ? <a href={credit.fileHref(one)} download={one.name}>{one.name}</a> : one.name },
        { name: "Day", of: (one) => dayText(one.day) },
        { name: "Accounts", figures: true, of: (one) => one.referrals.length },
        { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
        { name: "SHA-256", of: (one) => <code title={one.sha256}>{one.sha256.slice(0, 12)}…</code> },
        { name: "Made by", of: (one) => one.made_by },
      ]} />
  );
}

/// What waits for a file, told by the state of the referrals.
const waits = (items: Referral[]) => ({
  referral: items.filter((one) => one.state === "approved").length,
  recall: items.filter((one) => one.state === "recalled").length,
});

export function ReferralRoom() {
  const list = useLoad(credit.list, [], ["credit", "deposit", "ledger", "accounts"]);
  const referrals = useLoad(credit.referrals, [], ["credit", "deposit", "ledger", "accounts"]);
  const files = useLoad(credit.files, [], ["credit"]);
  const [isProposing, setProposing] = useState(false);
  const action = useAction();
  const mine = may("arrange_credit");
  const waiting = waits(referrals.data?.items ?? []);
  const reload = () => { list.reload(); referrals.reload(); files.reload(); };
  const propose = () => { if (!mine) return false; setProposing(true); return true; };
  const make = () => {
    if (!may("approve_credit") || waiting.referral + waiting.recall === 0) return false;
    action.run(async () => {
      const file = await credit.makeFile(waiting.referral > 0 ? "referral" : "recall");
      const left = file.left_out.map((one) => ` Referral ${one.referral} is left out: ${one.why}.`).join("");
      announce(`${file.name} tells of ${many(file.referrals.length, "account")}.${left}`);
      reload();
    });
    return true;
  };
  useKeys(["credit", "referral"], { propose, file: make });
  useRows();
  return (
    <>
      <Title aside={<p class="actions">
        {mine && <button type="button" class="main" onClick={propose}><kbd>F2</kbd> Refer an account…</button>}
        {may("approve_credit") && waiting.referral + waiting.recall > 0 && <button type="button" disabled={action.isBusy} onClick={make}>
          <kbd>F7</kbd> Make the {waiting.referral > 0 ? "referral" : "recall"} file</button>}
      </p>}>Credit</Title>
      <Sections at="/credit/referral" />
      <ProblemNote problem={action.problem} />
      <Panel title="Referred">
        <Shown from={referrals}>{({ items }) => <Referrals items={items} />}</Shown>
        {waiting.referral + waiting.recall > 0 && <Note>{many(waiting.referral, "referral")} and {many(waiting.recall, "recall")} wait
          for a file.</Note>}
      </Panel>
      <Panel title="Listed by score">
        <Shown from={list}>{({ day, items, arranged, referred, beyond }) => (
          <>
            <p class="soft">{dayText(day)}. Left out: {many(arranged, "account")} with an arrangement that is kept so far,
              {" "}{many(referred, "account")} that {referred === 1 ? "is" : "are"} referred already
              {beyond > 0 ? `, and ${many(beyond, "account")} with fewer points` : ""}.</p>
            <Table caption="Accounts by score, the most points first" rows={items} keyOf={(one) => one.ref}
              empty="No account has the points." columns={[
                { name: "Points", figures: true, of: (one) => one.points },
                { name: "Account", of: accountLink },
                { name: "Open", figures: true, of: (one) => money(one.amount_cents) },
                { name: "Why", of: (one) => <Points one={one} /> },
                { name: "To do", of: (one) => <Refer one={one} onDone={reload} /> },
              ]} />
          </>
        )}</Shown>
      </Panel>
      <Panel title="Files"><Shown from={files}>{({ items }) => <Files files={items} />}</Shown></Panel>
      {isProposing && <ByHand onClose={() => setProposing(false)} onDone={() => { setProposing(false); reload(); }} />}
    </>
  );
}

export function ReferralScreen({ number }: { number: number }) {
  const loaded = useLoad(async () => (await credit.referrals()).items.find((one) => one.number === number) ?? null,
    [number], ["credit", "deposit", "ledger", "accounts"]);
  const one = loaded.data;
  return (
    <>
      <Title aside={<a class="button" href="/credit/referral">All referrals</a>}>Referral {number}</Title>
      <ProblemNote problem={loaded.problem} />
      {!one && !loaded.problem && <p class="empty">No referral {number} is in the books.</p>}
      {one && <>
        <Panel title={one.why}>
          <dl class="facts">
            <Fact name="Account">{accountLink(one)}</Fact>
            <Fact name="State"><Tag state={one.state} /></Fact>
            <Fact name="Amount">{money(one.amount_cents)}</Fact>
            <Fact name="Proposed for">{dayText(one.day)}</Fact>
            <Fact name="Told by">{one.file ?? "no file yet"}</Fact>
            {one.recall_file !== null && <Fact name="Recalled by">{one.recall_file}</Fact>}
          </dl>
          <Steps kept="referrals" one={one} onDone={loaded.reload} />
        </Panel>
        <Panel title="Paid since it was proposed">
          <Table caption="Payments since it was proposed" rows={one.paid_since} keyOf={(part) => `${part.batch} ${part.transaction}`}
            empty="No payment came since." columns={[
              { name: "Day", of: (part) => dayText(part.day) },
              { name: "Amount", figures: true, of: (part) => money(part.amount_cents) },
              { name: "Envelope", of: (part) => <a href={`/batches/${part.batch}`}>Batch {part.batch}, {part.transaction}</a> },
            ]} />
        </Panel>
        <Panel title="What happened"><History steps={one.steps} by={one.proposed_by} at={one.proposed_at} /></Panel>
      </>}
    </>
  );
}

function letterHref(ref: string | null, batch: number | null, transaction: number | null): string | null {
  if (ref !== null) return `/correspondence?about_kind=account&about=${ref}`;
  if (batch !== null && transaction !== null) return `/correspondence?about_kind=envelope&about=${batch}/${transaction}`;
  return null;
}

export function Notices() {
  const loaded = useLoad(credit.notices, [], ["credit", "deposit", "ledger", "accounts"]);
  useRows();
  return (
    <>
      <Title>Credit</Title>
      <Sections at="/credit/notices" />
      <Panel title="Notices due today">
        <Shown from={loaded}>{({ items }) => <Table caption="What to write to customers about, oldest first"
          rows={items.map((row, at) => ({ ...row, at }))} keyOf={({ at }) => at} empty="No notice is due." columns={[
            { name: "Since", of: (one) => dayText(one.since) },
            { name: "Age", figures: true, of: (one) => one.age_days < 0 ? `in ${many(-one.age_days, "day")}` : many(one.age_days, "day") },
            { name: "Kind", of: (one) => word(one.kind) },
            { name: "What", of: (one) => one.text },
            { name: "Account", of: (one) => one.ref !== null ? <a href={`/accounts/${encodeURIComponent(one.ref)}`}>{one.account}</a>
              : one.batch !== null ? <a href={`/batches/${one.batch}`}>Batch {one.batch}</a> : "" },
            { name: "Owner", of: (one) => one.owner },
            { name: "Letter", of: (one) => {
              const href = letterHref(one.ref, one.batch, one.transaction);
              return href !== null && may("correct_accounts")
                ? <a data-row class="button" href={href}>Write<span class="vh"> about {one.text}</span></a> : "";
            } },
          ]} />}</Shown>
      </Panel>
    </>
  );
}
