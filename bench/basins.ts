import { landscapeOf } from "../numerics/basins/attractors.ts";
import { basins } from "../numerics/basins/basins.ts";
import { selection } from "../numerics/basins/selection.ts";
import { compileFlow } from "../numerics/flow/flow.ts";
import { fixedPointReached, integrate } from "../numerics/integrate.ts";
import { benchModel } from "./models.ts";
import { beside, duration, medianTime, type Row } from "./timing.ts";

/** A 200 x 200 grid on one thread, and the selection probability. */
export async function basinsOfTanh(): Promise<Row[]> {
  const flow = compileFlow(benchModel("tanh", 2));
  const started = performance.now();
  const found = await basins(flow, { grid: 200 });
  const time = performance.now() - started;
  // Along an arc across both basins.
  const starts = Array.from({ length: 60 }, (_, i) => [0.9 * Math.cos(i / 40), 0.9 * Math.sin(i / 40)]);
  const atRest = fixedPointReached(flow);
  const aPath =
    medianTime(() => {
      for (const Q of starts) integrate(flow, { Q, s: 1 }, [0, 1e4], { method: "odex", events: [atRest] });
    }, 0) / starts.length;
  const landscape = landscapeOf(flow);
  return [
    {
      name: "200 x 200 grid, tanh, d = 2, compilation included",
      value: duration(time),
      reference: `${found.none.cells} cells without a label; ${beside("odex from each to rest", 4e4 * aPath, time)}`,
    },
    {
      name: "selection at N = 1000",
      value: duration(medianTime(() => void selection(flow, landscape, 1000), 0)),
    },
  ];
}
