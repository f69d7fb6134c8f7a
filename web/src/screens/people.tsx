// People and their roles.
import { useState } from "preact/hooks";
import { people } from "../api/calls";
import type { Role, User } from "../api/types";
import { money } from "../money";
import { listText } from "../words";
import { Dialog } from "../ui/dialog";
import { useAction, useLoad } from "../ui/load";
import { Field, Note, Panel, ProblemNote, Shown, Table, Tag } from "../ui/parts";

/// What a role may do, up to which amount, and beside which roles nobody holds it.
function roleText(role: Role): string {
  const limits = role.limits.map((one) => `${one.deed.replace(/_/g, " ")} up to ${money(one.amount_max_cents)}`);
  const apart = role.conflicts.length > 0 ? `; not beside ${listText(role.conflicts)}` : "";
  return listText([...role.rights.map((right) => right.replace(/_/g, " ")), ...limits]) + apart;
}

function RoleBoxes({ roles, chosen, onChange }: {
  roles: Role[]; chosen: string[]; onChange: (roles: string[]) => void;
}) {
  return (
    <fieldset class="boxes">
      <legend>Roles</legend>
      {roles.map((role) => (
        <label key={role.name}>
          <input type="checkbox" checked={chosen.includes(role.name)}
            disabled={!chosen.includes(role.name) && role.conflicts.some((other) => chosen.includes(other))} onChange={(event) =>
            onChange(event.currentTarget.checked
              ? [...chosen, role.name] : chosen.filter((name) => name !== role.name))} />
          <span>{role.name} <small>{roleText(role)}</small></span>
        </label>
      ))}
    </fieldset>
  );
}

/// The link works once and is shown once: nobody can look it up later.
function LinkOnce({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const whole = new URL(url, location.origin).href;
  return (
    <Dialog title={`Invitation for ${name}`} onClose={onClose}>
      <p>Give this link to {name}. It works once, and it is shown only now.</p>
      <p><code class="secret">{whole}</code></p>
      <p class="actions">
        <button type="button" class="main" data-first onClick={() => {
          void navigator.clipboard?.writeText(whole).then(() => setCopied(true));
        }}>Copy</button>
        <button type="button" onClick={onClose}>Done</button>
        {isCopied && <span role="status">Copied.</span>}
      </p>
    </Dialog>
  );
}

function EditPerson({ user, roles, onDone, onClose }: {
  user: User | null; roles: Role[]; onDone: (link: { url: string; name: string } | null) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(user?.name ?? "");
  const [fullName, setFullName] = useState(user?.full_name ?? "");
  const [chosen, setChosen] = useState(user?.roles ?? []);
  const [isActive, setActive] = useState(user?.is_active ?? true);
  const [fault, setFault] = useState<string | null>(null);
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() === "" || fullName.trim() === "") return setFault("Give both names.");
    setFault(null);
    action.run(async () => {
      if (user) {
        await people.change({ ...user, full_name: fullName.trim(), roles: chosen, is_active: isActive });
        onDone(null);
      } else {
        const made = await people.add(name.trim(), fullName.trim(), chosen);
        onDone({ url: made.invitation_url, name: made.user.full_name });
      }
    });
  };
  return (
    <Dialog title={user ? `Change ${user.full_name}` : "Add a person"} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        {!user && <Field label="Name to sign in with" value={name} onInput={setName} data-first
          autocapitalize="none" spellcheck={false} autocomplete="off" />}
        <Field label="Full name" value={fullName} onInput={setFullName} error={fault}
          {...(user ? { "data-first": true } : {})} autocomplete="off" />
        <RoleBoxes roles={roles} chosen={chosen} onChange={setChosen} />
        {user && <label class="check"><input type="checkbox" checked={isActive}
          onChange={(event) => setActive(event.currentTarget.checked)} /> May sign in</label>}
        <ProblemNote problem={action.problem} />
        <p class="actions">
          <button type="submit" class="main" disabled={action.isBusy}>{user ? "Save" : "Add and invite"}</button>
          <button type="button" onClick={onClose}>Cancel</button>
        </p>
      </form>
    </Dialog>
  );
}

export function People() {
  const users = useLoad(people.list, []);
  const roles = useLoad(people.roles, []);
  const [edited, setEdited] = useState<User | "new" | null>(null);
  const [link, setLink] = useState<{ url: string; name: string } | null>(null);
  const action = useAction();
  const invite = (user: User) => action.run(async () =>
    setLink({ url: (await people.invite(user.id)).invitation_url, name: user.full_name }));
  return (
    <Panel title="People" aside={<button type="button" class="small" onClick={() => setEdited("new")}>Add a person…</button>}>
      <ProblemNote problem={action.problem} />
      <Shown from={users}>{({ items }) => (
        <Table caption="People" rows={items} keyOf={(user) => user.id} empty="Nobody yet." columns={[
          { name: "Name", of: (user) => user.name },
          { name: "Full name", of: (user) => user.full_name },
          { name: "Roles", of: (user) => listText(user.roles) },
          { name: "State", of: (user) => <Tag state={user.is_active ? "active" : "inactive"}
            tone={user.is_active ? "good" : "plain"} /> },
          { name: "Do", of: (user) => (
            <span class="row-actions">
              <button type="button" class="small" onClick={() => setEdited(user)}>Change…<span class="vh"> {user.name}</span></button>
              <button type="button" class="small" disabled={action.isBusy} onClick={() => invite(user)}>New link<span class="vh"> for {user.name}</span></button>
            </span>
          ) },
        ]} />
      )}</Shown>
      {edited !== null && roles.data && (
        <EditPerson user={edited === "new" ? null : edited} roles={roles.data.items}
          onClose={() => setEdited(null)}
          onDone={(made) => { setEdited(null); setLink(made); users.reload(); }} />
      )}
      {edited !== null && roles.problem && <Note tone="bad">{roles.problem.detail}</Note>}
      {link && <LinkOnce {...link} onClose={() => setLink(null)} />}
    </Panel>
  );
}
