import { auto } from "../numerics/integrators/auto.ts";
import type { VectorField } from "../numerics/integrators/integrator.ts";
import { odex } from "../numerics/integrators/odex.ts";
import { rodas4 } from "../numerics/integrators/rodas4.ts";
import { extrapolatedEuler } from "../test/numerics/integrators/extrapolated-euler.ts";
import { heat } from "../test/numerics/integrators/heat.ts";
import { oscillator, robertson, vanDerPol } from "../test/numerics/integrators/problems.ts";
import { duration, medianTime, type Row } from "./timing.ts";

/** Stiff and nonstiff problems of the literature, and banded linear systems as they grow. */
export function integratorTimes(): Row[] {
  const time = (method: typeof auto, field: VectorField, y0: number[], end: number, tolerance: number) =>
    medianTime(() => void method.solve(field, Float64Array.from(y0), [0, end], { tolerance }));
  const euler = medianTime(() => void extrapolatedEuler(robertson, [1, 0, 0], [1e8], 1e-6, 1.1, 8), 1);
  const heats = [200, 2000, 20_000].map((cells) => {
    const { field, start } = heat(cells);
    return medianTime(() => void rodas4.solve(field, start, [0, 0.1], { tolerance: 1e-6 }));
  });
  const { dense, start } = heat(200);
  const full = medianTime(() => void rodas4.solve(dense, start, [0, 0.1], { tolerance: 1e-6 }), 1);
  return [
    {
      name: "Robertson to 1e8 at 1e-6, rodas4",
      value: duration(time(rodas4, robertson, [1, 0, 0], 1e8, 1e-6)),
      reference: `extrapolated Euler: ${duration(euler)}`,
    },
    {
      name: "Robertson to 1e8 at 1e-6, auto",
      value: duration(time(auto, robertson, [1, 0, 0], 1e8, 1e-6)),
    },
    {
      name: "van der Pol, eps = 1e-6, to 2 at 1e-6, rodas4",
      value: duration(time(rodas4, vanDerPol, [2, 0], 2, 1e-6)),
    },
    {
      name: "oscillator to 20 at 1e-8, odex",
      value: duration(time(odex, oscillator, [1, 0], 20, 1e-8)),
      reference: `rodas4: ${duration(time(rodas4, oscillator, [1, 0], 20, 1e-8))}`,
    },
    ...[200, 2000, 20_000].map((cells, i) => ({
      name: `heat equation, ${cells} points, banded, a point`,
      value: duration(heats[i]! / cells),
      ...(i === 0 && { reference: `dense: ${duration(full / cells)}` }),
    })),
  ];
}
