import fc from "fast-check";
import { nonZeroRationals, polynomials } from "../../../proofs-check/arbitraries/index.ts";
import { Rational } from "../../../theory/rational.ts";

const names = ["Q1", "Q2", "s", "v", "c", "B", "B-1", "tau", "m4_1", "E[c1*phi'(y)*phi(y')^2]"];

// Halves and thirds are written as fractions, tenths and finer as decimals: both must occur.
const factor = fc.oneof(
  fc
    .constantFrom("1", "1/10", "3/40", "-7/25", "0.000125", "1/300", "1000")
    .map((text) => Rational.parse(text)),
  nonZeroRationals(),
);

/** Sums of scaled Laurent polynomials and of products, which is what the arranging takes apart. */
export const expressions = fc
  .tuple(
    factor,
    polynomials(names, { terms: 4, lowest: -2, highest: 2 }),
    polynomials(["Q1", "s", "B-1", "B"], { terms: 3 }),
    factor,
    polynomials(["Q1", "v", "E[c1*phi'(y)*phi(y')^2]"], { terms: 3 }),
  )
  .map(([x, a, b, y, c]) => a.scale(x).add(b.multiply(c).scale(y)));
