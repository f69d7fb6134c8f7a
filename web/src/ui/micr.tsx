// The four symbols of E-13B, drawn here since no common font has them.
import { micrSymbols } from "../input/micr";

const drawings: Record<string, string> = {
  "\u2446": "M1 0h2v12h-2zM5 0h3v4h-3zM5 8h3v4h-3z",
  "\u2447": "M0 7h3v5h-3zM4 2h2v8h-2zM7 0h3v5h-3z",
  "\u2448": "M0 4h2v8h-2zM3.5 2h2v8h-2zM7 0h3v4.5h-3z",
  "\u2449": "M0 4h2v4h-2zM3.5 4h2v4h-2zM7 2h3v8h-3z",
};

/// A MICR line with its symbols; read aloud, they have names.
export function MicrText({ text }: { text: string }) {
  return (
    <span class="micr">
      {[...text].map((letter, at) => {
        const name = micrSymbols[letter];
        if (!name) return letter;
        return (
          <svg key={at} class="micr-symbol" viewBox="0 0 10 12" role="img" aria-label={` ${name} `}>
            <path d={drawings[letter]} />
          </svg>
        );
      })}
    </span>
  );
}
