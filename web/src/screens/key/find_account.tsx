// Finds an account by name or number while keying.
import { useEffect, useState } from "preact/hooks";
import { accounts } from "../../api/calls";
import type { Account, Suggestion } from "../../api/types";
import { money } from "../../money";
import { Dialog } from "../../ui/dialog";

function useFound(text: string): Account[] | null {
  const [found, setFound] = useState<Account[] | null>(null);
  useEffect(() => {
    if (text.trim().length < 2) { setFound(null); return undefined; }
    let isLate = false;
    const timer = setTimeout(() => {
      accounts.find(text.trim()).then(({ items }) => { if (!isLate) setFound(items); }, () => {});
    }, 120);
    return () => { isLate = true; clearTimeout(timer); };
  }, [text]);
  return found;
}

export function FindAccount({ onPick, onClose }: {
  onPick: (suggestion: Suggestion) => void; onClose: () => void;
}) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(text);
  const rows = found?.slice(0, 8) ?? [];
  const pick = (account: Account | undefined) => {
    if (!account) return;
    onPick({ value: `ref:${account.ref}`, label: `${account.account} ${account.name}`, reason: "found" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, rows.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") pick(rows[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Find an account" onClose={onClose} class="palette docked">
      <input type="text" role="combobox" data-first autocomplete="off" spellcheck={false}
        aria-label="Name, or the end of the number" aria-expanded="true" aria-autocomplete="list"
        aria-controls="account-list" {...(rows[at] ? { "aria-activedescendant": `found-${at}` } : {})}
        value={text} onKeyDown={onKeyDown}
        onInput={(event) => { setText(event.currentTarget.value); setAt(0); }} />
      <ul id="account-list" role="listbox" aria-label="Accounts found">
        {rows.map((account, index) => (
          <li key={account.ref} id={`found-${index}`} role="option" aria-selected={index === at}
            onClick={() => pick(account)}>
            <span>{account.account} {account.name}<br /><small>{account.address}</small></span>
            <small>due {money(account.balance_due_cents)}</small>
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p class="empty" role="status">No account has this name or number.</p>}
      <p class="soft">Name, or the end of the number. Enter takes, Esc closes.</p>
    </Dialog>
  );
}
