// One picture of a document on a canvas, with zoom, rotation and inversion; and the crop of a field.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Crop, Side, Task } from "../api/types";
import { picture } from "./pictures";
import { useKeys } from "./keyboard";

/// "both": the front, and the paper beside it below; "earlier": the front of another capture of it.
export type Face = Side | "both" | "earlier";
export interface View { face: Face; zoom: number; turns: number; isInverted: boolean }
export const firstView: View = { face: "both", zoom: 1, turns: 0, isInverted: false };
const sideOf = (face: Face): Side => face === "rear" ? "rear" : "front";

/// Where on the picture a zoomed view looks, as fractions.
type Spot = { x: number; y: number };

const spotOf = (crop: Crop | null, side: Side): Spot => crop && crop.side === side
  ? { x: crop.left + crop.width / 2, y: crop.top + crop.height / 2 }
  : { x: 0.5, y: 0.5 };

const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));

function sized(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const pen = canvas.getContext("2d");
  pen?.scale(ratio, ratio);
  if (pen) pen.imageSmoothingQuality = "high";
  return pen;
}

function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap, view: View, spot: Spot): void {
  const pen = sized(canvas);
  if (!pen) return;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const isTurned = view.turns % 2 !== 0;
  const [across, down] = isTurned ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const scale = Math.min(width / across, height / down) * view.zoom;
  const angle = (view.turns * Math.PI) / 2;
  const [dx, dy] = [(spot.x - 0.5) * bitmap.width * scale, (spot.y - 0.5) * bitmap.height * scale];
  // Where the spot lies after the turn; the view never slides past an edge of the picture.
  const x = clamp(dx * Math.cos(angle) - dy * Math.sin(angle), Math.max(0, (across * scale - width) / 2));
  const y = clamp(dx * Math.sin(angle) + dy * Math.cos(angle), Math.max(0, (down * scale - height) / 2));
  pen.translate(width / 2 - x, height / 2 - y);
  pen.rotate(angle);
  if (view.isInverted) pen.filter = "invert(1)";
  pen.drawImage(bitmap, (-bitmap.width / 2) * scale, (-bitmap.height / 2) * scale,
    bitmap.width * scale, bitmap.height * scale);
}

/// Draws as soon as the picture is decoded, and again when the canvas changes its size.
export function Picture({ document, view, crop = null, label, missing }: {
  document: number; view: View; crop?: Crop | null; label: string;
  /// What is said when it cannot be shown, where that is not a reason to scan it again.
  missing?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = sideOf(view.face);
  const [isMissing, setMissing] = useState(false);
  useLayoutEffect(() => {
    const board = canvas.current;
    if (!board) return undefined;
    let isGone = false;
    let drawn = "";
    const size = () => `${board.clientWidth} ${board.clientHeight}`;
    const draw = () => {
      drawn = size();
      picture(document, side).then((bitmap) => {
        if (isGone) return;
        paint(board, bitmap, view, spotOf(crop, side));
        board.dataset["document"] = `${document} ${side}`;
        setMissing(false);
      }, () => { if (!isGone) setMissing(true); });
    };
    draw();
    // An observer is called once at its beginning too, when all is drawn already.
    const watcher = new ResizeObserver(() => { if (size() !== drawn) draw(); });
    watcher.observe(board);
    return () => { isGone = true; watcher.disconnect(); };
  }, [document, side, view.zoom, view.turns, view.isInverted]);
  return (
    <>
      {isMissing && <p class="note bad" role="alert">
        {missing ?? `The ${side} of this document cannot be shown. Do not accept it blind: scan it again.`}
      </p>}
      <canvas ref={canvas} class="picture" role="img" aria-label={label} />
    </>
  );
}

/// The part of the picture that holds the field, large.
export function CropPicture({ document, crop, label }: {
  document: number; crop: Crop; label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    picture(document, crop.side).then((bitmap) => {
      const board = canvas.current;
      if (isGone || !board) return;
      const [w, h] = [bitmap.width * crop.width, bitmap.height * crop.height];
      board.width = Math.max(1, Math.round(w * 2));
      board.height = Math.max(1, Math.round(h * 2));
      const pen = board.getContext("2d");
      if (!pen) return;
      pen.imageSmoothingQuality = "high";
      pen.drawImage(bitmap, bitmap.width * crop.left, bitmap.height * crop.top, w, h,
        0, 0, board.width, board.height);
    }, () => {});
    return () => { isGone = true; };
  }, [document, crop.side, crop.left, crop.top, crop.width, crop.height]);
  return <canvas ref={canvas} class="crop" role="img" aria-label={label} />;
}

function ViewerBar({ faces, view, onView, extra }: {
  faces: { face: Face; label: string }[]; view: View; onView: (view: View) => void;
  extra?: string;
}) {
  const next = () => {
    const at = faces.findIndex(({ face }) => face === view.face);
    const face = faces[(at + 1) % faces.length]?.face ?? "front";
    onView({ ...view, face, zoom: 1 });
  };
  const zoom = () => onView({ ...view, zoom: (view.zoom % 3) + 1 });
  const rotate = () => onView({ ...view, turns: (view.turns + 1) % 4 });
  const invert = () => onView({ ...view, isInverted: !view.isInverted });
  useKeys(["picture"], { "turn-over": next, zoom, rotate, invert });
  return (
    <div class="viewer-bar" role="group" aria-label="Picture">
      {faces.map(({ face, label }) => (
        <button type="button" key={face} aria-pressed={view.face === face}
          onClick={() => onView({ ...view, face, zoom: 1 })}>{label}</button>
      ))}
      <button type="button" onClick={zoom}>Zoom {view.zoom}{"\u00d7"}</button>
      <button type="button" onClick={rotate}>Rotate {view.turns * 90}{"\u00b0"}</button>
      <button type="button" aria-pressed={view.isInverted} onClick={invert}>Invert</button>
      {extra && <span class="gap">{extra}</span>}
    </div>
  );
}

/// A document with the buttons and keys of its picture.
export function Viewer({ document, sides, name }: {
  document: number; sides: Side[]; name: string;
}) {
  const [view, setView] = useState<View>({ ...firstView, face: sides[0] ?? "front" });
  const faces = sides.map((side) => ({ face: side, label: side === "front" ? "Front" : "Back" }));
  return (
    <div class="viewer">
      <ViewerBar faces={faces} view={view} onView={setView} />
      <Picture document={document} view={view} label={`${name}, ${view.face}`} />
    </div>
  );
}

/// The name of the picture of an earlier capture.
export const seenBefore = (prior: NonNullable<Task["prior"]>) =>
  `Front of item ${prior.sequence} of batch ${prior.batch}, seen before`;
export const earlierMissing = "The earlier picture cannot be shown. Compare the papers before you answer.";

/// The document of a task, with the paper before or after it below, as both lay in the envelope.
export function KeyViewer({ task, view, onView }: {
  task: Task; view: View; onView: (view: View) => void;
}) {
  const beside = task.previous ?? task.next;
  const earlier = task.prior?.document_id ?? null;
  const faces: { face: Face; label: string }[] = [
    ...(beside ? [{ face: "both" as const, label: "Both" }] : []),
    { face: "front", label: "Front" }, { face: "rear", label: "Back" },
    ...(earlier === null ? [] : [{ face: "earlier" as const, label: "Earlier" }]),
  ];
  const shown = !beside && view.face === "both" ? { ...view, face: "front" as const } : view;
  const which = task.previous ? "before" : "after";
  return (
    <div class="viewer">
      <ViewerBar faces={faces} view={shown} onView={onView} />
      {task.prior && earlier !== null && shown.face === "earlier"
        ? <Picture document={earlier} view={shown} label={seenBefore(task.prior)} missing={earlierMissing} />
        : <Picture document={task.document_id} view={shown} crop={task.crop}
          label={`Item ${task.sequence}, ${shown.face === "rear" ? "back" : "front"}`} />}
      {beside && shown.face === "both" && (
        <Picture document={beside.document_id} view={{ ...firstView, face: "front" }}
          label={`The paper ${which} item ${task.sequence}`} />
      )}
    </div>
  );
}
