import { ModelError } from "../errors.ts";
import { parseTree } from "../expressions/parse.ts";
import { polynomialOf } from "../expressions/polynomial.ts";
import type { Polynomial } from "../polynomial.ts";
import { shown } from "../shown.ts";
import type { Loss } from "./loss.ts";

/** The expectations of a loss of degree n need means of phi to the power 2n; beyond this they stop being useful. */
const maximalLossDegree = 6;

const symbols: readonly string[] = ["z", "zp"];

/**
 * A user's own pairwise loss `{ "a": "-z*zp", "b": "z*zp" }`: both parts polynomials in z = phi(y) and zp = phi(y').
 * @throws ModelError naming `loss.a` or `loss.b`.
 */
export function userLoss(given: Readonly<Record<string, unknown>>): Loss {
  const stranger = Object.keys(given).find((key) => key !== "a" && key !== "b");
  if (stranger !== undefined) throw new ModelError(`loss.${stranger}`, "unknown key");
  const a = part(given["a"], "loss.a");
  const b = part(given["b"], "loss.b");
  if (a.isZero && b.isZero) throw new ModelError("loss", "both parts are zero: there is nothing to learn");
  return { name: `a = ${given["a"]}, b = ${given["b"]}`, a, b };
}

function part(text: unknown, path: string): Polynomial {
  if (text === undefined) throw new ModelError(path, "is missing");
  if (typeof text !== "string")
    throw new ModelError(path, `expected an expression in z and zp as text, found ${shown(text)}`);
  const knows = (name: string): boolean => symbols.includes(name);
  const tree = parseTree(text, { path, variables: "z and zp", knows, longest: 500 });
  const polynomial = polynomialOf(tree, path);
  if (!polynomial)
    throw new ModelError(path, `"${text}" is not a polynomial in z and zp with rational coefficients`);
  for (const { coefficient, powers } of polynomial.namedTerms()) {
    const degree = [...powers.values()].reduce((sum, exponent) => sum + exponent, 0);
    if (degree > maximalLossDegree)
      throw new ModelError(path, `degree ${degree} is above the limit of ${maximalLossDegree}`);
    const size = Math.abs(coefficient.toNumber());
    if (!Number.isFinite(size) || size < Number.MIN_VALUE)
      throw new ModelError(path, "a coefficient is outside the range of double precision");
  }
  return polynomial;
}
