import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactFixedPoints } from "../../../numerics/fixed-points/exact.ts";
import { searchFixedPoints } from "../../../numerics/fixed-points/search.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { derive } from "../../../theory/derive.ts";
import { varyModel } from "../../../theory/model.ts";
import { normalForm } from "../../../theory/normal-form.ts";
import { exactOnset } from "../../../theory/onset.ts";
import { exampleModel } from "../support/models.ts";

const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const laws = [
  { law: "rademacher", variance: 1.2 },
  { law: "gaussian", variance: 0.7 },
  { law: "uniform", variance: 2 },
  skewed,
];

/** One feature whose rate is tau g (1 - Q^2), with a g of one's own. */
function planted(g: string) {
  const model = varyModel(exampleModel, { features: [skewed] });
  return compileFlow(varyModel(model, { theory: { g: [g], lambda: "0" } }));
}

describe("one polynomial feature on the sphere", () => {
  const random = fc.tuple(
    fc.constantFrom(...laws),
    fc.tuple(...Array.from({ length: 3 }, () => fc.integer({ min: -4, max: 4 }))),
    fc.integer({ min: 1, max: 40 }),
  );

  it("multistart search misses none of the roots that Sturm's theorem counts", () => {
    fc.assert(
      fc.property(random, ([law, [a, b, c], tau]) => {
        fc.pre(a !== 0 || b !== 0 || c !== 0);
        const activation = `${a}*y/3 + ${b}*y^2/5 + ${c}*y^3/20`;
        const flow = compileFlow(
          varyModel(exampleModel, { features: [law], activation, learningRate: tau / 40 }),
        );
        const exact = exactFixedPoints(flow)!;
        expect(exact.complete).toBe(true);
        const found = searchFixedPoints(flow);
        const key = (point: (typeof exact.points)[number]) => [point.stability, point.orbit];
        expect(found.points.map(key)).toEqual(exact.points.map(key));
        for (const [i, { Q, eigenvalues }] of exact.points.entries()) {
          expect(found.points[i]!.Q[0]).toBeCloseTo(Q[0]!, 8);
          expect(found.points[i]!.eigenvalues[0]![0]).toBeCloseTo(eigenvalues[0]![0], 8);
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it("a double root is marginal, simple ones beside it are not, and ends of the sphere count", () => {
    const { points, complete } = exactFixedPoints(planted("(Q1 - 1/3)^2*(Q1 + 1/2)*(Q1^2 + Q1 + 1)"))!;
    expect(complete).toBe(true);
    const kinds = new Map(
      points.map(({ Q, stability, orbit }) => [Q[0]!.toFixed(4), `${stability} ${orbit}`]),
    );
    // The rate is positive between -1/2 and 1, but for its double zero, negative below.
    expect(Object.fromEntries(kinds)).toEqual({
      "-1.0000": "stable 1",
      "-0.5000": "unstable 1",
      "0.3333": "marginal 1",
      "1.0000": "stable 1",
    });
    expect(points.find(({ stability }) => stability === "marginal")!.certificate).toMatchObject({
      multiplicity: 2,
    });
  });

  it("two roots a billionth apart are two", () => {
    const { points } = exactFixedPoints(planted("(Q1 - 1/3)*(Q1 - 333333334/1000000000)"))!;
    expect(points.map(({ stability }) => stability).sort()).toEqual([
      "stable",
      "stable",
      "unstable",
      "unstable",
    ]);
  });

  it("a rate that is zero everywhere is said in words", () => {
    const { points, continua } = exactFixedPoints(planted("0*Q1"))!;
    expect(points).toEqual([]);
    expect(continua).toHaveLength(1);
  });

  it.each([
    ["rademacher", "y - y^3/5"],
    ["gaussian", "y^2"],
  ])("exactly at threshold Q = 0 is marginal, and on no side of it (%s, %s)", (law, activation) => {
    const model = varyModel(exampleModel, { features: [{ law, variance: 1.2 }], activation });
    const derivation = derive(model);
    const form = normalForm(derivation);
    if (!("eigenvalues" in form)) throw new Error(form.reason);
    const onset = exactOnset(derivation, form, 0);
    if (onset === undefined || onset === "none") throw new Error("no threshold");
    const originAt = (tau: string) =>
      exactFixedPoints(compileFlow(varyModel(model, { learningRate: tau })))!.points.find(
        ({ Q }) => Q[0] === 0,
      )!;
    const { numerator: n, denominator: d } = onset.tau;
    const beside = (part: bigint): string => `${n * 10n ** 12n + n * part}/${d * 10n ** 12n}`;
    expect(originAt(`${onset.tau}`).stability).toBe("marginal");
    expect(originAt(beside(1n)).stability).toBe("stable");
    expect(originAt(beside(-1n)).stability).toBe("unstable");
  });

  it("a skewed law that is scaled by an irrational number is left to the search", () => {
    const law = { ...skewed, variance: 1.3 };
    expect(
      exactFixedPoints(compileFlow(varyModel(exampleModel, { features: [law], activation: "quadratic" }))),
    ).toBeUndefined();
    const free = varyModel(exampleModel, { constraint: "free", activation: "quadratic" });
    expect(exactFixedPoints(compileFlow(free))).toBeUndefined();
    expect(exactFixedPoints(compileFlow(exampleModel))).toBeUndefined();
  });
});

describe("several features with rates that differ by constants", () => {
  const identity = (features: object[]) =>
    compileFlow(varyModel(exampleModel, { features, activation: "identity", learningRate: 0.1 }));

  it("recover one each, as the search finds", () => {
    const flow = identity([
      { law: "rademacher", variance: 1.2 },
      { law: "gaussian", variance: 1.1 },
      { ...skewed, values: ["-1/2", 1] },
    ]);
    const { points, complete } = exactFixedPoints(flow)!;
    const found = searchFixedPoints(flow).points;
    expect(complete).toBe(true);
    // The third feature's law is not symmetric: its states are listed each.
    expect(points.map(({ orbit }) => orbit).sort()).toEqual([1, 1, 1, 2, 2]);
    expect(found).toHaveLength(points.length);
    for (const { Q, stability, eigenvalues } of points) {
      const same = found.find((other) => other.Q.every((q, l) => Math.abs(q - Q[l]!) < 1e-9))!;
      expect(same.stability).toBe(stability);
      for (const [k, [re]] of eigenvalues.entries()) expect(same.eigenvalues[k]![0]).toBeCloseTo(re, 9);
    }
  });

  it("of equal features a circle, by both ways", () => {
    const equal = { law: "gaussian", variance: 1.2 };
    const flow = identity([equal, equal, { law: "rademacher", variance: 0.9 }]);
    const { points, continua, complete } = exactFixedPoints(flow)!;
    expect(complete).toBe(true);
    expect(points.map(({ Q }) => Q.slice(0, 2))).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const square = Number(/= ([\d.]+)/.exec(continua[0]!)![1]);
    const found = searchFixedPoints(flow);
    expect(found.points).toHaveLength(points.length);
    expect(found.continua).toHaveLength(1);
    const [q1, q2] = [...found.continua[0]!.matchAll(/Q\d = ([-\d.e]+)/g)].map(([, x]) => Number(x));
    expect(q1! ** 2 + q2! ** 2).toBeCloseTo(square, 5);
  });
});
