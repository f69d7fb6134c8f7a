// What a person set for this browser.
import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

function kept<T extends string>(name: string, otherwise: T) {
  const value = signal((localStorage.getItem(`lockbox.${name}`) as T | null) ?? otherwise);
  effect(() => localStorage.setItem(`lockbox.${name}`, value.value));
  return value;
}

export const theme = kept<Theme>("theme", "system");
/// Keys that are single letters, WCAG 2.1.4.
export const letterKeys = kept<"on" | "off">("letters", "on");

export function startSettings(): void {
  effect(() => { document.documentElement.dataset["theme"] = theme.value; });
}
