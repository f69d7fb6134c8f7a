// The page behind an invitation: a new person sets a password, and a code if they want one.
import { useEffect, useState } from "preact/hooks";
import { invitations } from "../api/calls";
import { navigate } from "../router";
import { asProblem, useAction } from "../ui/load";
import { Field, Note, ProblemNote, Title } from "../ui/parts";
import { standing } from "../session";
import type { Problem } from "../api/client";


function useInvitation(token: string) {
  const [who, setWho] = useState<{ name: string; full_name: string } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    invitations.get(token).then(setWho, (error: unknown) => setProblem(asProblem(error)));
  }, [token]);
  return { who, problem };
}

function SetPassword({ token, name }: { token: string; name: string }) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [offer, setOffer] = useState<{ secret: string; uri: string } | null>(null);
  const [code, setCode] = useState("");
  const [isDone, setDone] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    const lettersMin = offer ? 8 : 15;
    if (password.length < lettersMin) return setFault(`At least ${lettersMin} characters.`);
    if (password !== again) return setFault("The two passwords differ.");
    setFault(null);
    action.run(async () => {
      await invitations.accept(token, offer
        ? { password, totp_code: code.trim(), totp_secret: offer.secret } : { password });
      setDone(true);
    });
  };
  if (isDone) {
    return (
      <>
        <Note tone="good">Your password is set.</Note>
        <button type="button" class="main" onClick={() => {
          standing.value = standing.value === "in" ? "in" : "out";
          navigate("/", "replace");
        }}>Sign in as {name}</button>
      </>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <input type="hidden" name="username" autocomplete="username" value={name} />
      <Field label="Password" type="password" autocomplete="new-password" value={password}
        onInput={setPassword} hint={`At least ${offer ? 8 : 15} characters; a sentence is good`}
        error={fault} />
      <Field label="Password once more" type="password" autocomplete="new-password" value={again}
        onInput={setAgain} />
      {offer ? (
        <>
          <p>Enter this key in your code app: <code class="secret">{offer.secret}</code>
            {" "}or <a href={offer.uri}>open the app</a>.</p>
          <Field label="Code" inputMode="numeric" autocomplete="one-time-code" value={code}
            onInput={setCode} hint="The six digits that the app shows now" />
        </>
      ) : (
        <p><button type="button" disabled={action.isBusy} onClick={() =>
          action.run(async () => setOffer(await invitations.offerCode(token)))}>
          Also ask me for a code when I sign in</button></p>
      )}
      <ProblemNote problem={action.problem} />
      <button type="submit" class="main" disabled={action.isBusy}>Set password</button>
    </form>
  );
}

export function Invitation({ token }: { token: string }) {
  const { who, problem } = useInvitation(token);
  return (
    <main class="alone" id="main">
      <div class="panel">
        <Title>Welcome to Lockbox</Title>
        <ProblemNote problem={problem} />
        {who && <p>{who.full_name}, set a password for your name <strong>{who.name}</strong>.</p>}
        {who && <SetPassword token={token} name={who.name} />}
      </div>
    </main>
  );
}
