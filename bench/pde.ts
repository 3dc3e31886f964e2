import { solvePde } from "../numerics/pde/solve-pde.ts";
import { benchModel } from "./models.ts";
import { duration, medianTime, type Row } from "./timing.ts";

/** The PDE of one feature with L1 to t = 20, by cells and nodes of u. */
export function pde(): Row[] {
  return (["sphere", "free"] as const).flatMap((constraint) =>
    [
      { cells: 400, nodes: 16 },
      { cells: 400, nodes: 48 },
      { cells: 800, nodes: 16 },
    ].map(({ cells, nodes }) => {
      const model = benchModel("tanh", 1, { constraint, regularizer: { kind: "l1", strength: "1/5" } });
      let error = 0;
      const time = medianTime(() => {
        error = solvePde(model, { Q: [0.3], s: 1 }, [0, 20], { cells, nodes }).error.grid;
      }, 1);
      return {
        name: `L1, ${constraint}, ${cells} cells x ${nodes} nodes, t = 20`,
        value: duration(time),
        reference: `error by the grid: ${error.toExponential(1)}`,
      };
    }),
  );
}
