import { UnsupportedError } from "../errors.ts";
import { Rational } from "../rational.ts";
import type { Activation, DerivativePowers } from "./activation.ts";

/**
 * relu(y) = max(y, 0). phi' is the step H and phi^(k), k >= 2, the derivatives of Dirac's delta. Products are
 * reduced before they are differentiated: relu^i H^j = relu^i and H^j = H, so that (H^j)' = delta gives
 * H^j delta = delta / (j + 1), and relu delta = 0.
 */
function normalForm(powers: DerivativePowers): { factor: Rational; powers: DerivativePowers } {
  const relu = powers.get(0) ?? 0;
  const step = powers.get(1) ?? 0;
  const singular = [...powers].filter(([order]) => order >= 2);
  if (singular.length === 0) {
    return relu > 0
      ? { factor: Rational.one, powers: new Map([[0, relu]]) }
      : { factor: Rational.one, powers: new Map(step > 0 ? [[1, 1]] : []) };
  }
  const [[order, exponent]] = singular as [[number, number]];
  if (singular.length === 1 && exponent === 1) {
    if (relu === 0 && step === 0) return { factor: Rational.one, powers };
    if (order === 2)
      return { factor: relu > 0 ? Rational.zero : Rational.of(1, step + 1), powers: new Map([[2, 1]]) };
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
};
