import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { polynomialActivations } from "../../../proofs-check/arbitraries/index.ts";
import { crossCheck, derive } from "../../../theory/derive.ts";
import { gatherSignal } from "../../../theory/expectation/gather-signal.ts";
import {
  compactMoments,
  expandedMoments,
  expandMoments,
  parseSignalMoment,
  signalMomentName,
} from "../../../theory/expectation/signal-moment.ts";
import { parseModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { jacobian, originStability } from "../../../theory/stability.ts";
import { runs } from "../support/property.ts";

const lopsided = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const shifted = { law: "atoms", values: [0, 3], weights: ["1/2", "1/2"] };
const heavy = { law: "laplace", variance: 1 };

function modelOf(activation: string, features: readonly object[], more: object = {}) {
  return parseModel({
    features,
    background: { variance: "1/2" },
    augmentation: { variance: "1/3", correlation: "-1/2" },
    activation,
    batch: 3,
    learningRate: "1/2",
    ...more,
  });
}

describe("names of moments of the signal", () => {
  it("are read back as what they were made of", () => {
    const hidden = fc.array(fc.nat(3), { maxLength: 12 }).map((list) => {
      const last = list.findLastIndex((exponent) => exponent > 0);
      return list.slice(0, last + 1);
    });
    fc.assert(
      fc.property(hidden, fc.integer({ min: 1, max: 40 }), (exponents, order) => {
        expect(parseSignalMoment(signalMomentName({ hidden: exponents, order }))).toEqual({
          hidden: exponents,
          order,
        });
      }),
      runs(100),
    );
  });
  it.each(["Q1", "E[c1*phi(y)]", "E[c1*cos(2*S)]", "E[c1]", "m2_1"])("%s is no such name", (name) => {
    expect(parseSignalMoment(name)).toBeUndefined();
  });
});

describe("kept whole or written out, the moments give one theory", () => {
  const laws = { symmetric: [heavy, heavy], "zero mean": [lopsided, heavy], "any mean": [lopsided, shifted] };
  it.each(Object.entries(laws))("%s", (_, features) => {
    fc.assert(
      fc.property(
        polynomialActivations("mixed", 2),
        fc.constantFrom("covariance", "spectral"),
        fc.constantFrom("sphere", "free"),
        (activation, loss, constraint) => {
          const model = modelOf(activation, features, { loss, constraint });
          const whole = derive(model, undefined, false);
          const compact = derive(model, undefined, true);
          const { hypotheses } = compact.expectation;
          const written = (list: readonly Polynomial[]) => list.map((p) => expandMoments(p, hypotheses));
          const same = (a: readonly Polynomial[], b: readonly Polynomial[]): void =>
            written(a).forEach((p, i) => void expect(p.equals(b[i]!)).toBe(true));
          same(compact.ode, whole.ode);
          same(jacobian(compact).flat(), jacobian(whole).flat());
          same(
            [...compact.terms.g, compact.terms.f, compact.terms.lambda],
            [...whole.terms.g, whole.terms.f, whole.terms.lambda],
          );
          same(originStability(compact).matrix.flat(), originStability(whole).matrix.flat());
          expect(crossCheck(compact).every(({ agrees }) => agrees)).toBe(true);
        },
      ),
      runs(5),
    );
  });
});

describe("moments of the signal", () => {
  it("are the means over all combinations of discrete hidden variables", () => {
    // c in {-1, 2} with weights 2/3, 1/3 and {0, 3} with 1/2: four combinations, by hand of the law alone.
    const model = modelOf("cubic", [lopsided, shifted]);
    const { hypotheses } = derive(model).expectation;
    const [q1, q2] = [0.4, -0.7];
    for (const moment of [
      { hidden: [1], order: 3 },
      { hidden: [0, 2], order: 2 },
      { hidden: [1, 1], order: 4 },
    ]) {
      const value = expandedMoments(hypotheses)(moment);
      let sum = 0;
      for (const [c1, p1] of [
        [-1, 2 / 3],
        [2, 1 / 3],
      ] as const) {
        for (const [c2, p2] of [
          [0, 0.5],
          [3, 0.5],
        ] as const) {
          const [h1 = 0, h2 = 0] = moment.hidden;
          sum += p1 * p2 * c1 ** h1 * c2 ** h2 * (q1 * c1 + q2 * c2) ** moment.order;
        }
      }
      const number = value
        .substitute((name) => {
          const [, order, l] = /^m(\d+)_(\d+)$/.exec(name) ?? [];
          return order === undefined
            ? undefined
            : Polynomial.constant(model.features[Number(l) - 1]!.moment(Number(order)));
        })
        .namedTerms()
        .reduce(
          (total, { coefficient, powers }) =>
            total + coefficient.toNumber() * q1 ** (powers.get("Q1") ?? 0) * q2 ** (powers.get("Q2") ?? 0),
          0,
        );
      expect(number).toBeCloseTo(sum, 12);
    }
  });

  it("that share what multiplies Q_l c_l are gathered, and only those", () => {
    const hypotheses = [1, 2, 3].map(() => ({ zeroMean: true, symmetric: true }));
    const moments = compactMoments(hypotheses);
    const g = Polynomial.generator;
    const radial = Polynomial.sum(
      [0, 1, 2].map((l) => moments({ hidden: [0, 0, 0].with(l, 1), order: 3 }).multiply(g(`Q${l + 1}`))),
    );
    const whole = moments({ hidden: [], order: 4 });
    expect(
      gatherSignal(radial.multiply(g("Q1")).add(g("s")), 3).equals(whole.multiply(g("Q1")).add(g("s"))),
    ).toBe(true);
    const unequal = radial.add(moments({ hidden: [1], order: 3 }).multiply(g("Q1")));
    expect(gatherSignal(unequal, 3).equals(unequal)).toBe(true);
  });
});

describe("a model of eight features", () => {
  const features = Array.from({ length: 8 }, (_, l) =>
    l % 2 === 0 ? { law: "rademacher", variance: 1 + l / 10 } : { ...lopsided, values: [-1, 2] },
  );
  const Q = [0.3, -0.2, 0.4, 0.1, -0.35, 0.25, 0.05, 0.15];

  it("has equations no longer than those of one feature", () => {
    const one = derive(modelOf("y + y^3/10", [lopsided]), undefined, true);
    const eight = derive(modelOf("y + y^3/10", features));
    expect(eight.ode[7]!.size).toBeLessThan(4 * one.ode[0]!.size);
  });

  it("flows as its own average over all 256 values of the hidden variables says", () => {
    const model = modelOf("y + y^3/10", features);
    const compact = compileFlow(model);
    // phi without its polynomial: every mean is an atom, summed over the atoms of the laws by quadrature.
    const { polynomial, ...opaque } = model.activation;
    const atoms = compileFlow({ ...model, activation: opaque }, { tabulate: false });
    const [a, b] = [new Float64Array(8), new Float64Array(8)];
    compact.rhs(Float64Array.from(Q), a);
    atoms.rhs(Float64Array.from(Q), b);
    for (let l = 0; l < 8; l++) expect(a[l]).toBeCloseTo(b[l]!, 11);
    const [j, k] = [new Float64Array(64), new Float64Array(64)];
    compact.jacobian(Float64Array.from(Q), j);
    atoms.jacobian(Float64Array.from(Q), k);
    for (let i = 0; i < 64; i++) expect(j[i]).toBeCloseTo(k[i]!, 10);
  });
});
