import { Random } from "../../../numerics/random/random.ts";
import { OutputGradient } from "../../../numerics/samplers/output-gradient.ts";
import type { Model } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Evidence } from "../../ledger.ts";
import { testOfRuns } from "../../sequential-test.ts";
import { signTest } from "../../statistics.ts";
import { withNoise } from "../noise.ts";

/** The difference of the mean of V with common random numbers for both correlations. */
export function sampledGap(
  model: Model,
  rho: Rational,
  Q: Float64Array,
  expected: number,
  seed: number,
  thorough: boolean,
): Evidence {
  const [negative, none] = [rho, Rational.zero].map(
    (value) => new OutputGradient(withNoise(model, { eta: model.augmentation, rho: value })),
  );
  const blocks = thorough ? 400 : 100;
  const perBlock = 1000;
  const [first, second] = [Random.stream(seed, 1), Random.stream(seed, 1)];
  const difference = (): number => {
    let sum = 0;
    for (let b = 0; b < perBlock; b++) {
      negative!.draw(Q, 1, first);
      none!.draw(Q, 1, second);
      sum += negative!.variance - none!.variance;
    }
    return sum / perBlock;
  };
  return {
    kind: "simulation",
    about: `gradient variance at rho = ${rho} minus rho = 0, B = ${model.batch}, eta = ${model.augmentation.toNumber()}, Q = (${[...Q].map((q) => q.toFixed(2)).join(", ")})`,
    ...testOfRuns(difference, (sample, size) => signTest(sample, expected, size), {
      most: blocks,
      drawsPerValue: perBlock,
    }),
    sampler: "one batch",
    seed,
  };
}
