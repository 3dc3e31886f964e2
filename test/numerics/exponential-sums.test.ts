import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { Random } from "../../numerics/random/random.ts";
import { type Model, parseModel } from "../../theory/model.ts";
import { runs } from "../theory/support/property.ts";
import { jacobianOf } from "./support/difference-jacobian.ts";

const laws = {
  "two values": { law: "rademacher", variance: "6/5" },
  gaussian: { law: "gaussian", variance: "11/10" },
  sparse: { law: "sparse", variance: 1, probability: "1/3" },
  "with a mean": { law: "atoms", values: [-1, 2], weights: ["1/3", "2/3"] },
} as const;

function modelOf(changes: object): Model {
  return parseModel({
    features: [laws["two values"]],
    background: { variance: 1 },
    augmentation: { variance: "3/10", correlation: "-1/2" },
    batch: 3,
    learningRate: "1/2",
    ...changes,
  });
}

/** The same model with phi as any function: its means stay atoms, by full quadrature. */
function byQuadrature(model: Model): Flow {
  const { exponentialSum, ...opaque } = model.activation;
  expect(exponentialSum).toBeDefined();
  return compileFlow({ ...model, activation: opaque }, { tabulate: false });
}

/** The right-hand side, the Jacobian and the terms of two flows, to 1e-12 of the largest. */
function compare(a: Flow, b: Flow, state: Float64Array): void {
  const list = (flow: Flow): number[] => {
    const rhs = new Float64Array(flow.size);
    flow.rhs(state, rhs);
    const { g, f, lambda } = flow.terms(state.subarray(0, flow.features), 1.4);
    return [...rhs, ...jacobianOf(flow, state).flat(), ...g, f, lambda];
  };
  const [values, expected] = [list(a), list(b)];
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of values.entries()) {
    expect(Math.abs(value - expected[i]!), `entry ${i}`).toBeLessThan(1e-12 * scale);
  }
}

describe("closed forms of sines, cosines and exponentials", () => {
  const cases = [
    "sin",
    "cos",
    "sin(2*y) + sin(y)/3",
    "exp(y/2)",
    "cosh(y/2) + y/3",
    "y + sin(2*y)/2",
  ].flatMap((activation) =>
    (["covariance", "spectral", "alignment"] as const)
      // No quadrature resolves the sixth power of an exponential; the closed form does.
      .filter((loss) => loss !== "spectral" || !/exp|cosh/.test(activation))
      .flatMap((loss) =>
        (["sphere", "free"] as const).map((constraint) => ({ activation, loss, constraint })),
      ),
  );
  it.each(cases)("are the means by quadrature: $activation, $loss, $constraint", (given) => {
    const pairs = [
      [laws["two values"], laws["with a mean"]],
      [laws.sparse, laws.sparse],
    ];
    for (const features of pairs) {
      const model = modelOf({ ...given, features });
      const state = Float64Array.from([0.4, -0.5, 1.3].slice(0, given.constraint === "free" ? 3 : 2));
      compare(compileFlow(model), byQuadrature(model), state);
    }
  });

  it("are so for a density", () => {
    const model = modelOf({ activation: "sin(y)^2", features: [laws.gaussian], constraint: "free" });
    compare(compileFlow(model), byQuadrature(model), Float64Array.of(0.6, 1.2));
  });

  it("are so for random frequencies, amplitudes and noises", () => {
    const ratio = (highest: number) =>
      fc
        .tuple(fc.integer({ min: 1, max: highest }), fc.integer({ min: 2, max: 4 }))
        .map(([n, d]) => `${n}/${d}`);
    const amplitude = fc.constantFrom("1/3", "-1/2", "1", "2/3");
    const pair = fc.constantFrom(["sin", "cos"], ["cos", "cos"], ["exp", "cosh"], ["sinh", "exp"]);
    fc.assert(
      fc.property(
        pair,
        fc.tuple(amplitude, amplitude),
        fc.tuple(ratio(3), ratio(2)),
        fc.tuple(ratio(3), ratio(3), fc.constantFrom("-1", "-1/3", "0", "1/2", "1")),
        ([one, other], [a, b], [w, r], [nu, eta, rho]) => {
          // Quadrature resolves slow growth only.
          const y = one === "sin" || one === "cos" ? "y" : "y/3";
          const activation = `${a}*${one}(${w}*${y}) + ${b}*${other}(${r}*${y})`;
          const model = modelOf({
            activation,
            features: [laws["with a mean"]],
            background: { variance: nu },
            augmentation: { variance: eta, correlation: rho },
            constraint: "free",
          });
          fc.pre(model.activation.exponentialSum !== undefined);
          compare(compileFlow(model), byQuadrature(model), Float64Array.of(-0.35, 0.8));
        },
      ),
      runs(12),
    );
  });

  it("are the mean of 300,000 samples", () => {
    const model = modelOf({
      activation: "sin(y) + cos(2*y)/2",
      features: [laws.gaussian, laws["with a mean"]],
    });
    const random = new Random(7);
    const [Q, s, v, c] = [[0.5, -0.4], 1, 1.3, 0.85] as const;
    const slope = (y: number): number => Math.cos(y) - Math.sin(2 * y);
    const phi = (y: number): number => Math.sin(y) + Math.cos(2 * y) / 2;
    const output = (): [number, number, number] => {
      const hidden = model.features.map((law) => law.sample(random));
      const signal = hidden[0]! * Q[0] + hidden[1]! * Q[1];
      const n = Math.sqrt(s * v) * random.normal();
      const own = Math.sqrt(s * (v - (c * c) / v)) * random.normal();
      return [hidden[1]!, signal + n, signal + (c / v) * n + own];
    };
    // g_2 = E[c_2 (phi'(y) (phi(y') - phi(z')) + phi'(y') (phi(y) - phi(z)))], z of another sample.
    let [sum, squares] = [0, 0];
    const count = 300_000;
    for (let k = 0; k < count; k++) {
      const [c2, y, yp] = output();
      const [, z, zp] = output();
      const value = c2 * (slope(y) * (phi(yp) - phi(zp)) + slope(yp) * (phi(y) - phi(z)));
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const error = Math.sqrt((squares / count - mean * mean) / count);
    expect(Math.abs(compileFlow(model).terms(Q, s).g[1]! - mean)).toBeLessThan(4 * error);
  });

  it("hold where factors of them alone leave the doubles", () => {
    // exp(-25 s v/2)^8 is zero and exp(-25 s c)^-4 infinite; their product is ordinary.
    const model = modelOf({
      activation: "sin(5*y)",
      constraint: "free",
      augmentation: { variance: 0, correlation: 0 },
      background: { variance: 2 },
    });
    const flow = compileFlow(model);
    const state = Float64Array.of(0.3, 40);
    const rhs = new Float64Array(2);
    flow.rhs(state, rhs);
    // The views are equal and the phase is uniform: lambda = (v/B) (2 E[(2 phi phi')^2] + ...) is all that is left.
    expect([...rhs].every(Number.isFinite)).toBe(true);
    const atoms = byQuadrature(model);
    const expected = atoms.terms([0.3], 40).lambda;
    expect(Math.abs(flow.terms([0.3], 40).lambda - expected)).toBeLessThan(1e-11 * expected);
  });

  it("have many features' means as products of one-dimensional ones", () => {
    const features = Array.from({ length: 8 }, (_, l) =>
      l % 2 === 0 ? { law: "rademacher", variance: 1 + l / 10 } : laws["with a mean"],
    );
    const Q = Float64Array.of(0.3, -0.2, 0.4, 0.1, -0.35, 0.25, 0.05, 0.15);
    const model = modelOf({ activation: "sin(y) + y/2", features });
    const [flow, atoms] = [compileFlow(model), byQuadrature(model)];
    const [a, b] = [new Float64Array(8), new Float64Array(8)];
    flow.rhs(Q, a);
    atoms.rhs(Q, b);
    for (let l = 0; l < 8; l++) expect(Math.abs(a[l]! - b[l]!)).toBeLessThan(1e-13);
  });
});
