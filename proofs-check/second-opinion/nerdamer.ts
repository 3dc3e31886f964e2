import nerdamer from "nerdamer";
// Loaded for their effect: they add `expand` and `diff` to the core.
import "nerdamer/Algebra.js";
import "nerdamer/Calculus.js";
import { Rational } from "../../theory/rational.ts";
import { originalText, safeText } from "./safe-names.ts";

/** Runs one computation and drops what nerdamer remembers of it: it stores every expression it ever parsed. */
function alone<T>(compute: () => T): T {
  try {
    return compute();
  } finally {
    nerdamer.flush();
  }
}

/** The derivative of a text in one of its symbols, all others held fixed. */
export function nerdamerDerivative(source: string, variable: string): string {
  const { text, symbols } = safeText(source);
  const index = symbols.indexOf(variable);
  if (index < 0) return "0";
  return alone(() => originalText(nerdamer.diff(text, `x${index}`).toString(), symbols));
}

/**
 * Whether a text expands to zero. Nerdamer brings no sums to a common denominator, so a `false` settles nothing
 * where two denominators differ in form.
 */
export function nerdamerIsZero(source: string): boolean {
  const { text } = safeText(source);
  return alone(() => nerdamer(`expand(${text})`).toString() === "0");
}

/**
 * The exact value of a text.
 * @throws RangeError when a symbol has no value or the value is not an exact rational.
 */
export function nerdamerValue(source: string, values: ReadonlyMap<string, Rational>): Rational {
  const { text, symbols } = safeText(source);
  const substitutions = Object.fromEntries(
    symbols.map((name, index) => {
      const value = values.get(name);
      if (value === undefined) throw new RangeError(`no value for ${name}`);
      return [`x${index}`, `(${value.numerator}/${value.denominator})`];
    }),
  );
  return alone(() => exact(nerdamer(text, substitutions).toString()));
}

function exact(result: string): Rational {
  const match = /^\(?(-?\d+)\)?(?:\/(\d+))?$/.exec(result);
  if (!match) throw new RangeError(`expected a ratio of integers, nerdamer answered ${result}`);
  return Rational.of(BigInt(match[1]!), BigInt(match[2] ?? "1"));
}
