import { ConvergenceError } from "../../theory/errors.ts";
import type { HiddenLaw, Measure } from "../../theory/laws/law.ts";
import { compositeGaussLegendre, type Rule } from "./gauss-legendre.ts";

/** E[c^j exp(x c)] or E[c^j exp(i x c)] of one hidden variable for j = 0, 1, ... */
export interface TiltedMoments {
  /** Writes the real parts to `re` and, when it oscillates, the imaginary ones to `im`, as many as `re` holds. */
  evaluate(x: number, re: Float64Array, im: Float64Array): void;
}

/** A panel's nodes resolve a density times exp(x c) over this length in units of 1/|x|. */
const panelInUnits = 16;
const nodesPerPanel = 24;

/**
 * Nodes for E[c^j exp(x c)] or E[c^j exp(i x c)] at |x| <= reach: the atoms themselves; of densities Gauss-Legendre on
 * panels that grow finer with the reach. Under exp(x c) the weight of a Gaussian tail moves outward by x times its
 * variance: panels are added until what is beyond is below 1e-18.
 * @param oscillates whether the exponent is i x c.
 * @param highest the largest j.
 * @throws ConvergenceError for a reach so large that the tail's density there is below all doubles.
 */
export function tiltedRule(law: HiddenLaw, oscillates: boolean, highest: number, reach: number): Rule {
  const { measure } = law;
  if (measure.kind === "atoms") {
    return { nodes: Float64Array.from(measure.values), weights: Float64Array.from(measure.weights) };
  }
  const bounded = oscillates || measure.tails === "none";
  const ends = divided(bounded ? measure.panels : extended(measure, highest, reach), panelInUnits / reach);
  const { nodes, weights } = compositeGaussLegendre(ends, nodesPerPanel);
  return { nodes, weights: weights.map((weight, k) => weight * measure.density(nodes[k]!)) };
}

/** Panels on which the density times c^highest exp(reach |c|) is not negligible. */
function extended(
  { density, panels }: Measure & { kind: "density" },
  highest: number,
  reach: number,
): readonly number[] {
  const ends = [...panels];
  const step = ends.at(-1)! - ends.at(-2)!;
  // At the new peak of the weighted density, wherever it is, the mean itself is at least one.
  const isNegligible = (c: number): boolean =>
    Math.log(density(c)) + reach * Math.abs(c) + highest * Math.log(1 + Math.abs(c)) < -42;
  while (!isNegligible(ends.at(-1)!)) ends.push(ends.at(-1)! + step);
  while (!isNegligible(ends[0]!)) ends.unshift(ends[0]! - step);
  if (density(ends[0]!) === 0 || density(ends.at(-1)!) === 0) {
    throw new ConvergenceError(`features: E exp(x c) at x = ${reach} is out of the reach of doubles`);
  }
  return ends;
}

/**
 * The means as functions of x.
 * @throws ConvergenceError when evaluated, see `tiltedRule`.
 */
export function tiltedMoments(law: HiddenLaw, oscillates: boolean, highest: number): TiltedMoments {
  const rules = new Map<number, Rule>();
  const ruleFor = (x: number): Rule => {
    // One rule for each power of two, so that neighbouring x share it.
    const reach = 2 ** Math.ceil(Math.log2(Math.max(Math.abs(x), 1e-3)));
    let rule = rules.get(reach);
    if (rule === undefined) rules.set(reach, (rule = tiltedRule(law, oscillates, highest, reach)));
    return rule;
  };
  return {
    evaluate(x, re, im) {
      const { nodes, weights } = ruleFor(x);
      re.fill(0);
      im.fill(0);
      for (let k = 0; k < nodes.length; k++) {
        const c = nodes[k]!;
        let a = weights[k]! * (oscillates ? Math.cos(x * c) : Math.exp(x * c));
        let b = oscillates ? weights[k]! * Math.sin(x * c) : 0;
        for (let j = 0; j < re.length; j++) {
          re[j]! += a;
          im[j]! += b;
          a *= c;
          b *= c;
        }
      }
    },
  };
}

/** Panels cut into equal parts no longer than `longest`. */
function divided(ends: readonly number[], longest: number): number[] {
  return [
    ends[0]!,
    ...ends.slice(1).flatMap((end, p) => {
      const start = ends[p]!;
      const parts = Math.max(1, Math.ceil((end - start) / longest));
      return Array.from({ length: parts }, (_, i) => start + ((end - start) * (i + 1)) / parts);
    }),
  ];
}
