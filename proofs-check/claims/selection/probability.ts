import type { Landscape } from "../../../numerics/basins/attractors.ts";
import { endsAtFirst } from "../../../numerics/basins/ends-at-first.ts";
import { selection as selectionProbability } from "../../../numerics/basins/selection.ts";
import type { Flow } from "../../../numerics/flow/flow.ts";
import { Random } from "../../../numerics/random/random.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import type { SimulationEvidence } from "../../ledger.ts";
import { equivalenceTest, sampleOf } from "../../statistics.ts";

/** How often runs from random starts end at the first feature, against the mass of its basin; or why that has no answer. */
export function probabilityEvidence(
  flow: Flow,
  landscape: Landscape,
  seed: number,
  thorough: boolean,
  progress: (fraction: number) => void,
): { evidence: SimulationEvidence } | { reason: string } {
  const size = thorough
    ? { dimension: 300, runs: 6000, margin: 0.06 }
    : { dimension: 100, runs: 1000, margin: 0.16 };
  let expected: number;
  try {
    [expected] = selectionProbability(flow, landscape, size.dimension) as [number];
  } catch (error) {
    if (error instanceof UnsupportedError) return { reason: error.message };
    throw error;
  }
  const ends = Array.from({ length: size.runs }, (_, r) => {
    progress(r / size.runs);
    return endsAtFirst(flow, landscape, size.dimension, Random.stream(seed, r)) ? 1 : 0;
  });
  return {
    evidence: {
      kind: "simulation",
      about: `share of runs from random starts that end at feature 1, N = ${size.dimension}`,
      ...equivalenceTest(sampleOf(ends), expected, size.margin),
      sampler: "overlap",
      seed,
    },
  };
}
