// Importing an account file: choose, try, import.
import { useState } from "preact/hooks";
import { accounts, site } from "../api/calls";
import type { ImportResult, Site } from "../api/types";
import { many } from "../money";
import { useAction, useLoad } from "../ui/load";
import { Note, Panel, ProblemNote, Shown, Table, Title } from "../ui/parts";

function Outcome({ result, isTrial }: { result: ImportResult; isTrial: boolean }) {
  if (result.bad_lines.length > 0) {
    return (
      <>
        <Note tone="bad">{many(result.bad_lines.length, "line")} cannot be read, so nothing is imported.
          Mend the file and try again.</Note>
        <Table caption="Lines that cannot be read" rows={result.bad_lines} keyOf={(line) => line.line}
          columns={[
            { name: "Line", figures: true, of: (line) => line.line },
            { name: "What is wrong", of: (line) => line.reason },
          ]} />
      </>
    );
  }
  if (result.unchanged)
    return <Note>The file holds {many(result.accounts, "account")}, the same as before.</Note>;
  return (
    <>
      <Note tone="good">{isTrial
        ? `All lines can be read: ${many(result.accounts, "account")}.`
        : `${many(result.accounts, "account")} imported.`}</Note>
      {result.conflicts > 0 && <Note tone="warn">{many(result.conflicts, "field")} changed here stay as they are, and the
        file says otherwise: <a href="/accounts/review">look at the review</a>.</Note>}
    </>
  );
}

function Wizard({ lockboxes }: { lockboxes: string[] }) {
  const [lockbox, setLockbox] = useState(lockboxes[0] ?? "");
  const [text, setText] = useState("");
  const [tried, setTried] = useState<{ result: ImportResult; isTrial: boolean } | null>(null);
  const action = useAction();
  const change = (next: string) => { setText(next); setTried(null); };
  const send = (isTrial: boolean) => action.run(async () =>
    setTried({ result: await accounts.importFile(lockbox, text, isTrial), isTrial }));
  const mayImport = tried?.isTrial === true && tried.result.bad_lines.length === 0 &&
    !tried.result.unchanged;
  return (
    <Panel>
      <form onSubmit={(event) => { event.preventDefault(); send(true); }}>
        <div class="field"><label for="lockbox">Lockbox</label>
          <select id="lockbox" value={lockbox}
            onChange={(event) => { setLockbox(event.currentTarget.value); setTried(null); }}>
            {lockboxes.map((name) => <option key={name}>{name}</option>)}
          </select></div>
        <div class="field"><label for="file">Account file (CSV)</label>
          <input id="file" type="file" accept=".csv,text/csv" onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void file.text().then(change);
          }} /></div>
        <div class="field"><label for="text">Or paste its text</label>
          <textarea id="text" rows={8} spellcheck={false} value={text}
            aria-describedby="columns" onInput={(event) => change(event.currentTarget.value)} />
          <small id="columns">account, bill_type, name, address, balance_due, due_date, fund,
            deposit_account, status; successor and charges where the biller has them</small></div>
        <ProblemNote problem={action.problem} />
        {tried && <Outcome {...tried} />}
        <p class="actions">
          <button type="submit" class={mayImport ? "" : "main"}
            disabled={action.isBusy || text.trim() === ""}>Try without importing</button>
          <button type="button" class={mayImport ? "main" : ""} disabled={action.isBusy || !mayImport}
            onClick={() => send(false)}>Import</button>
        </p>
      </form>
    </Panel>
  );
}

export function ImportAccounts() {
  const loaded = useLoad(site, []);
  return (
    <div class="narrow">
      <Title>Import accounts</Title>
      <Shown from={loaded}>{(shown: Site) => <Wizard lockboxes={shown.lockboxes} />}</Shown>
    </div>
  );
}
