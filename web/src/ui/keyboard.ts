// The one handler of keys.  Screens say what they do under the names of the table.
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { beginsSequence, claimedFunctionKeys, inOrder, meanings } from "../keys";
import type { Context, Situation } from "../keys";
import { showsNumLock } from "../input/pad";
import { letterKeys } from "../settings";

/// Returns false to let the key go on to the next meaning or to the browser.
export type Deed = (event: KeyboardEvent) => boolean | void;
export type Deeds = Record<string, Deed>;
interface Layer { contexts: readonly Context[]; deeds: () => Deeds }

const layers: Layer[] = [];
export const contexts = signal<readonly Context[]>([]);
export const numLockIsOff = signal(false);
let before: { code: string; at: number } | null = null;
const sequenceMs = 1500;

const spread = () => { contexts.value = inOrder(layers.flatMap((layer) => layer.contexts)); };

/// While the component is shown, the keys of these contexts do these deeds.
export function useKeys(names: readonly Context[], deeds: Deeds): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useLayoutEffect(() => {
    const layer = { contexts: names, deeds: () => latest.current };
    layers.unshift(layer);
    spread();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      spread();
    };
  }, [names.join()]);
}

function fieldOf(target: EventTarget | null): Situation["field"] {
  if (!(target instanceof HTMLElement)) return "none";
  if (target.dataset["keys"] === "amount") return "amount";
  const isTyped = target.matches("textarea, select, [contenteditable]") ||
    (target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type));
  return isTyped ? "text" : "none";
}

function situationOf(event: KeyboardEvent): Situation {
  const isFresh = before && event.timeStamp - before.at < sequenceMs;
  return {
    field: fieldOf(event.target),
    letters: letterKeys.value === "on",
    before: isFresh ? before!.code : null,
  };
}

/// Enter on a button or a link belongs to it, whatever the screen does with Enter.
function isPressOnControl(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  return event.target instanceof HTMLElement &&
    event.target.matches("button, a[href], summary, select, input[type=checkbox]");
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.key === "Control" || event.key === "Shift") return;
  const lock = showsNumLock(event);
  if (lock) numLockIsOff.value = lock === "off";
  if (isPressOnControl(event)) return;
  const hasDialog = document.querySelector("dialog[open]") !== null;
  const situation = situationOf(event);
  if (!hasDialog && beginsSequence(event, situation)) {
    before = { code: event.code, at: event.timeStamp };
    return;
  }
  before = null;
  if (hasDialog) return;
  for (const { context, binding } of meanings(contexts.value, event, situation)) {
    const layer = layers.find((one) => one.contexts.includes(context));
    const deed = layer?.deeds()[binding.does];
    if (!deed || deed(event) === false) continue;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
}

/// Also under a dialog, where F3 would open the browser's own search.
function keepFromBrowser(event: KeyboardEvent): void {
  if (claimedFunctionKeys.has(event.code)) event.preventDefault();
}

export function startKeyboard(): void {
  addEventListener("keydown", keepFromBrowser, true);
  addEventListener("keydown", onKeyDown);
}
