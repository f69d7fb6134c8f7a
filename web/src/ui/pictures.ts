// Pictures of documents, decoded before they are wanted.  A decoded check holds megabytes, so only
// the last few are kept.
import { documents } from "../api/calls";
import type { Side } from "../api/types";

const keptMax = 12;
const kept = new Map<string, Promise<ImageBitmap>>();

async function load(url: string): Promise<ImageBitmap> {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`picture ${response.status}`);
  return createImageBitmap(await response.blob());
}

export function picture(document: number, side: Side): Promise<ImageBitmap> {
  const url = documents.image(document, side);
  const known = kept.get(url);
  if (known) {
    kept.delete(url);
    kept.set(url, known);
    return known;
  }
  const loading = load(url);
  kept.set(url, loading);
  loading.catch(() => kept.delete(url));
  dropOldest();
  return loading;
}

/// Asks for a picture that will be wanted soon.
export function expectPicture(document: number, side: Side = "front"): void {
  picture(document, side).catch(() => {});
}

function dropOldest(): void {
  if (kept.size <= keptMax) return;
  const oldest = kept.entries().next().value;
  if (!oldest) return;
  kept.delete(oldest[0]);
  oldest[1].then((bitmap) => bitmap.close(), () => {});
}
