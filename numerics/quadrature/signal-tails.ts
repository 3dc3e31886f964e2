import { ConvergenceError } from "../../theory/errors.ts";
import type { HiddenLaw } from "../../theory/laws/law.ts";
import { tiltedRule } from "./tilted-moments.ts";

/** log of the probability that may be left out, 1e-16. */
export const logTail = -37;

/** Where signals S = Q.c lie. */
export interface SignalTails {
  /** P(|S| > radius) is below 1e-16. */
  readonly radius: number;
  /** E exp(rate S) and E exp(-rate S) are at most exp(logMean). */
  readonly bounds: readonly { readonly rate: number; readonly logMean: number }[];
}

/**
 * The tails of the signals of all |Q| <= longest. With K_l(x) = log E exp(x c_l) <= mu_l x + kappa(t) x^2 for |x| <= t, kappa
 * the largest over l, |Q| <= 1 has sum K_l(t Q_l) <= t |mu| + t^2 kappa(t). The radius is the support's or, where that is
 * larger or infinite, Chernoff's bound from this.
 */
export function signalTails(laws: readonly HiddenLaw[], longest = 1): SignalTails {
  const support = Math.hypot(...laws.map(supportRadius));
  const means = laws.map(({ mean }) => mean.toNumber());
  const deviation = Math.sqrt(Math.max(...laws.map(({ variance }) => variance.toNumber())));
  if (deviation === 0) return { radius: longest * support, bounds: [] };
  const bounds: { rate: number; logMean: number }[] = [];
  let curvature = deviation ** 2 / 2;
  let radius = Number.POSITIVE_INFINITY;
  // The best t of a Gaussian is 9 / deviation; exponential tails allow t below 1 / scale only.
  for (let t = 0.25 / deviation; t < 40 / deviation; t *= 1.08) {
    try {
      for (const [l, law] of laws.entries()) {
        for (const x of law.symmetric ? [t] : [t, -t]) {
          const excess = (logMean(law, x) - means[l]! * x) / x ** 2;
          curvature = Math.max(curvature, excess);
        }
      }
    } catch (error) {
      if (error instanceof ConvergenceError) break;
      throw error;
    }
    const bound = { rate: t / longest, logMean: t * Math.hypot(...means) + t ** 2 * curvature };
    bounds.push(bound);
    const next = (bound.logMean - logTail) / bound.rate;
    // A larger t than the best is good for nothing.
    if (next > radius) break;
    radius = next;
  }
  return { radius: Math.min(longest * support, radius), bounds };
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
