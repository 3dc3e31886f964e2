import { type DerivativePowers, type DifferentialRing, outputOrder } from "../activations/activation.ts";
import { functionOf } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import {
  noiseCovariance,
  noiseDeterminant,
  noiseVariance,
  overCommonDeterminants,
  tiltDeterminant,
  withEvenRootsTaken,
} from "./letters.ts";

const g = Polynomial.generator;
const twoOverPi = g("pi", -1).scale(2);
/** erf' at 0. */
const height = functionOf("sqrt", twoOverPi);

/** n^i n'^j erf(n/sqrt 2)^p erf(n'/sqrt 2)^q exp(-a n^2/2 - b n'^2/2). */
interface Tilted {
  readonly i: number;
  readonly j: number;
  readonly p: number;
  readonly q: number;
  readonly a: number;
  readonly b: number;
}

/**
 * Means over the noises of products of erf(y/sqrt 2) and its derivatives, polynomials in y, `erf` and `bell`.
 *
 * The bells tilt the Gaussian: a factor Delta^(-1/2) and the covariance Sigma (1 + diag(a, b) Sigma)^-1. Stein's
 * lemma E[n F] = Var E[dF/dn] + Cov E[dF/dn'] then takes the powers of n away; each erf it differentiates is one more
 * bell. What is left is E[erf erf] = 2/pi atan(..), by Price's theorem.
 * @returns undefined where three or more erfs are left: those have no elementary form.
 */
export function bellMean(
  left: DerivativePowers,
  right: DerivativePowers,
  ring: DifferentialRing,
): Polynomial | undefined {
  const parts: Polynomial[] = [];
  for (const x of inElements(left, ring).namedTerms()) {
    for (const z of inElements(right, ring).namedTerms()) {
      const count = ({ powers }: typeof x, name: string): number => powers.get(name) ?? 0;
      const [a, b] = [count(x, "bell"), count(z, "bell")];
      const mean = tiltedMean({
        a,
        b,
        i: count(x, "y"),
        j: count(z, "y"),
        p: count(x, "erf"),
        q: count(z, "erf"),
      });
      if (!mean) return undefined;
      parts.push(mean.multiply(height.power(a + b)).scale(x.coefficient.multiply(z.coefficient)));
    }
  }
  return overCommonDeterminants(withEvenRootsTaken(Polynomial.sum(parts), [twoOverPi]));
}

function inElements(powers: DerivativePowers, ring: DifferentialRing): Polynomial {
  return Polynomial.product(
    [...powers].map(([order, k]) => (order === outputOrder ? g("y") : ring.derivative(order)).power(k)),
  );
}

const inverseRoot = (element: Polynomial): Polynomial =>
  element.equals(Polynomial.one) ? element : functionOf("sqrt", element).inverse();

/** The tilted variance of n where n' is tilted by b, times the determinant. */
const tiltedVariance = (b: number): Polynomial => noiseVariance.add(noiseDeterminant.scale(b));

function tiltedMean({ i, j, p, q, a, b }: Tilted): Polynomial | undefined {
  if ((i + j + p + q) % 2 === 1) return Polynomial.zero;
  if (i === 0 && (j > 0 || p < q)) return tiltedMean({ i: j, j: i, p: q, q: p, a: b, b: a });
  const determinant = tiltDeterminant(a, b);
  if (i === 0) {
    const weight = inverseRoot(determinant);
    if (p + q === 0) return weight;
    return p + q === 2 ? weight.multiply(erfSquare(p, a, b)) : undefined;
  }
  const step = (count: number, covariance: Polynomial, next: Tilted): Polynomial | undefined =>
    count === 0
      ? Polynomial.zero
      : tiltedMean(next)?.multiply(covariance).multiply(determinant.inverse()).scale(count);
  const rest = { i: i - 1, j, p, q, a, b };
  const bell = (mean: Polynomial | undefined): Polynomial | undefined => mean?.multiply(height);
  const summands = [
    step(i - 1, tiltedVariance(b), { ...rest, i: i - 2 }),
    bell(step(p, tiltedVariance(b), { ...rest, p: p - 1, a: a + 1 })),
    step(j, noiseCovariance, { ...rest, j: j - 1 }),
    bell(step(q, noiseCovariance, { ...rest, q: q - 1, b: b + 1 })),
  ];
  return summands.every((summand) => summand !== undefined) ? Polynomial.sum(summands) : undefined;
}

/** E[erf(n/sqrt 2)^2] for p = 2 and E[erf(n/sqrt 2) erf(n'/sqrt 2)] for p = 1, under the tilt alone. */
function erfSquare(p: number, a: number, b: number): Polynomial {
  const [covariance, further] =
    p === 1
      ? [noiseCovariance, tiltDeterminant(a + 1, b + 1)]
      : [tiltedVariance(b), tiltDeterminant(a + 2, b)];
  const angle = covariance.multiply(inverseRoot(tiltDeterminant(a, b))).multiply(inverseRoot(further));
  return functionOf("atan", angle).multiply(twoOverPi);
}
