import { parseAtom } from "./expectation/atom.ts";
import { parseExponential } from "./exponential.ts";
import { Polynomial } from "./polynomial.ts";
import { parseMoment, symbol } from "./symbols.ts";

/** 1, -1 or 0 where it is the same for all models, undefined where it depends on the numbers or is not known. */
export type Sign = -1 | 0 | 1 | undefined;

const positive: ReadonlySet<string> = new Set([
  symbol.background,
  symbol.augmentation,
  symbol.noiseVariance,
  symbol.batch,
  symbol.batchLessOne,
  symbol.learningRate,
  symbol.strength,
  symbol.norm,
]);

/** Whether a generator is above zero for every model, but for limiting ones such as nu = 0. */
export function isPositive(name: string): boolean {
  if (positive.has(name) || parseExponential(name)) return true;
  const moment = parseMoment(name);
  if (moment) return moment.order % 2 === 0;
  const atom = parseAtom(name);
  if (!atom) return false;
  const exponents = [...atom.hidden, ...atom.left.values(), ...atom.right.values()];
  return exponents.every((exponent) => exponent % 2 === 0);
}

/**
 * The sign of an expression, from nu, eta, B - 1, tau, s and even moments being positive, and |c| <= v for the views'
 * cross-covariance c and variance v. Where limiting models make it zero (nu = eta = 0, |rho| = 1) it may be zero.
 * @param known further expressions that are positive, up to factors that are.
 */
export function signOf(expression: Polynomial, known: readonly Polynomial[] = []): Sign {
  if (expression.isZero) return 0;
  const constant = expression.asConstant();
  if (constant) return constant.sign as Sign;
  for (const other of known) {
    const factor = factorBetween(expression, other);
    if (factor !== undefined) return factor;
  }
  const isNoise = (name: string): boolean => name === symbol.noiseVariance || name === symbol.noiseCovariance;
  const signs = expression
    .collect((name) => !isNoise(name))
    .flatMap(({ powers, coefficient }): Sign[] => {
      const certain = [...powers].every(([name, exponent]) => exponent % 2 === 0 || isPositive(name));
      return certain ? homogeneousParts(coefficient).map(signOfForm) : [undefined];
    });
  return signs.every((sign) => sign === signs[0]) ? signs[0] : undefined;
}

/** The sign of expression/other where that is a single term of certain sign. */
function factorBetween(expression: Polynomial, other: Polynomial): Sign {
  if (expression.size !== other.size) return undefined;
  const [first] = expression.namedTerms();
  for (const term of other.namedTerms()) {
    const factor = Polynomial.fromNamedTerms([first!]).multiply(Polynomial.fromNamedTerms([term]).inverse());
    if (other.multiply(factor).equals(expression)) return signOf(factor);
  }
  return undefined;
}

/** By degree in v and c together. */
function homogeneousParts(form: Polynomial): Polynomial[] {
  const parts = new Map<number, Polynomial[]>();
  for (const term of form.namedTerms()) {
    const degree = [...term.powers.values()].reduce((sum, exponent) => sum + exponent, 0);
    if (!parts.has(degree)) parts.set(degree, []);
    parts.get(degree)!.push(Polynomial.fromNamedTerms([term]));
  }
  return [...parts.values()].map((terms) => Polynomial.sum(terms));
}

const [p, q] = [Polynomial.generator("p"), Polynomial.generator("q")];

/**
 * The sign of a form in v and c on |c| <= v. With v = p + q, c = p - q that is p, q >= 0, where by Polya's theorem a
 * form is positive exactly when some power of p + q makes all of its coefficients so.
 */
function signOfForm(form: Polynomial): Sign {
  // Powers of v divide forms that a denominator was never cleared from; c is never divided by.
  const lowest = Math.min(0, ...form.namedTerms().map(({ powers }) => powers.get(symbol.noiseVariance) ?? 0));
  let expanded = form
    .multiply(Polynomial.generator(symbol.noiseVariance, -lowest))
    .substitute((name) => (name === symbol.noiseVariance ? p.add(q) : p.subtract(q)));
  for (let power = 0; power <= 8; power++) {
    const signs = new Set(expanded.namedTerms().map(({ coefficient }) => coefficient.sign as Sign));
    if (signs.size <= 1) return [...signs][0] ?? 0;
    expanded = expanded.multiply(p.add(q));
  }
  return undefined;
}
