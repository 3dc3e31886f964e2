import { describe, expect, it } from "vitest";
import { searchFixedPoints } from "../../../numerics/fixed-points/search.ts";
import type { FixedPoint } from "../../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { onsets } from "../../../numerics/onset.ts";
import { symmetryImages } from "../../../numerics/symmetries.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { derive } from "../../../theory/derive.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import { type Model, parseModel, varyModel } from "../../../theory/model.ts";
import { normalForm } from "../../../theory/normal-form.ts";
import { exampleModel } from "../support/models.ts";

/**
 * Zeros in the disk by brute force: the triangles of a fine grid at whose corners the rates surround zero, and the zeros of
 * difference quotients from there. Knows nothing of Jacobians, symmetries or starts.
 */
function bruteForce(flow: Flow, cells: number): number[][] {
  const out = new Float64Array(2);
  const rate = ([x, y]: readonly [number, number]): [number, number] => {
    flow.rhs(Float64Array.of(x, y), out);
    return [out[0]!, out[1]!];
  };
  const cross = (a: readonly [number, number], b: readonly [number, number]): number =>
    a[0] * b[1] - a[1] * b[0];
  const polished = (start: readonly [number, number]): [number, number] => {
    let [x, y] = start;
    for (let k = 0; k < 12; k++) {
      const h = 1e-5;
      const here = rate([x, y]);
      const [right, left, up, down] = [
        rate([x + h, y]),
        rate([x - h, y]),
        rate([x, y + h]),
        rate([x, y - h]),
      ];
      const byX: [number, number] = [(right[0] - left[0]) / (2 * h), (right[1] - left[1]) / (2 * h)];
      const byY: [number, number] = [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
      const determinant = cross(byX, byY);
      [x, y] = [x - cross(here, byY) / determinant, y - cross(byX, here) / determinant];
    }
    return [x, y];
  };
  // Shifted, so that neither axes nor diagonals lie on the grid.
  const at = (k: number): number => -1.013 + (2.029 * (k + 0.377)) / cells;
  const corners = Array.from({ length: cells + 1 }, () => new Array<[number, number] | undefined>(cells + 1));
  const rateAt = (i: number, j: number): [number, number] => (corners[i]![j] ??= rate([at(i), at(j)]));
  const found: number[][] = [];
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      if (Math.hypot(at(i + 0.5), at(j + 0.5)) > 1 + 2 / cells) continue;
      const [p, q, r, t] = [rateAt(i, j), rateAt(i + 1, j), rateAt(i, j + 1), rateAt(i + 1, j + 1)];
      const surrounds = [
        [p, q, r],
        [q, t, r],
      ].some(([a, b, c]) => {
        const turns = [cross(a!, b!), cross(b!, c!), cross(c!, a!)];
        return turns.every((turn) => turn >= 0) || turns.every((turn) => turn <= 0);
      });
      if (!surrounds) continue;
      const zero = polished([at(i + 0.5), at(j + 0.5)]);
      if (!(Math.hypot(...rate(zero)) < 1e-11 && Math.hypot(...zero) < 1)) continue;
      if (!found.some((other) => Math.hypot(...other.map((x, l) => x - zero[l]!)) < 1e-6)) found.push(zero);
    }
  }
  return found;
}

describe("two features, against a fine grid", () => {
  const features = (first: object, second: object) => ({ features: [first, second] });
  const sign = (variance: number) => ({ law: "rademacher", variance });
  it.each([
    ["letter-figure3", parseModel(builtinModels[1]!.input)],
    ["equal signs", varyModel(exampleModel, features(sign(1.2), sign(1.2)))],
    [
      "a sparse and an unsymmetric law",
      varyModel(
        exampleModel,
        features(
          { law: "sparse", variance: 1.1, probability: "1/4" },
          { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] },
        ),
      ),
    ],
    ["strong noise", varyModel(exampleModel, { ...features(sign(0.9), sign(1.5)), learningRate: 3 })],
    ["quadratic", varyModel(exampleModel, { activation: "quadratic", learningRate: 0.1 })],
  ])("nothing is missing: %s", (_, model) => {
    const flow = compileFlow(model);
    const points = searchFixedPoints(flow).points.flatMap((point) => symmetryImages(point, model));
    const zeros = bruteForce(flow, 41);
    expect(zeros.length).toBeGreaterThan(2);
    const near = (a: readonly number[], b: readonly number[]): boolean =>
      Math.hypot(...a.map((x, l) => x - b[l]!)) < 1e-5;
    for (const zero of zeros)
      expect(
        points.some(({ Q }) => near(Q, zero)),
        `${zero}`,
      ).toBe(true);
    expect(points.length).toBe(zeros.length);
  });
});

describe("near a threshold", () => {
  /** The step size at which A_1 is zero. */
  function threshold(model: Model): number {
    const derivation = derive(model);
    const form = normalForm(derivation);
    if (!("eigenvalues" in form)) throw new Error(form.reason);
    return onsets(derivation, form, 0)[0]!.tau;
  }
  const originAt = (model: Model, learningRate: number) =>
    searchFixedPoints(compileFlow(varyModel(model, { learningRate }))).points.find(({ Q }) =>
      Q.every((q) => q === 0),
    )!;

  it.each([
    ["tanh", parseModel(builtinModels[0]!.input)],
    ["erf", varyModel(parseModel(builtinModels[2]!.input), { activation: "erf" })],
  ])(
    "the sign of an eigenvalue that rounding hides is not guessed, one that it does not hide is known: %s",
    (_, model) => {
      const tau = threshold(model);
      expect(originAt(model, tau).stability).toBe("marginal");
      expect(originAt(model, tau * (1 + 1e-9)).stability).toBe("stable");
      expect(originAt(model, tau * (1 - 1e-9)).stability).toBe("unstable");
    },
  );

  it("a multiple root is one point, however many starts lead near it", () => {
    const model = parseModel(builtinModels[0]!.input);
    const { points } = searchFixedPoints(compileFlow(varyModel(model, { learningRate: threshold(model) })));
    expect(points.filter(({ Q }) => Math.abs(Q[0]!) < 1e-2)).toHaveLength(1);
  });
});

it("the error that a flow states decides which sign is certain", () => {
  const flow = compileFlow(varyModel(parseModel(builtinModels[0]!.input), { activation: "identity" }));
  const kindWith = (error: number) =>
    searchFixedPoints({
      ...flow,
      rhs: ([Q], out) => out.set([Q! ** 3 - 1e-9 * Q!]),
      jacobian: ([Q], out) => out.set([3 * Q! ** 2 - 1e-9]),
      tableError: () => error,
    }).points.find(({ Q }) => Q[0] === 0)!.stability;
  expect([kindWith(0), kindWith(1e-8)]).toEqual(["stable", "marginal"]);
});

describe("with a free norm", () => {
  const free = { constraint: "free", features: [{ law: "rademacher", variance: 1.2 }] } as const;
  const flow = compileFlow(varyModel(exampleModel, { ...free, activation: "y - y^3/10" }));

  /** A search of dQ/dt = -Q and ds/dt = rate(s) + pull Q^2, and the norms that it asked for, but 0. */
  function searchOf(rate: (s: number) => number, slope: (s: number) => number, pull = 0) {
    const norms: number[] = [];
    const set = searchFixedPoints({
      ...flow,
      rhs: ([Q, s], out) => {
        if (s! > 0) norms.push(s!);
        out.set([-Q!, rate(s!) + pull * Q! ** 2]);
      },
      jacobian: ([Q, s], out) => out.set([-1, 0, 2 * pull * Q!, slope(s!)]),
    });
    return { ...set, smallest: Math.min(...norms), largest: Math.max(...norms) };
  }

  it("whose rates only tend to zero, the search ends and says how far it looked", () => {
    const { points, searched, largest } = searchOf(
      (s) => 1 / (1 + s),
      (s) => -1 / (1 + s) ** 2,
    );
    expect(points).toEqual([]);
    expect(searched!.s).toEqual([1 / 64, 64]);
    // Newton's steps double the norm from everywhere.
    expect(searched!.ranAway).toBe(searched!.starts);
    expect(largest).toBeLessThan(65);
  });

  it("a fixed point beyond the first norms is found, and then it is looked further", () => {
    const { points, searched } = searchOf(
      (s) => 50 - s,
      () => -1,
    );
    expect(points.map(({ s }) => s)).toEqual([expect.closeTo(50, 9)]);
    expect(searched!.s).toEqual([1 / 64, 256]);
  });

  it("Newton's method does not follow weights that collapse", () => {
    // Its steps would go beyond s = 0, so that no more than half of each is taken.
    const { points, smallest } = searchOf(
      (s) => -s,
      () => -1,
      4,
    );
    expect(points.map(({ s }) => s)).toEqual([0]);
    expect(smallest).toBeGreaterThan(1e-6);
  });

  it("a kinked phi, without rates at s = 0, has the other fixed points found", () => {
    const kinked = compileFlow(varyModel(exampleModel, { ...free, activation: "relu" }));
    const zero = new Float64Array(2);
    expect(() => kinked.jacobian(zero, new Float64Array(4))).toThrow(UnsupportedError);
    // Of a flow that is far quicker to evaluate, with the same gap.
    const withGap = (evaluate: typeof flow.rhs) => (state: Float64Array, out: Float64Array) =>
      state[1] === 0 ? kinked.jacobian(state, out) : evaluate(state, out);
    const found = searchFixedPoints({ ...flow, rhs: withGap(flow.rhs), jacobian: withGap(flow.jacobian) });
    const key = ({ Q, s, stability }: FixedPoint): string =>
      `${Q[0]!.toFixed(9)} ${s.toFixed(9)} ${stability}`;
    expect(found.points.map(key)).toEqual(
      searchFixedPoints(flow)
        .points.filter(({ s }) => s > 0)
        .map(key),
    );
    expect(found.points.length).toBeGreaterThan(1);
    expect(found.leftOut).toEqual([
      { Q: [0], s: 0, reason: expect.stringMatching(/kinked phi has no derivative/) },
    ]);
  });
});
