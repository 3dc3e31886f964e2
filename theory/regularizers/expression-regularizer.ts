import { ModelError } from "../errors.ts";
import { type Expression, parseExpression } from "../expression.ts";
import { enclosureOf } from "../expressions/enclosure.ts";
import { polynomialOf } from "../expressions/polynomial.ts";
import { rationalValue } from "../expressions/rational-value.ts";
import { singularityOf } from "../expressions/singularity.ts";
import { product, quotient, sum, type Tree } from "../expressions/tree.ts";
import { Polynomial } from "../polynomial.ts";
import type { Regularizer } from "./regularizer.ts";
import { sign } from "./sign.ts";
import type { SlopeFunction } from "./slope-function.ts";

const variable = "w";
/** Where R and R' must be finite; weights beyond this are out of reach of any start and any quadrature. */
const probes = Array.from({ length: 801 }, (_, i) => (i - 400) / 10);

/**
 * A user's penalty, an expression in w such as `"w^4/4"`, which may call `abs`.
 * @throws ModelError at `path` when it is not a real function of w alone with a finite slope, or is constant.
 */
export function expressionRegularizer(kind: string, path: string): Regularizer {
  const text = kind.trim();
  const penalty = parseExpression(text, variable, path, true);
  const slope = penalty.derivative();
  refuseSingularities(text, penalty, slope, path);
  const { polynomial, functions } = slopePolynomial(slope, path);
  if (polynomial.isZero) {
    throw new ModelError(path, `"${text}" does not change with w; for no penalty write "none"`);
  }
  return {
    kind,
    text,
    latex: penalty.latex,
    slope: polynomial,
    functions,
    value: penalty.evaluate,
    slopeAt: slope.evaluate,
  };
}

function refuseSingularities(text: string, penalty: Expression, slope: Expression, path: string): void {
  for (const [expression, what] of [
    [penalty, "it"],
    [slope, "its slope"],
  ] as const) {
    const singularity = singularityOf(expression.tree, variable, path);
    if (singularity) {
      const { at, kind } = singularity;
      const problem =
        kind === "singular" ? "is singular at" : "cannot be told from a function with a pole near";
      throw new ModelError(path, `"${text}" cannot be used: ${what} ${problem} w = ${at}`);
    }
    const bad = probes.find((w) => !Number.isFinite(expression.evaluate(w)));
    if (bad !== undefined) {
      throw new ModelError(path, `"${text}" cannot be used: ${what} is not finite at w = ${bad}`);
    }
  }
}

/** R' in w and sign(w) where it is a polynomial in these, else as one function of w. */
function slopePolynomial(
  slope: Expression,
  path: string,
): { polynomial: Polynomial; functions: SlopeFunction[] } {
  const polynomial = polynomialOf(withSigns(slope.tree), path);
  if (polynomial) {
    // sign(w)^2 is 1 but at w = 0.
    const reduced = Polynomial.fromNamedTerms(
      polynomial.namedTerms().map(({ coefficient, powers }) => ({
        coefficient,
        powers: new Map(
          [...powers].map(([name, exponent]) => [name, name === sign.name ? exponent % 2 : exponent]),
        ),
      })),
    );
    return { polynomial: reduced, functions: reduced.generators().includes(sign.name) ? [sign] : [] };
  }
  const whole: SlopeFunction = {
    name: "R'(w)",
    meaning: "slope of the penalty",
    definition: { text: slope.text, latex: slope.latex },
    value: slope.evaluate,
    exact: (w) => rationalValue(slope.tree, w),
    enclosure: (w) => enclosureOf(slope.tree, w),
  };
  return { polynomial: Polynomial.generator(whole.name), functions: [whole] };
}

/** abs(w) as w sign(w), and sign(w) as a symbol. */
function withSigns(tree: Tree): Tree {
  switch (tree.kind) {
    case "number":
    case "symbol":
      return tree;
    case "sum":
      return sum(tree.terms.map(withSigns));
    case "product":
      return product(tree.factors.map(withSigns));
    case "quotient":
      return quotient(withSigns(tree.above), withSigns(tree.below));
    case "power":
      return { ...tree, base: withSigns(tree.base) };
    case "call": {
      const { name, argument } = tree;
      if (argument.kind !== "symbol" || argument.name !== variable) return tree;
      const symbol: Tree = { kind: "symbol", name: sign.name };
      return name === "sign" ? symbol : name === "abs" ? product([argument, symbol]) : tree;
    }
  }
}
