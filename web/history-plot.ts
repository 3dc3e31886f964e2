import { axes, axisName, linePath, roundTicks, variable } from "./svg-parts.ts";
import type { Frame, Trails, View } from "./view.ts";

/** The overlaps of all runs against time, of free weights the cosine similarities, as the inside of an `<svg>`. */
export function historyPlot(trails: Trails, { field: { features }, free }: View, frame: Frame): string {
  const until = Math.max(trails.t.at(-1) ?? 0, 1);
  const x = (t: number): number => frame.left + (t / until) * (frame.right - frame.left);
  const y = (Q: number): number =>
    (frame.top + frame.bottom) / 2 - (Q / 1.04) * ((frame.bottom - frame.top) / 2);
  // More points than pixels are not seen.
  const stride = Math.max(1, Math.ceil(trails.t.length / 240));
  const paths = Array.from({ length: features }, (_, l) => {
    const d = trails.runs.map((run) =>
      linePath(
        trails.t.flatMap((t, k) =>
          k % stride === 0 || k === trails.t.length - 1 ? [[x(t), y(run[k * features + l]!)] as const] : [],
        ),
      ),
    );
    return `<path class="path feature-${l + 1}" d="${d.join("")}"/>`;
  });
  const names = Array.from({ length: features }, (_, l) => {
    const index = features === 1 ? undefined : l + 1;
    return free ? axisName(index, true) : variable("Q", index);
  });
  return `<path class="zero" d="M${frame.left} ${y(0)}H${frame.right}"/>${paths.join("")}
${axes(
  frame,
  { ticks: roundTicks(0, until), at: x, name: `time ${variable("t")} = steps/${variable("N")}` },
  {
    ticks: [-1, 0, 1],
    at: y,
    name: names.join(free ? "<tspan>, </tspan>" : '<tspan dy="-4">, </tspan>'),
  },
)}`;
}
