// Until when the banks take the deposits of a day, counting down.
import { days } from "../api/calls";
import type { CutOff, CutOffs as Told } from "../api/types";
import { many, money } from "../money";
import { untilText } from "../words";
import { useLoad } from "../ui/load";
import { useNow } from "../ui/now";
import { Panel, Shown } from "../ui/parts";

const soonMs = 3_600_000;

/// Only money that still waits makes a cut-off pressing.
function toneOf(cutOff: CutOff, leftMs: number): string {
  if (cutOff.waiting_deposits === 0) return "good";
  return leftMs < 0 ? "bad" : leftMs < soonMs ? "warn" : "";
}

function Line({ cutOff, now }: { cutOff: CutOff; now: number }) {
  const leftMs = Date.parse(cutOff.at) - now;
  const waits = cutOff.waiting_deposits;
  return (
    <li class="row">
      <strong>{cutOff.time}</strong>
      <span class={`until ${toneOf(cutOff, leftMs)}`}>{untilText(leftMs)}</span>
      <span>{cutOff.bank} <span class="soft">{cutOff.account_name}</span></span>
      <span class="gap" />
      <span>{waits === 0 ? "Nothing waits for approval."
        : `${many(waits, "deposit")} not approved, ${money(cutOff.waiting_cents)}`}</span>
    </li>
  );
}

function Lines({ told }: { told: Told }) {
  const now = useNow(told.now);
  if (told.items.length === 0) return <p class="empty">No deposit account of this site has a cut-off.</p>;
  return <ul class="cut-offs">{told.items.map((one) => <Line key={one.deposit_account} cutOff={one} now={now} />)}</ul>;
}

export function CutOffs({ day }: { day: string }) {
  const loaded = useLoad(() => days.cutOffs(day), [day], ["deposit", "batch"]);
  return (
    <Panel title="Cut-offs">
      <Shown from={loaded}>{(told) => <Lines told={told} />}</Shown>
    </Panel>
  );
}
