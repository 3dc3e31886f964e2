import { solvePde } from "../../numerics/pde/solve-pde.ts";
import { Random } from "../../numerics/random/random.ts";
import { projected } from "../../numerics/samplers/projected.ts";
import { weightsAt } from "../../numerics/weights-at.ts";
import { varyModel } from "../../theory/model.ts";
import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import type { FigureContext, FigureRecipe } from "./recipe.ts";
import { unequalOverlaps } from "./trajectories.ts";

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

/** Light enough for the line on top. */
const bar = "#9ad3f1";

/** Where the density is below this part of its peak nothing can be seen. */
const visible = 1e-4;

/** The marginal density of the weights as a line, over the histogram of a simulated run. */
export async function densityFigure(input: DensityInput): Promise<Figure> {
  const { w, p, t, simulated } = input;
  const peak = Math.max(...p);
  const seen = w.flatMap((x, i) => (p[i]! >= visible * peak ? [{ w: x, p: p[i]! }] : []));
  const x = { field: "w", type: "quantitative", title: "weight w", scale: { zero: false, nice: true } };
  const y = { field: "p", type: "quantitative", title: "density" };
  const domain = ["PDE", ...(simulated ? ["SGD"] : [])];
  const named = (name: string): object => ({
    datum: name,
    type: "nominal",
    scale: { domain, range: [palette[0], bar] },
    legend: simulated ? { title: null, symbolType: "square" } : null,
  });
  const bars = simulated ? histogram(simulated.weights, seen.at(-1)!.w) : [];
  const spec = {
    title: input.title,
    width: 460,
    height: 280,
    layer: [
      {
        data: { values: bars },
        mark: { type: "bar", opacity: 1 },
        encoding: {
          x: { ...x, field: "from", bin: { binned: true } },
          x2: { field: "to" },
          y,
          color: named("SGD"),
        },
      },
      {
        data: { values: seen },
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y, order: { field: "w", type: "quantitative" }, color: named("PDE") },
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

/** Of the penalties that the figures add, and the time at which the weights are looked at. */
const strength = 0.1;
const until = 10;

/** The weights' density with a penalty of the given kind in place of the model's own, the norm left free. */
function withPenalty(kind: "l1" | "l2"): FigureRecipe {
  return {
    name: `density-${kind}`,
    topic: `density of the weights with ${kind.toUpperCase()}, PDE and SGD`,
    suits: ({ closed, model }) => closed && model.features.length === 1,
    draw: (context) => {
      const changes = { constraint: "free", regularizer: { kind, strength } };
      return ownDensity(
        { ...context, model: varyModel(context.model, changes) },
        ` with ${kind.toUpperCase()}`,
      );
    },
  };
}

/** With the L2 penalty, for which the ODE closes. */
export const densityL2 = withPenalty("l2");

/** With the L1 penalty, for which only the PDE does. */
export const densityL1 = withPenalty("l1");

/** The density of a model whose ODE does not close: what is left to draw of it. */
export const density: FigureRecipe = {
  name: "density",
  topic: "density of the weights, PDE and SGD",
  suits: ({ closed, model }) => !closed && model.features.length <= 2,
  draw: (context) => ownDensity(context, ""),
};

async function ownDensity({ model, seed, scale }: FigureContext, addition: string): Promise<Figure> {
  const [dimension, cells, end] = scale === "full" ? [2000, 180, until] : [200, 80, 2];
  const Q = unequalOverlaps(model.features.length);
  const start = { kind: "overlaps", Q, s: 1 } as const;
  const { density: found, error } = solvePde(model, start, [0, end], { cells });
  const from = `Q = (${Q.map((q) => q.toFixed(3)).join(", ")}), s = 1`;
  const figure = await densityFigure({
    title: `Density of the weights of ${model.name}${addition}: PDE and SGD`,
    w: found.w,
    p: found.p[1]!,
    t: end,
    ...(projected.refuses(model, dimension) === undefined && {
      simulated: {
        weights: weightsAt(model, { dimension, start, until: end, random: Random.stream(seed, 0) }),
        about: `one run of SGD at N = ${dimension}, seed ${seed}`,
      },
    }),
  });
  const quality = `Start: ${from}; ${found.w.length} cells, estimated error of Q and s by them ${error.grid.toExponential(1)}, of the density ${error.density.toExponential(1)} (Wasserstein-1).`;
  return { ...figure, caption: `${figure.caption} ${quality} ${modelSentence(model)}` };
}
