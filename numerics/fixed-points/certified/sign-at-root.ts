import { type IsolatedRoot, isolateRoots } from "../../../theory/expressions/isolate-roots.ts";
import { type Coefficients, dividedBy, signAt } from "../../../theory/expressions/sturm.ts";
import { Rational } from "../../../theory/rational.ts";

/** The exact sign of a polynomial h at an isolated root of a polynomial p. */
export function signAtRoot(h: Coefficients, p: Coefficients, root: IsolatedRoot): number {
  if (h.length === 0) return 0;
  let { low, high } = root;
  // A common root of both is one of their common divisor.
  if (isolateRoots(commonDivisor(h, p), low, high).length > 0) return 0;
  while (isolateRoots(h, low, high).length > 0) {
    const width = high.subtract(low).divide(Rational.of(4));
    ({ low, high } = isolateRoots(p, low, high, width)[0]!);
  }
  return signAt(h, low);
}

/** The greatest common divisor, up to a number. */
export function commonDivisor(p: Coefficients, q: Coefficients): Coefficients {
  return q.length === 0 ? p : commonDivisor(q, dividedBy(p, q).remainder);
}
