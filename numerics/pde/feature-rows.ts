import { UnsupportedError } from "../../theory/errors.ts";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { gaussRule } from "./gauss-rule.ts";

/** Quadrature nodes of the law of a row u = (u_1, ..., u_d) of the feature matrix. */
export interface FeatureRows {
  /** `values[k]` is u at node k. */
  readonly values: readonly (readonly number[])[];
  /** They sum to one. */
  readonly weights: Float64Array;
}

/** Nodes beyond this cost minutes: each has a density of its own. */
const maximalRows = 1024;

/** Nodes of weight below this change no average in its first 12 digits. */
const negligible = 1e-15;

/**
 * Nodes an entry by default. Where the noise is small against the signal a row's density is narrow, and fewer nodes
 * would leave gaps between the rows: with L1 on the sphere at Q = 0.9, 16 nodes are off by 2e-3 in Q, 48 by 4e-5.
 */
export function defaultNodes(features: number): number {
  return features === 1 ? 48 : 24;
}

/**
 * The product rule for d independent entries of one law.
 * @throws UnsupportedError when it would have over `maximalRows` nodes.
 */
export function featureRows(features: number, nodesPerFeature: number, entries: HiddenLaw): FeatureRows {
  const rule = gaussRule(entries, nodesPerFeature);
  const each = rule.nodes.length;
  const total = each ** features;
  if (total > maximalRows) {
    throw new UnsupportedError(
      `features: the PDE of ${features} features needs ${total} quadrature nodes at ${each} each, over the limit of ${maximalRows}`,
    );
  }
  let rows: { values: number[]; weight: number }[] = [{ values: [], weight: 1 }];
  for (let l = 0; l < features; l++) {
    rows = rows.flatMap(({ values, weight }) =>
      Array.from(rule.nodes, (node, k) => ({
        values: [...values, node],
        weight: weight * rule.weights[k]!,
      })),
    );
  }
  const kept = rows.filter(({ weight }) => weight >= negligible);
  const sum = kept.reduce((total, { weight }) => total + weight, 0);
  return {
    values: kept.map(({ values }) => values),
    weights: Float64Array.from(kept, ({ weight }) => weight / sum),
  };
}
