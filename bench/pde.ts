import { solvePde } from "../numerics/pde/solve-pde.ts";
import { Random } from "../numerics/random/random.ts";
import { projected } from "../numerics/samplers/projected.ts";
import { benchModel } from "./models.ts";
import { beside, duration, medianTime, type Row } from "./timing.ts";

const start = { kind: "overlaps", Q: [0.3], s: 1 } as const;

/** Weights of the run of SGD beside it. */
const dimension = 1000;

/** The PDE of one feature with L1 to t = 20, by cells and nodes of u, beside one run of SGD, whose error is about N^(-1/2). */
export function pde(): Row[] {
  return (["sphere", "free"] as const).flatMap((constraint) =>
    [
      { cells: 400, nodes: 16 },
      { cells: 400, nodes: 48 },
      { cells: 800, nodes: 16 },
    ].map(({ cells, nodes }) => {
      const model = benchModel("tanh", 1, { constraint, regularizer: { kind: "l1", strength: "1/5" } });
      const run = projected.start(model, dimension, start, Random.stream(1, 0));
      const bySgd = medianTime(() => run.advance(20 * dimension), 0);
      let error = 0;
      const time = medianTime(() => {
        error = solvePde(model, start, [0, 20], { cells, nodes }).error.grid;
      }, 1);
      return {
        name: `L1, ${constraint}, ${cells} cells x ${nodes} nodes, t = 20`,
        value: duration(time),
        reference: `error by the grid: ${error.toExponential(1)}; ${beside(`SGD at N = ${dimension}`, bySgd, time)}`,
      };
    }),
  );
}
