import { outputOrder } from "../activations/activation.ts";
import { parseAtom } from "../expectation/atom.ts";
import { parseSignal, type Wave } from "../expectation/signal-mean.ts";
import { functionDefinition } from "../function-generators.ts";
import type { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import type { Quotient } from "../stability.ts";
import { overlapIndex, parseMoment, symbol } from "../symbols.ts";
import { arrange, type Factor, type Product, type Sum } from "./arrange.ts";
import { decimalOrFraction } from "./text.ts";

const letters: Readonly<Record<string, string>> = {
  nu: "\\nu",
  eta: "\\eta",
  rho: "\\rho",
  tau: "\\tau",
  kappa: "\\kappa",
  pi: "\\pi",
  lambda: "\\lambda",
  "B-1": "{(B-1)}",
};

/** An expression in LaTeX; the compound symbols v = nu + eta and c = nu + rho eta stay letters. */
export function toLatex(expression: Polynomial): string {
  return sumLatex(arrange(expression));
}

/** A numerator with more LaTeX than this makes a fraction wider than a page. */
const wideNumerator = 220;

/**
 * A quotient as a fraction of two expressions with whole coefficients; a wide one is written with a slash, so
 * that its lines can break.
 */
export function quotientLatex({ numerator, denominator }: Quotient): string {
  const constant = denominator.asConstant();
  if (constant) return toLatex(numerator.scale(constant.power(-1)));
  const coefficients = [numerator, denominator].flatMap((part) =>
    part.namedTerms().map(({ coefficient }) => coefficient),
  );
  const multiple = coefficients.reduce((a, { denominator: b }) => (a * b) / gcd(a, b), 1n);
  const divisor = coefficients.reduce(
    (a, { numerator: n, denominator: d }) => gcd(a, (n * multiple) / d),
    0n,
  );
  const factor = Rational.of(multiple, divisor < 0n ? -divisor : divisor);
  const above = numerator.scale(factor);
  const below = denominator.scale(factor);
  const top = toLatex(above);
  return top.length > wideNumerator ? slashed(above, below) : `\\frac{${top}}{${toLatex(below)}}`;
}

function slashed(numerator: Polynomial, denominator: Polynomial): string {
  const above = asProduct(arrange(numerator));
  const below = asProduct(arrange(denominator));
  const isSum = (factor: Factor): boolean => "sum" in factor;
  const inverse = below.factors.flatMap((factor): Factor[] => {
    if ("sum" in factor) return [];
    return "exponentialOf" in factor
      ? [{ ...factor, exponentialOf: factor.exponentialOf.negate() }]
      : [{ ...factor, exponent: -factor.exponent }];
  });
  const coefficient = above.coefficient.divide(below.coefficient);
  const sign = coefficient.sign < 0 ? "-" : "";
  const front = productLatex({
    coefficient: sign ? coefficient.negate() : coefficient,
    factors: [...above.factors, ...inverse],
  });
  const divisors = below.factors.filter(isSum).map((factor) => `\\Big/\\allowbreak ${factorLatex(factor)}`);
  return [`${sign}${front}`, ...divisors].join("\\,");
}

/** A sum as a single product: itself in parentheses unless it is one already. */
function asProduct(sum: Sum): Product {
  const [only, second] = sum;
  return only !== undefined && second === undefined
    ? only
    : { coefficient: Rational.one, factors: [{ sum, exponent: 1 }] };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
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
  // Means are wide: they too stay beside the fraction.
  const inside = names.filter((factor) => "name" in factor && !factor.name.startsWith("E["));
  const beside = [...names.filter((factor) => !inside.includes(factor)), ...sums];
  const top = joinFactors(numerator === "1" && inside.length > 0 ? [] : [numerator], inside);
  const only = denominator === "1" && below.length === 1 ? below[0]! : undefined;
  const bottom =
    only && "name" in only && only.name === symbol.batchLessOne && only.exponent === -1
      ? only.name
      : joinFactors(denominator === "1" ? [] : [denominator], below);
  return joinFactors([`\\frac{${top}}{${bottom}}`], beside);
}

function joinFactors(first: readonly string[], factors: readonly Factor[]): string {
  return [...first, ...factors.map(factorLatex)].join("\\,");
}

function factorLatex(factor: Factor): string {
  if ("sum" in factor) {
    const height = heightOf(factor.sum);
    const size = parenthesisSizes[Math.min(height, parenthesisSizes.length - 1)]!;
    const text = `${size && `${size}l`}(${sumLatex(factor.sum)}${size && `${size}r`})`;
    // A group stays on one line: no break inside (3 c + 2 v).
    return height === 0 && factor.sum.length <= 3 ? `{${text}}` : text;
  }
  if ("exponentialOf" in factor) return `e^{${toLatex(factor.exponentialOf)}}`;
  const exponent = Math.abs(factor.exponent);
  const base = nameLatex(factor.name);
  if (exponent === 1) return base;
  return `${base}^{${exponent}}`;
}

/** Explicit sizes, because a line may break inside them and may not inside \left ... \right. */
const parenthesisSizes = ["", "\\big", "\\Big", "\\bigg", "\\Bigg"];

/** How tall a sum is set, as an index of `parenthesisSizes`. */
function heightOf(sum: Sum): number {
  const heights = sum.flatMap(({ coefficient, factors }) => [
    coefficient.denominator > 1n || factors.some(({ exponent }) => exponent < 0) ? 2 : 0,
    ...factors.map((factor) =>
      "sum" in factor ? heightOf(factor.sum) + 1 : "name" in factor && !factor.name.startsWith("E[") ? 0 : 1,
    ),
  ]);
  return Math.max(...heights);
}

/** One generator in LaTeX. */
export function nameLatex(name: string): string {
  const letter = letters[name];
  if (letter !== undefined) return letter;
  if (overlapIndex(name) >= 0) return `Q_{${name.slice(1)}}`;
  const moment = parseMoment(name);
  if (moment) return `m_{${moment.order},${moment.feature + 1}}`;
  if (name.startsWith("E[")) return atomLatex(name);
  const definition = functionDefinition(name);
  if (definition) {
    if (definition.name === "sqrt") return `\\sqrt{${toLatex(definition.argument)}}`;
    const argument = `\\bigl(${toLatex(definition.argument)}\\bigr)`;
    if (definition.name === "atan") return `{\\arctan${argument}}`;
    return definition.name ? `{\\operatorname{${definition.name}}${argument}}` : `{${argument}}`;
  }
  if (name.startsWith("<"))
    return `\\langle ${name.slice(1, -1).split("*").map(nameLatex).join("\\,")}\\rangle`;
  const [, base, exponent] = /^(.*)\^(\d+)$/.exec(name) ?? [];
  if (base !== undefined) return `${nameLatex(base)}^{${exponent}}`;
  const [, called, argument] = /^([A-Za-z]\w+)\((\w+)\)$/.exec(name) ?? [];
  if (called === "abs") return `\\lvert ${nameLatex(argument!)}\\rvert`;
  if (called !== undefined) return `\\operatorname{${called}}(${nameLatex(argument!)})`;
  return name.replace(/^Delta_(\d+)_(\d+)$/, "\\Delta_{$1,$2}").replace(/^([a-zA-Z])(\d+)$/, "$1_{$2}");
}

function atomLatex(name: string): string {
  const atom = parseAtom(name);
  const signal = parseSignal(name);
  const power = (base: string, exponent: number): string => (exponent === 1 ? base : `${base}^{${exponent}}`);
  const hiddenLatex = (hidden: readonly number[]): string[] =>
    hidden.flatMap((exponent, l) => (exponent === 0 ? [] : [power(`c_{${l + 1}}`, exponent)]));
  if (signal) {
    const powers = signal.order === 0 ? [] : [power("S", signal.order)];
    const waves = signal.wave ? [waveLatex(signal.wave)] : [];
    return `\\mathbb{E}[${[...hiddenLatex(signal.hidden), ...powers, ...waves].join("\\,")}]`;
  }
  if (!atom) return name;
  const { hidden, left, right, atOrigin } = atom;
  const side = (powers: ReadonlyMap<number, number>, argument: string): string[] =>
    [...powers]
      .sort(([a], [b]) => a - b)
      .map(([order, exponent]) => {
        const mark = order <= 0 ? "" : order <= 3 ? "'".repeat(order) : `^{(${order})}`;
        return power(order === outputOrder ? argument : `\\varphi${mark}(${argument})`, exponent);
      });
  const [y, yp] = atOrigin ? ["n", "n'"] : ["y", "y'"];
  const parts = [...hiddenLatex(hidden), ...side(left, y), ...side(right, yp)];
  return `\\mathbb{E}[${parts.join("\\,")}]`;
}

function waveLatex({ name, multiple }: Wave): string {
  const { numerator, denominator } = multiple;
  const front = numerator === 1n ? "" : numerator === -1n ? "-" : numerator;
  const argument = `${front}S${denominator === 1n ? "" : `/${denominator}`}`;
  return name === "exp" ? `e^{${argument}}` : `\\${name}(${argument})`;
}

/** A number in LaTeX, exact. */
export function rationalLatex(value: Rational): string {
  const { numerator, denominator } = decimalOrFraction(value);
  return denominator === "1" ? numerator : `\\frac{${numerator}}{${denominator}}`;
}
