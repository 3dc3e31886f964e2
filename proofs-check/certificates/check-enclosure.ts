// Checks a certificate of kind "enclosure" from its numbers alone. It shares no code with what wrote it but the rationals, and
// computes in another way: integers of 96 bits after the point with an exp of its own, two trapezoidal sums within each
// other where the writer uses Mehler's series, and lambda written out from one step of SGD. One long file, so that a reader who
// trusts nothing else of ours has all of it before him.
import { Rational } from "../../theory/rational.ts";
import { type EnclosureCertificate, enclosureStatement } from "./enclosure-certificate.ts";

/** `exitCode` 0: proved, `message` is the statement; 1: the proof does not hold; 2: no such certificate. */
export function checkEnclosure(text: string): { readonly exitCode: 0 | 1 | 2; readonly message: string } {
  spent = 0;
  try {
    const certificate = read(text);
    verify(certificate);
    return { exitCode: 0, message: certificate.statement };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { exitCode: error.exitCode, message: error.message };
  }
}

class Refusal extends Error {
  constructor(
    readonly exitCode: 1 | 2,
    problem: string,
  ) {
    super(problem);
  }
}

function expect(holds: boolean, problem: string, exitCode: 1 | 2 = 1): void {
  if (!holds) throw new Refusal(exitCode, problem);
}

/** Products of long numbers in this check. The longest proof of a report needs a tenth of what is allowed. */
let spent = 0;
function spend(products: number): void {
  spent += products;
  expect(spent < 6e7, "too much work to check");
}

/** Each field as JSON. Numbers are no longer than those of a model file. */
const shapes: Record<keyof EnclosureCertificate, RegExp> = {
  kind: /^"enclosure"$/,
  statement: /^".*"$/,
  activation: /^"tanh"$/,
  loss: /^"covariance"$/,
  background: /^"\d{1,450}(\/[1-9]\d{0,450})?"$/,
  augmentation: /^"\d{1,450}(\/[1-9]\d{0,450})?"$/,
  correlation: /^\["-\d{1,450}(\/[1-9]\d{0,450})?","0"\]$/,
  batch: /^\[\d{1,9},(\d{1,9}|null)\]$/,
  direction: /^"(in|de)creasing"$/,
  largestSquares: /^\[("\d{1,450}(\/[1-9]\d{0,450})?",?){1,32}\]$/,
  signalStep: /^"1\/(1|2|4|8|16|32|64|128|256|512|1024)"$/,
  signalSteps: /^[1-9]\d{0,3}$/,
  covarianceSteps: /^[1-9]\d{0,3}$/,
  least: /^\[(\[("\d{1,9}\.\d{6}",?)+\],?){2}\]$/,
};

function read(text: string): EnclosureCertificate {
  let fields: Map<string, string>;
  try {
    const entries = Object.entries(Object(JSON.parse(text)));
    fields = new Map(entries.map(([name, value]) => [name, JSON.stringify(value)]));
  } catch {
    throw new Refusal(2, "no JSON, or nested too deep");
  }
  for (const [name, shape] of Object.entries(shapes))
    expect(shape.test(fields.get(name) ?? ""), `${name}: missing or not of its form`, 2);
  expect(fields.size === Object.keys(shapes).length, "has a field that is not of this kind", 2);
  return JSON.parse(text);
}

/** @throws Refusal unless the certificate proves its statement. */
function verify(certificate: EnclosureCertificate): void {
  const { batch, direction, largestSquares, signalSteps, covarianceSteps, least } = certificate;
  expect(certificate.statement === enclosureStatement(certificate), "statement: not what the numbers say");
  const [nu, eta, rho] = [certificate.background, certificate.augmentation, certificate.correlation[0]].map(
    fixed,
  ) as [bigint, bigint, bigint];
  const [v, low] = [nu + eta, nu + times(rho, eta)];
  // The tolerance is right for kernels of this size.
  expect(
    eta > 0n && v + low > 0n && v <= 16n * one,
    "background, augmentation: too little noise, or too much",
  );
  expect(rho >= -one && rho < 0n, "correlation: outside its range");
  expect(batch[0] >= 2 && (batch[1] ?? batch[0]) >= batch[0], "batch: no range of batch sizes");
  // |Q.c| <= |Q| |c| must end in the grid's last step.
  const reach = largestSquares.map((text) => Rational.parse(text)).reduce((a, b) => a.add(b));
  const step = Rational.parse(certificate.signalStep);
  const covers = (steps: number): boolean => step.multiply(Rational.of(steps)).power(2).compare(reach) >= 0;
  const ends = covers(signalSteps) && (signalSteps === 1 || !covers(signalSteps - 1));
  expect(ends, "signalSteps: not where the signals end");
  const shape = least.map((list) => list.length - 1).join();
  expect(
    shape === `${covarianceSteps},${covarianceSteps}`,
    "least: not one number a batch size and covariance",
  );

  // B d lambda / d c is linear in beta = 1/(B - 1): a sign at both ends is one in between.
  const betas = batch.map((size) => (size === null ? 0n : one / BigInt(size - 1)));
  const sign = direction === "increasing" ? 1n : -1n;
  const width = (nu - low) / BigInt(covarianceSteps);
  const losses = betas.map((beta) => lossBetweenPoints(v, [low, nu], beta, fixed(`${step}`), width));
  for (let k = 0; k <= covarianceSteps; k++) {
    const c = low + BigInt(k) * width;
    const means = meansAt(v, c, Math.log2(Number(step.denominator)), signalSteps);
    spend(2 * slope.length * (signalSteps + 1) ** 2);
    for (const [b, beta] of betas.entries()) {
      const value = leastOf(
        means,
        slope.map((term) => sign * scaleOf(term, v, c, beta)),
      );
      const [given, loss] = [fixed(least[b]![k]!), losses[b]!];
      const right = given <= value + tolerance && given > value - one / 1_000_000n - tolerance;
      expect(right, `least[${b}][${k}]: ${least[b]![k]} where ${decimal(value)} is found`);
      const found = `least[${b}][${k}]: ${decimal(value)} does not outweigh ${decimal(loss)} between grid points`;
      expect(value - tolerance > loss, found);
    }
  }
}

// Numbers -----------------------------------------------------------------------------------------------------------

const bits = 96n;
const one = 1n << bits;
/** Far more than all errors of a kernel's value together; see `meansAt`. */
const tolerance = one / 10n ** 9n;

const times = (a: bigint, b: bigint): bigint => (a * b) >> bits;
const larger = (a: bigint, b: bigint): bigint => (b > a ? b : a);
const absolute = (a: bigint): bigint => (a < 0n ? -a : a);
const decimal = (a: bigint): string => (Number(a) / Number(one)).toFixed(9);

function fixed(text: string): bigint {
  const { numerator, denominator } = Rational.parse(text);
  return (numerator << bits) / denominator;
}

/** exp(-x) for x >= 0: Taylor at x / 2^12, then squared twelve times; relative error below 2^-76. */
function decay(x: bigint): bigint {
  if (x > 60n * one) return 0n;
  let [sum, term] = [0n, one];
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = -times(term, x >> 12n) / k;
  }
  for (let k = 0; k < 12; k++) sum = times(sum, sum);
  return sum;
}

function tanh(x: bigint): bigint {
  const q = decay(2n * absolute(x));
  const value = ((one - q) << bits) / (one + q);
  return x < 0n ? -value : value;
}

// Polynomials in t = tanh(y), with whole coefficients ---------------------------------------------------------------

type Poly = readonly bigint[];

const product = (p: Poly, q: Poly): Poly => {
  const result: bigint[] = new Array(p.length + q.length - 1).fill(0n);
  for (const [i, a] of p.entries()) for (const [j, b] of q.entries()) result[i + j]! += a * b;
  return result;
};
const prime = (p: Poly): Poly => (p.length < 2 ? [0n] : p.slice(1).map((a, k) => a * BigInt(k + 1)));
/** d/dy, with t' = 1 - t^2. */
const slopeOf = (p: Poly): Poly => product(prime(p), [1n, 0n, -1n]);
const at = (p: Poly, t: bigint): bigint => p.reduceRight((sum, a) => times(sum, t) + a * one, 0n);

/** A bound of |p| for |t| <= 1: at most 1/1000 from a node, by Taylor to the second order. */
function supremum(p: Poly): bigint {
  const radius = one / 1000n;
  const bend = prime(prime(p)).reduce((sum, a) => sum + absolute(a) * one, 0n) / 2_000_000n;
  let bound = 0n;
  for (let t = -one + radius; t < one; t += 2n * radius)
    bound = larger(bound, absolute(at(p, t)) + times(absolute(at(prime(p), t)), radius));
  return bound + bend + tolerance;
}

// lambda ------------------------------------------------------------------------------------------------------------

/** E f(y) g(y'). */
type Mean = readonly [f: Poly, g: Poly];
/** 2 v^noise c^cross beta^partner times one or two means; the exponents are 0 or 1. */
type Term = { noise: number; cross: number; partner: number; means: readonly Mean[] };

const term = (noise: number, cross: number, partner: number, ...means: Mean[]): Term => {
  return { noise, cross, partner, means };
};
const [unit, T]: [Poly, Poly] = [[1n], [0n, 1n]];
const D = slopeOf(T);
const [D2, T2, TD] = [product(D, D), product(T, T), product(T, D)];

/**
 * B lambda = B E V. A step has F_i = -phi'(y_i) (phi(y'_i) - m'_i) / B and F'_i = -phi'(y'_i) (phi(y_i) - m_i) / B with
 * the means m_i, m'_i of phi over the B - 1 other samples, and V = sum_i v (F_i^2 + F'_i^2) + 2 c F_i F'_i. The m_i are
 * independent of sample i, of mean zero (tanh is odd, the laws are symmetric), and with beta = 1/(B - 1)
 * E m'^2 = beta E phi^2, E m m' = beta E phi phi'.
 */
const variance = [
  term(1, 0, 0, [D2, T2]),
  term(1, 0, 1, [D2, unit], [T2, unit]),
  term(0, 1, 0, [TD, TD]),
  term(0, 1, 1, [D, D], [T, T]),
];

/** By c: of the factor c, and of each mean by the heat equation. */
const slope: readonly Term[] = variance.flatMap((whole) => {
  const { cross, means } = whole;
  const inside = means.map(([f, g], i) => ({ ...whole, means: means.with(i, [slopeOf(f), slopeOf(g)]) }));
  const all = cross > 0 ? [{ ...whole, cross: 0 }, ...inside] : inside;
  return all.filter((part) => part.means.flat().every((p) => p.some((a) => a !== 0n)));
});
/** Each polynomial in it once, by its coefficients. */
const functions = new Map(slope.flatMap(({ means }) => means.flat()).map((p) => [p.join(), p]));
const placeOf = new Map([...functions.keys()].map((name, i) => [name, i]));

const scaleOf = ({ noise, cross, partner }: Term, v: bigint, c: bigint, beta: bigint): bigint =>
  [noise ? v : one, cross ? c : one, partner ? beta : one].reduce(times, 2n * one);

/**
 * The least, over pairs of grid signals S, S', of the kernel whose mean over two independent signals is +-B d lambda / d c:
 * a single mean is taken half at S and half at S', a product with one factor at each, in both orders. It is even in both.
 */
function leastOf(means: Means, scales: readonly bigint[]): bigint {
  const parts = slope.map((part, k) => ({ scale: scales[k]! / 2n, values: part.means.map(means) }));
  let least: bigint | undefined;
  for (let i = 0; i < parts[0]!.values[0]!.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0n;
      for (const { scale, values } of parts) {
        const [a, b] = values as [readonly bigint[], (readonly bigint[])?];
        sum += times(scale, b ? times(a[i]!, b[j]!) + times(a[j]!, b[i]!) : a[i]! + a[j]!);
      }
      if (least === undefined || sum < least) least = sum;
    }
  }
  return least!;
}

/**
 * What a box may lose against the least of its corners: an eighth of the squared steps times bounds of the kernel's second
 * derivatives. Of a mean A of f and g, |A_SS| <= sup|f| sup|g| E|z^2 - 1| / ((v + c) / 2), from the score of (n + n') / 2,
 * where E|z^2 - 1| < 0.968. By c it is a series sum_k (c/v)^k a_k b_k with sum a_k^2 <= sup|f|^2 (Mehler), so that for
 * |c| <= r v the derivatives are at most sup|f| sup|g| times max_k (k+1) r^k / v and max_k (k+1)(k+2) r^k / v^2.
 */
function lossBetweenPoints(
  v: bigint,
  c: [bigint, bigint],
  beta: bigint,
  step: bigint,
  width: bigint,
): bigint {
  const largest = larger(absolute(c[0]), absolute(c[1]));
  const score = (1936n * one * one) / (1000n * (v + c[0]));
  let [first, second, power, rises] = [0n, 0n, one, true];
  for (let k = 1n; rises; k++) {
    spend(60);
    const bend = (((k * (k + 1n) * power * one) / v) * one) / v;
    rises = bend > second;
    first = larger(first, (k * power * one) / v);
    second = larger(second, bend);
    power = (power * largest) / v;
  }
  let loss = 0n;
  for (const part of slope) {
    const two = part.means.length === 2;
    const sizes = part.means.flat().map(supremum).reduce(times, one);
    const bySignal = times(scaleOf(part, v, largest, beta), score) * (two ? 2n : 1n);
    const [slopes, bends] = two ? [2n * first, 2n * (second + times(first, first))] : [first, second];
    const explicit = part.cross ? 2n * times(scaleOf({ ...part, cross: 0 }, v, largest, beta), slopes) : 0n;
    // By S and by S': half of the kernel has S in a term's first mean, half in its second.
    const byCovariance = times(scaleOf(part, v, largest, beta), bends) + explicit;
    loss += times(sizes, times(bySignal, times(step, step)) + times(byCovariance, times(width, width)));
  }
  return loss / 8n + tolerance;
}

// Means -------------------------------------------------------------------------------------------------------------

/** The values of a mean at the grid's signals. */
type Means = (mean: Mean) => readonly bigint[];

/**
 * E f(S + n) g(S + n') with n = u + w and n' = +-u + w' for a shared u of variance |c| and own w, w' of variance v - |c|: one
 * trapezoidal sum within another. With Gaussian weights of variance a^2 and spacing h it is off by at most
 * 2 M exp(1/(2 a^2)) / (exp(2 pi / h) - 1) for a function analytic and below M in the strip |Im y| <= 1, where
 * |tanh| <= tan 1 < 1.5575; h is such that this is below 1e-19 M. M < 5000 for each pair. Nodes beyond 7 a would add less than
 * 3e-12 sup|f g|, and rounding stays below 1e-20, so that a mean is known to 1e-11.
 */
function meansAt(v: bigint, c: bigint, halvings: number, steps: number): Means {
  const [outer, inner] = [gaussianRule(absolute(c)), gaussianRule(v - absolute(c))];
  const fineness = Math.max(halvings, outer.halvings, inner.halvings);
  const stride = (k: number): number => 2 ** (fineness - k);
  const plain = memo((place: number) => {
    const t = tanh((BigInt(place) * one) >> BigInt(fineness));
    return [...functions.values()].map((p) => at(p, t));
  });
  const smoothed = memo((place: number) => {
    spend(inner.nodes.length * functions.size);
    const sums: bigint[] = new Array(functions.size).fill(0n);
    for (const { index, weight } of inner.nodes) {
      const values = plain(place + index * stride(inner.halvings));
      for (let f = 0; f < sums.length; f++) sums[f]! += weight * values[f]!;
    }
    return sums.map((sum) => sum >> bits);
  });
  const mirror = c < 0n ? -1 : 1;
  return ([f, g]) => {
    spend((steps + 1) * outer.nodes.length * 2);
    const [left, right] = [placeOf.get(f.join())!, placeOf.get(g.join())!];
    return Array.from({ length: steps + 1 }, (_, i) => {
      const here = i * stride(halvings);
      let sum = 0n;
      for (const { index, weight } of outer.nodes) {
        const shift = index * stride(outer.halvings);
        sum += weight * times(smoothed(here + shift)[left]!, smoothed(here + mirror * shift)[right]!);
      }
      return sum >> bits;
    });
  };
}

type Rule = { halvings: number; nodes: { index: number; weight: bigint }[] };

/** Nodes index / 2^halvings for a Gaussian, with its density there made to sum to 1, which it does to 3e-12 by itself. */
function gaussianRule(square: bigint): Rule {
  if (square === 0n) return { halvings: 0, nodes: [{ index: 0, weight: one }] };
  const variance = Number(square) / Number(one);
  let halvings = 0;
  while (6.28 * 2 ** halvings < 1 / (2 * variance) + 45) halvings++;
  const count = Math.ceil(7 * Math.sqrt(variance) * 2 ** halvings);
  // An exponential for each node is a product of many.
  spend(80 * count);
  const heights = Array.from({ length: 2 * count + 1 }, (_, i) => {
    const place = (BigInt(i - count) * one) >> BigInt(halvings);
    return decay((place * place) / (2n * square));
  });
  const total = heights.reduce((a, b) => a + b);
  return {
    halvings,
    nodes: heights.map((height, i) => ({ index: i - count, weight: (height << bits) / total })),
  };
}

function memo<K, T>(make: (key: K) => T): (key: K) => T {
  const values = new Map<K, T>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = make(key)));
    return value;
  };
}
