import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { predict } from "../../numerics/fluctuations/prediction.ts";
import { growthRates } from "../../numerics/growth-rates.ts";
import { evenTimes } from "../../numerics/integrate.ts";
import { overlap } from "../../numerics/samplers/overlap.ts";
import { simulate, statisticsOf } from "../../numerics/simulate.ts";
import { type Figure, type FigureSpec, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { subscript } from "./number-text.ts";
import { type FigureRecipe, isClosed } from "./recipe.ts";

/** What `trajectoriesFigure` draws. */
export interface TrajectoriesInput {
  readonly title: string;
  /** The solution of the ODE, dense enough for lines: the overlaps Q1..Qd at each time. */
  readonly curves: readonly {
    readonly t: number;
    readonly Q: readonly number[];
    /** What the theory predicts for the deviations of a run: half the width of a band. */
    readonly sd?: readonly number[];
  }[];
  /** The simulated runs: mean and error of each overlap at each time. */
  readonly points: readonly {
    readonly t: number;
    readonly mean: readonly number[];
    readonly error: readonly number[];
  }[];
  /** What half an error bar is, for the caption: "standard error of the mean over 40 runs". */
  readonly errorMeaning: string;
  /** What was simulated, for the caption: "N = 1000, 40 runs". */
  readonly simulation: string;
}

const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

/** The theory's overlaps against time as lines, with the simulated means and their error bars. */
export async function trajectoriesFigure(input: TrajectoriesInput): Promise<Figure> {
  const features = Math.max(...input.curves.map(({ Q }) => Q.length), 1);
  const names = Array.from({ length: features }, (_, l) => `Q${subscript(l + 1)}`);
  const curves = input.curves.flatMap(({ t, Q }) =>
    Q.map((value, l) => ({ t, Q: value, feature: names[l] })),
  );
  const bands = input.curves.flatMap(({ t, Q, sd }) =>
    Q.flatMap((value, l) =>
      sd ? [{ t, low: value - sd[l]!, high: value + sd[l]!, feature: names[l] }] : [],
    ),
  );
  const points = input.points.flatMap(({ t, mean, error }) =>
    mean.map((Q, l) => ({ t, Q, low: Q - error[l]!, high: Q + error[l]!, feature: names[l] })),
  );
  const color = {
    field: "feature",
    type: "nominal",
    scale: { domain: names, range: names.map((_, l) => palette[l % palette.length]) },
    legend: { title: null, symbolOpacity: 1 },
  };
  const x = { field: "t", type: "quantitative", title: "time t (steps / N)" };
  const overlap = { type: "quantitative", scale: { zero: false, nice: true } };
  const y = { ...overlap, field: "Q", title: "overlap with the feature" };
  const shape = {
    field: "feature",
    type: "nominal",
    scale: { domain: names, range: names.map((_, l) => shapes[l % shapes.length]) },
    legend: { title: null },
  };
  const spec = {
    title: input.title,
    width: 460,
    height: 280,
    layer: [
      {
        data: { values: bands },
        mark: { type: "area", opacity: 0.22 },
        encoding: { x, y: { ...overlap, field: "low" }, y2: { field: "high" }, color },
      },
      { data: { values: curves }, mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, color } },
      {
        data: { values: points },
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x, y: { ...overlap, field: "low" }, y2: { field: "high" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 45, opacity: 1, stroke: "#ffffff", strokeWidth: 0.8 },
        encoding: { x, y, color, shape },
      },
    ].slice(bands.length > 0 ? 0 : 1),
  };
  const band = bands.length > 0 ? " Bands: one predicted standard deviation of a run to either side." : "";
  return {
    title: input.title,
    caption: `Lines: the derived ODE.${band} Points: simulated SGD (${input.simulation}), mean over runs; a bar reaches one ${input.errorMeaning} to either side.`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

/** Long enough for the fastest growth from Q = 0 to have ended, within reason. */
export function durationOf(flow: Flow): number {
  const fastest = Math.max(...growthRates(flow));
  return fastest > 0 ? Math.round(Math.min(80, Math.max(10, 8 / fastest))) : 20;
}

/** A start off all symmetry axes, 0.3 long. */
export function unequalOverlaps(features: number): number[] {
  const raw = Array.from({ length: features }, (_, l) => 1 - l / (2 * features));
  const length = Math.hypot(...raw);
  return raw.map((q) => (0.3 * q) / length);
}

/** The letter's figure 2a: the overlaps in time, theory with its predicted bands against SGD. */
export const trajectories: FigureRecipe = {
  name: "trajectories",
  topic: "Q in time, theory and SGD",
  letter: "2a",
  suits: isClosed,
  async draw({ model, seed, scale }) {
    const flow = compileFlow(model);
    const { features } = flow;
    const [dimension, runs, fine] = scale === "full" ? [1000, 40, 201] : [200, 6, 41];
    const start = { kind: "overlaps", Q: unequalOverlaps(features), s: 1 } as const;
    const until = durationOf(flow);
    const times = evenTimes(until, fine);
    const { Q, sd } = predict(flow, start, times, dimension);
    const looks = evenTimes(until, scale === "full" ? 13 : 5);
    const { samples } = simulate(model, { sampler: overlap, dimension, start, times: looks, runs, seed });
    const figure = await trajectoriesFigure({
      title: `Overlaps in time: theory and SGD on ${model.name}`,
      curves: times.map((t, i) => ({ t, Q: Q[i]!, sd: sd.Q[i]! })),
      points: looks.map((t, i) => {
        const { mean, covariance } = statisticsOf(samples[i]!, 0, features);
        return { t, mean, error: mean.map((_, l) => Math.sqrt(covariance![l]![l]!)) };
      }),
      errorMeaning: "standard deviation of a run",
      simulation: `N = ${dimension}, ${runs} runs from Q = (${start.Q.map((q) => q.toFixed(3)).join(", ")}), seed ${seed}`,
    });
    return { ...figure, caption: `${figure.caption} ${modelSentence(model)}` };
  },
};
