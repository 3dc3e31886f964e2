import { compileFlow } from "../../numerics/flow/flow.ts";
import { predict } from "../../numerics/fluctuations/prediction.ts";
import { overlap } from "../../numerics/samplers/overlap.ts";
import { simulate } from "../../numerics/simulate.ts";
import { fittedExponent, type LogPoint, logMean } from "../../proofs-check/power-law.ts";
import { errorBars } from "./error-bars.ts";
import { type FigureSpec, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isClosed } from "./recipe.ts";
import { unequalOverlaps } from "./trajectories.ts";

const until = 4;

/** The distance of SGD from the ODE against N, with the slope that is fitted and the size that theory predicts. */
export const errorRate: FigureRecipe = {
  name: "error-rate",
  topic: "error against N, with its slope",
  suits: isClosed,
  async draw({ model, seed, scale }) {
    const full = scale === "full";
    const flow = compileFlow(model);
    const start = { kind: "overlaps", Q: unequalOverlaps(flow.features), s: 1 } as const;
    const { Q, sigma } = predict(flow, start, [0, until], 1);
    const [expected, variance] = [Q[1]![0]!, sigma[1]![0]![0]!];
    const dimensions = full ? [30, 100, 300, 1000, 3000] : [30, 100];
    const points = dimensions.map((dimension): LogPoint => {
      const runs = full ? Math.max(60, Math.round(40_000 / dimension)) : 20;
      const { samples } = simulate(model, {
        sampler: overlap,
        dimension,
        start,
        times: [0, until],
        runs,
        seed,
      });
      return logMean(
        dimension,
        samples[1]!.map((state) => (state[0]! - expected) ** 2),
      );
    });
    // The points are squared errors.
    const half = (value: number): number => value / 2;
    const slope = fittedExponent(points);
    const measured = points.map(({ dimension: N, log }) => ({
      N,
      error: Math.exp(half(log.mean)),
      low: Math.exp(half(log.mean - log.standardError)),
      high: Math.exp(half(log.mean + log.standardError)),
    }));
    const predicted = [dimensions[0]!, dimensions.at(-1)!].map((N) => ({
      N,
      error: Math.sqrt(variance / N),
    }));
    const fitted = fittedLine(points, slope.mean);
    const title = `Distance of SGD from the ODE of ${model.name}, against N`;
    return {
      title,
      caption: `Points: root mean square of Q₁ of SGD minus Q₁ of the ODE at t = ${until} from Q = (${start.Q.map((q) => q.toFixed(3)).join(", ")}), seed ${seed}; a bar reaches one standard error to either side. Dashed: the power of N that fits them, exponent ${half(slope.mean).toFixed(3)} ± ${half(slope.standardError).toFixed(3)}. Line: the fluctuations that the theory predicts, ${Math.sqrt(variance).toPrecision(4)} N^(-1/2). ${modelSentence(model)}`,
      svg: await renderFigure(specOf(title, { measured, predicted, fitted }) as unknown as FigureSpec),
    };
  },
};

/** The line of a slope through the points' weighted centre, at the first and last of them. */
function fittedLine(points: readonly LogPoint[], slope: number): { N: number; error: number }[] {
  const weights = points.map(({ log }) => log.standardError ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total;
  const [x0, y0] = [
    average(points.map(({ dimension }) => Math.log(dimension))),
    average(points.map(({ log }) => log.mean)),
  ];
  return [points[0]!, points.at(-1)!].map(({ dimension: N }) => ({
    N,
    error: Math.exp((y0 + slope * (Math.log(N) - x0)) / 2),
  }));
}

const lines = [
  { name: "fluctuations that the theory predicts", color: palette[0], dash: [1, 0] },
  { name: "power of N fitted to SGD (points)", color: palette[1], dash: [5, 4] },
] as const;

/** 1, 2 and 5 times the powers of ten. */
const ticks = [-5, -4, -3, -2, -1, 0].flatMap((power) =>
  [1, 2, 5].map((first) => Number(`${first}e${power}`)),
);

function specOf(
  title: string,
  {
    measured,
    predicted,
    fitted,
  }: Readonly<Record<"measured" | "predicted" | "fitted", readonly { readonly N: number }[]>>,
): object {
  const scale = { type: "log", nice: false, padding: 12 };
  const values = measured.map(({ N }) => N);
  const x = { field: "N", type: "quantitative", title: "dimension N", scale, axis: { values } };
  const y = {
    field: "error",
    type: "quantitative",
    title: "root mean square error of Q₁",
    scale,
    axis: { values: ticks },
  };
  const domain = lines.map(({ name }) => name);
  const legend = { title: null, labelLimit: 300 };
  const curves = [predicted, fitted].flatMap((points, i) =>
    points.map((point) => ({ ...point, name: domain[i] })),
  );
  return {
    title,
    width: 460,
    height: 280,
    layer: [
      {
        data: { values: curves },
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          x,
          y,
          color: {
            field: "name",
            type: "nominal",
            scale: { domain, range: lines.map(({ color }) => color) },
            legend,
          },
          strokeDash: {
            field: "name",
            type: "nominal",
            scale: { domain, range: lines.map(({ dash }) => dash) },
            legend,
          },
        },
      },
      ...errorBars(measured, x, y),
    ],
  };
}
