import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";

/**
 * Exponentials of single terms as generators of the ring: exp(-s v/2) is the generator `exp(-1/2*s*v)`. What is inside
 * has no powers, and a power of the whole is the generator's.
 */
export function exponential(argument: Polynomial): Polynomial {
  if (argument.isZero) return Polynomial.one;
  const [term, second] = argument.namedTerms();
  if (second !== undefined || [...term!.powers.values()].some((exponent) => exponent !== 1)) {
    throw new RangeError("only exponentials of a single product are generators");
  }
  return Polynomial.generator(`exp(${[term!.coefficient, ...[...term!.powers.keys()].sort()].join("*")})`);
}

/** What a generator made by `exponential` is the exponential of; undefined for other names. */
export function parseExponential(name: string): Polynomial | undefined {
  const inside = /^exp\((-?\d+(?:\/\d+)?(?:\*\w+)*)\)$/.exec(name)?.[1];
  if (inside === undefined) return undefined;
  const [coefficient, ...factors] = inside.split("*");
  return Polynomial.product(factors.map((factor) => Polynomial.generator(factor))).scale(
    Rational.parse(coefficient!),
  );
}

/** The exponent of the product of all exponentials in a term, and the other factors. */
export function splitExponentials(powers: ReadonlyMap<string, number>): {
  readonly argument: Polynomial;
  readonly others: ReadonlyMap<string, number>;
} {
  const others = new Map<string, number>();
  const parts: Polynomial[] = [];
  for (const [name, exponent] of powers) {
    const inside = parseExponential(name);
    if (inside) parts.push(inside.scale(exponent));
    else others.set(name, exponent);
  }
  return { argument: Polynomial.sum(parts), others };
}

/**
 * Each term's exponentials as one, where their exponents are like terms: with numbers put in, exp(-900 s) exp(850 s)
 * must not be evaluated as zero times infinity.
 */
export function mergeExponentials(expression: Polynomial): Polynomial {
  return Polynomial.fromNamedTerms(
    expression.namedTerms().map(({ coefficient, powers }) => {
      const { argument, others } = splitExponentials(powers);
      if (argument.size > 1 || others.size === powers.size) return { coefficient, powers };
      const [factor] = exponential(argument).namedTerms();
      return { coefficient, powers: new Map([...others, ...factor!.powers]) };
    }),
  );
}
