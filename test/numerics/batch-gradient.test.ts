import { describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { activationValues } from "../../numerics/samplers/activation-values.ts";
import { batchGradient } from "../../numerics/samplers/batch-gradient.ts";
import { activationOf } from "../../theory/activations/index.ts";
import { losses, lossOf } from "../../theory/losses/index.ts";

/** The two parts of each loss as functions of the branches' outputs, written by hand. */
const parts: Readonly<
  Record<string, { a: (z: number, zp: number) => number; b: (z: number, zp: number) => number }>
> = {
  covariance: { a: (z, zp) => -z * zp, b: (z, zp) => z * zp },
  spectral: { a: (z, zp) => -2 * z * zp, b: (z, zp) => (z * zp) ** 2 },
  alignment: { a: (z, zp) => -z * zp, b: () => 0 },
  own: { a: (z, zp) => -z * zp + z ** 2 / 4, b: (z, zp) => z ** 2 * zp },
};

/** (1/B) sum_i a(z_i, z'_i) + sum over ordered pairs i != j of b(z_i, z'_j) / (B (B - 1)). */
function batchLoss(name: string, phi: (y: number) => number, y: Float64Array, yp: Float64Array): number {
  const { a, b } = parts[name]!;
  const B = y.length;
  let sum = 0;
  for (let i = 0; i < B; i++) {
    sum += a(phi(y[i]!), phi(yp[i]!)) / B;
    for (let j = 0; j < B; j++) if (j !== i) sum += b(phi(y[i]!), phi(yp[j]!)) / (B * (B - 1));
  }
  return sum;
}

const own = { ...lossOf({ a: "-z*zp + z^2/4", b: "z^2*zp" }), name: "own" };

describe.each([...losses, own].map((loss) => [loss.name, loss] as const))(
  "gradient of the %s loss",
  (name, loss) => {
    it.each([2, 3, 5])("is the slope of the double sum at B = %i", (batch) => {
      const random = new Random(batch);
      for (const text of ["tanh", "quadratic", "softplus"]) {
        const activation = activationOf(text);
        const phi = activation.derivative(0);
        const vector = (): Float64Array => Float64Array.from({ length: batch }, () => random.normal());
        const [y, yp] = [vector(), vector()];
        const [F, Fp] = [new Float64Array(batch), new Float64Array(batch)];
        batchGradient(loss, activationValues(activation), batch).evaluate(y, yp, F, Fp);
        const slope = (of: Float64Array, i: number): number => {
          const at = (shift: number): number => {
            const kept = of[i]!;
            of[i] = kept + shift;
            const value = batchLoss(name, phi, y, yp);
            of[i] = kept;
            return value;
          };
          const central = (h: number): number => (at(h) - at(-h)) / (2 * h);
          return (4 * central(5e-4) - central(1e-3)) / 3;
        };
        for (let i = 0; i < batch; i++) {
          expect(F[i]).toBeCloseTo(slope(y, i), 9);
          expect(Fp[i]).toBeCloseTo(slope(yp, i), 9);
        }
      }
    });
  },
);
