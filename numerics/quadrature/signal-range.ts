import { ConvergenceError } from "../../theory/errors.ts";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { tiltedRule } from "./tilted-moments.ts";

/** log of the probability that may be left out. */
const logTail = -39;

/**
 * R with P(|Q.c| > R) below 1e-16 for every |Q| <= 1: the support's radius or, where that is larger or infinite, Chernoff's
 * bound. With K_l(x) <= mu_l x + kappa(t) x^2 for |x| <= t, kappa the largest over l, all Q have
 * sum K_l(t Q_l) <= t |mu| + t^2 kappa(t).
 */
export function signalRange(laws: readonly HiddenLaw[]): number {
  const support = Math.hypot(...laws.map(supportRadius));
  const means = laws.map(({ mean }) => mean.toNumber());
  const deviation = Math.sqrt(Math.max(...laws.map(({ variance }) => variance.toNumber())));
  let best = support;
  if (deviation === 0) return best;
  let curvature = deviation ** 2 / 2;
  // The best t of a Gaussian is 9 / deviation; exponential tails allow t below 1 / scale only.
  for (let t = 0.25; t < 40; t *= 1.08) {
    try {
      for (const [l, law] of laws.entries()) {
        for (const x of [t / deviation, -t / deviation]) {
          const excess = (logMean(law, x) - means[l]! * x) / x ** 2;
          curvature = Math.max(curvature, excess);
        }
      }
    } catch (error) {
      if (error instanceof ConvergenceError) break;
      throw error;
    }
    best = Math.min(best, Math.hypot(...means) + (t * curvature) / deviation - (logTail * deviation) / t);
  }
  return best;
}

function supportRadius({ measure }: HiddenLaw): number {
  if (measure.kind === "atoms") return Math.max(...measure.values.map(Math.abs));
  if (measure.tails !== "none") return Number.POSITIVE_INFINITY;
  return Math.max(...measure.panels.map(Math.abs));
}

/** log E exp(x c). */
function logMean(law: HiddenLaw, x: number): number {
  const { nodes, weights } = tiltedRule(law, false, 0, Math.abs(x));
  const peak = nodes.reduce((largest, c) => Math.max(largest, x * c), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let k = 0; k < nodes.length; k++) sum += weights[k]! * Math.exp(x * nodes[k]! - peak);
  return peak + Math.log(sum);
}
