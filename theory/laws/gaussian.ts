import { Rational } from "../rational.ts";
import { scaledKind } from "./scaled.ts";

/** (order - 1)!!, the number of pairings. */
function evenMoment(order: number): Rational {
  let product = Rational.one;
  for (let k = order - 1; k > 1; k -= 2) product = product.multiply(Rational.of(k));
  return product;
}

export const gaussian = scaledKind({
  name: "gaussian",
  evenMoment,
  measure: {
    kind: "density",
    tails: "gaussian",
    density: (x) => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI),
    panels: [-9, -6, -3, 0, 3, 6, 9],
  },
  sample: (random) => random.normal(),
});
