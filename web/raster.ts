import type { Labels } from "./field-basins.ts";
import { basinColour, type Theme } from "./palette.ts";
import { planeScale } from "./portrait.ts";
import type { Frame, Trails } from "./view.ts";

/** Fills the disk with its basins' colours. The canvas has `scale` pixels for one of the frame. */
export function drawBasins(
  canvas: HTMLCanvasElement,
  labels: Labels | undefined,
  frame: Frame,
  theme: Theme,
  scale: number,
): void {
  const context = prepared(canvas, frame, scale);
  if (!labels) return;
  const { cells } = labels;
  // A pixel as one number, in the order of bytes that all of today's machines have.
  const colours = labels.ends.map((end) => {
    const [red, green, blue] = basinColour(end, theme);
    return (255 << 24) | (blue << 16) | (green << 8) | red;
  });
  const image = new ImageData(cells, cells);
  const pixels = new Int32Array(image.data.buffer);
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const label = labels.labels[row * cells + column]!;
      if (label >= 0) pixels[(cells - 1 - row) * cells + column] = colours[label]!;
    }
  }
  const small = document.createElement("canvas");
  small.width = small.height = cells;
  small.getContext("2d")!.putImageData(image, 0, 0);
  const { x, y, radius } = planeScale(frame);
  context.save();
  context.beginPath();
  context.arc(x(0), y(0), radius, 0, 2 * Math.PI);
  context.clip();
  // Cells on the rim have no label; the same picture a little larger lies behind them.
  for (const grow of [1 + 3 / cells, 1]) {
    context.drawImage(small, x(-grow), y(grow), 2 * radius * grow, 2 * radius * grow);
  }
  context.restore();
}

const latestPoints = 60;

/** Draws runs of two overlaps in their plane, each to the point where it is. */
export function drawTrails(
  canvas: HTMLCanvasElement,
  trails: Trails,
  frame: Frame,
  place: (state: readonly number[]) => readonly [number, number],
  features: number,
  scale: number,
): void {
  const context = prepared(canvas, frame, scale);
  const style = getComputedStyle(canvas);
  context.strokeStyle = style.color;
  context.lineWidth = 1;
  // The latest part stands out from where a run has been.
  const latest = features * Math.max(0, trails.t.length - latestPoints);
  for (const run of features === 1 ? [] : trails.runs) {
    for (const [alpha, from, to] of [
      [0.22, 0, latest + features],
      [0.65, latest, run.length],
    ] as const) {
      context.globalAlpha = alpha;
      context.beginPath();
      for (let k = from; k < to; k += features) context.lineTo(...place(run.slice(k, k + features)));
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = style.color;
  for (const run of trails.runs) {
    if (run.length === 0) continue;
    context.beginPath();
    context.arc(...place(run.slice(-features)), 3.2, 0, 2 * Math.PI);
    context.fill();
  }
}

function prepared(
  canvas: HTMLCanvasElement,
  { width, height }: Frame,
  scale: number,
): CanvasRenderingContext2D {
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
