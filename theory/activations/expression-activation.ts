import { ModelError } from "../errors.ts";
import { type Expression, parseExpression } from "../expression.ts";
import { exponentialSumOf } from "../expressions/exponential-sum.ts";
import { singularityOf } from "../expressions/singularity.ts";
import type { Polynomial } from "../polynomial.ts";
import type { Activation } from "./activation.ts";
import { polynomialActivation } from "./polynomial-activation.ts";

/** Where a user's phi is probed for overflow; outputs beyond this are out of reach of any quadrature node. */
const probes = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 25);

/**
 * A user's expression in y, e.g. `"y + y^3/10"`.
 * @throws ModelError when it is not a smooth real function of y alone.
 */
export function expressionActivation(text: string): Activation {
  const phi = parseExpression(text, "y", "activation");
  const shown = { text: phi.text, latex: phi.latex };
  const { polynomial } = phi;
  if (polynomial) {
    refuseCoefficients(text, polynomial);
    return polynomialActivation(text, polynomial, shown);
  }
  refuseSingularities(phi);
  const derivatives: Expression[] = [phi];
  const nth = (order: number): Expression => {
    while (derivatives.length <= order) derivatives.push(derivatives.at(-1)!.derivative());
    return derivatives[order]!;
  };
  for (const order of [0, 1, 2, 3]) {
    const bad = probes.find((y) => !Number.isFinite(nth(order).evaluate(y)));
    if (bad !== undefined) {
      const what = order === 0 ? "it" : `its derivative of order ${order}`;
      throw new ModelError(
        "activation",
        `"${text}" cannot be evaluated: ${what} is not finite at y = ${bad}`,
      );
    }
  }
  const exponentialSum = exponentialSumOf(phi.tree, "y");
  const has = (sign: number): boolean =>
    probes.every((y) => {
      const value = phi.evaluate(y);
      return Math.abs(value - sign * phi.evaluate(-y)) <= 1e-14 * Math.max(1, Math.abs(value));
    });
  return {
    name: text,
    ...shown,
    // Parity only removes terms whose value is zero, and it is believed only to the last digit.
    parity: has(1) ? "even" : has(-1) ? "odd" : "neither",
    kinks: [],
    ...(exponentialSum && { exponentialSum }),
    derivative: (order) => nth(order).evaluate,
  };
}

/** @throws ModelError for a coefficient that no double holds: the samplers would compute with infinity or zero. */
function refuseCoefficients(text: string, polynomial: Polynomial): void {
  const sizes = polynomial.namedTerms().map(({ coefficient }) => Math.abs(coefficient.toNumber()));
  if (sizes.some((size) => !Number.isFinite(size) || size < Number.MIN_VALUE)) {
    throw new ModelError("activation", `"${text}" has a coefficient outside the range of double precision`);
  }
}

/** @throws ModelError where the function has a pole or a branch point. */
function refuseSingularities({ text, tree, variable }: Expression): void {
  const singularity = singularityOf(tree, variable, "activation");
  if (!singularity) return;
  const { at, kind } = singularity;
  const problem = kind === "singular" ? "is singular at" : "cannot be told from a function with a pole near";
  throw new ModelError("activation", `"${text}" ${problem} y = ${at}`);
}
