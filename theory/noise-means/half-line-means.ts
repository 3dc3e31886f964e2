import { type DerivativePowers, outputOrder } from "../activations/activation.ts";
import { functionOf } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import { noiseCovariance, noiseDeterminant, noiseVariance, withEvenRootsTaken } from "./letters.ts";

/** n^power, times the step H(n) where it is `cut`; or a derivative of Dirac's delta. */
type Side = { readonly power: number; readonly cut: boolean } | { readonly delta: number };

const scaledVariance = Polynomial.generator("pi").scale(2).multiply(noiseVariance);
/** The density of n at 0. */
const density = functionOf("sqrt", scaledVariance).inverse();
const [densityName] = density.generators() as [string];
const root = functionOf("sqrt", noiseDeterminant);
const twoPi = Polynomial.generator("pi").scale(2);
/** The variance of n' where n = 0. */
const conditionalVariance = root.power(2).multiply(noiseVariance.inverse());

/**
 * Means over the noises of products of relu and its derivatives in their normal form: powers of n on the half line
 * n > 0 or on all of it, and derivatives of the delta.
 *
 * Stein's lemma E[n F] = v_n E[dF/dn] + c_n E[dF/dn'] takes the powers away and, read backwards, the derivatives of
 * the delta; a delta fixes its noise at 0 and leaves the other one Gaussian, of variance v_n - c_n^2/v_n. The rest is
 * the quadrant's probability.
 */
export function halfLineMean(left: DerivativePowers, right: DerivativePowers): Polynomial {
  const form = withEvenRootsTaken(mean(sideOf(left), sideOf(right)), [scaledVariance, noiseDeterminant]);
  // v_n/sqrt(2 pi v_n) is sqrt(2 pi v_n)/(2 pi).
  return Polynomial.sum(
    form.namedTerms().map((term) => {
      const single = Polynomial.fromNamedTerms([term]);
      const isReducible = (term.powers.get("v_n") ?? 0) > 0 && (term.powers.get(densityName) ?? 0) < 0;
      return isReducible
        ? single.multiply(scaledVariance.inverse()).multiply(density.inverse().power(2))
        : single;
    }),
  );
}

function sideOf(powers: DerivativePowers): Side {
  const [[order, exponent] = [outputOrder, 0]] = [...powers];
  if (order === outputOrder || order === 0) return { power: exponent, cut: order === 0 };
  return order === 1 ? { power: 0, cut: true } : { delta: order - 2 };
}

const { zero, one } = Polynomial;
const half = one.scale(2).inverse();

function mean(left: Side, right: Side): Polynomial {
  if ("delta" in left) return deltaMean(left.delta, right);
  if ("delta" in right || (left.power === 0 && right.power > 0)) return mean(right, left);
  if (left.power > 0) {
    const rest = { ...left, power: left.power - 1 };
    const own = derivative(rest, (side) => mean(side, right));
    const other = derivative(right, (side) => mean(rest, side));
    return noiseVariance.multiply(own).add(noiseCovariance.multiply(other));
  }
  if (left.cut !== right.cut) return half;
  if (!left.cut) return one;
  // The angle of the quadrant: asin(c_n/v_n), which atan expresses without leaving its domain.
  const angle = functionOf("atan", noiseCovariance.multiply(root.inverse()));
  return half.power(2).add(angle.multiply(twoPi.inverse()));
}

/** The mean of a side's derivative, given the mean of any side. */
function derivative(side: Side, of: (side: Side) => Polynomial): Polynomial {
  if ("delta" in side) return of({ delta: side.delta + 1 });
  const { power, cut } = side;
  if (power === 0) return cut ? of({ delta: 0 }) : zero;
  return of(power === 1 && !cut ? { power: 0, cut } : { power: power - 1, cut }).scale(power);
}

/** E[delta^(order)(n) F(n')]. As n delta^(k) = -k delta^(k-1), Stein's lemma for n delta^(order-1) F gives the order below. */
function deltaMean(order: number, right: Side): Polynomial {
  if (order === 0) return density.multiply(conditionalMean(right));
  const product = order === 1 ? zero : deltaMean(order - 2, right).scale(1 - order);
  const other = derivative(right, (side) => deltaMean(order - 1, side));
  return product.subtract(noiseCovariance.multiply(other)).multiply(noiseVariance.inverse());
}

/** E[F(n')] where n = 0, by Stein's lemma in one variable. */
function conditionalMean(side: Side): Polynomial {
  if ("delta" in side) {
    if (side.delta === 0) return density.multiply(twoPi).multiply(root).inverse();
    if (side.delta === 1) return zero;
    return conditionalMean({ delta: side.delta - 2 })
      .scale(1 - side.delta)
      .multiply(conditionalVariance.inverse());
  }
  if (side.power === 0) return side.cut ? half : one;
  return conditionalVariance.multiply(
    derivative({ ...side, power: side.power - 1 }, (inner) => conditionalMean(inner)),
  );
}
