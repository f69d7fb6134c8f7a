// The numeric pad.  With Num Lock off it sends End, arrows and Insert; the position of the key
// (`code`) still says which digit was meant.

export interface KeyPress { readonly code: string; readonly key: string }

/// The digit or point of a pad key that arrived as a navigation key; null for every other key.
export function padCharacter(press: KeyPress): string | null {
  const pad = /^Numpad(\d|Decimal)$/.exec(press.code);
  if (!pad?.[1]) return null;
  const meant = pad[1] === "Decimal" ? "." : pad[1];
  return press.key === meant || (meant === "." && press.key === ",") ? null : meant;
}

/// Whether this key press shows Num Lock to be on or off; null if it tells nothing.
export function showsNumLock(press: KeyPress): "on" | "off" | null {
  if (!/^Numpad(\d|Decimal)$/.test(press.code)) return null;
  return padCharacter(press) === null ? "on" : "off";
}

/// The digit of a key press, from the top row or the pad, whatever Num Lock says.
export function digitOf(press: KeyPress): string | null {
  if (/^\d$/.test(press.key)) return press.key;
  const pad = padCharacter(press);
  return pad && pad !== "." ? pad : null;
}
