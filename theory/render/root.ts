import { Polynomial } from "../polynomial.ts";
import type { Root } from "../roots.ts";
import { quotientLatex, toLatex } from "./latex.ts";
import { quotientText, toText } from "./text.ts";

/** A root as `(p + sqrt(D))/q`. @param radicand what stands under the square root, in place of D written out. */
export function rootText(root: Root, radicand: string = toText(root.radicand)): string {
  return write(root, radicand, toText, quotientText, (text) => `sqrt(${text})`, {
    times: "*",
    over: (above, below) => `${above}/${below}`,
    group: (text) => `(${text})`,
  });
}

/** The same in LaTeX. */
export function rootLatex(root: Root, radicand: string = toLatex(root.radicand)): string {
  return write(root, radicand, toLatex, quotientLatex, (text) => `\\sqrt{${text}}`, {
    times: "\\,",
    over: slashedOrFraction,
    group: (text) => text,
  });
}

/** A sum with more LaTeX than this is not set as a fraction: its lines could not break. */
const wideNumerator = 220;

function slashedOrFraction(above: string, below: string): string {
  return above.length > wideNumerator
    ? `\\Bigl(${above}\\Bigr)\\,\\Big/\\allowbreak \\Bigl(${below}\\Bigr)`
    : `\\frac{${above}}{${below}}`;
}

interface Style {
  readonly times: string;
  over(above: string, below: string): string;
  /** What makes a sum the operand of a division. */
  group(text: string): string;
}

function write(
  { rational, coefficient, denominator }: Root,
  radicand: string,
  plain: (expression: Polynomial) => string,
  quotient: (parts: { numerator: Polynomial; denominator: Polynomial }) => string,
  squareRoot: (text: string) => string,
  style: Style,
): string {
  if (coefficient.isZero) return quotient({ numerator: rational, denominator });
  const negative = coefficient.namedTerms()[0]!.coefficient.sign < 0;
  const factor = negative ? coefficient.negate() : coefficient;
  const root = `${factor.equals(Polynomial.one) ? "" : `${plain(factor)}${style.times}`}${squareRoot(radicand)}`;
  const sum = rational.isZero
    ? `${negative ? "-" : ""}${root}`
    : `${plain(rational)} ${negative ? "-" : "+"} ${root}`;
  if (denominator.equals(Polynomial.one)) return sum;
  const isNumber = denominator.asConstant() !== undefined;
  const below = isNumber ? plain(denominator) : style.group(plain(denominator));
  return style.over(style.group(sum), below);
}
