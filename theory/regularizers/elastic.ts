import { ModelError } from "../errors.ts";
import { type ExactNumber, exactNumber, nonNegative } from "../laws/fields.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { toLatex } from "../render/latex.ts";
import { toText } from "../render/text.ts";
import type { RegularizerKind } from "./regularizer.ts";
import { sign, signOfWeight } from "./sign.ts";

/** The elastic net, ratio |w| + (1 - ratio) w^2/2: L2 at ratio 0, L1 at 1. */
export const elastic: RegularizerKind<{ ratio: ExactNumber }> = {
  name: "elastic",
  fields: { ratio: exactNumber },
  create(spec, path) {
    const ratio = nonNegative(spec.ratio, `${path}.ratio`);
    if (ratio.compare(Rational.one) > 0) {
      throw new ModelError(`${path}.ratio`, `must be at most 1, found ${spec.ratio}`);
    }
    const rest = Rational.one.subtract(ratio);
    const [a, b] = [ratio.toNumber(), rest.toNumber()];
    const parts = [
      Polynomial.generator("abs(w)").scale(ratio),
      Polynomial.generator("w", 2).scale(rest.multiply(Rational.of(1, 2))),
    ].filter((part) => !part.isZero);
    return {
      kind: "elastic",
      text: parts.map(toText).join(" + "),
      latex: parts.map(toLatex).join(" + "),
      slope: signOfWeight.scale(ratio).add(Polynomial.generator("w").scale(rest)),
      functions: ratio.isZero ? [] : [sign],
      value: (w) => a * Math.abs(w) + (b * w * w) / 2,
      slopeAt: (w) => a * Math.sign(w) + b * w,
    };
  },
};
