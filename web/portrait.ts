import { streamlines } from "./streamlines.ts";
import { axes, axisName, linePath, markShape, px, startShape } from "./svg-parts.ts";
import type { Frame, View } from "./view.ts";

/** How far beyond the unit circle the plane of two overlaps is shown. */
const reach = 1.04;

/** Pixels of overlaps in the plane. */
export function planeScale({ left, right, top, bottom }: Frame): {
  readonly x: (Q1: number) => number;
  readonly y: (Q2: number) => number;
  readonly radius: number;
} {
  const radius = (right - left) / (2 * reach);
  const [centreX, centreY] = [(left + right) / 2, (top + bottom) / 2];
  return { x: (Q1) => centreX + radius * Q1, y: (Q2) => centreY - radius * Q2, radius };
}

/** The plane of two overlaps without its basins, as the inside of an `<svg>`: flow, borders, fixed points, axes. */
export function portrait(view: View, frame: Frame): string {
  const { x, y, radius } = planeScale(frame);
  const place = ([Q1, Q2]: readonly [number, number]): readonly [number, number] => [x(Q1), y(Q2)];
  const lines = streamlines(view.field).map((line) => line.map(place));
  const flow = lines.map((line) => linePath(line) + arrowHead(line)).join("");
  const borders = view.separatrix.map((curve) => linePath(curve.map(place))).join("");
  const paths = view.paths
    .map((path) => linePath(path.map(([q1, q2]) => [x(q1!), y(q2!)] as const)))
    .join("");
  const marks = view.marks
    .filter(({ Q }) => Math.hypot(...Q) <= reach)
    .map((mark) => markShape(mark, x(mark.Q[0]!), y(mark.Q[1]!)));
  const ticks = [-1, -0.5, 0, 0.5, 1];
  return `<circle class="rim" cx="${px(x(0))}" cy="${px(y(0))}" r="${px(radius)}"/>
<path class="flow" d="${flow}"/><path class="border" d="${borders}"/>${paths === "" ? "" : `<path class="ahead" d="${paths}"/>`}
${axes(frame, { ticks, at: x, name: axisName(1, view.free) }, { ticks, at: y, name: axisName(2, view.free) })}
<g class="marks">${marks.join("")}${startShape(x(view.start[0]!), y(view.start[1]!))}</g>`;
}

function arrowHead(line: readonly (readonly [number, number])[]): string {
  const [tip, before] = [line.at(-1)!, line.at(-3)!];
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1]) || 1;
  const [dx, dy] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const [size, width] = [4.5, 2.6];
  const back = [tip[0] - size * dx, tip[1] - size * dy] as const;
  return linePath([
    [back[0] - width * dy, back[1] + width * dx],
    tip,
    [back[0] + width * dy, back[1] - width * dx],
  ]);
}
