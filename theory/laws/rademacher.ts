import { Rational } from "../rational.ts";
import { scaledKind } from "./scaled.ts";

/** Two equal signs: the lightest tails that a given variance allows. */
export const rademacher = scaledKind({
  name: "rademacher",
  evenMoment: () => Rational.one,
  measure: { kind: "atoms", values: [-1, 1], weights: [0.5, 0.5] },
  sample: (random) => random.sign(),
});
