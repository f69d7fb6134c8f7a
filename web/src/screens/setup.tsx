// Setup: people, roles, scan jobs and what the site's file holds.
import { people, scan, site } from "../api/calls";
import type { Site } from "../api/types";
import { count } from "../money";
import { may } from "../session";
import { listText, word } from "../words";
import { useLoad } from "../ui/load";
import { Fact, Panel, Shown, Table, Tag, Title } from "../ui/parts";
import { People } from "./people";

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "\u2014";
  if (Array.isArray(value)) return listText(value.map(shownValue));
  if (typeof value === "object")
    return Object.entries(value).map(([name, part]) => `${word(name)} ${shownValue(part)}`).join(", ");
  return String(value);
}

/// A coupon has no name of its own: it is known by its bill type.
const headingOf = (entry: Record<string, unknown>): string => String(entry["name"] ?? entry["bill_type"] ?? entry["id"] ?? "");

/// One entry of the site's file as name and value, whatever the file holds.
function Entries({ title, entries }: { title: string; entries: Record<string, unknown>[] }) {
  return (
    <Panel title={title}>
      {entries.length === 0 && <p class="empty">None.</p>}
      {entries.map((entry) => (
        <section key={headingOf(entry)}>
          <h3>{headingOf(entry)}</h3>
          <dl>{Object.entries(entry).filter(([name]) => name !== "name").map(([name, value]) => (
            <Fact key={name} name={word(name)}>{shownValue(value)}</Fact>
          ))}</dl>
        </section>
      ))}
    </Panel>
  );
}

function SiteView({ shown }: { shown: Site }) {
  return (
    <>
      <Panel title={`Site ${shown.name}`}>
        <dl>
          <Fact name="Suspense">{shownValue(shown.suspense)}</Fact>
          <Fact name="Overpayment">{shownValue(shown.overpayment)}</Fact>
        </dl>
        <p class="soft">The site is described in its SITE.toml; what stands there is shown here.</p>
      </Panel>
      <div class="columns three">
        <Entries title="Lockboxes" entries={shown.lockboxes.map((name) => ({ name }))} />
        <Entries title="Deposit accounts" entries={shown.deposit_accounts} />
        <Entries title="Coupons" entries={shown.coupons} />
      </div>
    </>
  );
}

function Roles() {
  const loaded = useLoad(people.roles, []);
  return (
    <Panel title="Roles">
      <Shown from={loaded}>{({ items }) => (
        <Table caption="Roles" rows={items} keyOf={(role) => role.name} columns={[
          { name: "Role", of: (role) => word(role.name) },
          { name: "May", of: (role) => listText(role.rights.map((right) => right.replace(/_/g, " "))) },
        ]} />
      )}</Shown>
    </Panel>
  );
}

function Jobs() {
  const loaded = useLoad(scan.jobs, [], ["scan"]);
  return (
    <Panel title="Scan jobs">
      <Shown from={loaded}>{({ items }) => (
        <Table caption="Scan jobs" rows={items} keyOf={(job) => job.name}
          empty="No scan job is set up. Jobs stand in the configuration of the service." columns={[
            { name: "Job", of: (job) => job.name },
            { name: "Lockbox", of: (job) => job.lockbox },
            { name: "Folder", of: (job) => <span class="path">{job.folder}</span> },
            { name: "Waiting", figures: true, of: (job) => count(job.waiting) },
            { name: "Now", of: (job) => job.running ? <Tag state="running" /> : "idle" },
          ]} />
      )}</Shown>
    </Panel>
  );
}

export function Setup() {
  const loaded = useLoad(site, []);
  return (
    <>
      <Title aside={may("set_rules") && <a class="button" href="/matching">How payments are matched</a>}>Setup</Title>
      {may("administer") && <People />}
      {may("administer") && <Roles />}
      <Jobs />
      <Shown from={loaded}>{(shown) => <SiteView shown={shown} />}</Shown>
    </>
  );
}
