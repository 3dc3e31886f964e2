import { Rational } from "../../theory/rational.ts";

/** Exact ends, the lower one first; undefined: none, as far as the numbers go. */
export interface Side {
  readonly low: Rational | undefined;
  readonly high: Rational | undefined;
}

/** A side whose ends may be left out of it, as infinite ones are. */
export interface Range extends Side {
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** A coefficient and its exponents in the domain's order of variables. */
export interface Monomial {
  readonly coefficient: Rational;
  readonly exponents: readonly number[];
}

export type Relation = ">" | ">=";

export const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;

/** A proof that does not hold or, with a `field`, a file that is no certificate. */
export class CertificateError extends Error {
  constructor(
    problem: string,
    readonly field?: string,
  ) {
    super(field === undefined ? problem : `${field}: ${problem}`);
  }
}

/** @throws CertificateError unless `holds`. */
export function expect(holds: boolean, problem: string, field?: string): void {
  if (!holds) throw new CertificateError(problem, field);
}

/** An integer or a fraction in lowest terms. Longer ones than a proof needs would only keep a reader waiting. */
export function readRational(text: unknown, field: string): Rational {
  const match = typeof text === "string" && text.length < 1000 && /^(-?\d+)(?:\/(0*[1-9]\d*))?$/.exec(text);
  const value = match ? Rational.of(BigInt(match[1]!), BigInt(match[2] ?? 1)) : undefined;
  if (value?.toString() === text && value) return value;
  throw new CertificateError("expected an integer or a fraction in lowest terms, as text", field);
}

/** Ends in order; `-inf` or `inf` stands for none. */
export function readSide([low, high]: readonly unknown[], field: string): Side {
  expect(low !== "-inf" || high !== "inf", "needs a finite end", field);
  const side = {
    low: low === "-inf" ? undefined : readRational(low, field),
    high: high === "inf" ? undefined : readRational(high, field),
  };
  expect(!side.low || !side.high || side.low.compare(side.high) < 0, "the lower end must be below", field);
  return side;
}

/** An interval such as `[0, 1)`, with inner points. */
export function readRange(text: unknown, field: string): Range {
  const match = typeof text === "string" ? /^([[(])([^ ,]+), ([^ ,]+)([\])])$/.exec(text) : null;
  if (!match) throw new CertificateError(`expected an interval such as "[0, 1)" or "(0, inf)"`, field);
  const line = text === "(-inf, inf)";
  const side = line ? { low: undefined, high: undefined } : readSide(match.slice(2), field);
  const [lowOpen, highOpen] = [match[1] === "(", match[4] === ")"];
  expect((!!side.low || lowOpen) && (!!side.high || highOpen), "an infinite end must be open", field);
  return { ...side, lowOpen, highOpen };
}

/** Terms of different monomials in these variables. */
export function readTerms(value: unknown, variables: readonly string[]): Monomial[] {
  const seen = new Set<string>();
  return array(value, "terms").map((entry, i) => {
    const [text, powers] = array(entry, `terms[${i}]`, 2);
    const coefficient = readRational(text, `terms[${i}]`);
    const given = new Map(Object.entries(object(powers, `terms[${i}]`, variables.join(" "))));
    const exponents = variables.map((name) => exponent(given.get(name) ?? 0, `terms[${i}]`));
    expect(!coefficient.isZero && !seen.has(exponents.join()), "is zero, or there twice", `terms[${i}]`);
    seen.add(exponents.join());
    return { coefficient, exponents };
  });
}

function exponent(value: unknown, field: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new CertificateError("expected exponents from 0 to 100", field);
}

/** An object; where keys are given, with no others. */
export function object(value: unknown, field: string, keys?: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CertificateError("expected an object", field);
  for (const key of Object.keys(value))
    expect(keys?.split(" ").includes(key) !== false, `knows no ${JSON.stringify(key.slice(0, 40))}`, field);
  return value as Record<string, unknown>;
}

/** A list; where a length is given, of this length. */
export function array(value: unknown, field: string, length?: number): unknown[] {
  if (Array.isArray(value) && value.length <= 20_000 && value.length === (length ?? value.length))
    return value;
  throw new CertificateError(`expected a list of ${length ?? "at most 20000"}`, field);
}

/** In + - * / ^. */
export function polynomialText(terms: readonly Monomial[], names: readonly string[]): string {
  const written = terms.map(({ coefficient, exponents }, i) => {
    const negative = coefficient.sign < 0;
    const powers = exponents.flatMap((k, at) => (k === 0 ? [] : names[at]! + (k === 1 ? "" : `^${k}`)));
    const size = `${negative ? coefficient.negate() : coefficient}`;
    const product = (size === "1" && powers.length > 0 ? powers : [size, ...powers]).join("*");
    return (i > 0 ? (negative ? " - " : " + ") : negative ? "-" : "") + product;
  });
  return written.join("") || "0";
}

/** The whole statement in words. */
export function statementText(
  terms: readonly Monomial[],
  ranges: ReadonlyMap<string, Range>,
  relation: Relation,
): string {
  const bounds = [...ranges].flatMap(([name, { low, high, lowOpen, highOpen }]) => {
    const [below, above] = [lowOpen ? "<" : "<=", highOpen ? "<" : "<="];
    const right = high ? `${name} ${above} ${high}` : name;
    return low ? [`${low} ${below} ${right}`] : high ? [right] : [];
  });
  const names = [...ranges.keys()];
  const where = bounds.length > 0 ? ` with ${bounds.join(", ")}` : "";
  return `For all real ${names.join(", ")}${where}: ${polynomialText(terms, names)} ${relation} 0.`;
}
