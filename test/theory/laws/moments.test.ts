import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positiveRationals, zeroMeanLaws } from "../../../proofs-check/arbitraries/index.ts";
import type { HiddenLaw, Measure } from "../../../theory/laws/law.ts";
import { parseModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import { plain } from "../support/plain-model.ts";
import { runs } from "../support/property.ts";

function lawOf(input: unknown): HiddenLaw {
  return parseModel({ ...plain, features: [input] }).features[0]!;
}

// The five-point Gauss-Legendre rule on [-1, 1], from its closed form.
const [inner, outer] = [1, -1].map((sign) => Math.sqrt(5 - sign * 2 * Math.sqrt(10 / 7)) / 3) as [
  number,
  number,
];
const [heavy, light] = [1, -1].map((sign) => (322 + sign * 13 * Math.sqrt(70)) / 900) as [number, number];
const rule = [
  [0, 128 / 225],
  [inner, heavy],
  [-inner, heavy],
  [outer, light],
  [-outer, light],
] as const;

function integral(f: (x: number) => number, from: number, to: number, pieces = 60): number {
  const half = (to - from) / pieces / 2;
  let sum = 0;
  for (let k = 0; k < pieces; k++) {
    const middle = from + (2 * k + 1) * half;
    for (const [x, weight] of rule) sum += weight * f(middle + half * x) * half;
  }
  return sum;
}

/** E x^order and E |x|^order. */
function moments(measure: Measure, order: number): { raw: number; absolute: number } {
  if (measure.kind === "atoms") {
    const sum = (f: (x: number) => number): number =>
      measure.values.reduce((total, value, i) => total + measure.weights[i]! * f(value), 0);
    return { raw: sum((x) => x ** order), absolute: sum((x) => Math.abs(x) ** order) };
  }
  const { density, panels } = measure;
  const [first, last] = [panels[0]!, panels.at(-1)!];
  // The panels are for the density; x^8 times its tail is felt beyond them. A uniform law ends where they do.
  const ends = density(last) < 1e-9 * density(0) ? [2 * first, ...panels, 2 * last] : panels;
  const sum = (f: (x: number) => number): number =>
    ends.slice(1).reduce((total, end, i) => total + integral((x) => f(x) * density(x), ends[i]!, end), 0);
  return { raw: sum((x) => x ** order), absolute: sum((x) => Math.abs(x) ** order) };
}

describe("the exact moments", () => {
  it("are the integrals over the law's measure, to order 8", () => {
    fc.assert(
      fc.property(zeroMeanLaws(), (input) => {
        const law = lawOf(input);
        for (let order = 0; order <= 8; order++) {
          const { raw, absolute } = moments(law.measure, order);
          const error = Math.abs(law.moment(order).toNumber() - raw);
          expect(error, `${law.label}, order ${order}`).toBeLessThan(1e-10 * absolute);
        }
      }),
      runs(60),
    );
  });

  it("begin with total mass, mean and variance", () => {
    fc.assert(
      fc.property(zeroMeanLaws(), (input) => {
        const law = lawOf(input);
        expect(`${law.moment(0)}`).toBe("1");
        expect(law.moment(1).equals(law.mean)).toBe(true);
        expect(law.moment(2).subtract(law.mean.power(2)).compare(law.variance)).toBe(0);
      }),
      runs(60),
    );
  });

  it("obey Jensen: E c^4 is at least (E c^2)^2, with equality for two equal signs alone", () => {
    fc.assert(
      fc.property(zeroMeanLaws(), (input) => {
        const law = lawOf(input);
        const excess = law.moment(4).subtract(law.moment(2).power(2)).sign;
        expect(excess).toBeGreaterThanOrEqual(0);
        if (law.kind === "rademacher") expect(excess).toBe(0);
        if (["gaussian", "uniform", "laplace"].includes(law.kind)) expect(excess).toBe(1);
      }),
      runs(100),
    );
  });

  it("vanish for all odd orders of a symmetric law", () => {
    const law = lawOf({ law: "atoms", values: [-2, -1, 1, 2], weights: ["1/8", "3/8", "3/8", "1/8"] });
    expect(law.symmetric).toBe(true);
    expect([1, 3, 5, 7].every((order) => law.moment(order).isZero)).toBe(true);
    const lopsided = lawOf({ law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] });
    expect([lopsided.symmetric, lopsided.mean.isZero]).toEqual([false, true]);
    expect(`${lopsided.moment(3)}`).toBe("2");
    // Equal values add their weights.
    expect(lawOf({ law: "atoms", values: [-1, 1, 1], weights: ["1/2", "1/4", "1/4"] }).symmetric).toBe(true);
  });
});

describe("a law of given variance", () => {
  it("has that variance, exactly where the scale is rational and to 39 digits otherwise", () => {
    fc.assert(
      fc.property(
        positiveRationals(4).chain((variance) => fc.tuple(zeroMeanLaws(variance), fc.constant(variance))),
        ([input, variance]) => {
          const law = lawOf(input);
          expect(law.variance.equals(variance)).toBe(true);
          const error = law.moment(2).divide(variance).subtract(Rational.one).toNumber();
          expect(Math.abs(error)).toBeLessThan(1e-38);
        },
      ),
      runs(100),
    );
    const scaled = lawOf({ law: "atoms", values: [-1, 1], weights: [0.5, 0.5], variance: 1.44 });
    expect(`${scaled.moment(4)}`).toBe("1296/625");
  });

  it("may be the point at zero", () => {
    const law = lawOf({ law: "laplace", variance: 0 });
    expect(law.moment(4).isZero).toBe(true);
    expect(law.measure).toEqual({ kind: "atoms", values: [0], weights: [1] });
  });
});

describe("a draw", () => {
  const grid = Array.from({ length: 4000 }, (_, k) => (k + 0.5) / 4000);
  it.each([
    [{ law: "rademacher", variance: "9/4" }, 1e-12],
    [{ law: "uniform", variance: "1/4" }, 1e-6],
    [{ law: "laplace", variance: 2 }, 2e-2],
    [{ law: "sparse", variance: "3/2", probability: "1/4" }, 1e-12],
    [{ law: "atoms", values: [-2, 0, 3], weights: ["1/8", "5/8", "1/4"] }, 1e-12],
    [{ law: "empirical", values: [1, 2, 2, 4], variance: 3 }, 1e-12],
  ])("of %j turns evenly spread uniforms and signs into the law's moments", (input, error) => {
    const law = lawOf(input);
    const draws = grid.flatMap((u) =>
      [-1, 1].map((sign) => law.sample({ uniform: () => u, sign: () => sign, normal: () => Number.NaN })),
    );
    for (let order = 0; order <= 4; order++) {
      const found = draws.reduce((sum, x) => sum + x ** order, 0) / draws.length;
      const exact = law.moment(order).toNumber();
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(error * (1 + Math.abs(exact)));
    }
  });

  it("of a normal law is a scaled normal number", () => {
    const normal = { uniform: () => Number.NaN, sign: () => Number.NaN, normal: () => -1.25 };
    expect(lawOf({ law: "gaussian", variance: 4 }).sample(normal)).toBe(-2.5);
  });
});

it("laws are named as people know them", () => {
  const label = (input: object): string => lawOf(input).label;
  expect(label({ law: "laplace", variance: 1 })).toBe("laplace");
  expect(label({ law: "sparse", variance: 1, probability: "0.5" })).toBe("sparse (p = 1/2)");
  expect(label({ law: "empirical", values: [1, 3] })).toBe("empirical (2 values)");
});

it("densities go on beyond their panels as they say", () => {
  for (const law of ["gaussian", "laplace", "uniform"]) {
    const { measure } = lawOf({ law, variance: 4 });
    if (measure.kind !== "density") throw new Error("is a density");
    const { density, panels, tails } = measure;
    const last = panels.at(-1)!;
    // The panels end where the density is negligible, or where it ends.
    if (tails !== "none") expect(density(last)).toBeLessThan(1e-16 * density(0));
    else expect(last * 2 * density(0)).toBeCloseTo(1, 14);
    const power = { none: 0, exponential: 1, gaussian: 2 }[tails];
    const decay = (x: number): number => Math.log(density(0) / density(x));
    expect(decay(6)).toBeCloseTo(decay(3) * 2 ** power, 12);
    expect(panels.map((end) => 0 - end).reverse()).toEqual(panels);
  }
});

it("sparse laws have kurtosis 1/p", () => {
  const law = lawOf({ law: "sparse", variance: "3/2", probability: "1/7" });
  expect(`${law.moment(4).divide(law.moment(2).power(2))}`).toBe("7");
});

it("observed values are atoms of equal weight", () => {
  const law = lawOf({ law: "empirical", values: [1, 2, 4] });
  expect([law.mean, law.moment(2), law.variance].map(String)).toEqual(["7/3", "7", "14/9"]);
});
