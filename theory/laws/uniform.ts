import { Rational } from "../rational.ts";
import { scaledKind } from "./scaled.ts";

const halfWidth = Math.sqrt(3);

/** Uniform on an interval about zero. */
export const uniform = scaledKind({
  name: "uniform",
  // With unit variance the half width squared is 3, and E x^k = 3^(k/2) / (k + 1).
  evenMoment: (order) =>
    Rational.of(3)
      .power(order / 2)
      .divide(Rational.of(order + 1)),
  measure: {
    kind: "density",
    density: () => 0.5 / halfWidth,
    panels: [-halfWidth, 0, halfWidth],
    tails: "none",
  },
  sample: (random) => halfWidth * (2 * random.uniform() - 1),
});
