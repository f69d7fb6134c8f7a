// What one account has of arrangements, deposits and referrals; nothing where it has none.
import { credit } from "../../api/credit";
import { money } from "../../money";
import { useLoad } from "../../ui/load";
import { Panel, Tag } from "../../ui/parts";

export function CreditOfAccount({ accountRef }: { accountRef: string }) {
  const loaded = useLoad(() => credit.ofAccount(accountRef), [accountRef], ["credit", "deposit", "ledger"]);
  if (!loaded.data) return null;
  const [arrangements, securities, referrals] = loaded.data;
  const rows = [
    ...arrangements.items.map((one) => ({ href: `/credit/arrangements/${one.number}`, name: `Arrangement ${one.number}`,
      cents: one.total_cents, state: one.shows as string, why: one.why })),
    ...securities.items.map((one) => ({ href: `/credit/securities/${one.number}`, name: `Security deposit ${one.number}`,
      cents: one.amount_cents, state: one.state as string, why: one.why })),
    ...referrals.items.map((one) => ({ href: `/credit/referrals/${one.number}`, name: `Referral ${one.number}`,
      cents: one.amount_cents, state: one.state as string, why: one.why })),
  ];
  if (rows.length === 0) return null;
  return (
    <Panel title="Credit">
      <ul class="lines">{rows.map((row) => (
        <li key={row.href}><a href={row.href}>{row.name}</a> {money(row.cents)} <Tag state={row.state} /> <span class="soft">{row.why}</span></li>
      ))}</ul>
    </Panel>
  );
}
