import { describe, expect, it } from "vitest";
import { type FixedPoint, fixedPoints } from "../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel, varyModel } from "../../theory/model.ts";
import { withValues } from "../../theory/values.ts";
import { differenceMatrix } from "./support/difference-jacobian.ts";
import { exampleModel } from "./support/models.ts";

function rateAt(flow: Flow, { Q, s }: Pick<FixedPoint, "Q" | "s">): number {
  const out = new Float64Array(flow.size);
  flow.rhs(Float64Array.from([...Q, s].slice(0, flow.size)), out);
  return Math.max(...out.map(Math.abs));
}

/** The roots in [-1, 1] of the derived polynomial of one feature: sign changes on a fine grid, then bisection. */
function rootsOf(flow: Flow): number[] {
  const terms = withValues(flow.model, flow.derivation.ode[0]!).namedTerms();
  const value = (Q: number): number =>
    terms.reduce(
      (sum, { coefficient, powers }) => sum + coefficient.toNumber() * Q ** (powers.get("Q1") ?? 0),
      0,
    );
  const roots: number[] = [];
  const steps = 20_000;
  // Shifted by an irrational part of a step: no root lies on the grid.
  const at = (k: number): number => -1.00001 + (2.00002 * (k + 0.3819)) / steps;
  for (let k = 0; k + 1 < steps; k++) {
    let [low, high] = [at(k), at(k + 1)];
    if (value(low) * value(high) > 0) continue;
    for (let bisection = 0; bisection < 60; bisection++) {
      const middle = (low + high) / 2;
      if (value(low) * value(middle) <= 0) high = middle;
      else low = middle;
    }
    roots.push((low + high) / 2);
  }
  return roots;
}

describe("fixed points of one feature on the sphere", () => {
  const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
  it.each([
    ["identity", { law: "rademacher", variance: 1.2 }],
    ["quadratic", { law: "rademacher", variance: 1.2 }],
    ["quadratic", { law: "gaussian", variance: 0.7 }],
    ["cubic", { law: "rademacher", variance: 1.5 }],
    ["y + y^2/2", skewed],
    ["y - y^3/20", skewed],
  ])("are the roots of the derived polynomial (%s, %j)", (activation, law) => {
    const flow = compileFlow(varyModel(exampleModel, { activation, features: [law], learningRate: 0.1 }));
    const roots = rootsOf(flow);
    expect(roots.length).toBeGreaterThan(0);
    const symmetric = flow.model.features[0]!.symmetric;
    // Of a pair +-Q one point stands for both.
    const expected = symmetric ? roots.filter((Q) => Q > -1e-9) : roots;
    const found = fixedPoints(flow).map(({ Q }) => Q[0]!);
    expect(found.length).toBe(expected.length);
    for (const root of expected)
      expect(Math.min(...found.map((Q) => Math.abs(Q - root)))).toBeLessThan(1e-10);
  });
});

/** All images of a point under sign flips and exchanges, as distinct points. */
function images(Q: readonly number[], exchange: boolean): number[][] {
  const orders = exchange ? [Q, [...Q].reverse()] : [Q];
  const all = orders.flatMap((order) =>
    [1, -1].flatMap((a) => [1, -1].map((b) => [a * order[0]!, b * order[1]!])),
  );
  return all.filter(
    (image, i) => all.findIndex((other) => other.every((x, l) => Math.abs(x - image[l]!) < 1e-6)) === i,
  );
}

describe("orbits", () => {
  it.each([
    ["equal features", true],
    ["different features", false],
  ])("count the images under the flow's symmetries, all of them fixed points: %s", (_, equal) => {
    const second = equal
      ? { law: "rademacher", variance: 1.2 }
      : { law: "sparse", variance: 1.1, probability: "1/2" };
    const flow = compileFlow(
      varyModel(exampleModel, { features: [{ law: "rademacher", variance: 1.2 }, second] }),
    );
    const points = fixedPoints(flow);
    expect(points.map(({ orbit }) => orbit).sort()).toEqual(equal ? [1, 4, 4] : [1, 2, 2, 4]);
    for (const point of points) {
      const all = images(point.Q, equal);
      expect(all.length, `orbit of ${point.Q}`).toBe(point.orbit);
      for (const Q of all) expect(rateAt(flow, { Q, s: 1 })).toBeLessThan(1e-10);
    }
  });
});

function checkPoint(flow: Flow, point: FixedPoint): void {
  expect(rateAt(flow, point)).toBeLessThan(1e-10);
  const { matrix } = differenceMatrix(flow, Float64Array.from([...point.Q, point.s].slice(0, flow.size)));
  const real = point.eigenvalues.map(([re]) => re);
  // Of a matrix of two rows at most trace and determinant say everything.
  const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  expect(real.reduce((sum, x) => sum + x, 0)).toBeCloseTo(trace, 8);
  if (flow.size === 2) {
    const determinant = matrix[0]![0]! * matrix[1]![1]! - matrix[0]![1]! * matrix[1]![0]!;
    const [[a, b], [c, d]] = point.eigenvalues as [[number, number], [number, number]];
    expect(a * c - b * d).toBeCloseTo(determinant, 8);
  }
  const unstable = real.filter((re) => re > 0).length;
  const word = unstable === 0 ? "stable" : unstable === real.length ? "unstable" : "saddle";
  expect(point.stability).toBe(word);
  expect(real).toEqual([...real].sort((a, b) => b - a));
}

it.each(builtinModels.map(({ name, input }) => [name, input] as const))(
  "the fixed points of %s are ones, with the eigenvalues of central differences",
  (name, input) => {
    const flow = compileFlow(parseModel(input, name));
    const points = fixedPoints(flow);
    expect(points[0]!.Q.every((q) => q === 0)).toBe(true);
    expect(points.some(({ stability }) => stability === "stable")).toBe(true);
    for (const point of points) checkPoint(flow, point);
  },
);

describe("with a free norm", () => {
  const model = varyModel(exampleModel, {
    constraint: "free",
    regularizer: { kind: "l2", strength: 0.15 },
    features: [{ law: "rademacher", variance: 1.2 }],
  });
  const flow = compileFlow(model);
  const points = fixedPoints(flow);

  it("the collapsed state s = 0 is among them, and the others are ones", () => {
    expect(points.filter(({ s }) => s === 0)).toHaveLength(1);
    const others = points.filter(({ s }) => s > 0);
    expect(others.length).toBeGreaterThan(0);
    for (const point of others) {
      checkPoint(flow, point);
      expect(Math.hypot(...point.Q) ** 2).toBeLessThanOrEqual(point.s * (1 + 1e-9));
    }
  });

  it("the collapsed state's rates are those of the loss at vanishing output", () => {
    // phi = y - y^3/3 there: g = 2 m2 Q and f = -2 c + o(1), so that dQ/dt = tau (2 m2 + 2 c - kappa) Q.
    const [m2, c, tau, kappa] = [1.2, 1 - 0.5 * 0.3, 0.5, 0.15];
    const { eigenvalues } = points.find(({ s }) => s === 0)!;
    const rates = eigenvalues.map(([re]) => re);
    expect(rates.some((re) => Math.abs(re - tau * (2 * m2 + 2 * c - kappa)) < 1e-9)).toBe(true);
  });
});
