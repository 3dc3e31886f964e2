import type { Polynomial } from "../../theory/polynomial.ts";
import type { Certificate, Domain } from "./certificate.ts";
import { type Attempt, type Budget, type Question, termsOf } from "./positivity.ts";
import { proveBySturm } from "./prove-by-sturm.ts";
import { readRange, statementText, variableName } from "./statement.ts";
import { subdivide } from "./subdivide.ts";

/**
 * Tries to prove a polynomial > 0 (>= 0 when not `strict`) on a box, exactly: by Sturm's theorem for one variable, by
 * Bernstein coefficients with subdivision for several. On rays from 0 a polynomial without negative coefficients needs no
 * subdivision.
 * @param domain each variable's range, e.g. `{ x: "[0, 1)", y: "(0, inf)" }`; rational ends, open at `(` and `)`.
 * @returns a certificate that `checkCertificate` checks, a point of the domain where the statement is false, or the
 * reason why neither was found within the budget.
 * @throws RangeError for a negative exponent, or a variable without a range.
 * @throws CertificateError for a malformed range, naming it.
 */
export function provePositive(
  polynomial: Polynomial,
  domain: Domain,
  { strict = true, ...budget }: Budget & { readonly strict?: boolean } = {},
): Attempt {
  const question = questionOf(polynomial, domain, strict);
  const { variables, ranges, terms } = question;
  const attempt =
    variables.length === 1 && polynomial.asConstant() === undefined
      ? proveBySturm(question)
      : proveByBernstein(question, budget);
  if (attempt.outcome !== "holds") return attempt;
  const relation = strict ? ">" : ">=";
  const certificate: Certificate = {
    kind: "positivity",
    statement: statementText(terms, new Map(variables.map((name, i) => [name, ranges[i]!])), relation),
    terms: terms.map(({ coefficient, exponents }) => [
      coefficient.toString(),
      Object.fromEntries(variables.map((name, i) => [name, exponents[i]!]).filter(([, k]) => k !== 0)),
    ]),
    domain,
    relation,
    proof: attempt.certificate,
  };
  return { outcome: "holds", certificate };
}

function proveByBernstein(question: Question, budget: Budget): Attempt<Certificate["proof"]> {
  const attempt = subdivide(question, budget);
  return attempt.outcome === "holds"
    ? { outcome: "holds", certificate: { method: "bernstein", cells: attempt.certificate } }
    : attempt;
}

function questionOf(polynomial: Polynomial, domain: Domain, strict: boolean): Question {
  const variables = Object.keys(domain);
  const ranges = variables.map((name) => readRange(domain[name], `domain.${name}`));
  const unreadable = variables.find((name) => !variableName.test(name));
  if (unreadable !== undefined) throw new RangeError(`${unreadable} is no plain name: replace it first`);
  const unknown = polynomial.generators().find((name) => !variables.includes(name));
  if (unknown !== undefined) throw new RangeError(`the domain has no range for ${unknown}`);
  const terms = termsOf(polynomial, variables);
  if (terms.some(({ exponents }) => exponents.some((k) => k < 0)))
    throw new RangeError(
      "the polynomial has a negative exponent: multiply by its positive denominators first",
    );
  return { polynomial, variables, ranges, terms, strict };
}
