import { all, create, type Fraction, type MathNode } from "mathjs";
import { Rational } from "../../theory/rational.ts";
import { originalText, safeText } from "./safe-names.ts";

// Its own instance: with fractions for numbers every literal and every ratio is exact.
const math = create(all!, { number: "Fraction" });

/** The derivative of a text in one of its symbols, by the rules alone: mathjs's simplifier is not exact. */
export function mathjsDerivative(source: string, variable: string): string {
  const { text, symbols } = safeText(source);
  const index = symbols.indexOf(variable);
  if (index < 0) return "0";
  const derivative = math.derivative(math.parse(text), `x${index}`, { simplify: false });
  // All constants are integers here, which mathjs prints as "3/1": read again, x^3/1 would not be what it was.
  const integers = derivative.toString({ parenthesis: "all" }).replace(/\b(\d+)\/1\b/g, "$1");
  return originalText(integers, symbols);
}

/**
 * The exact value of a text.
 * @throws RangeError when a symbol has no value or the value is not an exact rational.
 */
export function mathjsValue(source: string, values: ReadonlyMap<string, Rational>): Rational {
  const { text, symbols } = safeText(source);
  const scope = new Map(
    symbols.map((name, index) => {
      const value = values.get(name);
      if (value === undefined) throw new RangeError(`no value for ${name}`);
      return [`x${index}`, fraction(value)];
    }),
  );
  const tree: MathNode = math.parse(text);
  return rational(tree.evaluate(scope), source);
}

function fraction({ numerator, denominator }: Rational): Fraction {
  return math.fraction(numerator, denominator);
}

function rational(value: unknown, source: string): Rational {
  if (!math.isFraction(value)) throw new RangeError(`mathjs found no exact value of ${source}`);
  return Rational.of(BigInt(value.s) * BigInt(value.n), BigInt(value.d));
}
