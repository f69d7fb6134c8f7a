// A field that names an account.
import { useState } from "preact/hooks";
import { accounts } from "../api/calls";
import type { Account } from "../api/types";
import { useAction } from "../ui/load";
import { Field } from "../ui/parts";

/// Found by name or the end of its number; the first that fits is taken when Enter is pressed.
export function AccountField({ label, value, onPick, error }: {
  label: string; value: Account | null; onPick: (account: Account | null) => void; error: string | null;
}) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Account[] | null>(null);
  const action = useAction();
  const find = () => action.run(async () => {
    const { items } = await accounts.find(text.trim());
    setFound(items);
    onPick(items.length === 1 ? items[0] ?? null : null);
  });
  const shown = value ? `${value.name}, ${value.account}` : found === null ? "Enter finds it"
    : found.length === 0 ? "No account fits" : "Choose one below";
  return (
    <div onKeyDown={(event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type === "radio") return;
      event.preventDefault();
      find();
    }}>
      <Field label={label} value={text} onInput={(next) => { setText(next); setFound(null); onPick(null); }} hint={shown}
        error={error ?? action.problem?.detail} autocomplete="off" />
      {found && found.length > 1 && (
        <fieldset class="choices"><legend>{label}</legend>
          {found.slice(0, 8).map((one) => (
            <label class="inline" key={one.ref}><input type="radio" name={label} checked={value?.ref === one.ref}
              onChange={() => onPick(one)} /> {one.name}, {one.account}, {one.address}</label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
