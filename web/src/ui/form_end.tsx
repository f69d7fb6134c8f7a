// How the form of a dialog ends: what was refused, the button that does it, the one that does not.
import type { Action } from "./load";
import { ProblemNote } from "./parts";

export function FormEnd({ action, button, onClose }: {
  action: Action; button: string; onClose: () => void;
}) {
  return (
    <>
      <ProblemNote problem={action.problem} />
      <p class="actions">
        <button type="submit" class="main" disabled={action.isBusy}>{button}</button>
        <button type="button" onClick={onClose}>Cancel</button>
      </p>
    </>
  );
}
