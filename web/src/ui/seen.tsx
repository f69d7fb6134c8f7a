// What the reader saw, drawn over a part of the picture.
import type { Crop, PartOfPicture, SeenSymbol } from "../api/types";
import { cmc7Symbols } from "../input/cmc7";
import { micrSymbols } from "../input/micr";
import { CropPicture } from "./picture";

export const isDoubtful = ({ symbol }: { symbol: string }) => symbol === "?";
const percent = (part: number) => `${(part * 100).toFixed(2)}%`;

/// How sure it is, as it was measured; the reader's own opinion where nothing was.
export const sureness = ({ error, confidence }: SeenSymbol) => error < 1 ? 1 - error : confidence;
export const sureText = (symbol: SeenSymbol) => isDoubtful(symbol) ? "not sure"
  : symbol.error < 1 ? `${(Math.floor(sureness(symbol) * 10000) / 100).toFixed(2)}%`
    : `${Math.round(symbol.confidence * 100)}%`;
/// Of a symbol that no font has, its name.
export const spoken = (text: string, font: string) =>
  (font === "cmc7" ? cmc7Symbols : micrSymbols)[text] ?? text;

/// One box over the picture; a double frame tells a symbol in doubt, a wedge the one in hand.
export interface Mark { box: PartOfPicture; is: "read" | "doubt" | "here" | "line" }

function place(box: PartOfPicture, crop: PartOfPicture) {
  return {
    left: percent((box.left - crop.left) / crop.width), top: percent((box.top - crop.top) / crop.height),
    width: percent(box.width / crop.width), height: percent(box.height / crop.height),
  };
}

/// A part of the front, large, with boxes; what they say stands beside it for those who cannot see.
export function MarkedPicture({ document, crop, marks, label }: {
  document: number; crop: Crop; marks: Mark[]; label: string;
}) {
  return (
    <div class="marked">
      <CropPicture document={document} crop={crop} label={label} />
      {marks.map(({ box, is }, at) => (
        <span key={at} class={`mark ${is}`} style={place(box, crop)} aria-hidden="true" />
      ))}
    </div>
  );
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));

/// The part of the front around a box, with so much of its own height and of its width beside it.
export function around(box: PartOfPicture, heights: number, across: number): Crop {
  const [left, right] = [clamp(box.left - across), clamp(box.left + box.width + across)];
  const [top, bottom] = [clamp(box.top - heights * box.height), clamp(box.top + (1 + heights) * box.height)];
  return { side: "front", left, top, width: right - left, height: bottom - top };
}
