// What to do next, best first.
import { useEffect, useRef } from "preact/hooks";
import { work } from "../api/calls";
import type { WorkLine } from "../api/types";
import { digitOf } from "../input/pad";
import { many } from "../money";
import { navigate } from "../router";
import { may, me } from "../session";
import { ReopenedDays } from "./day/reopened";
import { useKeys } from "../ui/keyboard";
import { useLoad } from "../ui/load";
import { Panel, Shown, Title } from "../ui/parts";

const verbs: Record<WorkLine["kind"], string> = {
  key: "Key", balance: "Balance", approve: "Approve", build: "Build", close: "Close the day",
  rescan: "Scan again", release: "Release",
};

function First({ line }: { line: WorkLine }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus({ preventScroll: true }), [line.href]);
  return (
    <a class="first-work" ref={link} href={line.href}>
      <span class="soft">{verbs[line.kind]}</span>
      <strong>{line.text}</strong>
      <span class="soft"><kbd>Enter</kbd> takes it</span>
    </a>
  );
}

function Lines({ lines }: { lines: WorkLine[] }) {
  useKeys(["work"], {
    take: () => { if (!lines[0]) return false; navigate(lines[0].href); return true; },
    pick: (event) => {
      const line = lines[Number(digitOf(event)) - 1];
      if (!line) return false;
      navigate(line.href);
      return true;
    },
  });
  const [first, ...rest] = lines;
  if (!first) {
    return (
      <Panel class="first-work">
        <p><strong>Nothing waits for you.</strong></p>
        <p class="soft">
          {may("capture") ? <>New mail begins on <a href="/scan">Scan</a>.</>
            : "New work appears here as soon as it is there."}
        </p>
      </Panel>
    );
  }
  return (
    <>
      <First line={first} />
      {rest.length > 0 && (
        <ol class="work-lines" start={2} aria-label="Other work">
          {rest.map((line, at) => (
            <li key={line.href + line.text}>
              <a href={line.href}><kbd>{at + 2}</kbd> <span>{line.text}</span>
                <span class="soft">{verbs[line.kind]}</span></a>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

export function Work() {
  const loaded = useLoad(work, [], ["batch", "task", "deposit", "day", "scan"]);
  return (
    <div class="narrow">
      <Title focus={false}>Work for {me.value?.user.full_name}</Title>
      <ReopenedDays />
      <Shown from={loaded}>{({ lines, mine }) => (
        <>
          <Lines lines={lines} />
          {may("key") && <p class="soft">You keyed {many(mine.keyed_today, "field")} today.</p>}
        </>
      )}</Shown>
    </div>
  );
}
