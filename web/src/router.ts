// Addresses of screens.
import { signal } from "@preact/signals";

const here = () => location.pathname + location.search;
export const address = signal(here());

export function navigate(to: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  address.value = here();
}

/// Links inside the page change the screen, not the page.
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey ||
      event.shiftKey) return;
  const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin ||
      link.pathname.startsWith("/api/")) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

export function startRouter(): void {
  addEventListener("popstate", () => { address.value = here(); });
  addEventListener("click", onClick);
}

/// The parts of a path that stand for "*", or null if it is another path.
export function match(pattern: string, path: string): string[] | null {
  const want = pattern.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return null;
  const parts: string[] = [];
  for (const [at, part] of want.entries()) {
    const given = have[at] ?? "";
    if (part === "*" && given) parts.push(decodeURIComponent(given));
    else if (part !== given) return null;
  }
  return parts;
}
