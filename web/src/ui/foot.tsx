// The line of keys at the foot of a screen and the list that F1 opens: both straight from the table.
import { keyTable } from "../keys";
import type { Binding, Context } from "../keys";
import { contexts, numLockIsOff } from "./keyboard";
import { Dialog } from "./dialog";
import { Kbd } from "./parts";

const all = (names: readonly Context[]): Binding[] => {
  const seen = new Set<string>();
  return names.flatMap((name) => keyTable[name]).filter((binding) => {
    const mark = binding.does + binding.caps.join();
    return !seen.has(mark) && seen.add(mark);
  });
};

export function Foot() {
  return (
    <footer class="foot" aria-label="Keys">
      {all(contexts.value).filter((binding) => binding.foot).map((binding) => (
        <span key={binding.does + binding.caps.join()}><Kbd caps={binding.caps} /> {binding.label}</span>
      ))}
      {numLockIsOff.value && <span class="numlock">Num Lock is off; the pad works all the same</span>}
    </footer>
  );
}

export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys of this screen" onClose={onClose} class="keylist">
      <ul>
        {all(contexts.value).map((binding) => (
          <li key={binding.does + binding.caps.join()}><Kbd caps={binding.caps} /> {binding.help}</li>
        ))}
        <li><Kbd caps={["Esc"]} /> Close this list</li>
      </ul>
      <button type="button" class="main" data-first onClick={onClose}>Close</button>
    </Dialog>
  );
}
