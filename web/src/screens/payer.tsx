// What is known of the bank account that a check is drawn on, and what people say of it.
import { useState } from "preact/hooks";
import { matching } from "../api/calls";
import type { Payer, PayerMark } from "../api/types";
import { many, money } from "../money";
import { may } from "../session";
import { dayText } from "../words";
import { useLoad } from "../ui/load";
import { Note, Panel, Shown, Table, Tag } from "../ui/parts";
import { AskReason } from "./decisions";
import { StopPayer } from "./stop_list";

interface Wish { mark: Omit<PayerMark, "reason">; title: string }

function Links({ payer, onWish }: { payer: Payer; onWish: (wish: Wish) => void }) {
  return (
    <Table caption="Accounts that this payer paid" rows={payer.links} keyOf={({ ref }) => ref}
      empty="No confirmed payment from this bank account is known." columns={[
        { name: "Account", of: (one) => <a href={`/accounts/${encodeURIComponent(one.ref)}`}>{one.account}</a> },
        { name: "Holder", of: (one) => one.holder },
        { name: "Confirmed", of: (one) => one.is_demoted ? <Tag state="doubted" tone="warn" /> : many(one.confirmed, "payment") },
        { name: "Last", of: (one) => `${money(one.last_amount_cents)}, ${dayText(one.last_day)}` },
        { name: "Correct", of: (one) => may("set_rules") && !one.is_demoted && (
          <button type="button" onClick={() => onWish({ mark: { kind: "not_this_account", account_ref: one.ref },
            title: `This payer does not pay for ${one.account}` })}>Not this one<span class="vh"> {one.account}</span></button>) },
      ]} />
  );
}

export function PayerPanel({ document, onChanged }: { document: number; onChanged: () => void }) {
  const loaded = useLoad(() => matching.payer(document), [document], ["batch"]);
  const [wish, setWish] = useState<Wish | null>(null);
  const [isStopping, setStopping] = useState(false);
  return (
    <Panel title="Who pays from this bank account">
      <Shown from={loaded}>{(payer) => !payer.is_whole
        ? <p class="empty">The check's line does not name a bank account yet.</p>
        : (
          <>
            {payer.is_consolidator && <Note tone="warn">{payer.caution || "This payer is marked as a consolidator."}</Note>}
            <Links payer={payer} onWish={setWish} />
            {may("set_rules") && (
              <p class="actions"><button type="button" onClick={() => setWish(payer.is_consolidator
                ? { mark: { kind: "individual" }, title: "This payer is no consolidator" }
                : { mark: { kind: "consolidator" }, title: "This payer is a consolidator" })}>
                {payer.is_consolidator ? "It is no consolidator…" : "It is a consolidator…"}</button></p>
            )}
            {may("force") && <p class="actions"><button type="button" onClick={() => setStopping(true)}>
              Put this payer on the stop list…</button></p>}
          </>
        )}</Shown>
      {isStopping && <StopPayer document={document} onClose={() => setStopping(false)}
        onDone={() => { setStopping(false); onChanged(); }} />}
      {wish && <AskReason title={wish.title} button="Say so" hint="Stands in the audit from now on"
        onClose={() => setWish(null)} act={async (reason) => {
          loaded.set(await matching.mark(document, { ...wish.mark, reason }));
          setWish(null);
          onChanged();
        }} />}
    </Panel>
  );
}
