import { type ExactNumber, exactNumber, positive } from "../laws/fields.ts";
import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { rationalLatex } from "../render/latex.ts";
import type { RegularizerKind } from "./regularizer.ts";
import type { SlopeFunction } from "./slope-function.ts";

/** Huber's penalty (1964): w^2/2 up to |w| = width, and its tangents width |w| - width^2/2 beyond. */
export const huber: RegularizerKind<{ width: ExactNumber }> = {
  name: "huber",
  fields: { width: exactNumber },
  create(spec, path) {
    const width = positive(spec.width, `${path}.width`);
    const offset = width.power(2).multiply(Rational.of(1, 2));
    const [k, c] = [width.toNumber(), offset.toNumber()];
    const clip: SlopeFunction = {
      name: "clip(w)",
      meaning: `\`w\` clipped to \`[-${width}, ${width}]\``,
      value: (w) => Math.max(-k, Math.min(k, w)),
      exact: (w) => (w.compare(width) > 0 ? width : w.compare(width.negate()) < 0 ? width.negate() : w),
    };
    const [widthLatex, offsetLatex] = [width, offset].map(rationalLatex);
    return {
      kind: "huber",
      text: `w^2/2 for abs(w) <= ${width}, ${width}*abs(w) - ${offset} beyond`,
      latex: `\\begin{cases}w^2/2 & \\lvert w\\rvert \\le ${widthLatex}\\\\ ${widthLatex}\\,\\lvert w\\rvert - ${offsetLatex} & \\text{beyond}\\end{cases}`,
      slope: Polynomial.generator(clip.name),
      functions: [clip],
      value: (w) => (Math.abs(w) <= k ? (w * w) / 2 : k * Math.abs(w) - c),
      slopeAt: clip.value,
    };
  },
};
