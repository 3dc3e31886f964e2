import { Polynomial, Rational, type RegularizerKind, registerRegularizer } from "driftproof/theory";

/** R'(w), the one function that this penalty's slope is made of. The name ends in (w). */
const slope = {
  name: "cauchy(w)",
  meaning: "`w/(1 + w^2)`",
  value: (w: number) => w / (1 + w * w),
  exact: (w: Rational) => w.divide(Rational.one.add(w.multiply(w))),
};

/** The Cauchy penalty log(1 + w^2)/2: quadratic for small weights, and nearly blind to large ones. */
export const cauchy: RegularizerKind<unknown> = {
  name: "cauchy",
  fields: {},
  create: () => ({
    kind: "cauchy",
    text: "log(1 + w^2)/2",
    latex: "\\tfrac12\\log(1 + w^2)",
    slope: Polynomial.generator(slope.name),
    functions: [slope],
    value: (w) => Math.log1p(w * w) / 2,
    slopeAt: slope.value,
  }),
};

registerRegularizer(cauchy);
