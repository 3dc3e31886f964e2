import type { Landscape } from "../../../numerics/basins/attractors.ts";
import { endsAtFirst, timeToEnd } from "../../../numerics/basins/ends-at-first.ts";
import { linearGrowth, selection as selectionProbability } from "../../../numerics/basins/selection.ts";
import type { Flow } from "../../../numerics/flow/flow.ts";
import { Random } from "../../../numerics/random/random.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import type { SimulationEvidence } from "../../ledger.ts";
import { testOfRuns } from "../../sequential-test.ts";
import { shareTest } from "../../statistics.ts";

/** The prediction is to leading order in the size of Q where a run has left the noise: its square is at most this. */
const largestStart = 0.05;
/** SGD steps that all runs may take, if all of them pass the state that is left most slowly. */
const mostSteps = { quick: 1e8, thorough: 1e9 };

/** How often runs from random starts end at the first feature, against the mass of its basin; or why that has no answer. */
export function probabilityEvidence(
  flow: Flow,
  landscape: Landscape,
  seed: number,
  thorough: boolean,
  progress: (fraction: number) => void,
): { evidence: SimulationEvidence } | { reason: string } {
  const { smallest, runs, margin } = thorough
    ? { smallest: 300, runs: 6000, margin: 0.06 }
    : { smallest: 100, runs: 1000, margin: 0.16 };
  let dimension: number;
  let expected: number;
  try {
    const { variances } = linearGrowth(flow, 1);
    dimension = Math.max(smallest, Math.ceil(Math.max(...variances) / largestStart));
    [expected] = selectionProbability(flow, landscape, dimension) as [number];
  } catch (error) {
    if (error instanceof UnsupportedError) return { reason: error.message };
    throw error;
  }
  const time = timeToEnd(landscape, dimension);
  if (!(time * dimension * runs <= mostSteps[thorough ? "thorough" : "quick"])) {
    return {
      reason: `runs would have to be followed to t = ${time.toPrecision(2)} at N = ${dimension}, past a state that they leave slowly`,
    };
  }
  return {
    evidence: {
      kind: "simulation",
      about: `share of runs from random starts that end at feature 1, N = ${dimension}`,
      ...testOfRuns(
        (r) => (endsAtFirst(flow, landscape, dimension, Random.stream(seed, r)) ? 1 : 0),
        (sample, size) => shareTest(sample, expected, margin, size),
        { most: runs, progress },
      ),
      sampler: "overlap",
      seed,
    },
  };
}
