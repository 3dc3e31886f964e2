import { Random } from "../numerics/random/random.ts";
import { type SamplerName, samplers } from "../numerics/samplers/index.ts";
import { benchModel } from "./models.ts";
import { medianTime, type Row, rate } from "./timing.ts";

const cases: readonly { name: SamplerName; dimension: number; steps: number }[] = [
  { name: "direct", dimension: 1000, steps: 200 },
  { name: "projected", dimension: 1000, steps: 2000 },
  { name: "overlap", dimension: 1e3, steps: 20_000 },
  { name: "overlap", dimension: 1e12, steps: 20_000 },
];

/** Steps a second at B = 10, d = 2, tanh. */
export function samplerSteps(): Row[] {
  const model = benchModel("tanh", 2);
  return cases.map(({ name, dimension, steps }) => {
    const start = { kind: "overlaps", Q: [0.2, 0.1], s: 1 } as const;
    const run = samplers[name].start(model, dimension, start, Random.stream(1, 0));
    const time = medianTime(() => run.advance(steps), 1000);
    return {
      name: `${name}, N = ${dimension.toExponential(0)}`,
      value: rate((steps / time) * 1000),
      reference: `normals a step: ${samplers[name].cost}`,
    };
  });
}
