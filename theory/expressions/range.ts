import { functions } from "./functions.ts";
import { exponentOf } from "./polynomial.ts";
import { pi, type Tree } from "./tree.ts";

/** A closed interval [low, high] of doubles; the ends may be infinite. */
export type Interval = readonly [low: number, high: number];

const everything: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * An interval that holds every value of an expression whose variable runs through an interval, up to rounding.
 * It may be too wide, the less so the narrower the variable's interval is.
 * @param count called at each node, to bound the work.
 * @param rounded widens the result of each operation, where rounding must not be left out.
 */
export function rangeOf(
  tree: Tree,
  variable: Interval,
  count: () => void,
  rounded: (interval: Interval) => Interval = (interval) => interval,
): Interval {
  const of = (part: Tree): Interval => rangeOf(part, variable, count, rounded);
  count();
  switch (tree.kind) {
    case "number": {
      const value = tree.value.toNumber();
      return rounded([value, value]);
    }
    case "symbol":
      return tree.name === pi ? rounded([Math.PI, Math.PI]) : variable;
    case "sum":
      return tree.terms.map(of).reduce((a, b) => rounded(plus(a, b)));
    case "product":
      return tree.factors.map(of).reduce((a, b) => rounded(times(a, b)));
    case "quotient":
      return rounded(times(of(tree.above), inverse(of(tree.below))));
    case "power": {
      const n = exponentOf(tree.exponent);
      if (n === undefined) {
        const logarithm = monotone(Math.log, of(tree.base));
        return rounded(monotone(Math.exp, times(of(tree.exponent), logarithm)));
      }
      const power = wholePower(of(tree.base), Math.abs(n));
      return rounded(n < 0 ? inverse(power) : power);
    }
    case "call": {
      const { value, turns } = functions[tree.name];
      return rounded(monotone(value, of(tree.argument), turns));
    }
  }
}

/** Where rounding leaves no number, nothing is known. */
function sound([low, high]: Interval): Interval {
  return Number.isNaN(low) || Number.isNaN(high) ? everything : [low, high];
}

export function plus([a, b]: Interval, [c, d]: Interval): Interval {
  return sound([a + c, b + d]);
}

export function times([a, b]: Interval, [c, d]: Interval): Interval {
  const corners = [a * c, a * d, b * c, b * d];
  return sound([Math.min(...corners), Math.max(...corners)]);
}

function inverse([low, high]: Interval): Interval {
  return low > 0 || high < 0 ? [1 / high, 1 / low] : everything;
}

function wholePower([low, high]: Interval, n: number): Interval {
  const ends = [low ** n, high ** n];
  if (n % 2 === 1) return sound([ends[0]!, ends[1]!]);
  return sound([low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)]);
}

/** The range of a function by its ends and by the points in between at which it turns around. */
function monotone(
  value: (x: number) => number,
  [low, high]: Interval,
  turns?: { readonly offset: number; readonly every: number },
): Interval {
  const points = [low, high];
  if (turns) {
    const { offset, every } = turns;
    const first = Number.isFinite(every) ? offset + every * Math.ceil((low - offset) / every) : offset;
    // Two turns in a row take every value that a periodic function has.
    for (const turn of [first, first + every]) if (turn >= low && turn <= high) points.push(turn);
  }
  const values = points.map(value);
  return sound([Math.min(...values), Math.max(...values)]);
}
