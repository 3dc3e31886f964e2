import { panelRule } from "./legendre.ts";

/** Finitely many values with their weights: a law, or a rule that integrates against one. */
export interface Atoms {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** The laws that the tests use, each as points that integrate against it, beside its entry of a model file. */
export interface PlainLaw extends Atoms {
  readonly entry: { readonly law: string } & Readonly<Record<string, unknown>>;
}

function density(ends: readonly number[], f: (x: number) => number, scale: number): Atoms {
  const { nodes, weights } = panelRule(ends, 12);
  return {
    values: nodes.map((x) => scale * x),
    weights: weights.map((weight, k) => weight * f(nodes[k]!)),
  };
}

export function rademacher(variance: number): PlainLaw {
  const value = Math.sqrt(variance);
  return { entry: { law: "rademacher", variance }, values: [value, -value], weights: [0.5, 0.5] };
}

/** Not symmetric, mean zero: -1 with weight 2/3 and 2 with 1/3. */
export const skewed: PlainLaw = {
  entry: { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] },
  values: [-1, 2],
  weights: [2 / 3, 1 / 3],
};

export function sparse(variance: number, inverse: number): PlainLaw {
  const value = Math.sqrt(variance * inverse);
  const tail = 0.5 / inverse;
  return {
    entry: { law: "sparse", variance, probability: `1/${inverse}` },
    values: [-value, 0, value],
    weights: [tail, 1 - 2 * tail, tail],
  };
}

export function gaussian(variance: number): PlainLaw {
  const normal = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const ends = [-8.5, -5.5, -3.5, -1.7, 0, 1.7, 3.5, 5.5, 8.5];
  return { entry: { law: "gaussian", variance }, ...density(ends, normal, Math.sqrt(variance)) };
}

export function laplace(variance: number): PlainLaw {
  const exponential = (x: number): number => Math.exp(-Math.abs(x)) / 2;
  const right = [0, 1.5, 4, 8, 14, 22, 32, 42];
  const ends = [
    ...right
      .slice(1)
      .map((x) => -x)
      .reverse(),
    ...right,
  ];
  return { entry: { law: "laplace", variance }, ...density(ends, exponential, Math.sqrt(variance / 2)) };
}

export function uniform(variance: number): PlainLaw {
  return { entry: { law: "uniform", variance }, ...density([-1, 0, 1], () => 0.5, Math.sqrt(3 * variance)) };
}
