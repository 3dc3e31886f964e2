import { compositeGaussLegendre } from "../numerics/quadrature/gauss-legendre.ts";
import { mathjs } from "../theory/mathjs.ts";

// On u in (0, 1], the image of the tail t / u; panels shrink towards 0, where the integrand is a high power.
const tailRule = compositeGaussLegendre([0, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 1], 20);

/** P(T > t) of Student's law, by quadrature of its density; relative error below 1e-9 down to 1e-15. */
export function studentTail(t: number, degreesOfFreedom: number): number {
  if (t < 0) return 1 - studentTail(-t, degreesOfFreedom);
  if (t === 0) return 0.5;
  const nu = degreesOfFreedom;
  const half = nu / 2;
  const logConstant =
    nu < 200
      ? Math.log(mathjs().gamma(half + 0.5)) - Math.log(mathjs().gamma(half))
      : mathjs().lgamma(half + 0.5) - mathjs().lgamma(half);
  const scale = Math.exp(logConstant) / Math.sqrt(nu * Math.PI);
  let sum = 0;
  // x = t + reach (1 - u)/u maps the tail to (0, 1]; with few degrees of freedom it extends over multiples of t.
  const reach = 1 + t;
  for (let k = 0; k < tailRule.nodes.length; k++) {
    const u = tailRule.nodes[k]!;
    const x = t + (reach * (1 - u)) / u;
    sum += (tailRule.weights[k]! * scale * Math.exp((-(nu + 1) / 2) * Math.log1p((x * x) / nu))) / (u * u);
  }
  return reach * sum;
}

const memo = new Map<string, number>();

/** The t with P(T > t) = tail, for tails below 1/2. */
export function studentQuantile(tail: number, degreesOfFreedom: number): number {
  const key = `${tail},${degreesOfFreedom}`;
  let quantile = memo.get(key);
  if (quantile === undefined) {
    let [low, high] = [0, 1];
    while (studentTail(high, degreesOfFreedom) > tail) high *= 2;
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (studentTail(middle, degreesOfFreedom) > tail) low = middle;
      else high = middle;
    }
    quantile = (low + high) / 2;
    memo.set(key, quantile);
  }
  return quantile;
}

/** P(X >= successes) for this many independent trials of one chance; relative error below 1e-10. */
export function binomialTail(successes: number, trials: number, chance: number): number {
  if (successes <= 0 || chance >= 1) return successes <= trials ? 1 : 0;
  if (successes > trials || chance <= 0) return 0;
  // From the mode of the terms on these fall monotonically: sum the side that does not contain it.
  if (successes <= trials * chance) return 1 - binomialTail(trials - successes + 1, trials, 1 - chance);
  const { lgamma } = mathjs();
  const choices = lgamma(trials + 1) - lgamma(successes + 1) - lgamma(trials - successes + 1);
  let term = Math.exp(choices + successes * Math.log(chance) + (trials - successes) * Math.log1p(-chance));
  let sum = 0;
  for (let k = successes; k <= trials && term > 1e-17 * sum; k++) {
    sum += term;
    term *= ((trials - k) / (k + 1)) * (chance / (1 - chance));
  }
  return sum;
}

/** The chance at which so many successes or more have this probability: a lower confidence bound (Clopper and Pearson 1934). */
export function lowestChance(successes: number, trials: number, alpha: number): number {
  if (successes === 0) return 0;
  let [low, high] = [0, 1];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (binomialTail(successes, trials, middle) < alpha) low = middle;
    else high = middle;
  }
  return low;
}
