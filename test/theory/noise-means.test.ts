import { describe, expect, it } from "vitest";
import { conditionalMeans } from "../../numerics/quadrature/conditional-means.ts";
import { type Activation, type DerivativePowers, outputOrder } from "../../theory/activations/activation.ts";
import { erf } from "../../theory/activations/erf.ts";
import { relu } from "../../theory/activations/relu.ts";
import { functionDefinition } from "../../theory/function-generators.ts";
import { letterDefinition } from "../../theory/noise-means/letters.ts";
import type { Polynomial } from "../../theory/polynomial.ts";

/** A closed form's value; letters by their definitions. */
function valueAt(form: Polynomial, noise: { variance: number; covariance: number }): number {
  const base = (name: string): number => {
    if (name === "pi") return Math.PI;
    if (name === "v_n") return noise.variance;
    if (name === "c_n") return noise.covariance;
    const letter = letterDefinition(name);
    if (letter) return valueAt(letter, noise);
    const { name: f, argument } = functionDefinition(name)!;
    return { sqrt: Math.sqrt, atan: Math.atan }[f as "sqrt" | "atan"](valueAt(argument, noise));
  };
  let sum = 0;
  for (const { coefficient, powers } of form.namedTerms()) {
    let product = coefficient.toNumber();
    for (const [name, exponent] of powers) product *= base(name) ** exponent;
    sum += product;
  }
  return sum;
}

const powers = (...list: [order: number, exponent: number][]): DerivativePowers => new Map(list);
const y = outputOrder;
const erfSides = [
  powers(),
  powers([0, 1]),
  powers([1, 1]),
  powers([2, 1]),
  powers([3, 1]),
  powers([4, 1]),
  powers([0, 2]),
  powers([1, 2]),
  powers([0, 1], [1, 1]),
  powers([0, 1], [2, 1]),
  powers([1, 1], [2, 1]),
  powers([0, 1], [1, 2]),
  powers([0, 2], [1, 2]),
  powers([y, 1]),
  powers([y, 1], [0, 1]),
  powers([y, 1], [1, 1]),
  powers([y, 2], [1, 1]),
  powers([y, 1], [0, 1], [1, 1]),
];
const reluSides = [
  powers(),
  ...[1, 2, 3, 4, 5].map((k) => powers([0, k])),
  ...[1, 2, 3].map((k) => powers([y, k])),
  powers([1, 1]),
  ...[2, 3, 4, 5].map((k) => powers([k, 1])),
];

const noises = [
  { variance: 1.3, covariance: 0.85 },
  { variance: 1.3, covariance: -0.85 },
  { variance: 2.5, covariance: 2.4 },
  { variance: 0.4, covariance: 0 },
  { variance: 0.2, covariance: 0.15 },
  { variance: 3, covariance: -2.5 },
];

function pairs(sides: readonly DerivativePowers[]) {
  return sides
    .flatMap((left) => sides.map((right) => ({ left, right })))
    .filter(({ left, right }) => left.size + right.size > 0);
}

describe.each([
  { activation: erf, integrands: pairs(erfSides), atLeast: 200 },
  { activation: relu, integrands: pairs(reluSides), atLeast: 168 },
])("means over the noise alone, $activation.name", ({ activation, integrands, atLeast }) => {
  it.each(noises)("in closed form equal quadrature, v = $variance, c = $covariance", (noise) => {
    const means = conditionalMeans(activation, integrands, noise);
    const out = new Float64Array(integrands.length);
    means(0, 1, out);
    let closed = 0;
    integrands.forEach(({ left, right }, k) => {
      const form = activation.noiseMean!(left, right);
      if (!form) return;
      closed++;
      const error = Math.abs(valueAt(form, noise) - out[k]!) / Math.max(1, Math.abs(out[k]!));
      expect(error, `${[...left]} | ${[...right]}: ${valueAt(form, noise)} for ${out[k]}`).toBeLessThan(
        1e-11,
      );
    });
    expect(closed).toBeGreaterThanOrEqual(atLeast);
  });

  it.each([1, -1])("are finite where the views' noises are one, up to a sign %d", (sign) => {
    const noise = { variance: 0.9, covariance: 0.9 * sign };
    const smooth = integrands.filter(({ left, right }) =>
      // Two deltas at one point have no mean.
      activation.kinks.length === 0
        ? true
        : [left, right].every((side) => ![...side.keys()].some((k) => k > 1)),
    );
    const near = { variance: 0.9, covariance: 0.9 * sign * (1 - 1e-13) };
    for (const { left, right } of smooth) {
      const form = (activation as Activation).noiseMean!(left, right);
      if (form) expect(valueAt(form, noise)).toBeCloseTo(valueAt(form, near), 5);
    }
  });
});

it("three factors of erf have no closed form", () => {
  expect(erf.noiseMean!(powers([0, 2]), powers([0, 2]))).toBeUndefined();
  expect(erf.noiseMean!(powers([y, 1], [0, 3]), powers([0, 2]))).toBeUndefined();
});
