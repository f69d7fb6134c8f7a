// Loading what a screen shows, and loading it again when the service says that it changed.
import { useEffect, useRef, useState } from "preact/hooks";
import { onEvent } from "../api/events";
import type { EventName } from "../api/events";
import { Problem } from "../api/client";
import { standing } from "../session";

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  reload: () => void;
  /// Shows what an action returned, without asking again.
  set: (data: T) => void;
}

export const asProblem = (error: unknown): Problem => error instanceof Problem
  ? error
  : new Problem(0, "Error", error instanceof Error ? error.message : String(error));

/// `inputs` are what the call depends on; what is shown stays until the new is here.
export function useLoad<T>(
  call: () => Promise<T>, inputs: unknown[], events: EventName[] = [],
): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; problem: Problem | null; of: string }>(
    { data: null, problem: null, of: "" });
  const [round, setRound] = useState(0);
  const latest = useRef(0);
  const of = JSON.stringify(inputs);
  const isIn = standing.value === "in";

  useEffect(() => {
    if (!isIn) return;
    const mine = ++latest.current;
    call().then(
      (data) => { if (mine === latest.current) setState({ data, problem: null, of }); },
      (error: unknown) => {
        if (mine === latest.current)
          setState((old) => ({ ...old, problem: asProblem(error), of }));
      });
  }, [of, round, isIn]);

  useEffect(() => {
    if (events.length === 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvent((name) => {
      if (!events.includes(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => setRound((n) => n + 1), 150);
    });
    return () => { clearTimeout(timer); stop(); };
  }, [events.join()]);

  const isOther = state.of !== of && state.of !== "";
  return {
    data: isOther ? null : state.data,
    problem: state.problem,
    reload: () => setRound((n) => n + 1),
    set: (data) => { ++latest.current; setState({ data, problem: null, of }); },
  };
}

export interface Action {
  isBusy: boolean;
  problem: Problem | null;
  run: (deed: () => Promise<void>) => void;
  clear: () => void;
}

/// One action at a time, with its refusal kept for showing.
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const busy = useRef(false);
  return {
    isBusy, problem,
    clear: () => setProblem(null),
    run: (deed) => {
      if (busy.current) return;
      busy.current = true;
      setBusy(true);
      setProblem(null);
      deed().catch((error: unknown) => setProblem(asProblem(error))).finally(() => {
        busy.current = false;
        setBusy(false);
      });
    },
  };
}
