// Accounts: find one, see what it paid.
import { useEffect, useState } from "preact/hooks";
import { accounts } from "../api/calls";
import { master } from "../api/master";
import type { Account, AccountDetail, List } from "../api/types";
import { money } from "../money";
import { navigate } from "../router";
import { may, mayAny } from "../session";
import { dayText } from "../words";
import { Dialog } from "../ui/dialog";
import { useKeys } from "../ui/keyboard";
import { useAction, useLoad } from "../ui/load";
import { useRows } from "../ui/rows";
import { Fact, Field, Panel, ProblemNote, Shown, Table, Tag, Title } from "../ui/parts";
import { Picture, firstView } from "../ui/picture";
import { ChangeAccount, ChangeTable, MergeAccount, NewAccount, StepAccount } from "./account_changes";
import { AccountHistoryPanel } from "./account_history";
import { CreditOfAccount } from "./credit/of_account";
import { PaymentSearch } from "./payment_search";

const columns = [
  { name: "Account", of: (one: Account) => <a data-row href={`/accounts/${encodeURIComponent(one.ref)}`}>{one.account}</a> },
  { name: "Name", of: (one: Account) => one.name },
  { name: "Address", of: (one: Account) => one.address },
  { name: "Bill", of: (one: Account) => one.bill_type },
  { name: "Due", figures: true, of: (one: Account) => money(one.balance_due_cents) },
  { name: "Status", of: (one: Account) => <Tag state={one.status} tone={one.status === "closed" ? "bad" : "plain"} /> },
];

export function Accounts() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 150);
    return () => clearTimeout(timer);
  }, [text]);
  const loaded = useLoad(async (): Promise<List<Account> | null> =>
    asked ? accounts.find(asked) : null, [asked]);
  useRows();
  const [isAdding, setAdding] = useState(false);
  const add = () => { if (!may("maintain_accounts")) return false; setAdding(true); return true; };
  const mayCredit = mayAny("arrange_credit", "approve_credit", "audit");
  const open = (path: string) => () => { navigate(path); return true; };
  useKeys(["accounts"], { "new-account": add, "review-accounts": open("/accounts/review"),
    "open-credit": () => mayCredit && open("/credit")() });
  return (
    <>
      <Title focus={false} aside={<span class="row">
        {may("maintain_accounts") && <button type="button" onClick={add}><kbd>F2</kbd> New account</button>}
        <a class="button" href="/accounts/review"><kbd>F4</kbd> Review</a>
        {mayCredit && <a class="button" href="/credit"><kbd>F7</kbd> Credit</a>}
        {mayAny("administer", "close_day") && <a class="button" href="/accounts/import">Import accounts</a>}
      </span>}>Accounts</Title>
      <Panel>
        <Field label="Name, or the end of the number" type="search" autocomplete="off" autofocus
          value={text} onInput={setText} />
        {asked === "" ? <p class="empty">Type a name or a few digits.</p>
          : <Shown from={loaded}>{(found) => found && (
            <Table caption="Accounts found" columns={columns} rows={found.items}
              keyOf={(one) => one.ref} empty={`No account fits "${asked}".`} />
          )}</Shown>}
      </Panel>
      <PaymentSearch />
      {isAdding && <NewAccount onClose={() => setAdding(false)} />}
    </>
  );
}

function Reveal({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setFault("Say why you need the number.");
    setFault(null);
    action.run(async () => setNumber((await accounts.reveal(account.ref, reason.trim())).account));
  };
  return (
    <Dialog title={`Full number of ${account.name}`} onClose={onClose}>
      {number !== null ? (
        <>
          <p class="secret" role="status">{number}</p>
          <button type="button" class="main" onClick={onClose} data-first>Hide it</button>
        </>
      ) : (
        <form onSubmit={submit} noValidate>
          <Field label="Reason" value={reason} onInput={setReason} error={fault} data-first
            hint="Goes to the audit trail with your name" />
          <ProblemNote problem={action.problem} />
          <p class="actions">
            <button type="submit" class="main" disabled={action.isBusy}>Show the number</button>
            <button type="button" onClick={onClose}>Cancel</button>
          </p>
        </form>
      )}
    </Dialog>
  );
}

type Payment = AccountDetail["payments"][number];

function PaymentPictures({ payment }: { payment: Payment }) {
  return (
    <div class="strip">
      {payment.document_ids.map((document) => (
        <a href={`/documents/${document}`} key={document} aria-label={`Document ${document}`}>
          <Picture document={document} view={firstView} label={`Document ${document}, front`} />
        </a>
      ))}
    </div>
  );
}

/// Nothing while nobody ever changed the account here.
function AccountChanges({ account, round }: { account: AccountDetail; round: number }) {
  const loaded = useLoad(() => master.changes(account.ref), [account.ref, round], ["accounts"]);
  if (loaded.data?.items.length === 0) return null;
  return (
    <Panel title="Changes made here">
      <Shown from={loaded}>{({ items }) => <ChangeTable caption="Changes of this account, the newest first"
        changes={items} empty="Nobody changed it here yet." />}</Shown>
    </Panel>
  );
}

type Asking = "change" | "merge" | "step";

function AccountView({ account, onChanged }: { account: AccountDetail; onChanged: () => void }) {
  const [isRevealing, setRevealing] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [round, setRound] = useState(0);
  const close = () => { setAsking(null); setRound((n) => n + 1); onChanged(); };
  const ask = (what: Asking) => () => { if (!may("maintain_accounts")) return false; setAsking(what); return true; };
  useKeys(["account"], { "change-account": ask("change"), "step-account": ask("step"),
    "merge-account": () => account.status === "open" && ask("merge")() });
  return (
    <>
      <div class="columns wide-second">
        <Panel title="Account">
          <dl>
            <Fact name="Number">{account.account}</Fact>
            <Fact name="Name">{account.name}</Fact>
            <Fact name="Address">{account.address}</Fact>
            <Fact name="Bill">{account.bill_type}, {account.fund}</Fact>
            <Fact name="Due">{money(account.balance_due_cents)}{account.due_date ? `, ${dayText(account.due_date)}` : ""}</Fact>
            <Fact name="Deposit account">{account.deposit_account}</Fact>
            <Fact name="Status">{account.status}{account.successor !== null
              && `, ${account.is_merged ? "merged into" : "goes on as"} ${account.successor}`}</Fact>
          </dl>
          {may("correct_accounts") && <p class="actions"><a class="button"
            href={`/correspondence?about_kind=account&about=${account.ref}`}>Write a letter</a></p>}
          {account.charges.length > 0 && <Table caption="What makes up the balance" rows={account.charges}
            keyOf={(one) => `${one.code} ${one.due_on} ${one.amount_cents}`} columns={[
              { name: "Charge", of: (one) => one.code },
              { name: "Due", of: (one) => dayText(one.due_on) },
              { name: "Amount", figures: true, of: (one) => money(one.amount_cents) },
            ]} />}
          {may("maintain_accounts") && <p class="actions">
            <button type="button" onClick={() => setAsking("change")}><kbd>F2</kbd> Change…</button>
            {account.status === "open" && <button type="button" onClick={() => setAsking("merge")}><kbd>F6</kbd> Merge…</button>}
            <button type="button" onClick={() => setAsking("step")}><kbd>F8</kbd> {account.status === "open" ? "Close" : "Reopen"}…</button>
          </p>}
          {may("read_account") && (
            <button type="button" onClick={() => setRevealing(true)}>Show the full number…</button>
          )}
        </Panel>
        <Panel title="Payments">
          {account.payments.length === 0 ? <p class="empty">No payment yet.</p> : (
            <ul class="payments">{account.payments.map((one) => (
              <li key={`${one.batch} ${one.transaction}`}>
                <div class="row"><span>{dayText(one.business_day)}</span>
                  <a href={`/batches/${one.batch}`}>Batch {one.batch}</a><Tag state={one.state} />
                  {one.ticket !== null && <span class="soft">ticket {one.ticket}</span>}
                  <span class="gap" /><strong>{money(one.amount_cents)}</strong></div>
                <PaymentPictures payment={one} />
              </li>
            ))}</ul>
          )}
        </Panel>
      </div>
      <AccountChanges account={account} round={round} />
      <CreditOfAccount accountRef={account.ref} />
      <AccountHistoryPanel key={round} account={account.ref} />
      <PaymentSearch account={account.ref} />
      {isRevealing && <Reveal account={account} onClose={() => setRevealing(false)} />}
      {asking === "change" && <ChangeAccount account={account} onClose={close} />}
      {asking === "merge" && <MergeAccount account={account} onClose={close} />}
      {asking === "step" && <StepAccount account={account} onClose={close} />}
    </>
  );
}

export function AccountScreen({ id }: { id: string }) {
  const loaded = useLoad(() => accounts.get(id), [id], ["batch", "deposit", "accounts"]);
  return (
    <>
      <Title>{loaded.data ? loaded.data.name : "Account"}</Title>
      <Shown from={loaded}>{(account) => <AccountView account={account} onChanged={loaded.reload} />}</Shown>
    </>
  );
}
