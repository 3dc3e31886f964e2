import { compileFlow } from "../../../numerics/flow/flow.ts";
import { type Model, parseModel, varyModel } from "../../../theory/model.ts";

/** A model whose emitted modules are compared with the product's own numbers, and another of the same structure. */
export interface Case {
  readonly title: string;
  readonly model: Model;
  readonly other: Model;
  readonly state: readonly number[];
}

const laws = {
  rademacher: { law: "rademacher", variance: 1.2 },
  gaussian: { law: "gaussian", variance: 1.1 },
  sparse: { law: "sparse", variance: 1, probability: "1/4" },
  skewed: { law: "atoms", values: [-1, 0.5, 2], weights: ["1/2", "1/4", "1/4"] },
} as const;

/** The same law with other numbers in it, where these are parameters: the nodes of a density are not. */
const otherLaws: Readonly<Record<keyof typeof laws, unknown>> = {
  rademacher: { law: "rademacher", variance: 0.9 },
  gaussian: laws.gaussian,
  sparse: { law: "sparse", variance: 1.4, probability: "1/3" },
  skewed: { law: "atoms", values: [-1, 0.2, 2], weights: ["1/2", "1/4", "1/4"] },
};

type Loss = "covariance" | "spectral" | "alignment";

function caseOf(
  activation: string,
  loss: Loss,
  constraint: "sphere" | "free",
  names: readonly (keyof typeof laws)[],
  noise: { readonly nu?: number; readonly rho?: number } = {},
): Case {
  const { nu = 1, rho = -0.5 } = noise;
  const model = parseModel({
    name: "emitted",
    features: names.map((name) => laws[name]),
    background: { variance: nu },
    augmentation: { variance: 0.3, correlation: rho },
    activation,
    loss,
    batch: 10,
    learningRate: 0.5,
    regularizer: { kind: "l2", strength: "1/7" },
    constraint,
  });
  const free = constraint === "free";
  return {
    title: [activation, loss, constraint, ...names, ...Object.entries(noise).flat()].join(" "),
    model,
    other: varyModel(model, {
      // A density's nodes were chosen for the first model's noises.
      features: names.map((name) => (names.includes("gaussian") ? laws : otherLaws)[name]),
      background: { variance: nu === 0 ? 0 : 0.8 },
      augmentation: { variance: 0.45, correlation: Math.abs(rho) === 1 ? rho : 0.25 },
      batch: 3,
      learningRate: 1.25,
      regularizer: { kind: "l2", strength: 0.3 },
    }),
    state: [...[0.5, -0.3, 0.2, 0.4].slice(0, names.length), ...(free ? [1.3] : [])],
  };
}

/** Closed forms: exact but for rounding. */
export const closedCases: readonly Case[] = [
  caseOf("identity", "covariance", "sphere", ["gaussian", "skewed"]),
  caseOf("identity", "spectral", "free", ["rademacher", "sparse", "gaussian", "skewed"]),
  caseOf("quadratic", "covariance", "free", ["gaussian", "rademacher"]),
  caseOf("quadratic", "spectral", "sphere", ["skewed"]),
  caseOf("cubic", "spectral", "free", ["rademacher"]),
  caseOf("hermite3", "covariance", "free", ["sparse"]),
  caseOf("y + y^3/10", "covariance", "sphere", ["sparse", "rademacher", "gaussian", "skewed"]),
];

/** Sines and exponentials: sums over the hidden laws, no other quadrature. */
export const waveCases: readonly Case[] = [
  caseOf("sin", "covariance", "sphere", ["gaussian", "skewed"]),
  caseOf("sin", "spectral", "free", ["rademacher", "sparse"]),
  caseOf("cos", "spectral", "sphere", ["sparse", "skewed"]),
  caseOf("cos", "alignment", "free", ["gaussian"]),
  caseOf("y + sin(2*y)/3", "covariance", "free", ["rademacher", "skewed"]),
  caseOf("cosh(y/2)", "covariance", "sphere", ["gaussian", "rademacher"]),
];

/** Quadrature over the noises. */
export const quadratureCases: readonly Case[] = [
  caseOf("tanh", "covariance", "sphere", ["sparse"]),
  caseOf("tanh", "spectral", "free", ["skewed"]),
  caseOf("tanh", "alignment", "sphere", ["rademacher", "sparse", "rademacher", "skewed"]),
  caseOf("tanh", "covariance", "free", ["rademacher"], { rho: 1 }),
  caseOf("tanh", "covariance", "sphere", ["skewed"], { nu: 0, rho: -1 }),
  caseOf("erf", "covariance", "free", ["skewed"]),
  caseOf("softplus", "covariance", "free", ["sparse"]),
  caseOf("softplus", "alignment", "sphere", ["gaussian", "rademacher"]),
  caseOf("y/(1+y^2)", "spectral", "sphere", ["rademacher"]),
  caseOf("relu", "alignment", "sphere", ["gaussian"]),
  caseOf("relu", "spectral", "free", ["rademacher", "sparse"]),
  caseOf("relu", "covariance", "free", ["skewed"], { nu: 0 }),
  caseOf("relu", "alignment", "sphere", ["rademacher"], { nu: 0, rho: -1 }),
];

/** @throws Error when no case has this title. */
export function caseNamed(title: string): Case {
  const found = [...closedCases, ...waveCases, ...quadratureCases].find((one) => one.title === title);
  if (found === undefined) throw new Error(`no case ${title}`);
  return found;
}

/** The right-hand side, then the Jacobian row by row, as `evaluate` computes them. */
export function expected(model: Model, state: readonly number[]): number[] {
  const tabulate = model.features.some(({ measure }) => measure.kind === "density");
  const flow = compileFlow(model, { tabulate });
  const rates = new Float64Array(flow.size);
  const matrix = new Float64Array(flow.size ** 2);
  flow.rhs(Float64Array.from(state), rates);
  flow.jacobian(Float64Array.from(state), matrix);
  return [...rates, ...matrix];
}

/** The largest difference, in units of the largest number. */
export function deviation(actual: readonly number[], reference: readonly number[]): number {
  if (actual.length !== reference.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(...reference.map(Math.abs));
  return Math.max(...actual.map((value, i) => Math.abs(value - reference[i]!))) / scale;
}
