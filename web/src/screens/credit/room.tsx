// What the sections of the credit screen share: the way between them, and the steps of one thing.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { credit } from "../../api/credit";
import type { Credited, CreditStep, Kept } from "../../api/credit";
import type { Right } from "../../api/types";
import { may, me } from "../../session";
import { timeText } from "../../words";
import { announce } from "../../ui/announce";
import { useKeys } from "../../ui/keyboard";
import { useAction } from "../../ui/load";
import { ProblemNote } from "../../ui/parts";
import { AskReason } from "../decisions";

const sections: [href: string, name: string][] = [
  ["/credit", "Arrangements"], ["/credit/securities", "Deposits held"], ["/credit/referral", "Referral"],
  ["/credit/notices", "Notices due"],
];
export function Sections({ at }: { at: string }) {
  return (
    <nav aria-label="Credit" class="sections">{sections.map(([href, name]) => (
      <a key={href} class="button" href={href} {...(href === at ? { "aria-current": "page" } : {})}>{name}</a>
    ))}</nav>
  );
}

export const accountLink = (one: { ref: string; account: string; name: string }) => (
  <><a href={`/accounts/${encodeURIComponent(one.ref)}`}>{one.account}</a> <span class="soft">{one.name}</span></>
);

/// A step that a person may take: with a reason unless it needs none.
interface Offer { label: string; right: Right; route: "steps" | "decisions"; hint?: string; key?: "F4" | "F8" }
const approve: Right = "approve_credit";
const arrange: Right = "arrange_credit";
const offers: Record<string, Offer> = {
  approve: { label: "Approve", right: approve, route: "decisions", key: "F4" },
  release: { label: "Record the release", right: approve, route: "decisions", key: "F4" },
  reinstate: { label: "Reinstate", right: approve, route: "decisions", key: "F4", hint: "Why it goes on" },
  reject: { label: "Reject", right: approve, route: "decisions", key: "F8", hint: "Stands in its history" },
  refuse: { label: "Refuse", right: approve, route: "decisions", key: "F8", hint: "Stands in its history" },
  withdraw: { label: "Withdraw", right: approve, route: "decisions", hint: "Why it ends before it was kept or broken" },
  waive: { label: "Waive", right: approve, route: "decisions", hint: "The reason for which it is waived" },
  close: { label: "Close", right: arrange, route: "steps", key: "F8", hint: "How it ended" },
  recall: { label: "Recall", right: arrange, route: "steps", hint: "Why the agency gives it back" },
};

/// The buttons of what may be done next; `more` are those that ask for more than a reason.
export function Steps({ kept, one, onDone, more, waives = [] }: {
  kept: Kept; one: Credited; onDone: () => void; more?: ComponentChildren; waives?: string[];
}) {
  const [asked, setAsked] = useState<string | null>(null);
  const action = useAction();
  const mine = one.next.filter((event) => {
    const offer = offers[event];
    return offer !== undefined && may(offer.right) && !(event === "approve" && one.proposed_by === me.value?.user.name);
  });
  const take = async (event: string, note: string) => {
    const offer = offers[event];
    if (!offer) return;
    await credit.step(kept, one, offer.route, event, note ? { note } : {});
    announce(`${offer.label}: done.`);
    setAsked(null);
    onDone();
  };
  const press = (event: string) => () => {
    if (offers[event]?.hint === undefined) action.run(() => take(event, "")); else setAsked(event);
    return true;
  };
  const byKey = (key: "F4" | "F8") => () => {
    const event = mine.find((name) => offers[name]?.key === key);
    return event !== undefined && press(event)();
  };
  useKeys(["credit-one"], { agree: byKey("F4"), end: byKey("F8") });
  const asks = asked === null ? undefined : offers[asked];
  return (
    <>
      <p class="actions">
        {mine.map((event, at) => {
          const offer = offers[event];
          const isFirst = mine.findIndex((name) => offers[name]?.key === offer?.key) === at;
          return offer && (
            <button type="button" key={event} class={at === 0 ? "main" : ""} disabled={action.isBusy} onClick={press(event)}>
              {offer.key && isFirst && <><kbd>{offer.key}</kbd> </>}{offer.label}{offer.hint ? "…" : ""}</button>
          );
        })}
        {more}
      </p>
      <ProblemNote problem={action.problem} />
      {asked !== null && asks && <AskReason title={`${asks.label}: ${one.account}`} button={asks.label}
        hint={asked === "waive" && waives.length > 0 ? `One of: ${waives.join("; ")}` : asks.hint ?? ""}
        onClose={() => setAsked(null)} act={(reason) => take(asked, reason)} />}
    </>
  );
}

/// What a step was, as its history tells it.
const told: Record<string, string> = {
  approve: "Approved", reject: "Rejected", begin: "Begun", keep: "Kept", fall_back: "Not kept after all", break: "Broken",
  ask_reinstatement: "Asked to go on", reinstate: "Reinstated", refuse: "Refused", close: "Closed", withdraw: "Withdrawn",
  waive: "Waived", receive: "All of it received", ask_release: "Asked to give it back", release: "Given back",
  refuse_part: "Refused",
  export: "Told to the agency", recall: "Recalled", tell_recall: "Recall told to the agency",
};

export function History({ steps, by, at }: { steps: CreditStep[]; by: string; at: string }) {
  const zone = me.value?.time_zone;
  return (
    <ul class="lines">
      <li>{timeText(at, zone)} Proposed <span class="soft">{by}</span></li>
      {steps.map((step, index) => (
        <li key={index}>{timeText(step.at, zone)} {told[step.event] ?? step.event}
          {" "}<span class="soft">{step.actor}{step.note ? `: ${step.note}` : ""}</span></li>
      ))}
    </ul>
  );
}
