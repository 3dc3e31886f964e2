import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eigenvaluesAt } from "../../numerics/fixed-points.ts";
import { polynomialActivations, zeroMeanAtoms } from "../../proofs-check/arbitraries/index.ts";
import { activationOf, activations } from "../../theory/activations/index.ts";
import { type Derivation, derive } from "../../theory/derive.ts";
import { parseAtom } from "../../theory/expectation/atom.ts";
import { closedForm } from "../../theory/expectation/closed-form.ts";
import { expandedMoments } from "../../theory/expectation/signal-moment.ts";
import { losses } from "../../theory/losses/index.ts";
import { parseModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { jacobian, originStability } from "../../theory/stability.ts";
import {
  atStationaryNorm,
  normRate,
  stationaryNorm,
  withLetterLambda,
} from "../../theory/stationary-norm.ts";
import { parseMoment } from "../../theory/symbols.ts";
import { pairingCounts } from "./support/brute-force.ts";
import { difference, g } from "./support/evaluate.ts";
import { atOrigin, flowOf, rootAt, stationaryNorms } from "./support/numeric-origin.ts";
import { derived, plain } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";

const lopsided = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const mixed = polynomialActivations("mixed", 3);

describe("derived once in closed form and once with symbolic atoms", () => {
  /** Puts closed forms for the atoms of a polynomial activation. */
  function reveal(
    { model, expectation, constraint }: Derivation,
    phi: Polynomial,
    p: Polynomial,
  ): Polynomial {
    const rule = closedForm(phi, expandedMoments(expectation.hypotheses));
    return p.substitute((name) => {
      const atom = parseAtom(name);
      if (!atom) return undefined;
      const value = rule.value({ ...atom, atOrigin: false });
      expect(model.activation.polynomial).toBeUndefined();
      return value.substitute((part) =>
        part === "s" && constraint === "sphere"
          ? Polynomial.one
          : atom.atOrigin && /^Q\d$/.test(part)
            ? Polynomial.zero
            : undefined,
      );
    });
  }

  const shapes = [
    { name: "odd", activation: polynomialActivations("odd", 3) },
    { name: "even", activation: polynomialActivations("even", 2) },
    { name: "mixed", activation: polynomialActivations("mixed", 2) },
  ];
  it.each(shapes)("a model has one ODE and one Jacobian, at Q = 0 too ($name)", ({ activation }) => {
    fc.assert(
      fc.property(
        activation,
        fc.constantFrom("covariance", "alignment"),
        fc.constantFrom("sphere", "free"),
        (text, loss, constraint) => {
          const closed = derived({ activation: text, loss, constraint }, 2, lopsided);
          const { polynomial, ...opaque } = activationOf(text);
          const symbolic = derive({ ...closed.model, activation: opaque });
          const put = (p: Polynomial): Polynomial => reveal(symbolic, polynomial!, p);
          symbolic.ode.forEach((rhs, i) => {
            expect(difference(put(rhs), closed.ode[i]!)).toBe("");
          });
          const [ours, theirs] = [jacobian(symbolic), jacobian(closed)];
          ours.forEach((row, i) => {
            row.forEach((entry, j) => {
              expect(difference(put(entry), theirs[i]![j]!), `J[${i}][${j}]`).toBe("");
            });
          });
          const origin = originStability(closed);
          originStability(symbolic).matrix.forEach((row, i) => {
            row.forEach((entry, j) => {
              expect(difference(put(entry), origin.matrix[i]![j]!), `J(0)[${i}][${j}]`).toBe("");
            });
          });
        },
      ),
      runs(5),
    );
  });
});

describe("the state Q = 0", () => {
  it("is a fixed point with second moments alone in its spectrum, for any zero-mean law", () => {
    const cases = activations.flatMap(({ name: activation }) =>
      // The spectral loss doubles the degree: the heavier polynomials say nothing new there.
      losses
        .filter(({ name: loss }) => loss !== "spectral" || !["cubic", "hermite3"].includes(activation))
        .flatMap(({ name: loss }) =>
          (["sphere", "free"] as const).map((constraint) => ({ activation, loss, constraint })),
        ),
    );
    for (const given of cases) {
      const { drift, eigenvalues } = originStability(derived(given, 2, lopsided));
      const about = JSON.stringify(given);
      expect(
        drift.every((term) => term.isZero),
        about,
      ).toBe(true);
      expect(eigenvalues, about).toBeDefined();
      const orders = eigenvalues!
        .flatMap((eigenvalue) => eigenvalue.generators())
        .flatMap((name) => parseMoment(name)?.order ?? []);
      expect(
        orders.filter((order) => order !== 2),
        about,
      ).toEqual([]);
    }
  });

  it("sees no higher moment for random activations and laws either, while the ODE does", () => {
    fc.assert(
      fc.property(
        mixed,
        zeroMeanAtoms(),
        fc.constantFrom("sphere", "free"),
        (activation, law, constraint) => {
          const derivation = derived({ activation, constraint }, 2, law);
          const orders = (p: readonly Polynomial[]): number[] =>
            p.flatMap((term) => term.generators()).flatMap((name) => parseMoment(name)?.order ?? []);
          expect(Math.max(...orders(originStability(derivation).eigenvalues!))).toBe(2);
          expect(Math.max(...orders(derivation.ode))).toBeGreaterThan(2);
        },
      ),
      runs(8),
    );
  });

  it("has eigenvalues 2 tau m2 A - tau^2 lambda(0)/2 on the sphere, A the two slopes of Cov(phi(n), phi(n'))", () => {
    fc.assert(
      fc.property(polynomialActivations("mixed", 3), (activation) => {
        const derivation = derived({ activation }, 2, lopsided);
        // Cov from pairings: V and C are the noises' variance and covariance.
        const phi = derivation.model.activation.polynomial!.namedTerms();
        const mean = (i: number, j: number): Polynomial =>
          Polynomial.sum(
            pairingCounts(i, j).map((count, k) =>
              count === 0
                ? Polynomial.zero
                : g("V", (i + j) / 2 - k)
                    .multiply(g("C", k))
                    .scale(count),
            ),
          );
        const covariance = Polynomial.sum(
          phi.flatMap((a) =>
            phi.map((b) => {
              const [i, j] = [a.powers.get("y") ?? 0, b.powers.get("y") ?? 0];
              return mean(i, j)
                .subtract(mean(i, 0).multiply(mean(j, 0)))
                .scale(a.coefficient.multiply(b.coefficient));
            }),
          ),
        );
        const A = covariance
          .derivative("V")
          .add(covariance.derivative("C"))
          .substitute((name) => (name === "V" ? g("v") : name === "C" ? g("c") : undefined));
        const noise = derivation.expectation
          .atOrigin(derivation.terms.lambda)
          .substitute((name) => (name === "s" ? Polynomial.one : undefined));
        originStability(derivation).eigenvalues!.forEach((eigenvalue, l) => {
          const growth = g("tau")
            .multiply(g(`m2_${l + 1}`))
            .multiply(A)
            .scale(2);
          const loss = g("tau", 2).multiply(noise).scale(Rational.of(1, 2));
          expect(difference(eigenvalue, growth.subtract(loss))).toBe("");
        });
      }),
      runs(8),
    );
  });

  it("has its threshold where the eigenvalue is zero", () => {
    for (const { name: activation } of activations) {
      for (const constraint of ["sphere", "free"] as const) {
        const { eigenvalues, thresholds } = originStability(derived({ activation, constraint }, 2, lopsided));
        thresholds!.forEach((threshold, l) => {
          const slope = eigenvalues![l]!.derivative(`m2_${l + 1}`);
          if (threshold === undefined) {
            expect(slope.isZero).toBe(true);
            return;
          }
          // eigenvalue = slope m2 + rest; at m2 = p/q, q eigenvalue = slope p + rest q.
          const rest = eigenvalues![l]!.substitute((name) =>
            name === `m2_${l + 1}` ? Polynomial.zero : undefined,
          );
          const { numerator, denominator } = threshold;
          expect(denominator.isZero).toBe(false);
          expect(difference(slope.multiply(numerator), rest.multiply(denominator).negate())).toBe("");
          expect(numerator.generators()).not.toContain(`m2_${l + 1}`);
        });
      }
    }
  });

  it("feels a nonzero mean: its spectrum then holds m1, and for a mixed phi it is no fixed point", () => {
    const biased = { law: "atoms", values: [0, 1], weights: ["1/2", "1/2"] };
    const model = parseModel({ ...plain, features: [biased], activation: "y + y^2/2" });
    const { drift, matrix } = originStability(derive(model));
    expect(drift[0]!.generators()).toContain("m1_1");
    expect(matrix[0]![0]!.generators()).toContain("m1_1");
  });
});

describe("the stationary norm of the free variant", () => {
  const penalty = { constraint: "free", regularizer: { kind: "l2", strength: "1/4" } } as const;

  it("is where ds/dt vanishes at Q = 0, wherever it has a formula", () => {
    const powers = new Set<number>();
    for (const activation of ["quadratic", "cubic", "2*y^2", "y^3/3"]) {
      const derivation = derived({ ...penalty, activation });
      const { model } = derivation;
      const { roots, power } = stationaryNorm(derivation)!;
      powers.add(power);
      const norms = stationaryNorms(flowOf(model, derivation));
      // One sign change of the rate, and one root that the signs of the coefficients leave positive.
      expect(norms).toHaveLength(1);
      expect(roots).toHaveLength(1);
      expect(rootAt(model, roots[0]!, 1) ** (1 / power), activation).toBeCloseTo(norms[0]!, 9);
      const [inNumbers] = stationaryNorm(derivation, model)!.roots;
      expect(rootAt(model, inNumbers!, 1) ** (1 / power)).toBeCloseTo(norms[0]!, 9);
    }
    expect([...powers].sort()).toEqual([1, 2]);
  });

  it("stays an equation, zero at the numeric root, where it has no formula, and says why", () => {
    for (const [activation, why] of [
      ["y + y^3/10", /degree in s is 4/],
      ["erf", /inside means/],
      ["sin", /inside means/],
    ] as const) {
      const derivation = derived({ ...penalty, activation, regularizer: { kind: "l2", strength: 2 } });
      const { equation, roots, reason } = stationaryNorm(derivation)!;
      expect(roots).toEqual([]);
      expect(reason).toMatch(why);
      const norms = stationaryNorms(flowOf(derivation.model, derivation));
      for (const s of norms) expect(atOrigin(derivation.model, equation, s)).toBeCloseTo(0, 8);
    }
    expect(stationaryNorm(derived({ ...penalty, activation: "identity" }))!.reason).toMatch(/s is not in it/);
    expect(stationaryNorm(derived())).toBeUndefined();
  });

  it("gives the eigenvalues the sphere's form, equal to the numeric Jacobian's", () => {
    for (const activation of ["quadratic", "cubic", "erf", "sin"]) {
      const derivation = derived({ ...penalty, activation }, 2, lopsided);
      const { model, expectation, terms } = derivation;
      const flow = flowOf(model, derivation);
      const { eigenvalues } = originStability(derivation);
      const rate = normRate(derivation)!;
      const norms = stationaryNorms(flow);
      expect(norms.length, activation).toBeGreaterThan(0);
      for (const s of norms) {
        const state = Float64Array.of(0, 0, s);
        const numeric = eigenvaluesAt(flow, state).map(([re]) => re);
        const reduced = atStationaryNorm(eigenvalues![0]!, rate);
        const value = atOrigin(model, reduced, s);
        expect(Math.min(...numeric.map((re) => Math.abs(re - value)))).toBeLessThan(
          1e-8 * (1 + Math.abs(value)),
        );
        // Without f and kappa: what is left is tau dg/dQ and the letter's lambda.
        const letters = withLetterLambda(derivation, reduced);
        expect(letters.generators()).not.toContain("kappa");
        const lambda = expectation.atOrigin(terms.lambda);
        expect(
          difference(
            letters.substitute((name) => (name === "lambda" ? lambda : undefined)),
            reduced,
          ),
        ).toBe("");
        const slope = expectation.atOrigin(expectation.derivative(terms.g[0]!, "Q1")).multiply(g("tau"));
        expect(
          difference(
            letters.substitute((name) => (name === "lambda" ? Polynomial.zero : undefined)),
            slope,
          ),
        ).toBe("");
      }
    }
  });
});
