import { describe, expect, it } from "vitest";
import type { VectorField } from "../../../numerics/integrators/integrator.ts";
import { rodas4 } from "../../../numerics/integrators/rodas4.ts";
import { featureRows } from "../../../numerics/pde/feature-rows.ts";
import { makeGrid } from "../../../numerics/pde/grid.ts";
import { kineticCoefficients } from "../../../numerics/pde/kinetic-coefficients.ts";
import { gaussianRow, type Masses, totalVariation } from "../../../numerics/pde/masses.ts";
import { MeanField } from "../../../numerics/pde/mean-field.ts";
import { derive } from "../../../theory/derive.ts";
import { standardNormal } from "../../../theory/laws/entries.ts";
import { pdeModel } from "./support/pde-model.ts";

/**
 * The discrete PDE as one system of ODEs, row after row: master equations with the rates that the masses themselves
 * set. The Jacobian is that of given rates, a band of three; what it leaves out, the rates' dependence on the masses,
 * is not stiff, and costs Rodas only shorter steps.
 */
function masterEquations(field: MeanField): VectorField {
  const { cells } = field.grid;
  const rows = field.rows.values.length;
  const split = (y: Float64Array): Masses =>
    Array.from({ length: rows }, (_, k) => y.subarray(k * cells, (k + 1) * cells));
  return {
    size: rows * cells,
    bandwidth: { lower: 1, upper: 1 },
    rhs(_t, y, out) {
      field.linearize(split(y));
      out.fill(0);
      field.rates.forEach(({ up, down }, k) => {
        for (let i = 0; i + 1 < cells; i++) {
          const at = k * cells + i;
          const flux = up[i]! * y[at]! - down[i]! * y[at + 1]!;
          out[at]! -= flux;
          out[at + 1]! += flux;
        }
      });
    },
    jacobian(_t, y, out) {
      field.linearize(split(y));
      out.fill(0);
      field.rates.forEach(({ up, down }, k) => {
        for (let i = 0; i + 1 < cells; i++) {
          const row = 3 * (k * cells + i);
          out[row + 1]! -= up[i]!;
          out[row + 2]! += down[i]!;
          out[row + 3]! += up[i]!;
          out[row + 4]! -= down[i]!;
        }
      });
    },
  };
}

describe("the discrete PDE by a second integrator", () => {
  it.each([
    { constraint: "sphere", regularizer: { kind: "l1", strength: 0.2 } },
    { constraint: "free", regularizer: { kind: "elastic", ratio: 0.7, strength: 0.5 } },
  ])("$regularizer.kind, $constraint: banded Rodas gives the same densities", (changes) => {
    const derivation = derive(pdeModel(changes));
    const rows = featureRows(1, 5, standardNormal);
    const grid = makeGrid(80, 0.2);
    const field = new MeanField(derivation, rows, grid, kineticCoefficients(derivation));
    const start = rows.values.map(([u]) => gaussianRow(grid, 0.3 * u!, Math.sqrt(1 - 0.3 ** 2)));
    const y0 = Float64Array.from(start.flatMap((row) => [...row]));
    let byMidpoint: Masses = start;
    for (let n = 0; n < 160; n++) byMidpoint = field.step(byMidpoint, 4 / 160);
    const moved = totalVariation(start, byMidpoint, rows.weights);
    const distances = [1e-6, 1e-8].map((tolerance) => {
      const { states } = rodas4.solve(masterEquations(field), y0, [0, 4], { tolerance });
      const byRodas = rows.values.map((_, k) => states[1]!.subarray(k * grid.cells, (k + 1) * grid.cells));
      return totalVariation(byMidpoint, byRodas, rows.weights);
    });
    expect(moved).toBeGreaterThan(0.1);
    expect(distances[1]).toBeLessThan(1e-5);
    // With such a Jacobian the order is 1: a hundredth of the tolerance, which bounds a step's error, a tenth of the error.
    expect(Math.abs(Math.log10(distances[0]! / distances[1]!) - 1)).toBeLessThan(0.2);
  });
});
