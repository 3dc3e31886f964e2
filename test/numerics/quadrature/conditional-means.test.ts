import { describe, expect, it } from "vitest";
import { conditionalMeans, gridMeans } from "../../../numerics/quadrature/conditional-means.ts";
import type { Integrand } from "../../../numerics/quadrature/integrand.ts";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { gaussianRule } from "../support/legendre.ts";
import { type PlainActivation, plainActivations } from "../support/plain-activations.ts";

/** phi^i phi'^j at y times phi^k phi'^l at y', by the exponents, times y^m y'^n. */
type Exponents = readonly [number, number, number, number, number?, number?];
const products: readonly Exponents[] = [
  [1, 0, 1, 0],
  [0, 1, 1, 0],
  [0, 2, 2, 0],
  [1, 1, 0, 1],
  [3, 0, 0, 0],
  [2, 2, 2, 2],
  [0, 2, 1, 0, 2, 0],
  [1, 0, 0, 0, 0, 1],
  [0, 0, 0, 0, 3, 1],
];

function integrandOf([i, j, k, l, m = 0, n = 0]: Exponents): Integrand {
  const powers = (phi: number, slope: number, output: number) =>
    new Map(
      [[0, phi] as const, [1, slope] as const, [outputOrder, output] as const].filter(
        ([, exponent]) => exponent > 0,
      ),
    );
  return { left: powers(i, j, m), right: powers(k, l, n) };
}

/** The means over n, and over n' given n, of these products, by Legendre panels that end where phi bends. */
function bruteForce(
  { phi, slope, kink }: PlainActivation,
  list: readonly Exponents[],
  signal: number,
  variance: number,
  covariance: number,
): number[] {
  const ratio = covariance / variance;
  const rest = Math.max(0, variance * (1 - ratio * ratio));
  // Without averaging over n' the product itself must be resolved, poles of order twelve and all.
  const perPanel = rest === 0 ? 40 : 20;
  const bend = kink === undefined ? undefined : kink - signal;
  const outer = gaussianRule(Math.sqrt(variance), bend === undefined ? [] : [bend, -bend], perPanel);
  const sums = list.map(() => 0);
  for (const [a, noise] of outer.nodes.entries()) {
    const inner = gaussianRule(Math.sqrt(rest), bend === undefined ? [] : [bend - ratio * noise], perPanel);
    const y = signal + noise;
    const left = [phi(y), slope(y)] as const;
    for (const [b, e] of inner.nodes.entries()) {
      const yp = signal + ratio * noise + e;
      const right = [phi(yp), slope(yp)] as const;
      const weight = outer.weights[a]! * inner.weights[b]!;
      for (const [at, [i, j, k, l, m = 0, n = 0]] of list.entries()) {
        sums[at]! += weight * left[0] ** i * left[1] ** j * y ** m * right[0] ** k * right[1] ** l * yp ** n;
      }
    }
  }
  return sums;
}

describe.each(["tanh", "sin", "erf", "softplus", "y + y^3/10", "relu"])("conditional means of %s", (name) => {
  const plain = plainActivations[name]!;
  const activation = activationOf(name);
  const list = products.filter(([i, j, k, l, m = 0, n = 0]) => {
    // Products of relu's derivatives are reduced before they are evaluated: only normal forms come here.
    if (name === "relu") {
      return i * j === 0 && k * l === 0 && j < 2 && l < 2 && m * (i + j) === 0 && n * (k + l) === 0;
    }
    // Of degree twenty beyond nine deviations more remains than the tolerance; polynomials have closed forms.
    return !(name.includes("^") && i + j + k + l > 4);
  });

  it.each([
    [1.3, 0.85],
    [1.3, -0.85],
    [2.5, 2.5],
    [2.5, -2.5],
    [0.4, 0],
    [0.2, 0.15],
  ])("agree with brute force at noise variance %f and covariance %f", (variance, covariance) => {
    const means = conditionalMeans(activation, list.map(integrandOf), { variance, covariance });
    const out = new Float64Array(list.length);
    for (const [signal, norm] of [
      [0.6, 1],
      [-1.1, 0.7],
    ] as const) {
      means(signal, norm, out);
      const brute = bruteForce(plain, list, signal, norm * variance, norm * covariance);
      for (const [k, exponents] of list.entries()) {
        const expected = brute[k]!;
        const error = Math.abs(out[k]! - expected) / Math.max(0.01, Math.abs(expected));
        expect(error, `${exponents} at S = ${signal}: ${out[k]} and ${expected}`).toBeLessThan(1e-11);
      }
    }
  });

  it("without any noise are the functions themselves", () => {
    const means = conditionalMeans(activation, list.map(integrandOf), { variance: 0, covariance: 0 });
    const out = new Float64Array(list.length);
    means(0.8, 1, out);
    const [z, slope] = [plain.phi(0.8), plain.slope(0.8)];
    for (const [at, [i, j, k, l, m = 0, n = 0]] of list.entries())
      expect(out[at]).toBeCloseTo(z ** (i + k) * slope ** (j + l) * 0.8 ** (m + n), 13);
  });
});

describe("conditional means of relu's delta beside the other output", () => {
  it("are the slope of the step's, less what the output's own slope gives", () => {
    const step = new Map([[1, 1]]);
    const outputs = (power: number) => new Map(power === 0 ? [] : [[outputOrder, power]]);
    const integrands = [1, 2, 3].flatMap((power): Integrand[] => [
      { left: step, right: outputs(power) },
      { left: step, right: outputs(power - 1) },
      { left: new Map([[2, 1]]), right: outputs(power) },
    ]);
    const means = conditionalMeans(activationOf("relu"), integrands, { variance: 1.3, covariance: -0.7 });
    const [above, at, below] = [1e-4, 0, -1e-4].map((shift) => {
      const out = new Float64Array(integrands.length);
      means(0.4 + shift, 0.8, out);
      return out;
    }) as [Float64Array, Float64Array, Float64Array];
    for (const power of [1, 2, 3]) {
      const k = 3 * (power - 1);
      const slope = (above[k]! - below[k]!) / 2e-4;
      expect(at[k + 2]).toBeCloseTo(slope - power * at[k + 1]!, 7);
    }
  });
});

it("of relu on grids that differ by sqrt(s) alone are those at each point", () => {
  const step = new Map([[1, 1]]);
  const delta = (order: number) => new Map([[order + 2, 1]]);
  const integrands: Integrand[] = [
    { left: new Map(), right: step },
    { left: new Map([[0, 2]]), right: step },
    { left: new Map([[0, 1]]), right: new Map([[outputOrder, 2]]) },
    { left: new Map([[0, 1]]), right: delta(0) },
    { left: delta(1), right: new Map([[outputOrder, 3]]) },
    { left: delta(0), right: delta(1) },
  ];
  const noise = { variance: 1.3, covariance: -0.7 };
  const [grid, means] = [gridMeans, conditionalMeans].map((of) =>
    of(activationOf("relu"), integrands, noise),
  ) as [ReturnType<typeof gridMeans>, ReturnType<typeof conditionalMeans>];
  const out = new Float64Array(integrands.length);
  for (const norm of [1, 0.03, 7]) {
    const [start, distance] = [-0.9 * Math.sqrt(norm), 0.4 * Math.sqrt(norm)];
    const values = grid(norm, start, distance, 5);
    for (let i = 0; i < 5; i++) {
      means(start + i * distance, norm, out);
      for (const [k, expected] of out.entries()) {
        expect(values[i * out.length + k]! / expected).toBeCloseTo(1, 11);
      }
    }
  }
});
