import type { Monomial, Range } from "./statement.ts";

/**
 * Integer coefficients of a polynomial on a cell: with each variable x = (L z + H y) / (D z + D' y), which takes y : z from 0 to
 * infinity to the cell's side from its lower end to its upper, p times a positive number is the sum of c_a y^a z^(n - a). Up to binomials
 * they are the Bernstein coefficients; on rays from 0 they are the polynomial's own. Keys are exponents, joined.
 */
export type CellCoefficients = ReadonlyMap<string, bigint>;

/** One variable's new y and z in place of the old: y = a y' + b z', z = c y' + d z'. */
export interface LinearMap {
  readonly y: readonly [a: bigint, b: bigint];
  readonly z: readonly [c: bigint, d: bigint];
}

export function integerCoefficients(terms: readonly Monomial[]): CellCoefficients {
  const common = terms.reduce((product, { coefficient }) => {
    const { denominator } = coefficient;
    return (product * denominator) / gcd(product, denominator);
  }, 1n);
  return new Map(
    terms.map(({ coefficient, exponents }) => [
      exponents.join(),
      coefficient.numerator * (common / coefficient.denominator),
    ]),
  );
}

/** The map that takes y : z to x : 1 on a side, scaled to integers. A side without ends has none. */
export function sideMap({ low, high }: Pick<Range, "low" | "high">): LinearMap {
  const [lowTop, lowBottom] = low ? [low.numerator, low.denominator] : [-1n, 0n];
  const [highTop, highBottom] = high ? [high.numerator, high.denominator] : [1n, 0n];
  // Both ends over one denominator, so that y = z is the middle.
  const [onLow, onHigh] = low && high ? [highBottom, lowBottom] : [1n, 1n];
  return { y: [highTop * onHigh, lowTop * onLow], z: [highBottom * onHigh, lowBottom * onLow] };
}

/** The map of a part of a side in place of that of the whole: the inverse of the one times the other. */
export function partMap(whole: LinearMap, part: LinearMap): LinearMap {
  const [[a, b], [c, d]] = [whole.y, whole.z];
  // Positive: the upper end is above the lower.
  const row = (p: bigint, q: bigint): [bigint, bigint] => [
    p * part.y[0] + q * part.z[0],
    p * part.y[1] + q * part.z[1],
  ];
  const [y, z] = [row(d, -b), row(-c, a)];
  const content = gcd(gcd(y[0], y[1]), gcd(z[0], z[1]));
  return { y: [y[0] / content, y[1] / content], z: [z[0] / content, z[1] / content] };
}

/** The coefficients after a map of variable `at`, in which the polynomial has degree `degree`. */
export function mapped(
  coefficients: CellCoefficients,
  at: number,
  degree: number,
  map: LinearMap,
): CellCoefficients {
  if (degree === 0) return coefficients;
  const powers = linearPowers(map, degree);
  const image = new Map<string, bigint>();
  for (const [key, coefficient] of coefficients) {
    const exponents = key.split(",");
    for (const [k, factor] of powers[Number(exponents[at])]!.entries()) {
      if (factor === 0n) continue;
      exponents[at] = String(k);
      const target = exponents.join();
      image.set(target, (image.get(target) ?? 0n) + factor * coefficient);
    }
  }
  return primitive(image);
}

/** Coefficients by powers of y' of y^k z^(n - k), for k = 0..n. */
function linearPowers({ y, z }: LinearMap, degree: number): bigint[][] {
  return Array.from({ length: degree + 1 }, (_, k) => {
    let product = [1n];
    for (let i = 0; i < degree; i++) {
      const [up, stay] = i < k ? y : z;
      const next: bigint[] = new Array(product.length + 1).fill(0n);
      for (const [j, value] of product.entries()) {
        next[j]! += stay * value;
        next[j + 1]! += up * value;
      }
      product = next;
    }
    return product;
  });
}

/** Without zeros and without a common divisor. */
function primitive(coefficients: ReadonlyMap<string, bigint>): CellCoefficients {
  let content = 0n;
  for (const value of coefficients.values()) {
    content = gcd(content, value);
    if (content === 1n) break;
  }
  const kept = [...coefficients].filter(([, value]) => value !== 0n);
  return new Map(content > 1n ? kept.map(([key, value]) => [key, value / content]) : kept);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
