// Sign in: a name and a password, and a code where the person has one.
import { useEffect, useRef, useState } from "preact/hooks";
import { session } from "../api/calls";
import { Problem } from "../api/client";
import { endedNote, entered } from "../session";
import { useAction } from "../ui/load";
import { Field, Note, ProblemNote, Title } from "../ui/parts";

export function SignIn() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const action = useAction();
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>(code === null ? "input" : "input[name=code]")?.focus();
  }, [code === null]);
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      try {
        entered(await session.signIn(name.trim(), password, code));
      } catch (error) {
        if (error instanceof Problem && error.status === 428) return setCode("");
        if (error instanceof Problem && error.status === 429 && error.retryAfterSeconds)
          throw new Problem(429, "", `Too many tries. Wait ${error.retryAfterSeconds} seconds.`);
        throw error;
      }
    });
  };
  return (
    <main class="alone" id="main">
      <form class="panel" ref={form} onSubmit={submit} noValidate>
        <Title focus={false}>Sign in to Lockbox</Title>
        {endedNote.value && <Note>{endedNote.value}</Note>}
        <Field label="Name" name="username" autocomplete="username" autocapitalize="none"
          spellcheck={false} value={name} onInput={setName} required />
        <Field label="Password" type="password" name="password" autocomplete="current-password"
          value={password} onInput={setPassword} required />
        {code !== null && (
          <Field label="Code" name="code" inputMode="numeric" autocomplete="one-time-code"
            hint="The six digits that your code app shows now" value={code} onInput={setCode} />
        )}
        <ProblemNote problem={action.problem} />
        <button type="submit" class="main" disabled={action.isBusy}>Sign in</button>
      </form>
    </main>
  );
}
