import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { parseModel } from "../../../theory/model.ts";

/** What is stated of tables, and what may come on top: cancellation in the sum of a mean's terms. */
const promised = 1e-10;

const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"], variance: "11/10" };
const laws = {
  rademacher: { law: "rademacher", variance: "6/5" },
  sparse: { law: "sparse", variance: "4/5", probability: "1/3" },
  skewed,
};

function flows(features: readonly object[], more: object): [Flow, Flow] {
  const model = parseModel({
    features,
    background: { variance: 1 },
    augmentation: { variance: "1/2", correlation: "1/4" },
    batch: 5,
    learningRate: "1/2",
    regularizer: { kind: "l2", strength: "1/10" },
    ...more,
  });
  return [compileFlow(model), compileFlow(model, { tabulate: false })];
}

/** The largest error of right-hand side and Jacobian at a state, relative to their largest entries. */
function errorAt(
  [table, full]: [Flow, Flow],
  Q: readonly number[],
  s: number,
  names: readonly ("rhs" | "jacobian")[] = ["rhs", "jacobian"],
): number {
  const { size, features } = table;
  const state = Float64Array.from(size > features ? [...Q, s] : Q);
  const errors = names.map((name) => {
    const length = name === "rhs" ? size : size * size;
    const [a, b] = [new Float64Array(length), new Float64Array(length)];
    table[name](state, a);
    full[name](state, b);
    const scale = Math.max(...b.map(Math.abs));
    return Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) / scale;
  });
  return Math.max(...errors);
}

const states = fc.record({
  angle: fc.integer({ min: 0, max: 62 }),
  length: fc.integer({ min: 1, max: 19 }),
  norm: fc.integer({ min: 1, max: 16 }),
});

describe("a tabulated flow against full quadrature", () => {
  const cases = ["tanh", "softplus", "relu"].flatMap((activation) =>
    (["covariance", "spectral"] as const).flatMap((loss) =>
      (["sphere", "free"] as const).map((constraint) => ({ activation, loss, constraint })),
    ),
  );
  // Means over the sign of c of even and odd functions, over atoms that have no mirror image, and over both.
  const pairs = [
    [laws.rademacher, laws.sparse],
    [laws.skewed, laws.rademacher],
  ];

  it.each(cases)("at random states: $activation, $loss, $constraint", (one) => {
    for (const features of pairs.slice(0, one.constraint === "free" ? 1 : 2)) {
      const pair = flows(features, one);
      fc.assert(
        fc.property(states, ({ angle, length, norm }) => {
          // The upper half of one octave: more would make more tables, not better ones.
          const s = one.constraint === "free" ? 1.5 + norm / 40 : 1;
          const r = (length / 20) * Math.sqrt(s);
          const error = errorAt(pair, [r * Math.cos(angle / 10), r * Math.sin(angle / 10)], s);
          expect(error).toBeLessThan(promised);
        }),
        { seed: 611, numRuns: 2 },
      );
      expect(pair[0].tableError()).toBeGreaterThan(0);
      expect(pair[0].tableError()).toBeLessThan(promised);
    }
  });

  const densities = [
    { law: "gaussian", variance: "6/5" },
    { law: "uniform", variance: "3/2" },
    { law: "laplace", variance: "4/5" },
  ];
  const overDensities = [
    ...densities.flatMap((law) =>
      ["sphere", "free"].map((constraint) => ({ law, constraint, activation: "tanh" })),
    ),
    // Means that grow with the signal, of which the farthest signals of the heaviest tails see most.
    { law: densities[2]!, constraint: "sphere", activation: "softplus" },
  ];
  it.each(overDensities)(
    "of a density: $law.law, $constraint, $activation",
    ({ law, constraint, activation }) => {
      const pair = flows([law], { activation, loss: "covariance", constraint });
      expect(errorAt(pair, [0.99], 1.01, ["rhs"])).toBeLessThan(promised);
      expect(pair[0].tableError()).toBeLessThan(promised);
    },
  );

  // 64 and 72 joint values: more than are summed over.
  it.each([
    ["symmetric", Array(6).fill(laws.rademacher)],
    ["skewed", [skewed, laws.sparse, laws.sparse, skewed, laws.rademacher]],
  ] as const)("of many atoms, %s", (_, features) => {
    const Q = [0.3, -0.4, 0.5, 0.2, -0.1, 0.3].slice(0, features.length);
    for (const constraint of ["sphere", "free"]) {
      const pair = flows(features, { activation: "tanh", loss: "covariance", constraint });
      expect(errorAt(pair, Q, 1.2)).toBeLessThan(promised);
      expect(pair[0].tableError()).toBeGreaterThan(0);
    }
  });

  it("far from s = 1", () => {
    const pair = flows([laws.rademacher], { activation: "tanh", loss: "covariance", constraint: "free" });
    for (const s of [1e-3, 30]) expect(errorAt(pair, [0.6 * Math.sqrt(s)], s)).toBeLessThan(promised);
    expect(pair[0].tableError()).toBeGreaterThan(0);
  });

  it("beyond the tables, where it integrates", () => {
    const pair = flows([laws.rademacher], { activation: "tanh", loss: "covariance", constraint: "sphere" });
    expect(errorAt(pair, [1.3], 1)).toBeLessThan(1e-13);
  });

  it("of hidden variables of next to no variance, where rounding is as large as the odd functions", () => {
    const tiny = { law: "rademacher", variance: 1e-6 };
    const pair = flows([tiny], { activation: "tanh", loss: "covariance", constraint: "sphere" });
    expect(errorAt(pair, [0.3], 1)).toBeLessThan(promised);
    expect(pair[0].tableError()).toBeGreaterThan(0);
  });

  it.each([laws.rademacher, ...densities])("with the exact symmetry of an odd phi: $law", (law) => {
    for (const constraint of ["sphere", "free"]) {
      const [table] = flows([law], { activation: "tanh", loss: "covariance", constraint });
      const rates = (q: number): number[] => {
        const out = new Float64Array(table.size);
        table.rhs(Float64Array.from([q, 1].slice(0, table.size)), out);
        return [...out];
      };
      expect(rates(0)[0]).toBe(0);
      const [up, down] = [rates(0.3), rates(-0.3)];
      expect(down[0]).toBe(-up[0]!);
      expect(down[1]).toBe(up[1]);
    }
  });

  it("states no error where nothing is tabulated", () => {
    const [table, full] = flows([laws.rademacher], {
      activation: "tanh",
      loss: "covariance",
      constraint: "sphere",
    });
    expect(table.tableError()).toBe(0);
    full.rhs(Float64Array.of(0.5), new Float64Array(1));
    expect(full.tableError()).toBe(0);
  });
});
