// A person's own password, changed by whoever knows it.
import { useState } from "preact/hooks";
import { session } from "../api/calls";
import { entered, me } from "../session";
import { announce } from "./announce";
import { Dialog } from "./dialog";
import { FormEnd } from "./form_end";
import { useAction } from "./load";
import { Field } from "./parts";

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (password !== again) return setFault("The two new passwords differ.");
    setFault(null);
    action.run(async () => {
      entered(await session.changePassword(current, password));
      announce("Your password is changed. Everywhere else you are signed out.");
      onClose();
    });
  };
  return (
    <Dialog title="Change password" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <input type="hidden" name="username" autocomplete="username" value={me.value?.user.name} />
        <Field label="Password now" type="password" autocomplete="current-password" value={current}
          onInput={setCurrent} data-first />
        <Field label="New password" type="password" autocomplete="new-password" value={password}
          onInput={setPassword} hint="At least 15 characters, 8 beside a code; a sentence is good" error={fault} />
        <Field label="New password once more" type="password" autocomplete="new-password"
          value={again} onInput={setAgain} />
        <FormEnd action={action} button="Change password" onClose={onClose} />
      </form>
    </Dialog>
  );
}
