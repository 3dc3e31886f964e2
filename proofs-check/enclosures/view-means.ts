import { UnsupportedError } from "../../theory/errors.ts";
import type { Coefficients } from "../../theory/expressions/sturm.ts";
import type { Rational } from "../../theory/rational.ts";
import { horner, product, sizeWithin, strip, supremum } from "./tanh-polynomial.ts";

/** Degrees of the Hermite functions that are kept. */
const degrees = 96;

/** A number known up to `error`. */
export interface Enclosed {
  readonly value: number;
  readonly error: number;
}

/**
 * Enclosures of the means A(S, c) = E f(S + n) g(S + n') of two noises of variance v and covariance c, for polynomials f
 * and g in tanh. Mehler's formula separates the two,
 *
 *     A(S, c) = sum_k (c/v)^k a_k b_k,   a_k = E f(S + n) h_k(n / sqrt v),
 *
 * with the orthonormal Hermite polynomials h_k, and sum_k a_k^2 = E f^2 (Parseval) bounds what is cut off:
 * the rest is at most |c/v|^K sqrt(E f^2 - sum_{k<K} a_k^2) times the same of g. Each a_k is a trapezoidal sum.
 */
export class ViewMeans {
  private readonly nodes: readonly Node[];
  /** sup |f| for each function. */
  private readonly sizes: readonly number[];
  /** An error bound for a_k, all k, of each function; and for E f^2. */
  private readonly errors: readonly number[];
  private readonly squareErrors: readonly number[];
  private readonly numbers: readonly (readonly number[])[];
  private readonly variance: number;

  constructor(functions: readonly Coefficients[], variance: Rational) {
    this.variance = variance.toNumber();
    const rule = trapezoidalRule(variance);
    this.nodes = rule.nodes;
    this.numbers = functions.map((f) => f.map((coefficient) => coefficient.toNumber()));
    this.sizes = functions.map((f) => supremum(f));
    const errorOf = (f: Coefficients, size: number): number => {
      const evaluation = sizeWithin(f, 1) * (f.length + 1) ** 2 * tanhError;
      return (
        rule.discretization * sizeWithin(f, strip.bound) +
        rule.truncation * size +
        rule.weight * (evaluation + size * (rule.nodes.length * unitRoundoff + weightError))
      );
    };
    this.errors = functions.map((f, i) => errorOf(f, this.sizes[i]!));
    this.squareErrors = functions.map((f, i) => errorOf(product(f, f), this.sizes[i]! ** 2));
  }

  /** What the means at one signal need. @param signal S, at most 16 in size. */
  at(signal: number): SignalCoefficients {
    const { nodes, numbers } = this;
    const values = numbers.map(() => new Float64Array(degrees));
    const squares = new Float64Array(numbers.length);
    for (const { place, weights } of nodes) {
      const t = Math.tanh(signal + place);
      for (let f = 0; f < numbers.length; f++) {
        const value = horner(numbers[f]!, t);
        const own = values[f]!;
        for (let k = 0; k < degrees; k++) own[k]! += weights[k]! * value;
        squares[f]! += weights[0]! * value * value;
      }
    }
    // Upper bounds of E f^2 - sum a_k^2: |a_k^2 - (a_k + e)^2| <= 2 e |a_k| + e^2, and sum |a_k| <= sqrt K sup |f|.
    const rests = values.map((a, f) => {
      const error = this.errors[f]!;
      const kept = a.reduce((sum, x) => sum + x * x, 0);
      const doubt =
        this.squareErrors[f]! +
        2 * error * Math.sqrt(degrees) * this.sizes[f]! +
        3 * degrees * (error ** 2 + unitRoundoff * this.sizes[f]! ** 2);
      return Math.max(0, squares[f]! - kept) + doubt;
    });
    return { values, rests };
  }

  /** E f(S + n) g(S + n') for functions of these indices. @param covariance c, between -v and v. */
  mean(at: SignalCoefficients, f: number, g: number, covariance: number): Enclosed {
    const ratio = covariance / this.variance;
    const [a, b] = [at.values[f]!, at.values[g]!];
    let value = 0;
    for (let k = degrees - 1; k >= 0; k--) value = value * ratio + a[k]! * b[k]!;
    const [sizeA, sizeB, errorA, errorB] = [this.sizes[f]!, this.sizes[g]!, this.errors[f]!, this.errors[g]!];
    const rest = Math.abs(ratio) ** degrees * Math.sqrt(at.rests[f]! * at.rests[g]!);
    const error =
      rest * (1 + degrees * unitRoundoff * 4) +
      Math.sqrt(degrees) * (errorA * sizeB + errorB * sizeA) +
      degrees * errorA * errorB +
      4 * degrees ** 2 * unitRoundoff * sizeA * sizeB;
    return { value, error };
  }
}

/** The numbers a_k of each function at one signal, and bounds of E f^2 - sum a_k^2. */
export interface SignalCoefficients {
  readonly values: readonly Float64Array[];
  readonly rests: readonly number[];
}

/** A node n of the rule, and its weight times h_k(n / sqrt v) for each k. */
interface Node {
  readonly place: number;
  readonly weights: Float64Array;
}

interface Rule {
  readonly nodes: readonly Node[];
  /** The largest sum of |weights| over the degrees. */
  readonly weight: number;
  /** What the discrete sum may be off, per unit of sup |f| in the strip. */
  readonly discretization: number;
  /** What the nodes left out may add, per unit of sup |f|. */
  readonly truncation: number;
}

/** Rounding to nearest. */
const unitRoundoff = 2 ** -53;
/**
 * How far tanh at S + n may be off: Math.tanh itself keeps to 2^-52 (V8's fdlibm), the sum of |S| + |n| < 64 to
 * 2^-48. And how far the weights may be off relative to their size.
 */
const tanhError = 2 ** -47;
const weightError = 2 ** -44;

/**
 * The trapezoidal rule of spacing h for integrals of gauss(n) f(S + n) h_k(n / sqrt v).
 *
 * Discretization: a function analytic in |Im n| <= w is off by at most the sum of the integrals of its modulus along
 * the strip's two edges over exp(2 pi w / h) - 1. There the Gaussian grows by exp(w^2 / 2v), and the mean of
 * |h_k((n + iw) / sqrt v)| is at most exp(w sqrt(k / v)), from He_k(x + iy) = sum_j binom(k, j) (iy)^j He_{k-j}(x).
 *
 * Truncation: |h_k(x)| <= 1.0865 exp(x^2 / 4) (Cramer), so that the terms beyond L add at most
 * 2 * 1.0865 (2v / L) exp(-L^2 / 4v) / sqrt(2 pi v).
 */
function trapezoidalRule(variance: Rational): Rule {
  const v = variance.toNumber();
  const { width } = strip;
  const growth = width ** 2 / (2 * v) + width * Math.sqrt(degrees / v);
  if (v > 16)
    throw new UnsupportedError("augmentation.variance: nu + eta above 16 is out of the enclosures' reach");
  let halvings = 0;
  while (2 * Math.PI * width * 2 ** halvings < growth + 40) halvings++;
  const spacing = 2 ** -halvings;
  const count = Math.ceil(Math.sqrt(160 * v) / spacing);
  const reach = count * spacing;
  const right = Array.from({ length: count + 1 }, (_, i): Node => {
    const place = i * spacing;
    const density = (spacing / Math.sqrt(2 * Math.PI * v)) * Math.exp(-(place ** 2) / (2 * v));
    const hermite = hermiteValues(BigInt(i), halvings, variance);
    return { place, weights: Float64Array.from(hermite, (value) => value * density) };
  });
  const left = right.slice(1).map(({ place, weights }): Node => {
    return { place: -place, weights: weights.map((weight, k) => (k % 2 === 0 ? weight : -weight)) };
  });
  const nodes = [...left, ...right];
  const totals = Array.from({ length: degrees }, (_, k) =>
    nodes.reduce((sum, { weights }) => sum + Math.abs(weights[k]!), 0),
  );
  return {
    nodes,
    weight: Math.max(...totals) * 1.001,
    discretization: (2.002 * Math.exp(growth)) / Math.expm1(2 * Math.PI * width * 2 ** halvings),
    truncation: (2.2 * 2 * v * Math.exp(-(reach ** 2) / (4 * v))) / (reach * Math.sqrt(2 * Math.PI * v)),
  };
}

/**
 * h_k(n / sqrt v) for n = numerator / 2^halvings. With v = p / q and D = q 2^halvings the integers
 * H_k = D^k v^(k/2) He_k(n / sqrt v) obey H_{k+1} = n D H_k - k p q 4^halvings H_{k-1}, without rounding.
 */
function hermiteValues(numerator: bigint, halvings: number, variance: Rational): number[] {
  const step = numerator * variance.denominator;
  const scale = variance.numerator * variance.denominator * 4n ** BigInt(halvings);
  const values: number[] = [];
  let [before, present, norm] = [0n, 1n, 1n];
  const bits = 240n;
  for (let k = 0n; k < degrees; k++) {
    const square = Number(((present * present) << bits) / norm);
    values.push((present < 0n ? -1 : 1) * Math.sqrt(square) * 2 ** -Number(bits / 2n));
    [before, present] = [present, step * present - k * scale * before];
    norm *= (k + 1n) * scale;
  }
  return values;
}
