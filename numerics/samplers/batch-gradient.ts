import type { Loss } from "../../theory/losses/loss.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import type { ActivationValues } from "./activation-values.ts";

/** The gradient of one batch's loss by its outputs: F_i = dL/dy_i and F'_i = dL/dy'_i. */
export interface BatchGradient {
  /** Reads B outputs of each branch and writes as many derivatives. */
  evaluate(y: Float64Array, yp: Float64Array, F: Float64Array, Fp: Float64Array): void;
}

/**
 * The gradient straight from the loss's definition, sums over pairs included. A pair sum over j != i is the power sum
 * of the other branch less the sample's own power, so a batch costs O(B) and not O(B^2).
 */
export function batchGradient(loss: Loss, activation: ActivationValues, batch: number): BatchGradient {
  const first = branchGradient(loss.a.derivative("z"), loss.b.derivative("z"), ["z", "zp"], batch);
  const second = branchGradient(loss.a.derivative("zp"), loss.b.derivative("zp"), ["zp", "z"], batch);
  const vector = (): Float64Array => new Float64Array(batch);
  const [z, zp, slopes, slopesPrime] = [vector(), vector(), vector(), vector()];
  return {
    evaluate(y, yp, F, Fp) {
      activation.evaluate(y, z, slopes);
      activation.evaluate(yp, zp, slopesPrime);
      first(z, zp, slopes, F);
      second(zp, z, slopesPrime, Fp);
    },
  };
}

type BranchGradient = (x: Float64Array, xp: Float64Array, slopes: Float64Array, out: Float64Array) => void;

/**
 * dL/dy of the samples of one branch. With x and x' a sample's outputs in this branch and the other one it is phi'(y)
 * times sum_m x^m (pair_m + sum_n single_mn x'^n): single from a and, with the minus sign of the excluded pair i = i,
 * from b; pair_m from b and the power sums of the other branch, once a batch.
 */
function branchGradient(
  a: Polynomial,
  b: Polynomial,
  [branch, other]: readonly [string, string],
  batch: number,
): BranchGradient {
  const rows = 1 + Math.max(a.degree(branch), b.degree(branch), 0);
  const columns = 1 + Math.max(a.degree(other), b.degree(other), 0);
  const perSample = 1 / batch;
  const perPair = 1 / (batch * (batch - 1));
  const single = new Float64Array(rows * columns);
  const mutual = new Float64Array(rows * columns);
  const scatter = (polynomial: Polynomial, scale: number, into: Float64Array): void => {
    for (const { coefficient, powers } of polynomial.namedTerms())
      into[(powers.get(branch) ?? 0) * columns + (powers.get(other) ?? 0)]! += scale * coefficient.toNumber();
  };
  scatter(a, perSample, single);
  scatter(b, -perPair, single);
  scatter(b, perPair, mutual);
  const loop = compiledLoop(rows, columns);
  return (x, xp, slopes, out) => loop(x, xp, slopes, out, single, mutual);
}

type Loop = (...vectors: [...Parameters<BranchGradient>, single: Float64Array, mutual: Float64Array]) => void;

const loops = new Map<string, Loop>();

/**
 * The sum above as code for its numbers of powers, which are small and fixed: with loops over them in place of this
 * a batch costs seven times as much.
 */
function compiledLoop(rows: number, columns: number): Loop {
  const key = `${rows} ${columns}`;
  let loop = loops.get(key);
  if (!loop) loops.set(key, (loop = compile(rows, columns)));
  return loop;
}

function compile(rows: number, columns: number): Loop {
  const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const horner = (terms: readonly string[], variable: string): string =>
    terms.reduceRight((rest, term) => `(${term} + ${variable} * ${rest})`);
  const powersFromOne = indices(columns).slice(1);
  const powerSums = powersFromOne.map((n) => `s${n} += power *= xp[i];`).join(" ");
  const declarations = indices(rows).flatMap((m) => [
    ...indices(columns).map((n) => `const c${m}_${n} = single[${m * columns + n}];`),
    `const p${m} = ${indices(columns)
      .map((n) => `mutual[${m * columns + n}] * s${n}`)
      .join(" + ")};`,
  ]);
  const row = (m: number): string =>
    `(p${m} + ${horner(
      indices(columns).map((n) => `c${m}_${n}`),
      "xp[i]",
    )})`;
  const body = `
    const s0 = x.length;
    ${powersFromOne.map((n) => `let s${n} = 0;`).join(" ")}
    for (let i = 0; i < x.length; i++) { let power = 1; ${powerSums} }
    ${declarations.join("\n")}
    for (let i = 0; i < x.length; i++) out[i] = slopes[i] * ${horner(indices(rows).map(row), "x[i]")};`;
  return new Function("x", "xp", "slopes", "out", "single", "mutual", body) as Loop;
}
