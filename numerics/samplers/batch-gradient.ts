import type { Activation } from "../../theory/activations/activation.ts";
import type { Loss } from "../../theory/losses/loss.ts";
import type { Polynomial } from "../../theory/polynomial.ts";

/** The gradient of one batch's loss by its outputs: F_i = dL/dy_i and F'_i = dL/dy'_i. */
export interface BatchGradient {
  /** Reads B outputs of each branch and writes as many derivatives. */
  evaluate(y: Float64Array, yp: Float64Array, F: Float64Array, Fp: Float64Array): void;
}

/** One term coefficient z^first zp^second. */
interface Term {
  readonly coefficient: number;
  readonly first: number;
  readonly second: number;
}

function termsOf(polynomial: Polynomial): Term[] {
  return polynomial.namedTerms().map(({ coefficient, powers }) => ({
    coefficient: coefficient.toNumber(),
    first: powers.get("z") ?? 0,
    second: powers.get("zp") ?? 0,
  }));
}

function power(base: number, exponent: number): number {
  let value = 1;
  for (let k = 0; k < exponent; k++) value *= base;
  return value;
}

/**
 * The gradient straight from the loss's definition, sums over pairs included. The pair sums separate into power
 * sums of the other branch, so a batch costs O(B) and not O(B^2).
 */
export function batchGradient(loss: Loss, activation: Activation, batch: number): BatchGradient {
  const phi = activation.derivative(0);
  const slope = activation.derivative(1);
  const ownFirst = termsOf(loss.a.derivative("z"));
  const ownSecond = termsOf(loss.a.derivative("zp"));
  const pairFirst = termsOf(loss.b.derivative("z"));
  const pairSecond = termsOf(loss.b.derivative("zp"));
  const perSample = 1 / batch;
  const perPair = 1 / (batch * (batch - 1));
  const z = new Float64Array(batch);
  const zp = new Float64Array(batch);
  const slopes = new Float64Array(batch);
  const slopesPrime = new Float64Array(batch);
  const pair = new Float64Array(2);
  const outputs = (at: Float64Array, values: Float64Array, derivatives: Float64Array): void => {
    for (let i = 0; i < batch; i++) {
      if (activation.jet) {
        activation.jet(at[i]!, pair);
        values[i] = pair[0]!;
        derivatives[i] = pair[1]!;
      } else {
        values[i] = phi(at[i]!);
        derivatives[i] = slope(at[i]!);
      }
    }
  };
  const powerSum = (values: Float64Array, exponent: number): number => {
    let sum = 0;
    for (let i = 0; i < batch; i++) sum += power(values[i]!, exponent);
    return sum;
  };
  const pairFirstSums = new Float64Array(pairFirst.length);
  const pairSecondSums = new Float64Array(pairSecond.length);
  return {
    evaluate(y, yp, F, Fp) {
      outputs(y, z, slopes);
      outputs(yp, zp, slopesPrime);
      for (let k = 0; k < pairFirst.length; k++) pairFirstSums[k] = powerSum(zp, pairFirst[k]!.second);
      for (let k = 0; k < pairSecond.length; k++) pairSecondSums[k] = powerSum(z, pairSecond[k]!.first);
      for (let i = 0; i < batch; i++) {
        const own = z[i]!;
        const other = zp[i]!;
        let first = 0;
        let second = 0;
        for (const { coefficient, first: m, second: n } of ownFirst) {
          first += perSample * coefficient * power(own, m) * power(other, n);
        }
        for (const { coefficient, first: m, second: n } of ownSecond) {
          second += perSample * coefficient * power(own, m) * power(other, n);
        }
        for (let k = 0; k < pairFirst.length; k++) {
          const { coefficient, first: m, second: n } = pairFirst[k]!;
          first += perPair * coefficient * power(own, m) * (pairFirstSums[k]! - power(other, n));
        }
        for (let k = 0; k < pairSecond.length; k++) {
          const { coefficient, first: m, second: n } = pairSecond[k]!;
          second += perPair * coefficient * power(other, n) * (pairSecondSums[k]! - power(own, m));
        }
        F[i] = first * slopes[i]!;
        Fp[i] = second * slopesPrime[i]!;
      }
    },
  };
}
