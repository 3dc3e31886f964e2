// Checks a certificate of kind "enclosure" from its numbers alone; docs/proofs.md says why this is a proof. It shares no code with
// what wrote it but the rationals, and computes in another way: integers of 96 bits after the point with an exp of its own, two
// trapezoidal sums within each other where the writer uses Mehler's series, and lambda written out from one step of SGD.
import { Rational } from "../../theory/rational.ts";
import { type EnclosureCertificate, enclosureStatement } from "./enclosure-certificate.ts";

/** `exitCode` 0: proved, `message` is the statement; 1: the proof does not hold; 2: no such certificate. One line. */
export function checkEnclosure(text: string): { readonly exitCode: 0 | 1 | 2; readonly message: string } {
  try {
    return { exitCode: 0, message: verified(read(text)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { exitCode: error.exitCode, message: error.message };
  }
}

class Refusal extends Error {
  exitCode: 1 | 2 = 1;
}

function expect(holds: boolean, problem: string, exitCode: 1 | 2 = 1): void {
  if (!holds) throw Object.assign(new Refusal(problem), { exitCode });
}

const number = String.raw`"\d{1,450}(\/[1-9]\d{0,450})?"`;
/** Each field as JSON. Numbers are no longer than those of a model file. */
const shapes: Record<keyof EnclosureCertificate, string> = {
  kind: '"enclosure"',
  statement: '".*"',
  activation: '"tanh"',
  loss: '"covariance"',
  background: number,
  augmentation: number,
  correlation: String.raw`\["-${number.slice(1)},"0"\]`,
  batch: String.raw`\[\d{1,9},(\d{1,9}|null)\]`,
  direction: '"(in|de)creasing"',
  largestSquares: String.raw`\[(${number},?){1,32}\]`,
  signalStep: '"1/(1|2|4|8|16|32|64|128|256|512|1024)"',
  signalSteps: String.raw`[1-9]\d{0,3}`,
  covarianceSteps: String.raw`[1-9]\d{0,3}`,
  least: String.raw`\[(\[("\d{1,9}\.\d{6}",?)+\],?){2}\]`,
};

function read(text: string): EnclosureCertificate {
  const fields = new Map<string, string>();
  try {
    for (const [key, json] of Object.entries(Object(JSON.parse(text)))) fields.set(key, JSON.stringify(json));
  } catch {
    expect(false, "no JSON, or nested too deep", 2);
  }
  for (const [name, shape] of Object.entries(shapes))
    expect(new RegExp(`^${shape}$`).test(fields.get(name) ?? ""), `${name}: missing or not of its form`, 2);
  expect(fields.size === Object.keys(shapes).length, "has a field that is not of this kind", 2);
  return JSON.parse(text);
}

/** Counts products of long numbers, and stops where they are too many. */
type Work = (products: number) => void;

/** The certificate's statement. @throws Refusal unless it is proved. */
function verified(certificate: EnclosureCertificate): string {
  const { background, augmentation, correlation, batch, signalSteps, covarianceSteps, least } = certificate;
  expect(certificate.statement === enclosureStatement(certificate), "statement: not what the numbers say");
  const [nu, eta, rho] = [fixed(background), fixed(augmentation), fixed(correlation[0])];
  const [v, low] = [nu + eta, nu + times(rho, eta)];
  // The tolerance is right for kernels of this size.
  expect(eta > 1n && v + low > 1n && v <= 16n * one, "background, augmentation: too little or too much");
  expect(rho >= -one && rho < 0n, "correlation: outside its range");
  expect(batch[0] >= 2 && (batch[1] ?? batch[0]) >= batch[0], "batch: no range of batch sizes");
  // |Q.c| <= |Q| |c| must end in the grid's last step.
  const reach = certificate.largestSquares.map((text) => Rational.parse(text)).reduce((a, b) => a.add(b));
  const step = Rational.parse(certificate.signalStep);
  const covers = (steps: number) => step.multiply(Rational.of(steps)).power(2).compare(reach) >= 0;
  const ends = covers(signalSteps) && (signalSteps === 1 || !covers(signalSteps - 1));
  expect(ends, "signalSteps: not where the signals end");
  const complete = least.every(({ length }) => length === covarianceSteps + 1);
  expect(complete, "least: not one number a batch size and covariance");
  let done = 0;
  const work: Work = (products) => expect((done += products) < 6e7, "too much work to check");
  const signals = Array.from({ length: signalSteps + 1 }, (_, i) => i * step.toNumber());
  const width = (nu - low) / BigInt(covarianceSteps);
  // B d lambda / d c is linear in beta = 1/(B - 1): a sign at both ends is one in between.
  const betas = batch.map((size) => (size === null ? 0n : one / BigInt(size - 1)));
  const sign = certificate.direction === "increasing" ? 1n : -1n;
  const losses = betas.map((beta) => lossBetween(v, [low, nu], beta, fixed(`${step}`), width));
  for (let k = 0; k <= covarianceSteps; k++) {
    const kernels = kernelsAt(v, low + BigInt(k) * width, signals, work);
    for (const [b, beta] of betas.entries()) {
      const value = -kernels.map(([P, R]) => -sign * (P + times(beta, R))).reduce(larger);
      const [given, loss, found] = [least[b]![k]!, losses[b]!, `least[${b}][${k}]: ${decimal(value)}`];
      const above = value - fixed(given);
      expect(above >= -tolerance && above < one / 1_000_000n + tolerance, `${found} is found, not ${given}`);
      expect(value - tolerance > loss, `${found} does not outweigh ${decimal(loss)} between grid points`);
    }
  }
  return certificate.statement;
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
/** Places on the real line are multiples of a power of 1/2, on which doubles do not round. */
const exact = (x: number): bigint => BigInt(x * Number(one));

function fixed(text: string): bigint {
  const { numerator, denominator } = Rational.parse(text);
  return (numerator << bits) / denominator;
}

/** exp(-x) for x >= 0: Taylor at x / 2^12, then squared twelve times; off by less than 2^-76. */
function decay(x: bigint): bigint {
  if (x > 60n * one) return 0n;
  let [sum, term] = [0n, one];
  for (let k = 1n; term !== 0n; k++) [sum, term] = [sum + term, -times(term, x >> 12n) / k];
  for (let k = 0; k < 12; k++) sum = times(sum, sum);
  return sum;
}

const tanh = (x: bigint): bigint => (x < 0n ? -tanh(-x) : (2n * one * one) / (one + decay(2n * x)) - one);

// Polynomials in t = tanh(y), with whole coefficients ---------------------------------------------------------------
type Poly = readonly bigint[];

const product = (p: Poly, q: Poly): Poly => {
  const result: bigint[] = new Array(p.length + q.length - 1).fill(0n);
  for (const [i, a] of p.entries()) for (const [j, b] of q.entries()) result[i + j]! += a * b;
  return result;
};
const prime = (p: Poly): Poly => p.slice(1).map((a, k) => a * BigInt(k + 1));
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
/** 2 times a factor, times beta^partner, times one or two means. */
type Term = readonly [factor: "v" | "c" | "one", partner: 0 | 1, ...means: Mean[]];

const [unit, T]: [Poly, Poly] = [[1n], [0n, 1n]];
const D = slopeOf(T);
const [D2, T2, TD] = [product(D, D), product(T, T), product(T, D)];

/**
 * B lambda = B E V. A step has F_i = -phi'(y_i) (phi(y'_i) - m'_i) / B and F'_i = -phi'(y'_i) (phi(y_i) - m_i) / B with
 * the means m_i, m'_i of phi over the B - 1 other samples, and V = sum_i v (F_i^2 + F'_i^2) + 2 c F_i F'_i. The m_i are
 * independent of sample i, of mean zero (tanh is odd, the laws are symmetric), and with beta = 1/(B - 1)
 * E m'^2 = beta E phi^2, E m m' = beta E phi phi'.
 */
const variance: readonly Term[] = [
  ["v", 0, [D2, T2]],
  ["v", 1, [D2, unit], [T2, unit]],
  ["c", 0, [TD, TD]],
  ["c", 1, [D, D], [T, T]],
];

/** By c: of the factor c, and of each mean by the heat equation. */
const slope = variance.flatMap(([factor, partner, ...means]): Term[] => {
  const inner = means.map(([f, g], i): Term => [factor, partner, ...means.with(i, [slopeOf(f), slopeOf(g)])]);
  const all: Term[] = factor === "c" ? [["one", partner, ...means], ...inner] : inner;
  return all.filter(([, , ...factors]) => factors.flat().every((p) => p.some((a) => a !== 0n)));
});
/** Each mean in it once. */
const pairs = new Map(slope.flatMap(([, , ...means]) => means).map((mean) => [mean.join(";"), mean]));

/**
 * For each pair of signals the two parts P and R of a kernel P + beta R whose mean over independent S and S' is
 * B d lambda / d c: for a mean A it has A(S) + A(S'), for a product A(S) B(S') + A(S') B(S). It is even in both signals.
 */
function kernelsAt(v: bigint, c: bigint, signals: readonly number[], work: Work): [P: bigint, R: bigint][] {
  const known = meansAt(v, c, signals, work);
  const parts = slope.map(([factor, partner, ...means]) => {
    const [a, b] = means.map((mean) => known.get(mean.join(";"))!);
    return { scale: { v, c, one }[factor], partner, a: a!, b };
  });
  work(parts.length * signals.length ** 2);
  const kernel = (i: number, j: number): [bigint, bigint] => {
    const sums: [bigint, bigint] = [0n, 0n];
    for (const { scale, partner, a, b } of parts)
      sums[partner] += times(scale, b ? times(a[i]!, b[j]!) + times(a[j]!, b[i]!) : a[i]! + a[j]!);
    return sums;
  };
  return signals.flatMap((_, i) => signals.slice(0, i + 1).map((_, j) => kernel(i, j)));
}

/**
 * What a box may lose against the least of its corners: an eighth of the squared steps times bounds of the kernel's second
 * derivatives. With M = sup|f| sup|g| a mean A has |A_SS| <= M E|z^2 - 1| / ((v + c) / 2), |A_c| <= M (E|z|)^2 / (v - |c|) and
 * |A_cc| <= M (E|z^2 - 1|)^2 / (v - |c|)^2 for a standard normal z, of which (E|z|)^2 < 0.637 and E|z^2 - 1| < 0.968.
 */
function lossBetween(v: bigint, [low, nu]: bigint[], beta: bigint, step: bigint, width: bigint): bigint {
  const c = larger(-low!, nu!);
  const over = (thousandths: bigint, x: bigint): bigint => (thousandths * one * one) / (1000n * x);
  const bySignal = times(over(4n * 968n, v + low!), times(step, step));
  const slopes = times(over(637n, v - c), times(width, width));
  const bends = times(times(over(968n, v - c), over(968n, v - c)), times(width, width));
  const loss = slope.map(([factor, partner, ...means]) => {
    const [scale, n] = [{ v, c, one }[factor], BigInt(means.length)];
    // (A B)_cc = A_cc B + 2 A_c B_c + A B_cc, where (E|z|)^4 is less than half of (E|z^2 - 1|)^2; (c A)_cc = c A_cc + 2 A_c.
    const bend = times(scale, n * bySignal + (4n * n - 2n) * bends) + (factor === "c" ? 4n * n * slopes : 0n);
    return [...means.flat().map(supremum), partner ? beta : one].reduce(times, bend);
  });
  return loss.reduce((a, b) => a + b) / 8n + tolerance;
}

// Means -------------------------------------------------------------------------------------------------------------
/**
 * E f(S + n) g(S + n') for each pair: n = m + d and n' = m - d for independent m, d of variances (v + c) / 2, (v - c) / 2, one
 * trapezoidal sum within another. With Gaussian weights of variance a^2 and spacing h it is off by at most
 * 2 M exp(1/(2 a^2)) / (exp(2 pi / h) - 1) for a function below M in the strip |Im y| <= 1, where |tanh| <= tan 1, so that
 * M < 5000. Nodes left out would add less than 2e-15 sup|f g|, and rounding 1e-20, so that a mean is known to 1e-14.
 */
function meansAt(v: bigint, c: bigint, signals: readonly number[], work: Work): Map<string, bigint[]> {
  const [shared, own] = [gaussianRule((v + c) / 2n, work), gaussianRule((v - c) / 2n, work)];
  const factors = (t: bigint) => [...pairs.values()].map(([f, g]) => [at(f, t), at(g, t)]);
  const plain = memo((x) => factors(tanh(exact(x))));
  const inner = memo((x) => {
    work(2 * own.length * pairs.size);
    const sums: bigint[] = new Array(pairs.size).fill(0n);
    for (const { place, weight } of own) {
      const [left, right] = [plain(x + place), plain(x - place)];
      for (let p = 0; p < sums.length; p++) sums[p]! += weight * times(left[p]![0]!, right[p]![1]!);
    }
    return sums.map((sum) => sum >> bits);
  });
  work(signals.length * shared.length * pairs.size);
  // Even in x: f and g are both even or both odd.
  const outer = (S: number, p: number) =>
    shared.reduce((sum, { place, weight }) => sum + weight * inner(Math.abs(S + place))[p]!, 0n) >> bits;
  return new Map([...pairs.keys()].map((name, p) => [name, signals.map((S) => outer(S, p))]));
}

/** Nodes for a Gaussian, to 8 standard deviations, so close that a sum is off by less than 1e-19 M. An exponential costs 40. */
function gaussianRule(square: bigint, work: Work): { place: number; weight: bigint }[] {
  const variance = Number(square) / Number(one);
  let spacing = 1;
  while (6.28 / spacing < 1 / (2 * variance) + 45) spacing /= 2;
  const count = Math.ceil((8 * Math.sqrt(variance)) / spacing);
  work(80 * count);
  const places = Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * spacing);
  const nodes = places.map((place) => ({ place, weight: decay(exact(place) ** 2n / (2n * square)) }));
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0n);
  return nodes.map(({ place, weight }) => ({ place, weight: (weight << bits) / total }));
}

function memo<T>(make: (x: number) => T, known = new Map<number, T>()): (x: number) => T {
  return (x) => known.get(x) ?? known.set(x, make(x)).get(x)!;
}
