// A screen that is fetched when it is first opened.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { asProblem } from "./load";
import { ProblemNote } from "./parts";
import type { Problem } from "../api/client";

export function lazy<P extends object>(fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [Screen, setScreen] = useState<ComponentType<P> | null>(() => known);
    const [problem, setProblem] = useState<Problem | null>(null);
    const load = () => {
      setProblem(null);
      fetch().then((screen) => {
        known = screen;
        setScreen(() => screen);
      }, (error: unknown) => setProblem(asProblem(error)));
    };
    useEffect(() => { if (!known) load(); }, []);
    if (Screen) return <Screen {...props} />;
    if (!problem) return <p class="soft waiting" role="status">Loading…</p>;
    return <><ProblemNote problem={problem} /><p><button type="button" onClick={load}>Try again</button></p></>;
  };
}
