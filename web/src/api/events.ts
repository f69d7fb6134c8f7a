// What the service says happened.  A browser may hold few connections to one host, so among the
// tabs of one browser one listens and tells the others.
import { apiRoot } from "./client";

export type EventName = "batch" | "task" | "deposit" | "day" | "job" | "scan" | "ledger" | "custody"
  | "counter" | "report" | "correspondence" | "incident" | "payees" | "accounts" | "watch" | "credit";
type Listener = (name: EventName) => void;

const names: EventName[] = ["batch", "task", "deposit", "day", "job", "scan", "ledger", "custody",
  "counter", "report", "correspondence", "incident", "payees", "accounts", "watch", "credit"];
const listeners = new Set<Listener>();
let stop: (() => void) | null = null;

function tell(name: EventName): void {
  for (const listener of [...listeners]) listener(name);
}

/// Calls back on each event until the returned function is called.
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listen(heard: (name: EventName) => void): EventSource {
  const source = new EventSource(`${apiRoot}/events`);
  let broken = false;
  source.onerror = () => { broken = true; };
  // What was missed while the line was down is unknown, so everything is looked at again.
  source.onopen = () => {
    if (broken) names.forEach(heard);
    broken = false;
  };
  // So many happened that the service did not keep them all for this browser.
  source.addEventListener("resync", () => names.forEach(heard));
  for (const name of names) source.addEventListener(name, () => heard(name));
  return source;
}

export function startEvents(): void {
  if (stop) return;
  const channel = new BroadcastChannel("lockbox-events");
  let source: EventSource | null = null;
  let release: () => void = () => {};
  const waiting = new AbortController();
  channel.onmessage = (message) => tell(message.data as EventName);
  const lead = () => {
    source = listen((name) => {
      tell(name);
      channel.postMessage(name);
    });
  };
  if (navigator.locks) {
    navigator.locks.request("lockbox-events", { signal: waiting.signal }, () => {
      lead();
      return new Promise<void>((resolve) => { release = resolve; });
    }).catch(() => {});
  } else {
    lead();
  }
  stop = () => {
    waiting.abort();
    release();
    source?.close();
    channel.close();
  };
}

export function stopEvents(): void {
  stop?.();
  stop = null;
}
