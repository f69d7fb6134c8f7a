// Arrows and J, K move through the rows of a list; Enter opens, as on any link.
import { useKeys } from "./keyboard";

const rowLinks = () => [...document.querySelectorAll<HTMLElement>("main [data-row]")];

function move(step: 1 | -1): boolean {
  const links = rowLinks();
  if (links.length === 0) return false;
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1)
    : Math.max(0, Math.min(links.length - 1, at + step));
  links[next]?.focus();
  return true;
}

export function useRows(): void {
  useKeys(["list"], { "next-row": () => move(1), "previous-row": () => move(-1) });
}
