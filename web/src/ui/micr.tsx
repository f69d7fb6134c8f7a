// The four symbols of E-13B and the five of CMC-7, drawn here since no common font has them.
import { cmc7Symbols } from "../input/cmc7";
import { micrSymbols } from "../input/micr";

const drawings: Record<string, string> = {
  "\u2446": "M1 0h2v12h-2zM5 0h3v4h-3zM5 8h3v4h-3z",
  "\u2447": "M0 7h3v5h-3zM4 2h2v8h-2zM7 0h3v5h-3z",
  "\u2448": "M0 4h2v8h-2zM3.5 2h2v8h-2zM7 0h3v4.5h-3z",
  "\u2449": "M0 4h2v4h-2zM3.5 4h2v4h-2zM7 2h3v8h-3z",
};

/// Seven strokes each, as on the paper.
const cmc7Drawings: Record<string, string> = {
  a: "M0 5h.8v7h-.8zM2.1 4h.8v8h-.8zM3.36 3h.8v9h-.8zM4.62 3h.8v8h-.8zM5.88 3h.8v8h-.8zM7.14 2h.8v9h-.8zM9.24 2h.8v8h-.8z",
  b: "M0 2h.8v4h-.8zM0 8h.8v4h-.8zM1.26 2h.8v4h-.8zM1.26 8h.8v4h-.8zM3.36 2h.8v4h-.8zM3.36 8h.8v4h-.8zM4.62 2h.8v4h-.8zM4.62 8h.8v4h-.8zM5.88 2h.8v4h-.8zM5.88 8h.8v4h-.8zM7.14 2h.8v4h-.8zM7.14 8h.8v4h-.8zM9.24 2h.8v4h-.8zM9.24 8h.8v4h-.8z",
  c: "M0 2h.8v6h-.8zM0 10h.8v2h-.8zM1.26 2h.8v6h-.8zM1.26 10h.8v2h-.8zM2.52 2h.8v6h-.8zM2.52 10h.8v2h-.8zM4.62 2h.8v6h-.8zM4.62 10h.8v2h-.8zM5.88 2h.8v6h-.8zM5.88 10h.8v2h-.8zM7.14 2h.8v6h-.8zM7.14 10h.8v2h-.8zM9.24 2h.8v6h-.8zM9.24 10h.8v2h-.8z",
  d: "M0 2h.8v10h-.8zM1.26 2h.8v10h-.8zM2.52 2h.8v10h-.8zM3.78 2h.8v10h-.8zM5.88 2h.8v10h-.8zM7.14 2h.8v10h-.8zM9.24 2h.8v10h-.8z",
  e: "M0 4h.8v3h-.8zM0 10h.8v2h-.8zM1.26 4h.8v4h-.8zM1.26 9h.8v3h-.8zM2.52 3h.8v9h-.8zM3.78 2h.8v9h-.8zM5.04 2h.8v9h-.8zM7.14 3h.8v9h-.8zM9.24 4h.8v3h-.8zM9.24 10h.8v2h-.8z",
};

/// A MICR line with its symbols; read aloud, they have names.  Those of CMC-7 are letters, which are
/// taken for symbols only where that is said to be the font.
export function MicrText({ text, font }: { text: string; font?: string | undefined }) {
  const isCmc7 = font === "cmc7";
  const names = isCmc7 ? cmc7Symbols : micrSymbols;
  return (
    <span class="micr">
      {[...text].map((letter, at) => {
        const name = names[letter];
        if (!name) return letter;
        return (
          <svg key={at} class="micr-symbol" viewBox="0 0 10 12" role="img" aria-label={` ${name} `}>
            <path d={(isCmc7 ? cmc7Drawings : drawings)[letter]} />
          </svg>
        );
      })}
    </span>
  );
}
