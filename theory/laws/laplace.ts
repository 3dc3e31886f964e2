import { Rational } from "../rational.ts";
import { scaledKind } from "./scaled.ts";

function factorial(n: number): Rational {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return Rational.of(product);
}

const right = [0, 1, 2.5, 5, 9, 14, 20, 28];

/** The two-sided exponential. */
export const laplace = scaledKind({
  name: "laplace",
  // With unit variance the scale is 1/sqrt 2, and E x^k = k! 2^(-k/2).
  evenMoment: (order) => factorial(order).divide(Rational.of(2).power(order / 2)),
  measure: {
    kind: "density",
    tails: "exponential",
    density: (x) => Math.exp(-Math.abs(x) * Math.SQRT2) / Math.SQRT2,
    // The density has a kink at zero, so zero is a panel end.
    panels: [
      ...right
        .slice(1)
        .map((x) => -x)
        .reverse(),
      ...right,
    ],
  },
  sample: (random) => (-random.sign() * Math.log(1 - random.uniform())) / Math.SQRT2,
});
