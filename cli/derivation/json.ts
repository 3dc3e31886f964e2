import { assumptions } from "../../report/assumptions.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { quotientLatex, toLatex } from "../../theory/render/latex.ts";
import { quotientText, toText } from "../../theory/render/text.ts";
import type { Quotient } from "../../theory/stability.ts";
import type { Formulas } from "./formulas.ts";
import { pdeLatex, pdeText } from "./pde.ts";
import { symbolRows } from "./symbols.ts";

/** One expression in both forms. */
interface Written {
  readonly text: string;
  readonly latex: string;
}

const written = (expression: Polynomial): Written => ({
  text: toText(expression),
  latex: toLatex(expression),
});
const writtenQuotient = (quotient: Quotient): Written => ({
  text: quotientText(quotient),
  latex: quotientLatex(quotient),
});

/** A derivation as the JSON document of `derive`: its keys are a contract. */
export function derivationJson(formulas: Formulas) {
  const { derivation, terms, origin } = formulas;
  return {
    model: derivation.model.name,
    constraint: derivation.constraint,
    variables: derivation.variables,
    symbols: Object.fromEntries(
      symbolRows(formulas, "letters").map(({ name, meaning }) => [name, meaning.replace(/`/g, "")]),
    ),
    closed: derivation.closed,
    missing: derivation.reduction.missing,
    terms: { g: terms.g.map(written), f: written(terms.f), lambda: written(terms.lambda) },
    drift: written(formulas.drift),
    diffusion: written(formulas.diffusion),
    pde: { text: pdeText(formulas), latex: pdeLatex(formulas) },
    ode: Object.fromEntries(derivation.variables.map((name, i) => [name, written(formulas.ode[i]!)])),
    jacobian: formulas.jacobian?.map((row) => row.map(written)) ?? null,
    learnability: origin && {
      isFixedPoint: origin.isFixedPoint,
      eigenvalues: origin.eigenvalues?.map(written) ?? null,
      thresholds: origin.thresholds?.map((quotient) => quotient && writtenQuotient(quotient)) ?? null,
    },
    assumptions,
  };
}
