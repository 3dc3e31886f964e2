import { landscapeOf } from "../numerics/basins/attractors.ts";
import { basins } from "../numerics/basins/basins.ts";
import { selection } from "../numerics/basins/selection.ts";
import { compileFlow } from "../numerics/flow/flow.ts";
import { benchModel } from "./models.ts";
import { duration, medianTime, type Row } from "./timing.ts";

/** A 200 x 200 grid on one thread, and the selection probability. */
export async function basinsOfTanh(): Promise<Row[]> {
  const flow = compileFlow(benchModel("tanh", 2));
  const started = performance.now();
  const found = await basins(flow, { grid: 200 });
  const time = performance.now() - started;
  const landscape = landscapeOf(flow);
  return [
    {
      name: "200 x 200 grid, tanh, d = 2, compilation included",
      value: duration(time),
      reference: `budget 4 s; ${found.none.cells} cells without a label`,
    },
    {
      name: "selection at N = 1000",
      value: duration(medianTime(() => void selection(flow, landscape, 1000), 0)),
    },
  ];
}
