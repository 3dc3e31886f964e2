import { Random } from "../numerics/random/random.ts";
import { type SamplerName, samplers } from "../numerics/samplers/index.ts";
import { benchModel } from "./models.ts";
import { polarNormals } from "./random-numbers.ts";
import { beside, medianTime, type Row, rate } from "./timing.ts";

const cases: readonly { name: SamplerName; dimension: number; steps: number }[] = [
  { name: "direct", dimension: 1000, steps: 200 },
  { name: "projected", dimension: 1000, steps: 2000 },
  { name: "overlap", dimension: 1e3, steps: 20_000 },
  { name: "overlap", dimension: 1e12, steps: 20_000 },
];

/** Steps a second at B = 10, d = 2, tanh, beside plain SGD whose only work is to draw its normals by the polar method. */
export function samplerSteps(): Row[] {
  const model = benchModel("tanh", 2);
  const drawn = new Float64Array(2 * 1000 * model.batch.toNumber());
  const plain = medianTime(() => polarNormals(drawn));
  return cases.map(({ name, dimension, steps }) => {
    const start = { kind: "overlaps", Q: [0.2, 0.1], s: 1 } as const;
    const run = samplers[name].start(model, dimension, start, Random.stream(1, 0));
    const time = medianTime(() => run.advance(steps), 1000) / steps;
    return {
      name: `${name}, N = ${dimension.toExponential(0)}, ${samplers[name].cost} normals a step`,
      value: rate(1000 / time),
      reference: beside("normals of plain SGD at N = 1000", plain, time),
    };
  });
}
