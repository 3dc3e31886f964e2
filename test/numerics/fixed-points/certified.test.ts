import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../numerics/fixed-points/certified/box-polynomial.ts";
import { BoxPolynomial } from "../../../numerics/fixed-points/certified/box-polynomial.ts";
import { boxSystem, isolateZeros } from "../../../numerics/fixed-points/certified/isolate-zeros.ts";
import { certifiedFixedPoints } from "../../../numerics/fixed-points/certified/planar.ts";
import { searchFixedPoints } from "../../../numerics/fixed-points/search.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { rationals } from "../../../proofs-check/arbitraries/rationals.ts";
import { parseModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

const [x, y] = [Polynomial.generator("x"), Polynomial.generator("y")];
const number = (value: number | string | Rational): Polynomial =>
  Polynomial.constant(value instanceof Rational ? value : Rational.parse(value));
const unit: Box = [
  [-1, 1],
  [-1, 1],
];
const isolate = (first: Polynomial, second: Polynomial, box = unit) =>
  isolateZeros(boxSystem([first, second], ["x", "y"]), [box]);
const centre = (box: Box): number[] => box.map(([low, high]) => (low + high) / 2);
const holds = (box: Box, point: readonly number[]): boolean =>
  box.every(([low, high], i) => low <= point[i]! && point[i]! <= high);

describe("zeros of two polynomials", () => {
  // On a grid of 1/8 two roots are one or well apart.
  const roots = fc.uniqueArray(fc.integer({ min: -7, max: 7 }), { minLength: 1, maxLength: 3 });
  const turns = fc.tuple(rationals(3), rationals(3));

  it("are all found, each in a box of its own, when they are planted", () => {
    fc.assert(
      fc.property(roots, roots, turns, (alongX, alongY, [a, b]) => {
        // Zeros of p(x - a y) and q(y - b x) where 1 - ab is not zero.
        const determinant = 1 - a.multiply(b).toNumber();
        fc.pre(Math.abs(determinant) > 0.2);
        const planted = (variable: Polynomial, at: readonly number[]): Polynomial =>
          Polynomial.product(at.map((k) => variable.subtract(number(Rational.of(k, 8)))));
        const first = planted(x.subtract(y.scale(a)), alongX);
        const second = planted(y.subtract(x.scale(b)), alongY);
        const expected = alongX
          .flatMap((i) => alongY.map((j) => [i / 8, j / 8] as const))
          .map(([u, v]) => [(u + a.toNumber() * v) / determinant, (v + b.toNumber() * u) / determinant])
          .filter((point) => point.every((value) => Math.abs(value) < 0.999));
        const { simple, open } = isolate(first, second);
        expect(open).toEqual([]);
        for (const point of expected) {
          const near = simple.filter((box) =>
            holds(
              box.map(([l, h]) => [l - 1e-9, h + 1e-9]),
              point,
            ),
          );
          expect(near).toHaveLength(1);
        }
        const beyond = simple.filter((box) => centre(box).some((value) => Math.abs(value) > 0.999));
        expect(simple.length - beyond.length).toBe(expected.length);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it("on the box's edge and corners are found", () => {
    const found = isolate(x.power(2).subtract(number(1)), y.multiply(y.subtract(number(1)))).simple;
    const centres = found.map((box) => centre(box).map((value) => Math.round(value * 1e9) / 1e9 + 0));
    expect(centres.sort()).toEqual([
      [-1, 0],
      [-1, 1],
      [1, 0],
      [1, 1],
    ]);
  });

  it("that are double stay open, and so do curves of zeros", () => {
    const double = isolate(x.power(2), y);
    expect(double.simple).toEqual([]);
    expect(double.open.some((box) => holds(box, [0, 0]))).toBe(true);
    const circle = x.power(2).add(y.power(2)).subtract(number("1/4"));
    const curve = isolateZeros(
      boxSystem([circle.multiply(x), circle.multiply(y)], ["x", "y"]),
      [unit],
      20_000,
      2 ** -6,
    );
    expect(curve.open.length).toBeGreaterThan(50);
    // The origin is a zero of its own.
    expect(curve.simple.map(centre).filter(([u, v]) => Math.hypot(u!, v!) < 1e-9)).toHaveLength(1);
  });

  it("a thousandth apart, with a slow passage between, are two; a saddle and a node", () => {
    const slow = x.multiply(x.subtract(number("1/1000")));
    const { simple, open } = isolate(slow, y.negate());
    expect([simple.length, open.length]).toEqual([2, 0]);
    const slopes = simple.map((box) => boxSystem([slow, y.negate()], ["x", "y"]).jacobian(box)[0]![0]!);
    expect(slopes.map(([low, high]) => [Math.sign(low), Math.sign(high)]).sort()).toEqual([
      [-1, -1],
      [1, 1],
    ]);
  });
});

it("ranges on boxes hold the values at points of them", () => {
  const terms = fc.array(fc.tuple(rationals(), fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 6 });
  const ends = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(
      terms,
      fc.tuple(ends, ends, ends, ends),
      fc.tuple(fc.nat(8), fc.nat(8)),
      (given, sides, at) => {
        const polynomial = Polynomial.sum(given.map(([c, i, j]) => x.power(i).multiply(y.power(j)).scale(c)));
        const box = [sides.slice(0, 2), sides.slice(2)].map(
          ([u, v]) => [Math.min(u!, v!), Math.max(u!, v!)] as const,
        );
        const point = box.map(([low, high], i) => low + ((high - low) * at[i]!) / 8);
        const value = given.reduce(
          (sum, [c, i, j]) => sum + c.toNumber() * point[0]! ** i * point[1]! ** j,
          0,
        );
        const [low, high] = new BoxPolynomial(polynomial, ["x", "y"]).range(box);
        expect(low).toBeLessThanOrEqual(value + 1e-9 * Math.abs(value));
        expect(high).toBeGreaterThanOrEqual(value - 1e-9 * Math.abs(value));
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

describe("fixed points of two features with polynomial equations", () => {
  const model = (activation: string, variances: readonly [number, number]) =>
    parseModel({
      features: [
        { law: "rademacher", variance: variances[0] },
        { law: "gaussian", variance: variances[1] },
      ],
      background: { variance: 1 },
      augmentation: { variance: 0.2, correlation: -0.5 },
      activation,
      batch: 10,
      learningRate: 0.05,
    });

  it.each([
    ["quadratic", [1.2, 1.1]],
    ["cubic", [1.2, 1.1]],
    ["y - y^3/10", [2, 0.5]],
    ["y + y^2/5", [1.2, 1.1]],
  ] as const)(
    "of %s are those of the search, now with proof that none is missing",
    (activation, variances) => {
      const flow = compileFlow(model(activation, variances));
      const certified = certifiedFixedPoints(flow)!;
      expect(certified.complete).toBe(true);
      const text = ({ points }: typeof certified): string[] =>
        points.map(({ Q, stability, orbit }) => `${Q.map((q) => q.toFixed(9))} ${stability} ${orbit}`).sort();
      expect(text(certified)).toEqual(text(searchFixedPoints(flow)));
      for (const { certificate } of certified.points) expect(certificate!.kind).toBe("krawczyk");
    },
  );

  it("are not claimed complete where one is marginal: equal features at their pitchfork", () => {
    expect(certifiedFixedPoints(compileFlow(model("quadratic", [1, 1])))).toBeUndefined();
  });

  it("are left to others for one feature, and for phi that is no polynomial", () => {
    expect(certifiedFixedPoints(compileFlow(model("tanh", [1.2, 1.1])))).toBeUndefined();
  });
});
