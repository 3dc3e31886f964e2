import { Rational } from "../../theory/rational.ts";
import type { Claimed } from "./positivity-file.ts";
import { array, CertificateError, expect, object, readRational } from "./statement.ts";

/** Of one variable, the constant first. */
type Coefficients = readonly Rational[];

/**
 * The polynomial must be square^2 * rest with rest > 0 between the ends: rest has no root there, and is positive next to the
 * lower end. @throws CertificateError if not.
 */
export function verifySturm({ terms, domain, relation, work }: Claimed, value: unknown): void {
  const proof = object(value, "proof", "method square rest signChanges");
  const [square, rest] = ["square", "rest"].map((key) => coefficients(proof[key], `proof.${key}`));
  const recorded = array(proof["signChanges"], "proof.signChanges", 2);
  if (domain.length !== 1)
    throw new CertificateError("Sturm's theorem is about one variable", "proof.method");
  const { low, high, lowOpen, highOpen } = domain[0]!;
  const length = square!.length + rest!.length;
  work(length ** 2, length * Math.max(...[...square!, ...rest!].map((number) => `${number}`.length)));
  const product = times(times(square!, square!), rest!);
  const claimed = new Map(terms.map(({ coefficient, exponents }) => [exponents[0]!, coefficient]));
  const same = product.every((number, k) => number.equals(claimed.get(k) ?? Rational.zero));
  expect(same && Math.max(...claimed.keys()) < product.length, "the polynomial is not square^2 * rest");
  const strict = relation === ">";
  expect(!strict || square!.length === 1, "a positive polynomial has no square that vanishes");
  let inner = rest!;
  for (const end of [low, high].filter((end) => end !== undefined)) {
    while (valueAt(inner, end).isZero) {
      expect(!strict || (end === low ? lowOpen : highOpen), `the polynomial is zero at ${end}`);
      // x - low and high - x are positive in between.
      const sign = Rational.of(end === low ? 1 : -1);
      inner = withoutRoot(inner, end).map((coefficient) => coefficient.multiply(sign));
    }
  }
  const chain = sturmChain(inner, work);
  const signs = [low ?? -1, high ?? 1].map((end) => chain.map((p) => signAt(p, end)).filter((s) => s !== 0));
  const changes = signs.map((list) => list.filter((sign, i) => i > 0 && sign !== list[i - 1]).length);
  expect(changes.join() === recorded.join(), `the chain's sign changes are ${changes.join(" and ")}`);
  expect(changes[0] === changes[1], `${changes[0]! - changes[1]!} roots lie inside`);
  expect(signs[0]![0] === 1, "the polynomial is negative there");
}

function coefficients(value: unknown, field: string): Coefficients {
  const list = array(value, field).map((entry) => readRational(entry, field));
  expect(list.at(-1)?.isZero === false && list.length <= 101, "expected up to 101, the last not 0", field);
  return list;
}

/** The polynomial, its derivative, then remainders with the opposite sign: integers, each times a positive number. */
function sturmChain(p: Coefficients, work: Claimed["work"]): bigint[][] {
  const common = p.reduce((product, { denominator }) => product * denominator, 1n);
  const first = primitive(p.map(({ numerator, denominator }) => numerator * (common / denominator)));
  const chain = [first, primitive(first.slice(1).map((value, k) => value * BigInt(k + 1)))];
  for (let by = chain[1]!; by.length > 0; chain.push(by)) {
    const lead = by.at(-1)!;
    let rest = chain.at(-2)!;
    for (let shift = rest.length - by.length; shift >= 0; shift--) {
      const factor = lead < 0n ? -rest.at(-1)! : rest.at(-1)!;
      work(8 * by.length, Math.max(...rest.map((value) => value.toString(16).length)));
      const scale = lead < 0n ? -lead : lead;
      rest = rest.slice(0, -1).map((value, k) => value * scale - factor * (by[k - shift] ?? 0n));
    }
    while (rest.at(-1) === 0n) rest.pop();
    by = primitive(rest.map((value) => -value));
  }
  return chain.slice(0, -1);
}

/** Without a common divisor. */
function primitive(list: readonly bigint[]): bigint[] {
  let content = 0n;
  for (let value of list) while (value !== 0n) [content, value] = [value, content % value];
  return list.map((value) => value / (content < 0n ? -content : content));
}

/** The sign at a number, or at -1 and 1: minus and plus infinity. */
function signAt(p: readonly bigint[], end: Rational | number): number {
  const exact = p.map((value) => Rational.of(value));
  if (end instanceof Rational) return valueAt(exact, end).sign;
  return exact.at(-1)!.sign * (p.length % 2 === 0 ? end : 1);
}

function times(p: Coefficients, q: Coefficients): Coefficients {
  const product: Rational[] = new Array(p.length + q.length - 1).fill(Rational.zero);
  for (const [i, a] of p.entries())
    for (const [j, b] of q.entries()) product[i + j] = product[i + j]!.add(a.multiply(b));
  return product;
}

function valueAt(p: Coefficients, x: Rational): Rational {
  return p.reduceRight((value, coefficient) => value.multiply(x).add(coefficient), Rational.zero);
}

/** Divided by x - root. */
function withoutRoot(p: Coefficients, root: Rational): Coefficients {
  const partial: Rational[] = [];
  for (const value of p.toReversed())
    partial.unshift((partial[0] ?? Rational.zero).multiply(root).add(value));
  return partial.slice(1);
}
