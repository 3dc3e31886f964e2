import { assumptions } from "../../report/assumptions.ts";
import { remarks } from "../../report/remarks.ts";
import { compareTheory } from "../../theory/derive.ts";
import { closureJson } from "./closure-json.ts";
import type { Formulas } from "./formulas.ts";
import { learnabilityJson } from "./learnability/json.ts";
import { written } from "./learnability/written.ts";
import { pdeLatex, pdeText } from "./pde.ts";
import { symbolMeaning, symbolRows } from "./symbols.ts";

/** A derivation as the JSON document of `derive`: its keys are a contract. */
export function derivationJson(formulas: Formulas) {
  const { derivation, terms, origin } = formulas;
  return {
    model: derivation.model.name,
    constraint: derivation.constraint,
    variables: derivation.variables,
    symbols: Object.fromEntries(symbolRows(formulas, "letters").map((row) => [row.name, symbolMeaning(row)])),
    closed: derivation.closed,
    missing: derivation.reduction.missing,
    closure: closureJson(derivation.closure),
    terms: { g: terms.g.map(written), f: written(terms.f), lambda: written(terms.lambda) },
    drift: written(formulas.drift),
    diffusion: written(formulas.diffusion),
    pde: { text: pdeText(formulas), latex: pdeLatex(formulas) },
    ode: Object.fromEntries(derivation.variables.map((name, i) => [name, written(formulas.ode[i]!)])),
    jacobian: formulas.jacobian?.map((row) => row.map(written)) ?? null,
    ...(formulas.fluctuations && {
      fluctuations: formulas.fluctuations.map((row) => row.map(written)),
    }),
    learnability: origin && learnabilityJson(formulas),
    theory: derivation.model.theory
      ? Object.fromEntries(compareTheory(derivation).map(({ term, outcome }) => [term, outcome]))
      : null,
    remarks: remarks(derivation),
    assumptions,
  };
}
