// Ctrl+K: a few letters go anywhere.
import { useEffect, useState } from "preact/hooks";
import { search } from "../api/calls";
import type { SearchHit } from "../api/types";
import { navigate } from "../router";
import { word } from "../words";
import { screensFor } from "./menu";
import { Dialog } from "./dialog";

function pagesFor(text: string): SearchHit[] {
  const wanted = text.trim().toLowerCase();
  return screensFor()
    .filter((screen) => screen.name.toLowerCase().includes(wanted))
    .map((screen) => ({ kind: "page", text: screen.name, href: screen.href }));
}

function useHits(text: string): SearchHit[] {
  const [found, setFound] = useState<{ of: string; hits: SearchHit[] }>({ of: "", hits: [] });
  useEffect(() => {
    if (!text.trim()) return undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      search(text.trim()).then(
        ({ items }) => { if (!isLate) setFound({ of: text, hits: items }); }, () => {});
    }, 120);
    return () => { isLate = true; clearTimeout(timer); };
  }, [text]);
  const pages = pagesFor(text);
  const hits = text.trim() ? found.hits : [];
  const known = new Set(pages.map((page) => page.href));
  return [...hits.filter((hit) => !known.has(hit.href)), ...pages].slice(0, 12);
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));
  const go = (hit: SearchHit | undefined) => {
    if (!hit) return;
    onClose();
    setTimeout(() => navigate(hit.href));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
    else if (event.key === "Enter") go(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Go to anything" onClose={onClose} class="palette">
      <input type="text" role="combobox" data-first autocomplete="off" spellcheck={false}
        aria-label="Batch, item, deposit, account or screen" aria-expanded="true"
        aria-controls="palette-list" aria-autocomplete="list"
        {...(hits.length ? { "aria-activedescendant": `hit-${chosen}` } : {})}
        value={text} onKeyDown={onKeyDown}
        onInput={(event) => { setText(event.currentTarget.value); setAt(0); }} />
      <ul id="palette-list" role="listbox" aria-label="What was found">
        {hits.map((hit, index) => (
          <li key={hit.href + hit.text} id={`hit-${index}`} role="option"
            aria-selected={index === chosen} onClick={() => go(hit)}>
            <span>{hit.text}</span> <small>{word(hit.kind)}</small>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p class="empty" role="status">Nothing has this name or number.</p>}
    </Dialog>
  );
}
