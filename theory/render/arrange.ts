import { parseExponential, splitExponentials } from "../exponential.ts";
import { functionDefinition } from "../function-generators.ts";
import { byReading } from "../name-order.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { overlapIndex, parseMoment, symbol } from "../symbols.ts";

/** A power of a generator, a sum in parentheses, or the exponential of an expression. */
export type Factor =
  | { readonly name: string; readonly exponent: number }
  | { readonly sum: Sum; readonly exponent: 1 }
  | { readonly exponentialOf: Polynomial; readonly exponent: 1 };

export interface Product {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
}

export type Sum = readonly Product[];

/** The generators by which a sum is collected, outermost first; within the last level it is written out. */
const levels: readonly ((name: string) => boolean)[] = [
  (name) => name.startsWith("<"),
  (name) => name === symbol.batch || name === symbol.batchLessOne,
  (name) => overlapIndex(name) >= 0,
  (name) => name === symbol.norm,
  (name) => name.startsWith("E["),
  (name) => parseExponential(name) !== undefined,
  (name) => functionDefinition(name)?.name !== undefined,
  (name) => parseMoment(name) !== undefined,
];

/**
 * An expression as a person would write it: what all terms share stands in front, and the rest is collected by
 * open averages, the order in 1/B, then by powers of the overlaps, of s, the atoms and the moments. The value is unchanged.
 */
export function arrange(expression: Polynomial): Sum {
  if (expression.isZero) return [];
  const sum = collected(expression, 0).flatMap(spliced);
  // No sum starts with a minus that need not.
  const first = sum.findIndex(({ coefficient }) => coefficient.sign > 0);
  return first <= 0 ? sum : [sum[first]!, ...sum.filter((_, i) => i !== first)];
}

function collected(expression: Polynomial, level: number): Sum {
  if (expression.size === 1) return [single(expression)];
  const { content, factors, rest } = takeOut(expression);
  let sum: Sum = [];
  for (let at = level; at <= levels.length; at++) {
    const isMain = levels[at];
    if (isMain === undefined) {
      sum = ordered(rest).map(single);
      break;
    }
    const groups = rest.collect(isMain);
    if (groups.length > 1) {
      const merged = mergePartialFractions(groups);
      const [only, second] = merged;
      // One product again, in which what was taken out may cancel: (x B/(B - 1))/B.
      if (only !== undefined && second === undefined) {
        const front = [factors, only.powers].map((powers) =>
          Polynomial.fromNamedTerms([{ coefficient: Rational.one, powers }]),
        );
        return collected(Polynomial.product([...front, only.coefficient]).scale(content), level);
      }
      sum = merged
        .map(({ powers, coefficient }) => ({
          powers,
          product: attach(powers, collected(coefficient, at + 1)),
        }))
        .sort((a, b) => isPenalty(a.product) - isPenalty(b.product) || comparePowers(a.powers, b.powers))
        .flatMap(({ product }) => spliced(product));
      break;
    }
  }
  // A sum in parentheses starts with a plus: what stands in front of it takes the sign.
  const reversed = sum[0]!.coefficient.sign < 0;
  if (factors.size === 0 && content.equals(Rational.one) && !reversed) return sum;
  const front = reversed ? content.negate() : content;
  return [
    {
      coefficient: front,
      factors: [...factorsOf(factors), { sum: reversed ? negated(sum) : sum, exponent: 1 }],
    },
  ];
}

function negated(sum: Sum): Sum {
  return sum.map((product) => ({ ...product, coefficient: product.coefficient.negate() }));
}

type Group = ReturnType<Polynomial["collect"]>[number];

/** x + x/(B - 1) is x B/(B - 1): the two orders of a linear activation's variance are one. */
function mergePartialFractions(groups: readonly Group[]): readonly Group[] {
  const partner = groups.find(({ powers }) => powers.size === 1 && powers.get(symbol.batchLessOne) === -1);
  const plain = groups.find(({ powers }) => powers.size === 0);
  if (!partner || !plain || !partner.coefficient.equals(plain.coefficient)) return groups;
  const merged = new Map([
    [symbol.batch as string, 1],
    [symbol.batchLessOne as string, -1],
  ]);
  const others = groups.filter((group) => group !== partner && group !== plain);
  return [...others, { powers: merged, coefficient: plain.coefficient }];
}

/** A bare sum inside a sum, or its negative, needs no parentheses of its own. */
function spliced(product: Product): Sum {
  const [only, second] = product.factors;
  if (second !== undefined || only === undefined || !("sum" in only)) return [product];
  if (product.coefficient.equals(Rational.one)) return only.sum;
  return product.coefficient.equals(Rational.one.negate()) ? negated(only.sum) : [product];
}

/** The rational content (positive) and the powers that all terms share. */
function takeOut(expression: Polynomial): {
  content: Rational;
  factors: ReadonlyMap<string, number>;
  rest: Polynomial;
} {
  const terms = expression.namedTerms();
  const content = terms.map(({ coefficient }) => coefficient).reduce(greatestCommonContent);
  const shared = new Map<string, number>();
  for (const name of terms[0]!.powers.keys()) {
    const exponents = terms.map(({ powers }) => powers.get(name) ?? 0);
    if (exponents.every((exponent) => exponent > 0)) shared.set(name, Math.min(...exponents));
    if (exponents.every((exponent) => exponent < 0)) shared.set(name, Math.max(...exponents));
  }
  const monomial = Polynomial.product(
    [...shared].map(([name, exponent]) => Polynomial.generator(name, exponent)),
  );
  const rest = expression.multiply(monomial.inverse()).scale(Rational.one.divide(content));
  return { content, factors: shared, rest };
}

/** Only what every term has: a single half in a sum stays at its term instead of doubling all others. */
function greatestCommonContent(a: Rational, b: Rational): Rational {
  const gcd = (x: bigint, y: bigint): bigint => (y === 0n ? (x < 0n ? -x : x) : gcd(y, x % y));
  return Rational.of(gcd(a.numerator, b.numerator), gcd(a.denominator, b.denominator));
}

function single(term: Polynomial): Product {
  const [only] = term.namedTerms();
  return { coefficient: only!.coefficient, factors: factorsOf(only!.powers) };
}

/** A monomial's factors in reading order, its exponentials as one. */
function factorsOf(powers: ReadonlyMap<string, number>): Factor[] {
  const { argument, others } = splitExponentials(powers);
  const factors: Factor[] = [...others].map(([name, exponent]) => ({ name, exponent }));
  if (!argument.isZero) factors.push({ exponentialOf: argument, exponent: 1 });
  return factors.sort(compareFactors);
}

/** A group's coefficient times the powers that it was collected by. */
function attach(powers: ReadonlyMap<string, number>, coefficient: Sum): Product {
  const own = factorsOf(powers);
  const [only, second] = coefficient;
  return second === undefined
    ? { coefficient: only!.coefficient, factors: [...only!.factors, ...own].sort(compareFactors) }
    : { coefficient: Rational.one, factors: [{ sum: coefficient, exponent: 1 }, ...own] };
}

function compareFactors(a: Factor, b: Factor): number {
  if ("sum" in a || "sum" in b) return ("sum" in a ? 1 : 0) - ("sum" in b ? 1 : 0);
  const nameOf = (factor: typeof a): string => ("name" in factor ? factor.name : "exp");
  return compareNames(nameOf(a), nameOf(b));
}

/** 1 for a term of the penalty, which is written after what the loss contributes. */
function isPenalty({ factors }: Product): number {
  return factors.some((factor) => "name" in factor && factor.name === symbol.strength) ? 1 : 0;
}

/** Each term on its own, in reading order. */
function ordered(expression: Polynomial): Polynomial[] {
  return expression
    .namedTerms()
    .sort(
      (a, b) =>
        Number(a.powers.has(symbol.strength)) - Number(b.powers.has(symbol.strength)) ||
        comparePowers(a.powers, b.powers),
    )
    .map((term) => Polynomial.fromNamedTerms([term]));
}

/** Lower total degree first (in 1/B as in the rest: the leading order in front), then by name. */
function comparePowers(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const degree = (powers: ReadonlyMap<string, number>): number =>
    [...powers.values()].reduce((sum, e) => sum + Math.abs(e), 0);
  const key = (powers: ReadonlyMap<string, number>): string =>
    [...powers]
      .sort(([x], [y]) => compareNames(x, y))
      // The signal g_l is read before the shrinkage f.
      .map(([name, exponent]) => `${name === "f" ? "g~" : name}^${100 - exponent}`)
      .join();
  return degree(a) - degree(b) || (key(a) < key(b) ? -1 : 1);
}

const order = [
  symbol.learningRate,
  symbol.strength,
  symbol.background,
  symbol.augmentation,
  symbol.correlation,
];

/** tau first, then the noise, moments, atoms, the state and last the weight, as in print. */
function compareNames(a: string, b: string): number {
  const rank = (name: string): number => {
    const place = order.indexOf(name as (typeof order)[number]);
    if (place >= 0) return place;
    if (name === symbol.noiseVariance || name === symbol.noiseCovariance) return 10;
    if (parseMoment(name)) return 12;
    if (name.startsWith("exp")) return 12.5;
    if (name.startsWith("E[")) return 13;
    if (name === symbol.norm) return 14;
    if (/^u\d+$/.test(name)) return 16;
    if (name === "w" || name.includes("(w)") || name.startsWith("<")) return 17;
    return overlapIndex(name) >= 0 ? 15 : 11;
  };
  return rank(a) - rank(b) || byReading(a, b);
}
