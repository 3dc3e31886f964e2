import { functionOf, lowestExponent } from "../function-generators.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { symbol } from "../symbols.ts";

/**
 * Means over the two views' noises alone, which are what is left of every mean at Q = 0, are written in the noises'
 * variance `v_n` and covariance `c_n`, and in the determinants `Delta_a_b` that a tilt by Gaussian factors brings.
 */
export const noiseVariance = Polynomial.generator("v_n");
export const noiseCovariance = Polynomial.generator("c_n");

/** v_n^2 - c_n^2. */
export const noiseDeterminant = noiseVariance.power(2).subtract(noiseCovariance.power(2));

/** det(1 + diag(a, b) Sigma), Sigma the noises' covariance: positive even where Sigma is singular. Symmetric in a, b. */
export function tiltDeterminant(a: number, b: number): Polynomial {
  if (a === 0 && b === 0) return Polynomial.one;
  return Polynomial.generator(a >= b ? `Delta_${a}_${b}` : `Delta_${b}_${a}`);
}

/** What one of these letters stands for; undefined for other names. v_n and c_n without s, which is 1 on the sphere. */
export function letterDefinition(name: string): Polynomial | undefined {
  if (name === "v_n") return Polynomial.generator(symbol.noiseVariance);
  if (name === "c_n") return Polynomial.generator(symbol.noiseCovariance);
  const [, a, b] = /^Delta_(\d+)_(\d+)$/.exec(name) ?? [];
  if (a === undefined || b === undefined) return undefined;
  return Polynomial.one
    .add(noiseVariance.scale(Number(a) + Number(b)))
    .add(noiseDeterminant.scale(Number(a) * Number(b)));
}

/** sqrt(x)^2 is x, wherever that leaves a single term or divides nothing. */
export function withEvenRootsTaken(element: Polynomial, radicands: readonly Polynomial[]): Polynomial {
  return radicands.reduce((whole, radicand) => {
    const [root] = functionOf("sqrt", radicand).generators() as [string];
    return Polynomial.sum(
      whole.namedTerms().map((term) => {
        const exponent = term.powers.get(root) ?? 0;
        const pairs = Math.trunc(exponent / 2);
        if (pairs === 0 || (pairs < 0 && radicand.size > 1)) return Polynomial.fromNamedTerms([term]);
        return Polynomial.fromNamedTerms([term])
          .multiply(Polynomial.generator(root, -2 * pairs))
          .multiply(radicand.power(pairs));
      }),
    );
  }, element);
}

/**
 * One fraction in place of several: what multiplies the same functions is put over a common product of determinants,
 * and the determinants above it are written out.
 */
export function overCommonDeterminants(element: Polynomial): Polynomial {
  const isNoise = (name: string): boolean => /^([vc]_n|Delta_.*)$/.test(name);
  const isDeterminant = (name: string): boolean => name.startsWith("Delta_");
  const fractions = element
    .collect((name) => !isNoise(name))
    .map(({ powers, coefficient }) => {
      const denominators = coefficient.generators().filter(isDeterminant);
      const common = Polynomial.product(
        denominators.map((name) => Polynomial.generator(name, -lowestExponent(coefficient, name))),
      );
      const numerator = coefficient
        .multiply(common)
        .substitute((name) => (isDeterminant(name) ? letterDefinition(name) : undefined));
      return Polynomial.fromNamedTerms([{ coefficient: Rational.one, powers }])
        .multiply(numerator)
        .multiply(common.inverse());
    });
  return Polynomial.sum(fractions);
}
