import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  polynomialActivations,
  polynomials,
  rationals,
  zeroMeanLaws,
} from "../../../proofs-check/arbitraries/index.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { expectationFor } from "../../../theory/expectation/index.ts";
import { hiddenName, phiName } from "../../../theory/expectation/views.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { type Point, sampleMoments } from "../support/brute-force.ts";
import { difference, evaluate, g } from "../support/evaluate.ts";
import { points, valuesAt } from "../support/points.ts";
import { runs } from "../support/property.ts";

const biased = { zeroMean: false, symmetric: false };
const activation = fc.oneof(
  polynomialActivations("odd", 3),
  polynomialActivations("even", 4),
  polynomialActivations("mixed", 3),
);
// Each factor once at most: every one of the pairings of up to 13 noises is visited.
const integrands = polynomials(
  [phiName(0, "y"), phiName(1, "y"), phiName(0, "y'"), phiName(2, "y'"), hiddenName(0), hiddenName(1)],
  { terms: 3, highest: 1 },
);

/** The mean of an integrand from the definition: outputs put in, hidden values enumerated, noises paired. */
function bruteForceMean(integrand: Polynomial, phi: Polynomial, point: Point): Rational {
  const nth = (order: number, output: string): Polynomial => {
    let derivative = phi;
    for (let k = 0; k < order; k++) derivative = derivative.derivative("y");
    return derivative.substitute((name) => (name === "y" ? g(output) : undefined));
  };
  const inOutputs = integrand.substitute((name) => {
    const [, order, prime] = /^phi(\d)\(y('?)\)$/.exec(name) ?? [];
    return order === undefined ? undefined : nth(Number(order), prime ? "Y'" : "Y");
  });
  const moments = sampleMoments(point);
  return inOutputs.namedTerms().reduce((sum, { coefficient, powers }) => {
    const power = (name: string): number => powers.get(name) ?? 0;
    const hidden = point.laws.map((_, l) => power(hiddenName(l)));
    return sum.add(coefficient.multiply(moments(hidden, power("Y"), power("Y'"))));
  }, Rational.zero);
}

describe("closed forms of means", () => {
  it("equal the sum over hidden values and pairings, for laws with and without a mean", () => {
    fc.assert(
      fc.property(activation, integrands, points(2, true), (text, integrand, point) => {
        const phi = activationOf(text);
        const closed = expectationFor(phi, [biased, biased]).of(integrand, "y");
        const expected = bruteForceMean(integrand, phi.polynomial!, point);
        expect(`${evaluate(closed, valuesAt(point))}`).toBe(`${expected}`);
      }),
      runs(60),
    );
  });

  it("may drop the mean of a law that has none", () => {
    fc.assert(
      fc.property(activation, integrands, points(2), (text, integrand, point) => {
        const phi = activationOf(text);
        const hypothesis = { zeroMean: true, symmetric: false };
        const closed = expectationFor(phi, [hypothesis, hypothesis]).of(integrand, "y");
        expect(closed.generators()).not.toContain("m1_1");
        const expected = bruteForceMean(integrand, phi.polynomial!, point);
        expect(`${evaluate(closed, valuesAt(point))}`).toBe(`${expected}`);
      }),
      runs(40),
    );
  });

  it("have the same derivatives as the integrand's mean under Q and s", () => {
    // dE/dQ_l = E[c_l (F_1 + F_2)] on the closed forms, of F = phi(y)^2 phi'(y').
    fc.assert(
      fc.property(activation, (text) => {
        const expectation = expectationFor(activationOf(text), [biased, biased]);
        const [p0, p1] = [g(phiName(0, "y")), g(phiName(1, "y"))];
        const [q1, q2] = [g(phiName(1, "y'")), g(phiName(2, "y'"))];
        const slope = p0.multiply(p1).multiply(q1).scale(2).add(p0.power(2).multiply(q2));
        const left = expectation.derivative(expectation.of(p0.power(2).multiply(q1), "y"), "Q2");
        const right = expectation.of(slope.multiply(g("c2")), "y");
        expect(difference(left, right)).toBe("");
      }),
      runs(30),
    );
  });
});

describe("the expectation as a map", () => {
  const both = fc.constantFrom("y + y^2/3", "tanh", "relu", "softplus", "sin");
  it("is linear, over numbers and over everything that is not averaged", () => {
    fc.assert(
      fc.property(both, integrands, integrands, rationals(), (text, a, b, factor) => {
        // Without products of singular derivatives, which relu refuses.
        const tame = (p: Polynomial): Polynomial =>
          p.substitute((name) => (name === phiName(2, "y'") ? g(phiName(1, "y'")) : undefined));
        const expectation = expectationFor(activationOf(text), [biased, biased]);
        const mean = (p: Polynomial): Polynomial => expectation.of(p, "y");
        const outside = g("tau")
          .multiply(g(phiName(0, "z")))
          .scale(factor);
        expect(difference(mean(tame(a).add(tame(b))), mean(tame(a)).add(mean(tame(b))))).toBe("");
        expect(difference(mean(tame(a).multiply(outside)), mean(tame(a)).multiply(outside))).toBe("");
      }),
      runs(100),
    );
  });

  it("factorizes over independent samples", () => {
    fc.assert(
      fc.property(both, (text) => {
        const expectation = expectationFor(activationOf(text), [biased]);
        const mine = g(phiName(1, "y")).multiply(g("c1"));
        const theirs = g(phiName(0, "z"))
          .power(2)
          .multiply(g(phiName(1, "z'")));
        const joint = expectation.of(mine.multiply(theirs), "y", "z");
        expect(difference(joint, expectation.of(mine, "y").multiply(expectation.of(theirs, "z")))).toBe("");
      }),
      runs(10),
    );
  });

  it("does not tell the two views apart", () => {
    const prime = (p: Polynomial): Polynomial =>
      p.substitute((name) => {
        const [, order, mark] = /^phi(\d)\(y('?)\)$/.exec(name) ?? [];
        return order === undefined ? undefined : g(phiName(Number(order), mark ? "y" : "y'"));
      });
    fc.assert(
      fc.property(fc.constantFrom("y + y^2/3", "tanh", "sin"), integrands, (text, a) => {
        const expectation = expectationFor(activationOf(text), [biased, biased]);
        expect(difference(expectation.of(a, "y"), expectation.of(prime(a), "y"))).toBe("");
      }),
      runs(60),
    );
  });

  it("keeps nothing that a symmetry makes zero", () => {
    // Symmetric laws as assumptions: the closed form knows no symmetry of phi, the atoms do.
    fc.assert(
      fc.property(fc.constantFrom("odd", "even"), integrands, (parity, a) => {
        const text = parity === "odd" ? "y^3 + y" : "y^2 + 1";
        const symmetric = { zeroMean: true, symmetric: true };
        const phi = activationOf(text);
        const withSymmetry = expectationFor(phi, [symmetric, symmetric]).of(a, "y");
        const moments = expectationFor(phi, [biased, biased]).of(a, "y");
        const dropped = moments.substitute((name) =>
          /^m(1|3|5|7|9|11|13)_/.test(name) ? Polynomial.zero : undefined,
        );
        expect(difference(withSymmetry, dropped)).toBe("");
      }),
      runs(60),
    );
  });
});

it("random zero-mean laws do have zero mean, which the tests above rely on", () => {
  fc.assert(
    fc.property(zeroMeanLaws(), (input) => {
      if (input.law !== "atoms") return;
      const { values, weights } = input as unknown as { values: string[]; weights: string[] };
      const mean = values.reduce(
        (sum, value, i) => sum.add(Rational.parse(value).multiply(Rational.parse(weights[i]!))),
        Rational.zero,
      );
      expect(mean.isZero).toBe(true);
    }),
    runs(100),
  );
});
