import { type Branch, fixedPointsAlong } from "../../numerics/continuation/continuation.ts";
import { overlap } from "../../numerics/samplers/overlap.ts";
import { simulate } from "../../numerics/simulate.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { type FigureSpec, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { signed } from "./number-text.ts";
import { type FigureRecipe, isOnSphere } from "./recipe.ts";

const correlations = [-1, -0.5, 0, 0.5, 1] as const;
const strongest = 1;
const shapes = ["circle", "square", "triangle-up", "diamond", "cross"];

/** A piece of a branch of stable states, and the correlation that it is of. */
interface StablePoint {
  readonly piece: string;
  readonly order: number;
  readonly eta: number;
  readonly similarity: number;
  readonly rho: string;
}

/** The letter's figure 4: stationary cosine similarity against the noise's strength, for several correlations. */
export const noiseStrength: FigureRecipe = {
  name: "noise-strength",
  topic: "stationary similarity against noise strength",
  letter: "4",
  suits: (derivation) => isOnSphere(derivation, 1),
  async draw({ model, seed, scale }) {
    const full = scale === "full";
    const rhos = full ? correlations : ([-1, 1] as const);
    const { dimension, runs, until, looks } = full
      ? { dimension: 1000, runs: 10, until: 12, looks: 6 }
      : { dimension: 100, runs: 4, until: 4, looks: 3 };
    const curves = rhos.flatMap((rho) => stableStates(model, rho, full ? 30 : 8));
    const etas = Array.from({ length: looks }, (_, i) => (strongest * i) / (looks - 1));
    const points = rhos.flatMap((rho) =>
      etas.map((eta) => {
        const expected = Math.max(0.1, ...nearest(curves, signed(rho), eta));
        const start = { kind: "overlaps", Q: [expected], s: 1 } as const;
        const { samples } = simulate(withNoise(model, eta, rho), {
          sampler: overlap,
          dimension,
          start,
          times: [0, until],
          runs,
          seed,
        });
        const { mean, standardError } = sampleOf(samples[1]!.map((state) => state[0]!));
        return {
          eta,
          similarity: mean,
          low: mean - standardError,
          high: mean + standardError,
          rho: signed(rho),
        };
      }),
    );
    const title = `Stationary cosine similarity of ${model.name} against the noise's strength`;
    return {
      title,
      caption: `Lines: all stable fixed points of the derived ODE with Q ≥ 0, by the correlation ρ of the two views' noises. Points: SGD (N = ${dimension}, ${runs} runs, seed ${seed}) at t = ${until} from the largest of them, or from Q = 0.1 where Q = 0 is the only one; a bar reaches one standard error to either side. ${modelSentence(model)} (Its own η and ρ are one point here.)`,
      svg: await renderFigure(specOf(title, curves, points, rhos.map(signed)) as unknown as FigureSpec),
    };
  },
};

function withNoise(model: Model, variance: number, correlation: number): Model {
  return varyModel(model, { augmentation: { variance, correlation } });
}

function stableStates(model: Model, rho: number, points: number): StablePoint[] {
  const along = { path: "augmentation.variance", from: 0, to: strongest, points };
  const { branches } = fixedPointsAlong(withNoise(model, 0, rho), along);
  return branches.flatMap((branch, number) => stablePieces(branch, signed(rho), number));
}

/** A branch's stable stretches with the bifurcations at their ends. */
function stablePieces({ parameter, Q, stability }: Branch, rho: string, number: number): StablePoint[] {
  let piece = 0;
  const isStable = (i: number): boolean => stability[i] === "stable";
  return parameter.flatMap((eta, order) => {
    const borders = stability[order] === "marginal" && (isStable(order - 1) || isStable(order + 1));
    if (!isStable(order) && !borders) {
      piece++;
      return [];
    }
    return [{ piece: `${rho}.${number}.${piece}`, order, eta, similarity: Math.abs(Q[order]![0]!), rho }];
  });
}

/** The stable similarities at a strength, by straight lines between the branch's points. */
function nearest(curves: readonly StablePoint[], rho: string, eta: number): number[] {
  return curves.flatMap((point, i) => {
    const next = curves[i + 1];
    if (point.rho !== rho || next?.piece !== point.piece) return [];
    const [low, high] = point.eta < next.eta ? [point, next] : [next, point];
    if (eta < low.eta || eta > high.eta || low.eta === high.eta) return [];
    const share = (eta - low.eta) / (high.eta - low.eta);
    return [low.similarity + share * (high.similarity - low.similarity)];
  });
}

function specOf(
  title: string,
  curves: readonly StablePoint[],
  points: readonly object[],
  rhos: readonly string[],
): object {
  const x = {
    field: "eta",
    type: "quantitative",
    title: "noise strength η",
    scale: { domain: [0, strongest] },
  };
  const y = {
    field: "similarity",
    type: "quantitative",
    title: "stationary cosine similarity",
    scale: { zero: false },
  };
  const legend = { title: "correlation ρ" };
  const color = {
    field: "rho",
    type: "nominal",
    scale: { domain: rhos, range: rhos.map((_, i) => palette[i]) },
    legend,
  };
  return {
    title,
    width: 460,
    height: 300,
    layer: [
      {
        data: { values: curves },
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          x,
          y,
          color,
          detail: { field: "piece", type: "nominal" },
          order: { field: "order", type: "quantitative" },
        },
      },
      {
        data: { values: points },
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 50, opacity: 1, stroke: "#ffffff", strokeWidth: 0.8 },
        encoding: {
          x,
          y,
          color,
          shape: {
            field: "rho",
            type: "nominal",
            scale: { domain: rhos, range: shapes.slice(0, rhos.length) },
            legend,
          },
        },
      },
    ],
  };
}
