import { velocityAt } from "./field.ts";
import { basinColour, css, type Theme } from "./palette.ts";
import { axes, axisName, linePath, markShape, px, roundTicks, startShape, variable } from "./svg-parts.ts";
import type { Frame, View } from "./view.ts";

/** Pixels of an overlap and of its rate. */
export function driftScale(view: View, { left, right, top, bottom }: Frame) {
  const most = Math.max(...view.field.samples.map(Math.abs), 1e-6) * 1.08;
  return {
    most,
    x: (Q: number): number => left + ((Q + 1) / 2) * (right - left),
    y: (h: number): number => (top + bottom) / 2 - (h / most) * ((bottom - top) / 2),
  };
}

/** h(Q) of one overlap with its zeros, as the inside of an `<svg>`; the band on the axis has the basins' colours. */
export function driftPlot(view: View, frame: Frame, theme: Theme): string {
  const { x, y, most } = driftScale(view, frame);
  const out = new Float64Array(1);
  const curve = Array.from({ length: 401 }, (_, i): readonly [number, number] => {
    const Q = (i - 200) / 200;
    velocityAt(view.field, [Q], out);
    return [x(Q), y(out[0]!)];
  });
  const band = 7;
  const stretches = (view.free ? [] : basinsOnAxis(view)).map(({ from, to, end }) => {
    const colour = css(basinColour([end], theme));
    return `<rect fill="${colour}" x="${px(x(from))}" y="${px(y(0) - band)}" width="${px(x(to) - x(from))}" height="${2 * band}"/>`;
  });
  const marks = view.marks.map((mark) => markShape(mark, x(mark.Q[0]!), y(0)));
  return `${stretches.join("")}<path class="zero" d="M${frame.left} ${px(y(0))}H${frame.right}"/>
<path class="curve" d="${linePath(curve)}"/>
${axes(
  frame,
  { ticks: [-1, -0.5, 0, 0.5, 1], at: x, name: axisName(undefined, view.free) },
  {
    ticks: roundTicks(-most, most),
    at: y,
    name: view.free
      ? `d(${variable("Q")}/√${variable("s")})/d${variable("t")}`
      : `${variable("h")}(${variable("Q")}) = d${variable("Q")}/d${variable("t")}`,
  },
)}
<g class="marks">${marks.join("")}${startShape(x(view.start[0]!), y(0))}</g>`;
}

/** Between neighbouring zeros all starts go one way: to the zero on that side. */
function basinsOnAxis({ field, marks }: View): { from: number; to: number; end: number }[] {
  const zeros = marks.map(({ Q }) => Q[0]!).sort((a, b) => a - b);
  const ends = [-1, ...zeros.filter((Q) => Math.abs(Q) < 1), 1];
  const out = new Float64Array(1);
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i]!;
    velocityAt(field, [(from + to) / 2], out);
    const end = out[0]! > 0 ? to : from;
    return Math.abs(end) < 1 && to > from ? [{ from, to, end }] : [];
  });
}
