import { landscapeOf } from "../../numerics/basins/attractors.ts";
import { endsAtFirst, timeToEnd } from "../../numerics/basins/ends-at-first.ts";
import { linearGrowth, selection } from "../../numerics/basins/selection.ts";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import { errorBars } from "./error-bars.ts";
import { type FigureSpec, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isOnSphere } from "./recipe.ts";

/** SGD steps for a point: half a minute. Runs that pass a saddle which they leave slowly take many. */
const mostSteps = 5e7;

/** The chance that SGD from a random start selects the first feature, against N: theory and simulation. */
export const selectionProbability: FigureRecipe = {
  name: "selection-probability",
  topic: "chance of selection against N",
  suits: (derivation) => isOnSphere(derivation, 2),
  async draw({ model, seed, scale }) {
    const full = scale === "full";
    const flow = compileFlow(model);
    const landscape = landscapeOf(flow);
    const curve = dimensions(full ? 9 : 3).map((N) => ({ N, chance: selection(flow, landscape, N)[0]! }));
    const runs = full ? 250 : 20;
    const affordable = (N: number): boolean => timeToEnd(landscape, N) * N * runs <= mostSteps;
    const points = (full ? [30, 100, 300] : [30, 100]).filter(affordable).map((N) => {
      const ends = Array.from({ length: runs }, (_, r) =>
        endsAtFirst(flow, landscape, N, Random.stream(seed, r)) ? 1 : 0,
      );
      const { mean, standardError } = sampleOf(ends);
      return { N, chance: mean, low: mean - standardError, high: mean + standardError };
    });
    const { rates } = linearGrowth(flow, 1);
    const title = `Chance that ${model.name} selects feature 1, against N`;
    return {
      title,
      caption: `Line: to leading order, the mass that the law of starts puts on the basin of feature 1 (growth rates at Q = 0: ${rates.map((rate) => rate.toPrecision(4)).join(" and ")}). Points: share of ${runs} runs of SGD from random starts, seed ${seed}; a bar reaches one standard error to either side. ${modelSentence(model)}`,
      svg: await renderFigure(specOf(title, curve, points) as unknown as FigureSpec),
    };
  },
};

/** From 30 to 100000, evenly spaced on a logarithmic scale. */
function dimensions(count: number): number[] {
  const [low, high] = [Math.log(30), Math.log(1e5)];
  return Array.from({ length: count }, (_, i) =>
    Math.round(Math.exp(low + ((high - low) * i) / (count - 1))),
  );
}

function specOf(title: string, curve: readonly object[], points: readonly object[]): object {
  const x = {
    field: "N",
    type: "quantitative",
    title: "dimension N",
    scale: { type: "log", nice: false, padding: 12 },
    axis: { values: [30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000] },
  };
  const y = {
    field: "chance",
    type: "quantitative",
    title: "chance of feature 1",
    scale: { domain: [0, 1] },
  };
  return {
    title,
    width: 460,
    height: 260,
    layer: [
      {
        data: { values: curve },
        mark: { type: "line", strokeWidth: 2, color: palette[0] },
        encoding: { x, y },
      },
      ...errorBars(points, x, y),
    ],
  };
}
