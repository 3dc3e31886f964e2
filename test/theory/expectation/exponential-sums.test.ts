import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { polynomials } from "../../../proofs-check/arbitraries/index.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { crossCheck, derive } from "../../../theory/derive.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import { expectationFor } from "../../../theory/expectation/index.ts";
import { parseSignalMean, signalMeanName } from "../../../theory/expectation/signal-mean.ts";
import { hiddenName, phiName } from "../../../theory/expectation/views.ts";
import { losses } from "../../../theory/losses/index.ts";
import { parseModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { difference, shown } from "../support/evaluate.ts";
import { derived, plain } from "../support/plain-model.ts";
import { runs } from "../support/property.ts";

const biased = { zeroMean: false, symmetric: false };
const symmetric = { zeroMean: true, symmetric: true };
const lopsided = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const shifted = { law: "atoms", values: [0, 3], weights: ["1/2", "1/2"] };

const texts = [
  "sin",
  "cos",
  "sin(2*y) + sin(y)/3",
  "1 + cos(y/2)",
  "exp(y/2)",
  "cosh(y)",
  "y + sin(2*y)/2",
  "y*exp(-y/3)",
];
const activation = fc.constantFrom(...texts);
const integrands = polynomials(
  [
    phiName(0, "y"),
    phiName(1, "y"),
    phiName(0, "y'"),
    phiName(2, "y'"),
    phiName(-1, "y'"),
    hiddenName(0),
    hiddenName(1),
  ],
  { terms: 3, highest: 2 },
);
const variables = fc.constantFrom("Q1", "Q2", "s");

describe("names of means of the signal", () => {
  it("are read back as what they were made of", () => {
    const wave = fc.record({
      name: fc.constantFrom("cos", "sin", "exp"),
      multiple: fc
        .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 9 }))
        .filter(([n]) => n !== 0)
        .map(([n, d]) => Rational.of(n, d)),
    });
    const hidden = fc.array(fc.nat(3), { maxLength: 12 }).map((list) => {
      return list.slice(0, list.findLastIndex((exponent) => exponent > 0) + 1);
    });
    fc.assert(
      fc.property(hidden, fc.nat(3), wave, (exponents, order, { name, multiple }) => {
        const mean = { hidden: exponents, order, wave: { name, multiple } } as const;
        const read = parseSignalMean(signalMeanName(mean))!;
        expect(`${read.wave.multiple}`).toBe(`${multiple}`);
        expect({ ...read, wave: { name, multiple } }).toEqual(mean);
      }),
      runs(200),
    );
  });

  it.each(["E[c1*S^3]", "E[phi(y)*phi(y')]", "E[cos(2)]", "cos(S)", "exp(-1/2*s*v)", "E[d1*cos(S)]"])(
    "%s is no such name",
    (name) => {
      expect(parseSignalMean(name)).toBeUndefined();
    },
  );
});

describe("means of sums of exponentials", () => {
  it("have derivatives that are means again: dE/dQ_l = E[c_l (F_1 + F_2)], dE/ds the heat equation's", () => {
    fc.assert(
      fc.property(activation, fc.constantFrom(biased, symmetric), variables, (text, law, by) => {
        const expectation = expectationFor(activationOf(text), [law, law]);
        const g = Polynomial.generator;
        // F = phi(y)^2 phi'(y') c1, its first and second derivatives by the outputs written out.
        const at = (left: readonly (readonly [number, number])[], order: number): Polynomial =>
          Polynomial.product([
            g("c1"),
            g(phiName(order, "y'")),
            ...left.map(([k, n]) => g(phiName(k, "y"), n)),
          ]);
        const [F, F1, F2] = [
          at([[0, 2]], 1),
          at(
            [
              [0, 1],
              [1, 1],
            ],
            1,
          ).scale(2),
          at([[0, 2]], 2),
        ];
        const F11 = at([[1, 2]], 1)
          .add(
            at(
              [
                [0, 1],
                [2, 1],
              ],
              1,
            ),
          )
          .scale(2);
        const [F12, F22] = [
          at(
            [
              [0, 1],
              [1, 1],
            ],
            2,
          ).scale(2),
          at([[0, 2]], 3),
        ];
        const mean = (p: Polynomial): Polynomial => expectation.of(p, "y");
        const expected =
          by === "s"
            ? mean(F11.add(F22))
                .multiply(g("v"))
                .scale(Rational.of(1, 2))
                .add(mean(F12).multiply(g("c")))
            : mean(F1.add(F2).multiply(g(`c${by.slice(1)}`)));
        expect(difference(expectation.derivative(mean(F), by), expected)).toBe("");
      }),
      runs(50),
    );
  });

  it("commute: d/ds with going to Q = 0, and derivatives with each other", () => {
    fc.assert(
      fc.property(activation, integrands, variables, variables, (text, integrand, x, y) => {
        const expectation = expectationFor(activationOf(text), [
          biased,
          { zeroMean: true, symmetric: false },
        ]);
        const mean = expectation.of(integrand, "y");
        const d = (p: Polynomial, by: string): Polynomial => expectation.derivative(p, by);
        expect(difference(d(expectation.atOrigin(mean), "s"), expectation.atOrigin(d(mean, "s")))).toBe("");
        expect(difference(d(d(mean, x), y), d(d(mean, y), x))).toBe("");
        expect(shown(d(expectation.atOrigin(mean), "Q1"))).toBe("");
      }),
      runs(40),
    );
  });

  it("leave no mean at Q = 0, and no imaginary part anywhere", () => {
    fc.assert(
      fc.property(activation, integrands, (text, integrand) => {
        const expectation = expectationFor(activationOf(text), [biased, biased]);
        const mean = expectation.of(integrand, "y");
        expect(mean.generators()).not.toContain("i");
        const left = expectation.atOrigin(mean).generators();
        expect(left.filter((name) => name.startsWith("E["))).toEqual([]);
      }),
      runs(40),
    );
  });

  it("are those of the identities between the functions", () => {
    // sin^2 = (1 - cos(2 y))/2, cosh^2 - sinh^2 = 1: two texts of one function, one mean.
    for (const [one, other] of [
      ["sin(y)^2", "1/2 - cos(2*y)/2"],
      ["2*sin(y)*cos(y)", "sin(2*y)"],
      ["exp(y)/2 + exp(-y)/2", "cosh(y)"],
      ["cosh(y)^2 - sinh(y)^2 + sinh(2*y)", "2*sinh(y)*cosh(y) + 1"],
    ] as const) {
      const [a, b] = [one, other].map((text) =>
        derived({ activation: text, constraint: "free" }, 2, lopsided),
      );
      a!.ode.forEach((rhs, i) => {
        expect(difference(rhs, b!.ode[i]!), one).toBe("");
      });
    }
  });

  it.each(texts)("agree on the drift by the cavity rule and by the population loss: %s", (text) => {
    for (const { name: loss } of losses) {
      for (const features of [[lopsided, shifted], [{ law: "gaussian", variance: 1 }]]) {
        const compact = features.length === 2 && loss === "covariance";
        const model = parseModel({ ...plain, activation: text, loss, constraint: "free", features });
        const failed = crossCheck(derive(model, undefined, compact)).filter(({ agrees }) => !agrees);
        expect(failed, `${loss}, ${features.length} features`).toEqual([]);
      }
    }
  });
});

describe("an activation that grows like an exponential", () => {
  const laplace = { law: "laplace", variance: 1 };
  it("is refused under a law whose exponential means are infinite, naming the feature", () => {
    const both = [{ law: "gaussian", variance: 1 }, laplace];
    expect(() => derived({ activation: "exp(y/2)", features: both })).toThrow(UnsupportedError);
    expect(() => derived({ activation: "exp(y/2)", features: both })).toThrow(/^features\[1\]\.law: /);
  });
  it("is none when it only oscillates", () => {
    expect(() => derived({ activation: "sin" }, 1, laplace)).not.toThrow();
  });
});
