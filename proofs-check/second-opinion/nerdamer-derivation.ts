import nerdamer from "nerdamer";
import "nerdamer/Algebra.js";
import "nerdamer/Calculus.js";

/** Texts in Q1, s, v, c, m<k>_1, B and tau: v = nu + eta and c = nu + rho*eta as letters. */
export interface TextDerivation {
  readonly g: string;
  readonly f: string;
  readonly lambda: string;
  /** dQ1/dt on the sphere. */
  readonly ode: string;
  /** Its derivative by Q1. */
  readonly jacobian: string;
}

// One letter a variable: nerdamer gives meanings of its own to e, i, E and pi. The first sample has hidden variable
// h and noises n, m; the second, independent one has k, p, r; b stands for the noises' covariance c.
const samples = [
  { output: "(Q1*h+n)", other: "(Q1*h+m)", hidden: "h", noises: ["n", "m"] },
  { output: "(Q1*k+p)", other: "(Q1*k+r)", hidden: "k", noises: ["p", "r"] },
] as const;

/**
 * The covariance loss of one feature derived by another computer algebra system, from the batch's gradient to the
 * Jacobian; it shares no code with the theory floor. Seconds where the theory floor takes milliseconds.
 * @param phi a polynomial in y with coefficients that are integers or ratios of them.
 */
export function nerdamerDerivation(phi: string): TextDerivation {
  try {
    const slope = nerdamer.diff(phi, "y").toString();
    const at = (text: string, output: string): string => `(${text.replace(/\by\b/g, output)})`;
    const [one, two] = samples;
    // Derivatives by y and y' of a = -phi(y) phi(y') and of b = phi(y) phi(z') for the two places of a sample.
    const a1 = `-${at(slope, one.output)}*${at(phi, one.other)}`;
    const a2 = `-${at(phi, one.output)}*${at(slope, one.other)}`;
    const b1 = `${at(slope, one.output)}*${at(phi, two.other)}`;
    const b2 = `${at(phi, two.output)}*${at(slope, one.other)}`;
    const beta1 = mean(b1, 1);
    const beta2 = mean(b2, 1);
    const first = `(${a1}+(${beta1}))`;
    const second = `(${a2}+(${beta2}))`;
    const g = mean(`-h*(${first}+${second})`, 0);
    const curvature = (text: string, noise: string): string => nerdamer.diff(text, noise).toString();
    const cross = `-${at(slope, one.output)}*${at(slope, one.other)}`;
    const f = expand(
      `v*(${mean(`${curvature(first, "n")}+${curvature(second, "m")}`, 0)})+2*b*(${mean(cross, 0)})`,
    );
    const pairs = (x: string, xMean: string, y: string, yMean: string): string =>
      mean(mean(`(${x}-(${xMean}))*(${y}-(${yMean}))`, 1), 0);
    const S = (x: string, y: string, pair: string): string => `((${mean(`${x}*${y}`, 0)})+(${pair})/(B-1))`;
    const lambda = `(v*(${S(first, first, pairs(b1, beta1, b1, beta1))}+${S(second, second, pairs(b2, beta2, b2, beta2))})+2*b*${S(first, second, pairs(b1, beta1, b2, beta2))})/B`;
    const onSphere = (text: string): string => text.replace(/\bs\b/g, "1");
    const ode = onSphere(`tau*((${g})-Q1^2*(${g})-tau*Q1*(${lambda})/2)`);
    const jacobian = nerdamer.diff(ode, "Q1").toString();
    const letters = (text: string): string => text.replace(/\bb\b/g, "c");
    return {
      g: letters(g),
      f: letters(f),
      lambda: letters(lambda),
      ode: letters(ode),
      jacobian: letters(jacobian),
    };
  } finally {
    nerdamer.flush();
  }
}

function expand(text: string): string {
  return nerdamer(`expand(${text})`).toString();
}

/** The mean over one sample: each term's powers of its hidden variable and noises become moments. */
function mean(text: string, sample: 0 | 1): string {
  const { hidden, noises } = samples[sample];
  const averaged = termsOf(expand(text)).map((term) => {
    const exponents = [hidden, ...noises].map((name) => exponentOf(term, name));
    const rest = [hidden, ...noises].reduce(
      (left, name) => left.replace(new RegExp(`\\b${name}\\b(\\^\\d+)?`), "1"),
      term,
    );
    const [power, i, j] = exponents as [number, number, number];
    return `(${rest})*${power === 0 ? "1" : `m${power}_1`}*(${gaussianMoment(i, j)})`;
  });
  return expand(averaged.join("+"));
}

/** A sum's terms with their signs; signs inside parentheses belong to coefficients. */
function termsOf(sum: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= sum.length; at++) {
    const character = sum[at];
    if (character === "(") depth++;
    if (character === ")") depth--;
    const ends = at === sum.length || (depth === 0 && at > start && (character === "+" || character === "-"));
    if (!ends) continue;
    terms.push(sum.slice(start, at));
    start = at;
  }
  return terms;
}

function exponentOf(term: string, name: string): number {
  const match = new RegExp(`\\b${name}\\b(?:\\^(\\d+))?`).exec(term);
  return match ? Number(match[1] ?? 1) : 0;
}

/** E[n^i m^j] by writing m = (b/v) n + an independent remainder of variance s (v - b^2/v): no pairings here. */
function gaussianMoment(i: number, j: number): string {
  if ((i + j) % 2 === 1) return "0";
  const parts: string[] = [];
  for (let k = 0; k <= j; k += 2) {
    const own = `(${choose(j, k) * doubleFactorial(k - 1)}*s^${k / 2}*(v-b^2/v)^${k / 2})`;
    const shared = `(${doubleFactorial(i + j - k - 1)}*(s*v)^${(i + j - k) / 2}*(b/v)^${j - k})`;
    parts.push(`${own}*${shared}`);
  }
  return expand(parts.join("+"));
}

function choose(n: number, k: number): number {
  return k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
}

function doubleFactorial(n: number): number {
  return n <= 1 ? 1 : n * doubleFactorial(n - 2);
}
