import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeNormFixedPoints } from "../../../numerics/fixed-points/certified/free-norm.ts";
import type { FixedPoint } from "../../../numerics/fixed-points/fixed-point.ts";
import { searchFixedPoints } from "../../../numerics/fixed-points/search.ts";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { rationals } from "../../../proofs-check/arbitraries/rationals.ts";
import { varyModel } from "../../../theory/model.ts";
import { exampleModel } from "../support/models.ts";

const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const free = varyModel(exampleModel, { constraint: "free", features: [skewed], learningRate: 1 });

/** One feature with dQ/dt = a and ds/dt = 2 (Q a - r), a and r of one's own. */
function planted(a: string, r: string): Flow {
  return compileFlow(varyModel(free, { theory: { g: [a], f: "0", lambda: `-2*(${r})` } }));
}

const place = ({ Q, s }: Pick<FixedPoint, "Q" | "s">): string => `${(Q[0]! + 0).toFixed(6)} ${s.toFixed(6)}`;

describe("one feature with a free norm and planted zeros", () => {
  const quarters = fc.uniqueArray(fc.integer({ min: -7, max: 7 }), { minLength: 1, maxLength: 2 });
  const norms = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 2 });

  it("all of them in the domain are found, at whatever norm", () => {
    fc.assert(
      fc.property(quarters, norms, rationals(3), (overlaps, squares, slope) => {
        const a = overlaps.map((k) => `(Q1 - (${k}/4))`).join("*");
        const r = squares.map((k) => `(s - ${k}/4 - (${slope})*Q1)`).join("*");
        const planned = overlaps
          .flatMap((i) => squares.map((j): [number, number] => [i / 4, j / 4 + (slope.toNumber() * i) / 4]))
          .filter(([Q, s]) => s > Q * Q - 1e-9);
        const { points, complete } = freeNormFixedPoints(planted(a, r))!;
        expect(complete).toBe(true);
        expect(points.map((point) => place(point)).sort()).toEqual(
          planned.map(([Q, s]) => place({ Q: [Q], s })).sort(),
        );
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it("at a norm that no search would try: 10^9, and 10^-9", () => {
    const { points } = freeNormFixedPoints(planted("Q1 - s/2000000000", "(s - 10^9)*(s - 1/10^9)"))!;
    expect(points.map(({ s }) => s)).toEqual([expect.closeTo(1e-9, 16), expect.closeTo(1e9, 3)]);
  });

  it("on the line Q = 0, which dQ/dt = 0 keeps, a marginal one is known exactly", () => {
    const { points } = freeNormFixedPoints(planted("Q1*(s^2 - 2)", "(s - 3)*(s^2 - 2) - Q1^2"))!;
    expect(points.map((point) => `${place(point)} ${point.stability}`)).toEqual([
      "0.000000 1.414214 marginal",
      "0.000000 3.000000 saddle",
    ]);
  });

  it("on the domain's edge s = Q^2, and none beyond it", () => {
    const { points } = freeNormFixedPoints(planted("(Q1 - 1/3)*(Q1 + 3)", "9*s - 1"))!;
    expect(points.map(place)).toEqual(["0.333333 0.111111"]);
    expect(freeNormFixedPoints(planted("Q1 - 1/3", "9*s - 1 + 1/10^9"))!.points).toEqual([]);
  });

  it("a double zero off the line, and a curve of zeros, are not claimed", () => {
    expect(freeNormFixedPoints(planted("(Q1 - 1/2)^2 + (s - 1)^2", "s - 1"))).toBeUndefined();
    expect(freeNormFixedPoints(planted("Q1*(s - 1 - Q1^2)", "(s - 1 - Q1^2)*(s + 1)"))).toBeUndefined();
    expect(freeNormFixedPoints(planted("Q1*(s - 2)", "Q1*s"))).toBeUndefined();
  });
});

describe("of a polynomial activation", () => {
  const laws = fc.constantFrom(
    { law: "rademacher", variance: 1.2 },
    { law: "gaussian", variance: 0.7 },
    skewed,
  );
  const coefficient = fc.integer({ min: -4, max: 4 });

  it("they are those of the search, no more and no fewer", () => {
    fc.assert(
      fc.property(laws, coefficient, coefficient, fc.integer({ min: 0, max: 20 }), (law, a, b, strength) => {
        fc.pre(a !== 0 || b !== 0);
        const flow = compileFlow(
          varyModel(free, {
            features: [law],
            activation: `${a}*y/3 + ${b}*y^2/5`,
            learningRate: 0.2,
            regularizer: { kind: "l2", strength: strength / 10 },
          }),
        );
        const found = freeNormFixedPoints(flow)!;
        const key = (point: FixedPoint): string => `${place(point)} ${point.stability} ${point.orbit}`;
        expect(found.points.map(key)).toEqual(searchFixedPoints(flow).points.map(key));
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("without noise the weights lie along the feature: on the edge", () => {
    const flow = compileFlow(
      varyModel(free, {
        features: [{ law: "rademacher", variance: 1.2 }],
        background: { variance: 0 },
        augmentation: { variance: 0, correlation: 0 },
        activation: "y - y^3/3",
        regularizer: { kind: "l2", strength: 0.1 },
      }),
    );
    const { points } = freeNormFixedPoints(flow)!;
    expect(points.length).toBeGreaterThan(1);
    for (const { Q, s } of points) expect(s).toBeCloseTo(Q[0]! ** 2, 12);
  });
});
