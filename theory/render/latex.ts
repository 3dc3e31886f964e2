import { parseAtom } from "../expectation/atom.ts";
import type { Polynomial } from "../polynomial.ts";
import type { Rational } from "../rational.ts";
import type { Quotient } from "../stability.ts";
import { overlapIndex, parseMoment } from "../symbols.ts";
import { arrange, type Factor, type Product, type Sum } from "./arrange.ts";
import { decimalOrFraction } from "./text.ts";

const letters: Readonly<Record<string, string>> = {
  nu: "\\nu",
  eta: "\\eta",
  rho: "\\rho",
  tau: "\\tau",
  kappa: "\\kappa",
  lambda: "\\lambda",
  "B-1": "(B-1)",
  "sign(w)": "\\operatorname{sign}(w)",
};

/** An expression in LaTeX; the compound symbols v = nu + eta and c = nu + rho eta stay letters. */
export function toLatex(expression: Polynomial): string {
  return sumLatex(arrange(expression));
}

/** A quotient as a fraction. */
export function quotientLatex({ numerator, denominator }: Quotient): string {
  const constant = denominator.asConstant();
  if (constant) return toLatex(numerator.scale(constant.power(-1)));
  return `\\frac{${toLatex(numerator)}}{${toLatex(denominator)}}`;
}

function sumLatex(sum: Sum): string {
  if (sum.length === 0) return "0";
  return sum
    .map((product, i) => {
      const negative = product.coefficient.sign < 0;
      const text = productLatex(
        negative ? { ...product, coefficient: product.coefficient.negate() } : product,
      );
      return i === 0 ? `${negative ? "-" : ""}${text}` : ` ${negative ? "-" : "+"} ${text}`;
    })
    .join("");
}

function productLatex({ coefficient, factors }: Product): string {
  const above = factors.filter(({ exponent }) => exponent > 0);
  const below = factors.filter(({ exponent }) => exponent < 0);
  const { numerator, denominator } = decimalOrFraction(coefficient);
  // A quotient of symbols is one fraction; sums stay beside it, so that no fraction grows a line wide.
  const names = above.filter((factor) => !("sum" in factor));
  const sums = above.filter((factor) => "sum" in factor);
  if (below.length === 0 && denominator === "1") {
    return joinFactors(numerator === "1" && above.length > 0 ? [] : [numerator], [...names, ...sums]);
  }
  const top = joinFactors(numerator === "1" && names.length > 0 ? [] : [numerator], names);
  const bottom = joinFactors(denominator === "1" ? [] : [denominator], below);
  return `\\frac{${top}}{${bottom}}${sums.map((factor) => `\\,${factorLatex(factor)}`).join("")}`;
}

function joinFactors(first: readonly string[], factors: readonly Factor[]): string {
  return [...first, ...factors.map(factorLatex)].join("\\,");
}

function factorLatex(factor: Factor): string {
  if ("sum" in factor) return `\\left(${sumLatex(factor.sum)}\\right)`;
  const exponent = Math.abs(factor.exponent);
  const base = nameLatex(factor.name);
  if (exponent === 1) return base;
  return `${base.includes("^") ? `\\left(${base}\\right)` : base}^{${exponent}}`;
}

/** One generator in LaTeX. */
export function nameLatex(name: string): string {
  const letter = letters[name];
  if (letter !== undefined) return letter;
  if (overlapIndex(name) >= 0) return `Q_{${name.slice(1)}}`;
  const moment = parseMoment(name);
  if (moment) return `m_{${moment.order},${moment.feature + 1}}`;
  if (name.startsWith("E[")) return atomLatex(name);
  if (name.startsWith("<"))
    return `\\langle ${name.slice(1, -1).split("*").map(nameLatex).join("\\,")}\\rangle`;
  return name.replace(/^([a-z])(\d+)$/, "$1_{$2}");
}

function atomLatex(name: string): string {
  const { hidden, left, right, atOrigin } = parseAtom(name)!;
  const power = (base: string, exponent: number): string => (exponent === 1 ? base : `${base}^{${exponent}}`);
  const side = (powers: ReadonlyMap<number, number>, argument: string): string[] =>
    [...powers]
      .sort(([a], [b]) => a - b)
      .map(([order, exponent]) => {
        const mark = order === 0 ? "" : order <= 3 ? "'".repeat(order) : `^{(${order})}`;
        const value = `\\varphi${mark}(${argument})`;
        return exponent === 1 ? value : `${value}^{${exponent}}`;
      });
  const [y, yp] = atOrigin ? ["n", "n'"] : ["y", "y'"];
  const parts = [
    ...hidden.flatMap((exponent, l) => (exponent === 0 ? [] : [power(`c_{${l + 1}}`, exponent)])),
    ...side(left, y),
    ...side(right, yp),
  ];
  return `\\mathbb{E}[${parts.join("\\,")}]`;
}

/** A number in LaTeX, exact. */
export function rationalLatex(value: Rational): string {
  const { numerator, denominator } = decimalOrFraction(value);
  return denominator === "1" ? numerator : `\\frac{${numerator}}{${denominator}}`;
}
