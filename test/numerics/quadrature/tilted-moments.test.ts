import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiltedMoments } from "../../../numerics/quadrature/tilted-moments.ts";
import { ConvergenceError } from "../../../theory/errors.ts";
import type { HiddenLaw } from "../../../theory/laws/law.ts";
import { parseModel } from "../../../theory/model.ts";
import { runs } from "../../theory/support/property.ts";
import { exampleModel } from "../support/models.ts";

function lawOf(feature: object): HiddenLaw {
  return parseModel({ ...exampleModel.source, features: [feature] }).features[0]!;
}

/** Real and imaginary parts of E[c^j exp(x c)] or E[c^j exp(i x c)] for j = 0, ..., highest. */
function values(law: HiddenLaw, oscillates: boolean, x: number, highest: number): [number[], number[]] {
  const [re, im] = [new Float64Array(highest + 1), new Float64Array(highest + 1)];
  tiltedMoments(law, oscillates, highest).evaluate(x, re, im);
  return [[...re], [...im]];
}

const near = (actual: number, expected: number, scale = Math.abs(expected)): void =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-13 * Math.max(scale, 1e-2));

const arguments_ = fc.integer({ min: -800, max: 800 }).map((k) => k / 100);
const variance = 1.3;

describe("means of powers times exponentials", () => {
  it("of a Gaussian: under exp(x c) it is a Gaussian about x times its variance", () => {
    const law = lawOf({ law: "gaussian", variance });
    fc.assert(
      fc.property(arguments_, (x) => {
        const [re, im] = values(law, false, x, 4);
        const [m, weight] = [x * variance, Math.exp((x * x * variance) / 2)];
        near(re[0]! / weight, 1);
        near(re[1]! / weight, m, 1 + Math.abs(m));
        near(re[2]! / weight, m ** 2 + variance);
        near(re[4]! / weight, m ** 4 + 6 * m ** 2 * variance + 3 * variance ** 2);
        expect(im).toEqual([0, 0, 0, 0, 0]);
        const [wave, sine] = values(law, true, x, 2);
        near(wave[0]!, 1 / weight, 1);
        near(sine[1]!, m / weight, 1);
        near(wave[2]!, (variance - m * m) / weight, 1);
      }),
      runs(60),
    );
  });

  it("of a uniform and a Laplace law: sin(a x)/(a x) and 1/(1 + variance x^2/2)", () => {
    const a = Math.sqrt(3 * variance);
    fc.assert(
      fc.property(
        arguments_.filter((x) => x !== 0),
        (x) => {
          near(values(lawOf({ law: "uniform", variance }), true, x, 0)[0][0]!, Math.sin(a * x) / (a * x), 1);
          near(values(lawOf({ law: "uniform", variance }), false, x, 0)[0][0]!, Math.sinh(a * x) / (a * x));
          const laplace = values(lawOf({ law: "laplace", variance }), true, x, 1);
          const d = 1 + (variance * x * x) / 2;
          near(laplace[0][0]!, 1 / d, 1);
          // i E[c exp(i x c)] is the derivative by x.
          near(laplace[1][1]!, (variance * x) / d ** 2, 1);
        },
      ),
      runs(60),
    );
  });

  it("of a law on atoms: the sum over them", () => {
    const law = lawOf({ law: "atoms", values: [-1, 2], weights: ["1/3", "2/3"] });
    const [re, im] = values(law, true, 0.7, 3);
    near(re[3]!, (-Math.cos(-0.7) + 2 * 8 * Math.cos(1.4)) / 3);
    near(im[2]!, (Math.sin(-0.7) + 2 * 4 * Math.sin(1.4)) / 3);
  });

  it("are refused, not cut off, where doubles do not hold the tail", () => {
    const law = lawOf({ law: "gaussian", variance: 1 });
    expect(() => values(law, false, 40, 0)).toThrow(ConvergenceError);
  });
});
