import { describe, expect, it } from "vitest";
import { lossTerms } from "../../../numerics/flow/loss-terms.ts";
import { polynomialProgram } from "../../../numerics/flow/polynomial-program.ts";
import { type FeatureRows, featureRows } from "../../../numerics/pde/feature-rows.ts";
import { makeGrid } from "../../../numerics/pde/grid.ts";
import { kineticCoefficients } from "../../../numerics/pde/kinetic-coefficients.ts";
import { gaussianRow, type Masses, totalVariation } from "../../../numerics/pde/masses.ts";
import { MeanField } from "../../../numerics/pde/mean-field.ts";
import { type Derivation, derive } from "../../../theory/derive.ts";
import { standardNormal } from "../../../theory/laws/entries.ts";
import { momentFactors, termSymbol } from "../../../theory/reduction.ts";
import { stateVariables } from "../../../theory/symbols.ts";
import { withValues } from "../../../theory/values.ts";
import { pdeModel } from "./support/pde-model.ts";

/** <u1^a w^b f(w) ...> over the masses. */
function momentOf(
  name: string,
  derivation: Derivation,
  rows: FeatureRows,
  centers: Float64Array,
  P: Masses,
): number {
  const factors = [...momentFactors(name)];
  const { functions } = derivation.model.regularizer;
  return P.reduce((total, row, k) => {
    const mean = row.reduce((sum, mass, i) => {
      const value = factors.reduce((product, [base, exponent]) => {
        const u = /^u(\d+)$/.exec(base);
        const at = functions.find((f) => f.name === base);
        const factor = u ? rows.values[k]![Number(u[1]) - 1]! : at ? at.value(centers[i]!) : centers[i]!;
        return product * factor ** exponent;
      }, 1);
      return sum + mass * value;
    }, 0);
    return total + rows.weights[k]! * mean;
  }, 0);
}

/** The theory's moment equations with every missing moment taken from P. */
function reducedRates(derivation: Derivation, rows: FeatureRows, field: MeanField, P: Masses): number[] {
  const { model, reduction } = derivation;
  const d = model.features.length;
  const { Q, s } = field.averages(P);
  const { g, f, lambda } = lossTerms(model, derivation)(Q, s);
  const names = [
    ...g.map((_, l) => termSymbol.g(l)),
    termSymbol.f,
    termSymbol.lambda,
    ...stateVariables(d, true),
    ...reduction.missing,
  ];
  const missing = reduction.missing.map((name) => momentOf(name, derivation, rows, field.grid.centers, P));
  const out = new Float64Array(reduction.equations.length);
  const equations = reduction.equations.map((equation) => withValues(model, equation));
  polynomialProgram(equations, names).evaluate(Float64Array.of(...g, f, lambda, ...Q, s, ...missing), out);
  return [...out];
}

describe("the discrete PDE against the theory's moment equations", () => {
  const cases = [
    { kind: "l1", strength: 0.2 },
    { kind: "elastic", ratio: 0.5, strength: 0.3 },
    { kind: "huber", width: 0.5, strength: 0.3 },
    // Weak enough for the drift across a cell to be small against the diffusion where the mass is.
    { kind: "w^4/4", strength: 0.03 },
  ].flatMap((regularizer) =>
    (["sphere", "free"] as const).map((constraint) => ({ regularizer, constraint })),
  );
  const features = [
    { law: "rademacher", variance: 1.2 },
    { law: "rademacher", variance: 0.9 },
  ];

  it.each(cases)("$regularizer.kind, $constraint: dQ/dt and ds/dt, of order 2", (changes) => {
    const derivation = derive(pdeModel({ ...changes, features }));
    expect(derivation.reduction.missing.length).toBeGreaterThan(0);
    const rows = featureRows(2, 4, standardNormal);
    const errors = [320, 640].map((cells) => {
      const grid = makeGrid(cells, 20 / cells);
      const field = new MeanField(derivation, rows, grid, kineticCoefficients(derivation));
      // s = 1, and no symmetry between the two features.
      const deviation = Math.sqrt(1 - 0.4 ** 2 - 0.2 ** 2);
      const P = rows.values.map((u) => gaussianRow(grid, 0.4 * u[0]! - 0.2 * u[1]!, deviation));
      field.linearize(P);
      const time = 1e-7;
      const [before, after] = [field.averages(P), field.averages(field.advance(P, time))];
      const rates = [...after.Q, after.s].map((x, l) => (x - [...before.Q, before.s][l]!) / time);
      const expected = reducedRates(derivation, rows, field, P);
      if (changes.constraint === "sphere") expect(Math.abs(rates[2]!)).toBeLessThan(1e-3);
      return Math.max(...expected.map((rate, l) => Math.abs(rates[l]! - rate)));
    });
    expect(errors[1]).toBeLessThan(3e-3);
    expect(errors[0]! / errors[1]!).toBeGreaterThan(3);
  });
});

describe("the exponential midpoint rule", () => {
  it.each(["sphere", "free"] as const)("%s: order 2 in time", (constraint) => {
    const derivation = derive(pdeModel({ constraint }));
    const rows = featureRows(1, 6, standardNormal);
    const grid = makeGrid(80, 0.2);
    const field = new MeanField(derivation, rows, grid, kineticCoefficients(derivation));
    const masses = (steps: number): Masses => {
      let P: Masses = rows.values.map(([u]) => gaussianRow(grid, 0.3 * u!, Math.sqrt(1 - 0.3 ** 2)));
      for (let n = 0; n < steps; n++) P = field.step(P, 4 / steps);
      return P;
    };
    const exact = masses(160);
    const [coarse, fine] = [8, 16].map((steps) => totalVariation(masses(steps), exact, rows.weights));
    expect(Math.abs(Math.log2(coarse! / fine!) - 2)).toBeLessThan(0.2);
  });
});
