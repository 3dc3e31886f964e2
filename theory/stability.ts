import type { Derivation } from "./derive.ts";
import { parseExponential } from "./exponential.ts";
import { Polynomial } from "./polynomial.ts";
import { Rational } from "./rational.ts";
import { overlapIndex, symbol } from "./symbols.ts";

/** The Jacobian of the ODE, rows and columns in the order of its variables: d(rhs_i)/d(variable_j). */
export function jacobian(derivation: Derivation): Polynomial[][] {
  return derivation.ode.map((rhs) =>
    derivation.variables.map((name) => derivation.expectation.derivative(rhs, name)),
  );
}

/** A quotient of two expressions. */
export interface Quotient {
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
}

/** The linear stability of the uninformative state Q = 0. */
export interface OriginStability {
  /** The right-hand sides of the overlaps at Q = 0: all zero exactly when it is a fixed point. */
  readonly drift: readonly Polynomial[];
  /** The Jacobian at Q = 0. */
  readonly matrix: readonly (readonly Polynomial[])[];
  /** Its diagonal, which is its spectrum; undefined when it is not diagonal. */
  readonly eigenvalues?: readonly Polynomial[];
  /**
   * The value of m2_l above which feature l grows, from the l-th eigenvalue solved for m2_l, which enters
   * linearly; undefined where it does not enter (that feature's growth is not a matter of its second moment).
   */
  readonly thresholds?: readonly (Quotient | undefined)[];
}

/** Evaluates drift and Jacobian at Q = 0, symbolically. In the free variant s stays the symbol of the norm there. */
export function originStability(derivation: Derivation): OriginStability {
  const { expectation, variables, ode } = derivation;
  const at = (expression: Polynomial): Polynomial => expectation.atOrigin(expression);
  const matrix = jacobian(derivation).map((row) => row.map(at));
  const drift = ode.filter((_, i) => overlapIndex(variables[i]!) >= 0).map(at);
  const diagonal = matrix.every((row, i) => row.every((entry, j) => i === j || entry.isZero));
  if (!diagonal) return { drift, matrix };
  const eigenvalues = matrix.map((row, i) => row[i]!);
  return {
    drift,
    matrix,
    eigenvalues,
    thresholds: eigenvalues
      .slice(0, expectation.features)
      .map((eigenvalue, l) => solveLinear(eigenvalue, symbol.moment(2, l))),
  };
}

/** The root in `name` of an expression that is linear in it. */
function solveLinear(expression: Polynomial, name: string): Quotient | undefined {
  const slope = expression.derivative(name);
  if (slope.isZero || slope.generators().includes(name)) return undefined;
  const rest = expression.substitute((generator) => (generator === name ? Polynomial.zero : undefined));
  return simplified({ numerator: rest.negate(), denominator: slope });
}

/**
 * Cancels the powers and the rational factor that all terms of numerator and denominator share; exponentials, which are
 * never zero, as soon as the denominator's terms share them.
 */
function simplified({ numerator, denominator }: Quotient): Quotient {
  const terms = [...numerator.namedTerms(), ...denominator.namedTerms()];
  const names = new Set(terms.flatMap(({ powers }) => [...powers.keys()]));
  const common = Polynomial.product(
    [...names].map((name) => {
      const sharing = parseExponential(name) ? denominator.namedTerms() : terms;
      return Polynomial.generator(name, Math.min(...sharing.map(({ powers }) => powers.get(name) ?? 0)));
    }),
  );
  const content = denominator.namedTerms()[0]!.coefficient;
  const divide = (p: Polynomial): Polynomial =>
    p.multiply(common.inverse()).scale(Rational.one.divide(content));
  return { numerator: divide(numerator), denominator: divide(denominator) };
}
