import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";

/** What `densityFigure` draws. */
export interface DensityInput {
  readonly title: string;
  /** Cell centres, equally spaced, and the density there. */
  readonly w: readonly number[];
  readonly p: readonly number[];
  readonly t: number;
  /** The weights of one simulated run, in any order, and what they are: "SGD at N = 1000, one run". */
  readonly simulated?: { readonly weights: ArrayLike<number>; readonly about: string };
}

/** Where the density is below this part of its peak nothing can be seen. */
const visible = 1e-4;

/** The marginal density of the weights as a line, over the histogram of a simulated run. */
export async function densityFigure(input: DensityInput): Promise<Figure> {
  const { w, p, t, simulated } = input;
  const peak = Math.max(...p);
  const seen = w.flatMap((x, i) => (p[i]! >= visible * peak ? [{ w: x, p: p[i]! }] : []));
  const x = { field: "w", type: "quantitative", title: "weight w", scale: { zero: false, nice: true } };
  const y = { field: "p", type: "quantitative", title: "density" };
  const bars = simulated ? histogram(simulated.weights, seen.at(-1)!.w) : [];
  const spec = {
    title: input.title,
    width: 460,
    height: 280,
    layer: [
      {
        data: { values: bars },
        mark: { type: "bar", color: palette[5], opacity: 0.6 },
        encoding: {
          x: { ...x, field: "from", bin: { binned: true } },
          x2: { field: "to" },
          y,
        },
      },
      {
        data: { values: seen },
        mark: { type: "line", strokeWidth: 2, color: palette[0] },
        encoding: { x, y, order: { field: "w", type: "quantitative" } },
      },
      {
        data: { values: [{ p: 0 }] },
        mark: { type: "rule", color: ink.muted, strokeWidth: 1 },
        encoding: { y },
      },
    ].slice(simulated ? 0 : 1),
  };
  return {
    title: input.title,
    caption: `Line: the solution of the PDE at t = ${t}.${simulated ? ` Bars: histogram of the weights of ${simulated.about}.` : ""}`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

/** Bins between the ends of what is seen; more would be lines. */
const bins = 80;

/** Heights that make an area of one with the weights beyond the ends, which are not drawn. */
function histogram(weights: ArrayLike<number>, end: number): { from: number; to: number; p: number }[] {
  const width = (2 * end) / bins;
  const heights = new Float64Array(bins);
  for (let j = 0; j < weights.length; j++) {
    const bin = Math.floor((weights[j]! + end) / width);
    if (bin >= 0 && bin < bins) heights[bin]! += 1 / (weights.length * width);
  }
  return [...heights].map((p, i) => ({ from: -end + i * width, to: -end + (i + 1) * width, p }));
}
