import { UnsupportedError } from "../errors.ts";
import { halfLineMean } from "../noise-means/half-line-means.ts";
import { Rational } from "../rational.ts";
import { type Activation, type DerivativePowers, outputOrder } from "./activation.ts";

/**
 * relu(y) = max(y, 0). phi' is the step H and phi^(k), k >= 2, the derivatives of Dirac's delta. Products are
 * reduced before they are differentiated: relu^i H^j = relu^i and H^j = H, so that (H^j)' = delta gives
 * H^j delta = delta / (j + 1), and relu delta = 0. Of y itself: y relu = relu^2, y H = relu, and
 * y^k delta^(m) = (-1)^k m!/(m - k)! delta^(m - k), zero for k > m.
 */
function normalForm(powers: DerivativePowers): { factor: Rational; powers: DerivativePowers } {
  const output = powers.get(outputOrder) ?? 0;
  const relu = powers.get(0) ?? 0;
  const step = powers.get(1) ?? 0;
  const singular = [...powers].filter(([order]) => order >= 2);
  if (singular.length === 0) {
    const cut = relu + step > 0;
    const exponent = relu + output;
    const factor: [number, number] = exponent === 0 ? [1, 1] : [cut ? 0 : outputOrder, exponent];
    return { factor: Rational.one, powers: new Map(cut || exponent > 0 ? [factor] : []) };
  }
  const [[order, exponent]] = singular as [[number, number]];
  if (singular.length === 1 && exponent === 1) {
    if (relu === 0 && step === 0) {
      let factor = Rational.one;
      for (let k = 0; k < output; k++) factor = factor.multiply(Rational.of(k - (order - 2)));
      return { factor, powers: new Map([[Math.max(2, order - output), 1]]) };
    }
    if (order === 2) {
      const factor = relu + output > 0 ? Rational.zero : Rational.of(1, step + 1);
      return { factor, powers: new Map([[2, 1]]) };
    }
  }
  throw new UnsupportedError("activation: a product of singular derivatives of relu has no meaning here");
}

export const relu: Activation = {
  name: "relu",
  text: "max(y, 0)",
  latex: "\\max(y, 0)",
  parity: "neither",
  kinks: [0],
  derivative: (order) =>
    order === 0 ? (y) => Math.max(y, 0) : order === 1 ? (y) => (y > 0 ? 1 : 0) : () => 0,
  normalForm,
  noiseMean: halfLineMean,
};
