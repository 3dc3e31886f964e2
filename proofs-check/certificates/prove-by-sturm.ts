import { isolateRoots } from "../../theory/expressions/isolate-roots.ts";
import {
  type Coefficients,
  cauchyBound,
  coefficientsOf,
  dividedBy,
  signChanges,
  sturmChain,
  valueAt,
} from "../../theory/expressions/sturm.ts";
import { Rational } from "../../theory/rational.ts";
import type { Proof } from "./certificate.ts";
import { type Attempt, type Question, refutedAt } from "./positivity.ts";
import type { Range } from "./statement.ts";

const one = [Rational.one];

/** Positivity of a polynomial in one variable (not constant), decided by Sturm's theorem. */
export function proveBySturm(question: Question): Attempt<Proof> {
  const [side, variable] = [question.ranges[0]!, question.variables[0]!];
  const p = coefficientsOf(question.polynomial, variable);
  // All roots lie between these, and the domain's ends where they are finite.
  const bound = cauchyBound(p);
  const low = side.low ?? lower(bound.negate(), side.high);
  const high = side.high ?? upper(bound, side.low);
  const roots = isolateRoots(p, low, high);
  // Ends, roots that are rational, and a point between each two brackets: every sign that p takes is among them.
  const cuts = [low, ...roots.flatMap((root) => [root.low, root.high]), high];
  const middles = cuts.slice(1).map((cut, i) => cut.add(cuts[i]!).multiply(Rational.of(1, 2)));
  const simplest = roots.map((root) => simplestBetween(root.low, root.high));
  for (const x of [...cuts, ...middles, ...simplest].filter((point) => contains(side, point))) {
    const refuted = refutedAt(question, [x]);
    if (refuted) return refuted;
  }
  const [inner] = roots.filter((root) => !root.low.equals(root.high));
  if (question.strict && inner) {
    const from = inner.low.toNumber();
    return {
      outcome: "undecided",
      reason: `it is zero at an irrational ${variable} near ${from}, and never negative`,
    };
  }
  const square = question.strict ? one : squareFactor(p);
  const rest = dividedBy(p, multiply(square, square)).quotient;
  const changes = changesAtEnds(rest, side);
  return {
    outcome: "holds",
    certificate: {
      method: "sturm",
      square: square.map(String),
      rest: rest.map(String),
      signChanges: changes,
    },
  };
}

function contains({ low, high, lowOpen, highOpen }: Range, x: Rational): boolean {
  const [below, above] = [low ? low.compare(x) : -1, high ? x.compare(high) : -1];
  return below < (lowOpen ? 0 : 1) && above < (highOpen ? 0 : 1);
}

/** The rational of least denominator in an interval: the root itself, where that is a short fraction. */
function simplestBetween(low: Rational, high: Rational): Rational {
  const floor = Rational.of(
    low.numerator / low.denominator - (low.numerator % low.denominator < 0n ? 1n : 0n),
  );
  if (floor.equals(low)) return low;
  const next = floor.add(Rational.one);
  if (next.compare(high) <= 0) return next;
  const inverse = (x: Rational): Rational => x.subtract(floor).power(-1);
  return floor.add(simplestBetween(inverse(high), inverse(low)).power(-1));
}

function lower(x: Rational, end: Rational | undefined): Rational {
  return end && end.compare(x) <= 0 ? end.subtract(Rational.one) : x;
}

function upper(x: Rational, end: Rational | undefined): Rational {
  return end && end.compare(x) >= 0 ? end.add(Rational.one) : x;
}

/** The largest square that divides it, as its root: factors of multiplicity 2 and 3 once, of 4 and 5 twice, ... */
function squareFactor(p: Coefficients): Coefficients {
  const common = sturmChain(p).at(-1)!;
  if (common.length < 2) return one;
  // Distinct factors of multiplicity at least 2; its own common divisors have multiplicity lowered by one each.
  const repeated = dividedBy(common, sturmChain(common).at(-1)!).quotient;
  const rest = dividedBy(p, multiply(repeated, repeated));
  return multiply(repeated, rest.quotient.length < 2 ? one : squareFactor(rest.quotient));
}

function multiply(p: Coefficients, q: Coefficients): Coefficients {
  const product: Rational[] = new Array(p.length + q.length - 1).fill(Rational.zero);
  for (const [i, a] of p.entries())
    for (const [j, b] of q.entries()) product[i + j] = product[i + j]!.add(a.multiply(b));
  return product;
}

/** Sign changes of the Sturm chain at both ends, zeros there divided out first. */
function changesAtEnds(rest: Coefficients, { low, high }: Range): [number, number] {
  let p = rest;
  for (const end of [low, high]) {
    while (end && p.length > 1 && valueAt(p, end).isZero)
      p = dividedBy(p, [end.negate(), Rational.one]).quotient;
  }
  if (p.length < 2) return [0, 0];
  const chain = sturmChain(p);
  const bound = chain.map(cauchyBound).reduce(upper);
  return [signChanges(chain, low ?? bound.negate()), signChanges(chain, high ?? bound)];
}
