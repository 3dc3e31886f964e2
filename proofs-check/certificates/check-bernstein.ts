import { Rational } from "../../theory/rational.ts";
import type { Claimed } from "./positivity-file.ts";
import { array, expect, object, readSide, type Side } from "./statement.ts";

/** @throws CertificateError unless the cells fill the domain, and on each the coefficients prove the relation. */
export function verifyBernstein(claimed: Claimed, proof: unknown): void {
  const { cells } = object(proof, "proof", "method cells");
  const sides = array(cells, "proof.cells").map((cell, i) =>
    array(cell, `proof.cells[${i}]`, claimed.domain.length).map((side, at) =>
      readSide(array(side, `proof.cells[${i}]`, 2), `proof.cells[${i}][${at}]`),
    ),
  );
  verifyTiling(claimed, sides);
  for (const [i, cell] of sides.entries()) verifyCell(claimed, cell, `on cell ${i}`);
}

/** With ends numbered in their order: cells inside the domain, no two overlapping, and volumes that add up. */
function verifyTiling({ domain, work }: Claimed, cells: readonly (readonly Side[])[]): void {
  work((cells.length ** 2 * domain.length) / 16);
  const columns = domain.map((side, i) => numbered([side, ...cells.map((cell) => cell[i]!)]));
  const [whole, ...boxes] = [domain, ...cells].map((_, c) => columns.map((column) => column[c]!));
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

/**
 * On a cell each x = (low z + high y) / (z + y) with y, z >= 0, on a ray (low z + y) / z. The polynomial times powers of
 * the denominators is a sum of c_a y^a z^(n - a), where no c_a may be negative. Where it must be positive, at
 * each corner that belongs to the domain some term with c_a > 0 must not vanish.
 */
function verifyCell({ terms, domain, relation, work }: Claimed, cell: readonly Side[], where: string): void {
  const degrees = cell.map((_, i) => Math.max(0, ...terms.map(({ exponents }) => exponents[i]!)));
  let digits = Math.max(0, ...terms.map(({ coefficient }) => `${coefficient}`.length));
  let sum = new Map(terms.map(({ coefficient, exponents }) => [exponents.join(), coefficient]));
  for (const [i, side] of cell.entries()) {
    const n = degrees[i]!;
    digits += n * `${side.low}${side.high}`.length;
    work(n ** 3 + sum.size * (n + 1), digits);
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
  if (relation === ">=") return;
  let corners = [[...sum].filter(([, { sign }]) => sign > 0).map(([key]) => key.split(",").map(Number))];
  for (const [i, { low, high }] of cell.entries()) {
    const { lowOpen, highOpen, ...whole } = domain[i]!;
    const ends = [
      ...(!low || (lowOpen && whole.low?.equals(low)) ? [] : [0]),
      ...(!high || (highOpen && whole.high?.equals(high)) ? [] : [degrees[i]!]),
    ];
    if (ends.length > 0 && degrees[i]! > 0)
      corners = corners.flatMap((left) => ends.map((k) => left.filter((powers) => powers[i] === k)));
    // As soon as one is empty: so there are never more than terms.
    expect(!corners.some(({ length }) => length === 0), `the polynomial is zero at a corner ${where}`);
  }
}

/** (low z + high y)^k (z + y)^(n - k) by powers of y; an end at infinity is the point 1 / 0 or -1 / 0. */
function imageOfPower(k: number, n: number, { low, high }: Side): readonly Rational[] {
  const above = [low ?? Rational.of(-1), high ?? Rational.one] as const;
  const below = [low, high].map((end) => (end ? Rational.one : Rational.zero));
  let image = [Rational.one];
  for (let i = 0; i < n; i++) {
    const [stay, up] = i < k ? above : below;
    const risen = [Rational.zero, ...image.map((value) => value.multiply(up!))];
    image = risen.map((value, j) => (image[j] ? value.add(image[j].multiply(stay!)) : value));
  }
  return image;
}
