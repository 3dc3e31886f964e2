import { UnsupportedError } from "./errors.ts";
import { exponential, parseExponential, splitExponentials } from "./exponential.ts";
import { type FunctionName, functions } from "./expressions/functions.ts";
import { type NamedTerm, Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { toText } from "./render/text.ts";
import { compounds } from "./symbols.ts";

/**
 * Generators of the ring that are functions of its elements: `tanh(Q1*m2_1)`, and `(1 + s)`, a sum that is divided
 * by and so occurs with negative exponents only. They are named by what they are: one function, one name.
 */
export interface FunctionDefinition {
  /** Undefined for a sum itself. */
  readonly name: FunctionName | undefined;
  readonly argument: Polynomial;
}

// What the names mean. As with the ring's numbering of generators, one name has one meaning for ever.
const definitions = new Map<string, FunctionDefinition>();

/** What a generator of this kind is; undefined for other names. */
export function functionDefinition(generator: string): FunctionDefinition | undefined {
  const argument = parseExponential(generator);
  return argument ? { name: "exp", argument } : definitions.get(generator);
}

function define(generator: string, definition: FunctionDefinition): Polynomial {
  if (!definitions.has(generator)) definitions.set(generator, definition);
  return Polynomial.generator(generator);
}

/** A known function of an element. @throws UnsupportedError for the logarithm of zero. */
export function functionOf(name: FunctionName, argument: Polynomial): Polynomial {
  if (argument.isZero) {
    const { atZero } = functions[name];
    if (!atZero) throw new UnsupportedError(`${name}(0) has no value`);
    return Polynomial.constant(atZero);
  }
  // exp(a + b) is exp(a) exp(b), and a plain product's exponential has a name of its own already.
  if (name === "exp") return Polynomial.product(termsOf(argument).map(exponentialOf));
  const plain = spelledOut(argument);
  return define(`${name}(${toText(plain)})`, { name, argument: plain });
}

function termsOf(element: Polynomial): Polynomial[] {
  return element.namedTerms().map((term) => Polynomial.fromNamedTerms([term]));
}

function exponentialOf(term: Polynomial): Polynomial {
  const [{ powers }] = term.namedTerms() as [NamedTerm];
  const plain = [...powers].every(([name, exponent]) => exponent === 1 && /^\w+$/.test(name));
  if (plain) return exponential(term);
  return Polynomial.product(
    termsOf(spelledOut(term)).map((part) => define(`exp(${toText(part)})`, { name: "exp", argument: part })),
  );
}

/**
 * An element as a single term, which can be inverted: what its terms share, times a generator for the sum that is
 * left. The sums nu + eta, nu + rho*eta and B - 1 are generators already.
 * @throws UnsupportedError for zero.
 */
export function divisorOf(element: Polynomial): Polynomial {
  const plain = spelledOut(element);
  if (plain.isZero) throw new UnsupportedError("division by zero");
  if (plain.size === 1) return plain;
  const terms = plain.namedTerms();
  const names = new Set(terms.flatMap(({ powers }) => [...powers.keys()]));
  const shared = Polynomial.product(
    [...names].map((name) =>
      Polynomial.generator(name, Math.min(...terms.map(({ powers }) => powers.get(name) ?? 0))),
    ),
  );
  const rest = plain.multiply(shared.inverse());
  const leading = leadingCoefficient(rest);
  const monic = rest.scale(Rational.one.divide(leading));
  const front = shared.scale(leading);
  for (const [compound, sum] of compounds) {
    const own = leadingCoefficient(sum);
    if (monic.scale(own).equals(sum)) {
      return front.multiply(Polynomial.generator(compound)).scale(Rational.one.divide(own));
    }
  }
  return front.multiply(define(`(${toText(monic)})`, { name: undefined, argument: monic }));
}

/** The coefficient of the term that comes first in an order of the terms' names. */
function leadingCoefficient(element: Polynomial): Rational {
  const keyed = element.namedTerms().map(({ coefficient, powers }) => ({
    coefficient,
    key: [...powers]
      .map(([name, exponent]) => `${name}^${exponent}`)
      .sort()
      .join("*"),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? 1 : -1))[0]!.coefficient;
}

/** v, c and B - 1 in plain symbols, wherever they do not divide: one element, one name. */
function spelledOut(element: Polynomial): Polynomial {
  return Polynomial.sum(
    element.namedTerms().map(({ coefficient, powers }) =>
      Polynomial.product(
        [...powers].map(([name, exponent]) => {
          const compound = exponent > 0 ? compounds.get(name) : undefined;
          return compound ? compound.power(exponent) : Polynomial.generator(name, exponent);
        }),
      ).scale(coefficient),
    ),
  );
}

/**
 * Replaces generators as `Polynomial.substitute` does, inside of functions too.
 * @throws UnsupportedError where that leads to a division by zero or by a sum that is no single term.
 */
export function substituteDeep(
  element: Polynomial,
  replacement: (name: string) => Polynomial | undefined,
): Polynomial {
  const replace = (name: string): Polynomial | undefined => {
    const definition = functionDefinition(name);
    if (!definition) return replacement(name);
    const argument = substituteDeep(definition.argument, replacement);
    return definition.name ? functionOf(definition.name, argument) : divisorOf(argument);
  };
  try {
    return element.substitute(replace);
  } catch (error) {
    if (error instanceof RangeError) throw new UnsupportedError("division by zero");
    throw error;
  }
}

/**
 * Whether two elements are equal as functions of their plain symbols: divisors are multiplied out, compounds spelled
 * out and products of exponentials joined before they are compared. Functions count as independent of all else.
 */
export function equalElements(a: Polynomial, b: Polynomial): boolean {
  let difference = a.subtract(b);
  for (;;) {
    const divisor = difference
      .generators()
      .find((name) => meaningOf(name) !== undefined && lowestExponent(difference, name) < 0);
    if (divisor === undefined) break;
    difference = difference.multiply(Polynomial.generator(divisor, -lowestExponent(difference, divisor)));
    difference = difference.substitute((name) => (name === divisor ? meaningOf(name) : undefined));
  }
  const plain = difference.substitute(meaningOf);
  const groups: { argument: Polynomial; parts: Polynomial[] }[] = [];
  for (const term of plain.namedTerms()) {
    const { argument, others } = splitExponentials(term.powers);
    const exponent = spelledOut(argument);
    let group = groups.find((other) => other.argument.equals(exponent));
    if (!group) groups.push((group = { argument: exponent, parts: [] }));
    group.parts.push(Polynomial.fromNamedTerms([{ coefficient: term.coefficient, powers: others }]));
  }
  return groups.every(({ parts }) => Polynomial.sum(parts).isZero);
}

/** What a compound or a sum that is divided by stands for. */
function meaningOf(name: string): Polynomial | undefined {
  const definition = definitions.get(name);
  return compounds.get(name) ?? (definition?.name === undefined ? definition?.argument : undefined);
}

/** The lowest exponent of a generator, where it divides; 0 where it does not. */
export function lowestExponent(element: Polynomial, name: string): number {
  return Math.min(0, ...element.namedTerms().map(({ powers }) => powers.get(name) ?? 0));
}
