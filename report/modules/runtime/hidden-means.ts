/** A law on finitely many values, or the nodes and weights of a density's quadrature. */
export interface HiddenLaw {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/**
 * The laws as they are.
 * @param zeros how many of the odd moments of each were taken to be zero.
 * @throws RangeError naming what is wrong.
 */
export function readHidden(laws: readonly HiddenLaw[], zeros: readonly number[]): readonly HiddenLaw[] {
  if (laws.length !== zeros.length) throw new RangeError(`parameters.hidden: expected ${zeros.length} laws`);
  for (const [l, { values, weights }] of laws.entries()) {
    const refuse = (problem: string): never => {
      throw new RangeError(`parameters.hidden[${l}]: ${problem}`);
    };
    if (values.length !== weights.length) refuse("expected one weight a value");
    if (![...values, ...weights].every(Number.isFinite)) refuse("expected finite numbers");
    const mean = (f: (value: number) => number): number =>
      values.reduce((sum, value, k) => sum + weights[k]! * f(value), 0);
    if (weights.some((weight) => weight < 0) || Math.abs(mean(() => 1) - 1) > 1e-9) {
      refuse("weights must be nonnegative and add up to 1");
    }
    const isOdd = (k: number): boolean =>
      Math.abs(mean((c) => c ** k)) > 1e-9 * mean((c) => Math.abs(c) ** k);
    if ([1, 3, 5].slice(0, zeros[l]).some(isOdd)) {
      refuse(`the equations were derived for ${zeros[l] === 1 ? "mean zero" : "a symmetric law"}`);
    }
  }
  return laws;
}

/** E[c^k]. */
export function rawMoment({ values, weights }: HiddenLaw, order: number): number {
  return values.reduce((sum, value, k) => sum + weights[k]! * value ** order, 0);
}

/** A mean E[c1^h1 c2^h2 ... F(S)]: the exponents h, and which of the functions F is. */
export type HiddenMean = readonly [hidden: readonly number[], of: number];

/** Means over the hidden variables of functions of the signal S = Q1 c1 + Q2 c2 + ..., over all nodes of their law. */
export function hiddenMeans(
  laws: readonly HiddenLaw[],
  Q: readonly number[],
  means: readonly HiddenMean[],
  functions: (signal: number) => readonly number[],
): number[] {
  const sums = means.map(() => 0);
  const visit = (c: readonly number[], weight: number, signal: number): void => {
    if (weight < 1e-19) return;
    const l = c.length;
    if (l < laws.length) {
      const { values, weights } = laws[l]!;
      for (const [k, value] of values.entries())
        visit([...c, value], weight * weights[k]!, signal + Q[l]! * value);
      return;
    }
    const F = functions(signal);
    for (const [m, [hidden, of]] of means.entries()) {
      let term = weight * F[of]!;
      for (let j = 0; j < hidden.length; j++) if (hidden[j]! > 0) term *= c[j]! ** hidden[j]!;
      sums[m]! += term;
    }
  };
  visit([], 1, 0);
  return sums;
}

/** A function that remembers its values: equal signals, at Q = 0 all of them, are computed once. */
export function remembered(
  functions: (signal: number) => readonly number[],
): (signal: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (signal) => {
    const values = known.get(signal) ?? functions(signal);
    known.set(signal, values);
    return values;
  };
}
