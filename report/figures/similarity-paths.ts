import { type Landscape, landscapeOf } from "../../numerics/basins/attractors.ts";
import { Labeller } from "../../numerics/basins/labeller.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { evenTimes, integrate } from "../../numerics/integrate.ts";
import { overlap } from "../../numerics/samplers/overlap.ts";
import { simulate } from "../../numerics/simulate.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import type { Model } from "../../theory/model.ts";
import { type FigureSpec, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureContext, type FigureRecipe, isOnSphere } from "./recipe.ts";
import { durationOf } from "./trajectories.ts";

/** Where the paths start: at this length, and at this angle to either side of the separatrix. */
const radius = 0.5;
const aside = (5 * Math.PI) / 180;

interface PathPoint {
  readonly t: number;
  readonly value: number;
  readonly feature: string;
  readonly start: string;
}

/** The letter's figure 3b: squared cosine similarities along paths to either side of the separatrix. */
export const similarityPaths: FigureRecipe = {
  name: "similarity-paths",
  topic: "squared similarities along paths",
  letter: "3b",
  suits: (derivation) => isOnSphere(derivation, 2),
  async draw(context) {
    const { model, seed, scale } = context;
    const flow = compileFlow(model);
    const angle = separatrixAngle(flow, landscapeOf(flow));
    const starts = [(angle ?? Math.PI / 4) - aside, (angle ?? Math.PI / 4) + aside].map((a) => [
      radius * Math.cos(a),
      radius * Math.sin(a),
    ]);
    const until = 2 * durationOf(flow);
    const { dimension, runs } = sizeOf(scale);
    const curves = starts.flatMap((Q) => solution(flow, Q, until, scale));
    const points = starts.flatMap((Q) => simulated(model, Q, until, context));
    const border =
      angle === undefined
        ? "The first and second overlap start alike; no border passes between them."
        : `The separatrix crosses |Q| = ${radius} at ${degrees(angle)}; the paths start ${degrees(aside)} to either side.`;
    return {
      title: `Squared cosine similarities along two paths of ${model.name}`,
      caption: `Lines: the derived ODE. Points: SGD (N = ${dimension}, ${runs} runs, seed ${seed}), mean over runs; a bar reaches one standard error to either side. ${border} ${modelSentence(model)}`,
      svg: await renderFigure(specOf(model, curves, points) as unknown as FigureSpec),
    };
  },
};

function sizeOf(scale: FigureContext["scale"]): {
  dimension: number;
  runs: number;
  fine: number;
  looks: number;
} {
  return scale === "full"
    ? { dimension: 1000, runs: 24, fine: 161, looks: 11 }
    : { dimension: 200, runs: 4, fine: 31, looks: 4 };
}

/** The angle at `radius` of the border between the two features' basins in the first quadrant, where there is one. */
function separatrixAngle(flow: Flow, { attractors, targets }: Landscape): number | undefined {
  const labeller = new Labeller(flow, targets);
  const endsAtFirst = (angle: number): boolean | undefined => {
    const label = labeller.label([radius * Math.cos(angle), radius * Math.sin(angle)]);
    return label < 0 ? undefined : attractors[label]!.feature === 1;
  };
  let [low, high] = [0.02, Math.PI / 2 - 0.02];
  if (endsAtFirst(low) !== true || endsAtFirst(high) !== false) return undefined;
  for (let k = 0; k < 30; k++) {
    const middle = (low + high) / 2;
    if (endsAtFirst(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function solution(
  flow: Flow,
  Q: readonly number[],
  until: number,
  scale: FigureContext["scale"],
): PathPoint[] {
  const path = integrate(flow, { Q, s: 1 }, evenTimes(until, sizeOf(scale).fine));
  return path.t.flatMap((t, i) =>
    path.Q[i]!.map((q, l) => ({ t, value: q * q, feature: featureName(l), start: startName(Q) })),
  );
}

function simulated(
  model: Model,
  Q: readonly number[],
  until: number,
  { seed, scale }: FigureContext,
): (PathPoint & { low: number; high: number })[] {
  const { dimension, runs, looks } = sizeOf(scale);
  const start = { kind: "overlaps", Q, s: 1 } as const;
  const times = evenTimes(until, looks);
  const { samples } = simulate(model, { sampler: overlap, dimension, start, times, runs, seed });
  return times.flatMap((t, i) =>
    Q.map((_, l) => {
      const { mean, standardError } = sampleOf(samples[i]!.map((state) => state[l]! ** 2));
      return {
        t,
        value: mean,
        low: mean - standardError,
        high: mean + standardError,
        feature: featureName(l),
        start: startName(Q),
      };
    }),
  );
}

const features = ["Q₁²", "Q₂²"] as const;

function featureName(l: number): string {
  return features[l]!;
}

function startName(Q: readonly number[]): string {
  return `from Q = (${Q.map((q) => q.toFixed(3)).join(", ")})`;
}

function degrees(angle: number): string {
  return `${Number(((angle * 180) / Math.PI).toFixed(2))}°`;
}

function specOf(model: Model, curves: readonly PathPoint[], points: readonly object[]): object {
  const starts = [...new Set(curves.map(({ start }) => start))];
  const x = { field: "t", type: "quantitative", title: "time t (steps / N)" };
  const y = {
    field: "value",
    type: "quantitative",
    title: "squared cosine similarity",
    scale: { domain: [0, 1] },
  };
  const scale = { domain: features, range: features.map((_, l) => palette[l]) };
  const color = { field: "feature", type: "nominal", scale, legend: { title: null } };
  const ofStart = (rows: readonly object[], start: string): object[] =>
    rows.filter((row) => (row as PathPoint).start === start);
  return {
    title: `Squared cosine similarities along two paths of ${model.name}`,
    hconcat: starts.map((start, i) => ({
      title: { text: start, fontSize: 12, fontWeight: 500, offset: 6 },
      width: 250,
      height: 240,
      layer: [
        {
          data: { values: ofStart(curves, start) },
          mark: { type: "line", strokeWidth: 2 },
          encoding: { x, y: i === 0 ? y : { ...y, title: null }, color },
        },
        {
          data: { values: ofStart(points, start) },
          mark: { type: "rule", strokeWidth: 1.5 },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
        },
        {
          data: { values: ofStart(points, start) },
          mark: { type: "point", filled: true, size: 45, opacity: 1, stroke: "#ffffff", strokeWidth: 0.8 },
          encoding: {
            x,
            y,
            color,
            shape: {
              field: "feature",
              type: "nominal",
              scale: { domain: features, range: ["circle", "square"] },
              legend: { title: null },
            },
          },
        },
      ],
    })),
  };
}
