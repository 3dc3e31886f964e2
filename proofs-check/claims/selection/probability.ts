import type { Landscape } from "../../../numerics/basins/attractors.ts";
import { selection as selectionProbability } from "../../../numerics/basins/selection.ts";
import { inTrap } from "../../../numerics/basins/trap.ts";
import type { Flow } from "../../../numerics/flow/flow.ts";
import { Random } from "../../../numerics/random/random.ts";
import { samplers } from "../../../numerics/samplers/index.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import type { SimulationEvidence } from "../../ledger.ts";
import { equivalenceTest, sampleOf } from "../../statistics.ts";

/** A run that has reached no attractor by then counts for no feature. */
const longest = 100;

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

/** Follows one run until it enters the neighbourhood of an attractor. */
function endsAtFirst(
  flow: Flow,
  { targets, attractors }: Landscape,
  dimension: number,
  random: Random,
): boolean {
  const run = samplers.overlap.start(flow.model, dimension, { kind: "random", s: 1 }, random);
  const state = new Float64Array(flow.features + 1);
  for (let t = 0; t < longest; t++) {
    run.advance(dimension);
    run.read(state);
    const reached = targets.traps.findIndex((trap) => inTrap(trap, state));
    if (reached >= 0) return attractors[reached]!.feature === 1;
  }
  return false;
}
