import { Rational } from "../../theory/rational.ts";
import {
  array,
  CertificateError,
  coefficients,
  expect,
  type Monomial,
  object,
  parsed,
  polynomialText,
  type Range,
  type Relation,
  readSide,
  readTerms,
  readVariable,
  type Side,
  statementText,
} from "./statement.ts";

/** `exitCode` 0: verified, `message` is the statement; 1: the proof does not hold; 2: no certificate. One line. */
export interface Checked {
  readonly exitCode: 0 | 1 | 2;
  readonly message: string;
}

/**
 * Checks a certificate from its text alone, by exact arithmetic: that the words say what the polynomial and the domain
 * say, and that the proof proves it. Of this suite it shares the rational numbers only.
 */
export function checkCertificate(text: string): Checked {
  try {
    return { exitCode: 0, message: new Checker().check(text) };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return { exitCode: error.field === undefined ? 1 : 2, message: error.message };
  }
}

type Coefficients = readonly Rational[];

class Checker {
  private terms: readonly Monomial[] = [];
  private domain: readonly Range[] = [];
  private relation: Relation = ">";
  private done = 0;

  check(text: string): string {
    const file = object(parsed(text), "file", "kind statement terms domain relation proof");
    expect(file["kind"] === "positivity", 'expected "positivity"', "kind");
    const ranges = new Map(Object.entries(object(file["domain"], "domain")).map(readVariable));
    expect(ranges.size > 0 && ranges.size <= 40, "expected 1 to 40 variables", "domain");
    const { relation, statement } = file;
    expect(typeof statement === "string", "expected text", "statement");
    if (relation !== ">" && relation !== ">=") throw new CertificateError('expected ">" or ">="', "relation");
    [this.domain, this.relation] = [[...ranges.values()], relation];
    this.terms = readTerms(file["terms"], [...ranges.keys()]);
    const { method } = object(file["proof"], "proof");
    if (method === "bernstein") this.bernstein(object(file["proof"], "proof", "method cells"));
    else if (method === "sturm") this.sturm(object(file["proof"], "proof", "method square rest signChanges"));
    else throw new CertificateError('expected "bernstein" or "sturm"', "proof.method");
    const made = statementText(this.terms, ranges, relation);
    expect(statement === made, `the statement is not the one that was checked: ${made}`);
    return made;
  }

  /** Counts arithmetic, more for longer numbers, so that no file keeps a reader waiting for minutes. */
  private work(operations: number, digits = 0): void {
    this.done += operations * (1 + (digits / 100) ** 2);
    expect(this.done < 2e7, "too much work to check", "proof");
  }

  private bernstein(proof: Record<string, unknown>): void {
    const cells = array(proof["cells"], "proof.cells").map((cell, i) => {
      const sides = array(cell, `proof.cells[${i}]`, this.domain.length);
      return sides.map((side, at) =>
        readSide(array(side, `proof.cells[${i}]`, 2), `proof.cells[${i}][${at}]`),
      );
    });
    this.tiling(cells);
    for (const [i, cell] of cells.entries()) this.cell(cell, `on cell ${i}`);
  }

  /** With ends numbered in their order: cells inside the domain, no two overlapping, and volumes that add up. */
  private tiling(cells: readonly (readonly Side[])[]): void {
    this.work((cells.length ** 2 * this.domain.length) / 16);
    const columns = this.domain.map((side, i) => numbered([side, ...cells.map((cell) => cell[i]!)]));
    const [whole, ...boxes] = [this.domain, ...cells].map((_, c) => columns.map((column) => column[c]!));
    const volume = (box: readonly (readonly [number, number])[]): bigint =>
      box.reduce((product, [low, high]) => product * BigInt(high - low), 1n);
    const inside = boxes.every((box) => box.every(([a, b], i) => a >= whole![i]![0] && b <= whole![i]![1]));
    expect(inside, "a cell leaves the domain");
    const overlap = boxes.some((one, i) =>
      boxes.slice(0, i).some((other) => one.every(([a, b], at) => a < other[at]![1] && other[at]![0] < b)),
    );
    expect(!overlap, "two cells overlap");
    const sum = boxes.reduce((total, box) => total + volume(box), 0n);
    expect(sum === volume(whole!), "the cells leave a part of the domain out");
  }

  /**
   * On a cell each x = (low z + high y) / (z + y) with y, z >= 0, on a ray (low z + y) / z. The polynomial times powers of
   * the denominators is a sum of c_a y^a z^(n - a), where no c_a may be negative. Where it must be positive, at
   * each corner that belongs to the domain some term with c_a > 0 must not vanish.
   */
  private cell(cell: readonly Side[], where: string): void {
    const degrees = cell.map((_, i) => Math.max(0, ...this.terms.map(({ exponents }) => exponents[i]!)));
    let digits = Math.max(0, ...this.terms.map(({ coefficient }) => `${coefficient}`.length));
    let sum = new Map(this.terms.map(({ coefficient, exponents }) => [exponents.join(), coefficient]));
    for (const [i, side] of cell.entries()) {
      const n = degrees[i]!;
      digits += n * `${side.low}${side.high}`.length;
      this.work(n ** 3 + sum.size * (n + 1), digits);
      const images = Array.from({ length: n + 1 }, (_, k) => imageOfPower(k, n, side));
      const next = new Map<string, Rational>();
      for (const [key, value] of sum) {
        const exponents = key.split(",");
        for (const [k, factor] of images[Number(exponents[i])]!.entries()) {
          if (factor.isZero) continue;
          const target = exponents.with(i, `${k}`).join();
          next.set(target, (next.get(target) ?? Rational.zero).add(factor.multiply(value)));
        }
      }
      sum = next;
    }
    expect(
      [...sum.values()].every(({ sign }) => sign >= 0),
      `a coefficient is negative ${where}`,
    );
    const survives = (i: number, left: number[][]): boolean => {
      this.work(left.length + 1);
      if (i === cell.length || left.length === 0) return left.length > 0;
      const { low, high } = cell[i]!;
      const { lowOpen, highOpen, ...whole } = this.domain[i]!;
      const corners = [
        ...(!low || (lowOpen && whole.low?.equals(low)) ? [] : [0]),
        ...(!high || (highOpen && whole.high?.equals(high)) ? [] : [degrees[i]!]),
      ];
      if (corners.length === 0 || degrees[i] === 0) return survives(i + 1, left);
      const at = (k: number): number[][] => left.filter((powers) => powers[i] === k);
      return corners.every((k) => survives(i + 1, at(k)));
    };
    const positive = [...sum].filter(([, { sign }]) => sign > 0).map(([key]) => key.split(",").map(Number));
    expect(this.relation === ">=" || survives(0, positive), `the polynomial is zero at a corner ${where}`);
  }

  /** square^2 * rest, and rest > 0 between the ends: it has no root there, and is positive next to the lower end. */
  private sturm(proof: Record<string, unknown>): void {
    const [square, rest] = ["square", "rest"].map((key) => coefficients(proof[key], `proof.${key}`));
    const recorded = array(proof["signChanges"], "proof.signChanges", 2);
    expect(this.domain.length === 1, "Sturm's theorem is about one variable", "proof.method");
    const { low, high, lowOpen, highOpen } = this.domain[0]!;
    const length = square!.length + rest!.length;
    this.work(length ** 2, length * Math.max(...[...square!, ...rest!].map((value) => `${value}`.length)));
    const product = times(times(square!, square!), rest!).map((coefficient, k) => ({
      coefficient,
      exponents: [k],
    }));
    const nonzero = product.filter(({ coefficient }) => !coefficient.isZero);
    const same = polynomialText(nonzero, ["x"]) === polynomialText(this.terms, ["x"]);
    expect(same, "the polynomial is not square^2 * rest");
    const strict = this.relation === ">";
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
    const chain = this.chain(inner);
    const signs = [low ?? -1, high ?? 1].map((end) =>
      chain.map((p) => signAt(p, end)).filter((s) => s !== 0),
    );
    const changes = signs.map((list) => list.filter((sign, i) => i > 0 && sign !== list[i - 1]).length);
    expect(changes.join() === recorded.join(), `the chain's sign changes are ${changes.join(" and ")}`);
    expect(changes[0] === changes[1], `${changes[0]! - changes[1]!} roots lie inside`);
    expect(signs[0]![0] === 1, "the polynomial is negative there");
  }

  /** The polynomial, its derivative, then remainders with the opposite sign: integers, each times a positive number. */
  private chain(p: Coefficients): bigint[][] {
    const common = p.reduce((product, { denominator }) => product * denominator, 1n);
    const first = primitive(p.map(({ numerator, denominator }) => numerator * (common / denominator)));
    const chain = [first, primitive(first.slice(1).map((value, k) => value * BigInt(k + 1)))];
    for (let by = chain[1]!; by.length > 0; chain.push(by)) {
      const lead = by.at(-1)!;
      let rest = chain.at(-2)!;
      for (let shift = rest.length - by.length; shift >= 0; shift--) {
        const factor = lead < 0n ? -rest.at(-1)! : rest.at(-1)!;
        this.work(8 * by.length, Math.max(...rest.map((value) => value.toString(16).length)));
        const scale = lead < 0n ? -lead : lead;
        rest = rest.slice(0, -1).map((value, k) => value * scale - factor * (by[k - shift] ?? 0n));
      }
      while (rest.at(-1) === 0n) rest.pop();
      by = primitive(rest.map((value) => -value));
    }
    return chain.slice(0, -1);
  }
}

/** Sides with their ends numbered in increasing order. */
function numbered(sides: readonly Side[]): (readonly [number, number])[] {
  const ends = sides.flatMap(({ low, high }) => [low, high]).filter((end) => end !== undefined);
  const order = new Set(ends.sort((a, b) => a.compare(b)).map(String));
  const number = new Map([...order].map((end, k) => [end, k]));
  return sides.map(({ low, high }) => [
    low ? number.get(`${low}`)! : -1,
    high ? number.get(`${high}`)! : order.size,
  ]);
}

/** (low z + high y)^k (z + y)^(n - k) by powers of y; an end at infinity is the point 1 / 0 or -1 / 0. */
function imageOfPower(k: number, n: number, { low, high }: Side): Coefficients {
  const above = [low ?? Rational.of(-1), high ?? Rational.one];
  const below = [low, high].map((end) => (end ? Rational.one : Rational.zero));
  return Array.from({ length: n }, (_, i) => (i < k ? above : below)).reduce<Coefficients>(times, [
    Rational.one,
  ]);
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

/** The sign at a number, or at -1 and 1: minus and plus infinity. */
function signAt(p: readonly bigint[], end: Rational | number): number {
  const exact = p.map((value) => Rational.of(value));
  if (end instanceof Rational) return valueAt(exact, end).sign;
  return exact.at(-1)!.sign * (p.length % 2 === 0 ? end : 1);
}

/** Without a common divisor. */
function primitive(list: readonly bigint[]): bigint[] {
  let content = 0n;
  for (let value of list) while (value !== 0n) [content, value] = [value, content % value];
  return list.map((value) => value / (content < 0n ? -content : content));
}

/** Divided by x - root. */
function withoutRoot(p: Coefficients, root: Rational): Coefficients {
  const partial: Rational[] = [];
  for (const value of p.toReversed())
    partial.unshift((partial[0] ?? Rational.zero).multiply(root).add(value));
  return partial.slice(1);
}
