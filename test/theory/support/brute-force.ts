import type { Model } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";

/** A law on finitely many values. */
export interface FiniteLaw {
  readonly values: readonly Rational[];
  readonly weights: readonly Rational[];
}

/** Numbers for everything that one sample's outputs depend on. */
export interface Point {
  readonly laws: readonly FiniteLaw[];
  readonly overlaps: readonly Rational[];
  readonly norm: Rational;
  /** v and c of the views' noises. */
  readonly variance: Rational;
  readonly covariance: Rational;
}

/**
 * All ways to pair i objects of one kind with j of another: how many of them have k mixed pairs, at index k.
 * Every pairing is visited, none is counted by a formula.
 */
export function pairingCounts(i: number, j: number): number[] {
  const counts = Array<number>(Math.min(i, j) + 1).fill(0);
  const visit = (left: readonly boolean[], mixed: number): void => {
    const [first, ...others] = left;
    if (first === undefined) {
      counts[mixed]!++;
      return;
    }
    others.forEach((other, at) => {
      visit(
        others.filter((_, index) => index !== at),
        mixed + (other === first ? 0 : 1),
      );
    });
  };
  visit([...Array<boolean>(i).fill(true), ...Array<boolean>(j).fill(false)], 0);
  return counts;
}

const pairings = new Map<string, number[]>();

/** E[n^i n'^j] of Gaussians with this variance and covariance, summed over pairings. */
function gaussianMoment(i: number, j: number, variance: Rational, covariance: Rational): Rational {
  const key = `${i},${j}`;
  if (!pairings.has(key)) pairings.set(key, pairingCounts(i, j));
  let sum = Rational.zero;
  pairings.get(key)!.forEach((count, mixed) => {
    if (count === 0) return;
    const pure = (i + j) / 2 - mixed;
    sum = sum.add(variance.power(pure).multiply(covariance.power(mixed)).multiply(Rational.of(count)));
  });
  return sum;
}

/** Every joint value of the hidden variables with its probability. */
function enumerate(laws: readonly FiniteLaw[]): { values: Rational[]; weight: Rational }[] {
  return laws.reduce(
    (joint, law) =>
      joint.flatMap(({ values, weight }) =>
        law.values.map((value, i) => ({
          values: [...values, value],
          weight: weight.multiply(law.weights[i]!),
        })),
      ),
    [{ values: [] as Rational[], weight: Rational.one }],
  );
}

/** The means E[c^hidden y^i y'^j] of one sample at a point, from their definition. */
export function sampleMoments(point: Point): (hidden: readonly number[], i: number, j: number) => Rational {
  const joint = enumerate(point.laws);
  const memo = new Map<string, Rational>();
  const variance = point.norm.multiply(point.variance);
  const covariance = point.norm.multiply(point.covariance);
  const times = (a: Rational, b: Rational): Rational => a.multiply(b);
  return (hidden, i, j) => {
    const key = `${hidden.join()}|${i},${j}`;
    let mean = memo.get(key);
    if (mean !== undefined) return mean;
    mean = Rational.zero;
    for (const { values, weight } of joint) {
      const signal = values.reduce(
        (sum, value, l) => sum.add(value.multiply(point.overlaps[l]!)),
        Rational.zero,
      );
      const factor = hidden.map((exponent, l) => values[l]!.power(exponent)).reduce(times, weight);
      // (S + n)^i (S + n')^j, one factor after the other: list[k][m] is the coefficient of n^k n'^m.
      const first = powersOfShifted(signal, i);
      const second = powersOfShifted(signal, j);
      first.forEach((a, k) => {
        second.forEach((b, m) => {
          if ((k + m) % 2 === 1) return;
          const noise = gaussianMoment(k, m, variance, covariance);
          mean = mean!.add(factor.multiply(a).multiply(b).multiply(noise));
        });
      });
    }
    memo.set(key, mean);
    return mean;
  };
}

/** The coefficients of (signal + n)^exponent by powers of n, by repeated multiplication. */
function powersOfShifted(signal: Rational, exponent: number): Rational[] {
  let list = [Rational.one];
  for (let step = 0; step < exponent; step++) {
    const next = Array.from({ length: list.length + 1 }, () => Rational.zero);
    list.forEach((coefficient, k) => {
      next[k] = next[k]!.add(coefficient.multiply(signal));
      next[k + 1] = next[k + 1]!.add(coefficient);
    });
    list = next;
  }
  return list;
}

/** What one step's batch does on average, from the definition of the loss. */
export interface BatchAverages {
  /** E sum_i (F_i + F'_i) c_il, for each l. */
  readonly alongFeatures: readonly Rational[];
  /** E sum_i (F_i y_i + F'_i y'_i). */
  readonly alongWeight: Rational;
  /** E sum_i v (F_i^2 + F'_i^2) + 2 c F_i F'_i. */
  readonly variance: Rational;
}

/**
 * The averages over whole batches: the loss of B samples as a polynomial in its 2 B outputs, its partial
 * derivatives, and the mean of each monomial over the independent samples.
 */
export function batchAverages(model: Model, batch: number, point: Point): BatchAverages {
  const phi = (output: string): Polynomial =>
    model.activation.polynomial!.substitute((name) =>
      name === "y" ? Polynomial.generator(output) : undefined,
    );
  const samples = Array.from({ length: batch }, (_, i) => i);
  const [first, second] = [(i: number) => `y_${i}`, (i: number) => `yp_${i}`];
  const pair = (part: Polynomial, i: number, j: number): Polynomial =>
    part.substitute((name) => (name === "z" ? phi(first(i)) : name === "zp" ? phi(second(j)) : undefined));
  const loss = Polynomial.sum(
    samples.flatMap((i) =>
      samples.map((j) =>
        i === j
          ? pair(model.loss.a, i, i).scale(Rational.of(1, batch))
          : pair(model.loss.b, i, j).scale(Rational.of(1, batch * (batch - 1))),
      ),
    ),
  );

  const moments = sampleMoments(point);
  /** The mean of an expression in the outputs, times c_l of sample `of`. */
  const mean = (expression: Polynomial, of = -1, l = -1): Rational => {
    let sum = Rational.zero;
    for (const { coefficient, powers } of expression.namedTerms()) {
      let product = coefficient;
      for (const i of samples) {
        const hidden = point.laws.map((_, at) => (i === of && at === l ? 1 : 0));
        product = product.multiply(moments(hidden, powers.get(first(i)) ?? 0, powers.get(second(i)) ?? 0));
      }
      sum = sum.add(product);
    }
    return sum;
  };
  const total = (values: readonly Rational[]): Rational => values.reduce((a, b) => a.add(b), Rational.zero);

  const forces = samples.map((i) => ({
    F: loss.derivative(first(i)),
    Fp: loss.derivative(second(i)),
    y: Polynomial.generator(first(i)),
    yp: Polynomial.generator(second(i)),
  }));
  return {
    alongFeatures: point.laws.map((_, l) => total(forces.map(({ F, Fp }, i) => mean(F.add(Fp), i, l)))),
    alongWeight: total(forces.map(({ F, Fp, y, yp }) => mean(F.multiply(y).add(Fp.multiply(yp))))),
    variance: total(
      forces.map(({ F, Fp }) => {
        const squares = F.multiply(F).add(Fp.multiply(Fp)).scale(point.variance);
        return mean(squares.add(F.multiply(Fp).scale(point.covariance.multiply(Rational.of(2)))));
      }),
    ),
  };
}
