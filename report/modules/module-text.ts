import { type Derivation, derive, requireClosure } from "../../theory/derive.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { withValues } from "../../theory/values.ts";
import { familyUses, functionBody } from "./function-code.ts";
import { headerLines } from "./header.ts";
import { hiddenParameter } from "./hidden-laws.ts";
import type { Language, ModuleFormat } from "./language.ts";
import { moduleContext } from "./names.ts";
import { numericParameters } from "./parameters-code.ts";
import { python } from "./python.ts";
import { type Rates, ratesOf } from "./rates.ts";
import { runtimeText } from "./runtime-text.ts";
import { typescript } from "./typescript.ts";

const languages: Readonly<Record<ModuleFormat, Language>> = { typescript, python };

export interface ModuleOptions {
  readonly format: ModuleFormat;
  /** Put the model's numbers in: the functions then take the state alone. */
  readonly values: boolean;
  /** Of driftproof, for the header. */
  readonly version: string;
}

/** Terms longer than this are written with moments of the signal S = Q.c in place of the overlaps' own powers. */
const longestTerm = 400;

/**
 * A model's ODE and Jacobian as the source of a module that needs nothing but its language: it exports `rhs(state,
 * parameters)`, `jacobian(state, parameters)`, the names of the state's `variables` and the parameters' `defaults`.
 * @throws UnsupportedError when the equations do not close, or contain something that no family knows to compute.
 */
export function moduleText(given: Derivation, { format, values, version }: ModuleOptions): string {
  const derivation =
    given.terms.lambda.size > longestTerm ? derive(given.model, given.expectation.hypotheses, true) : given;
  requireClosure(derivation);
  const { model } = derivation;
  const language = languages[format];
  const context = moduleContext(derivation, language, values);
  const show = (p: Polynomial): Polynomial => (values ? withValues(model, p) : p);
  const { rhs, jacobian } = ratesOf(derivation);
  const rates = Object.entries({ rhs, jacobian }).map(([name, own]) => ({
    name: name as "rhs" | "jacobian",
    rates: {
      definitions: own.definitions.map((definition) => ({ ...definition, value: show(definition.value) })),
      rows: own.rows.map((row) => row.map(show)),
    } satisfies Rates,
  }));
  const families = familyUses(rates, context);
  const functions = rates.map((own) => functionBody(own, families, context));

  const codes = families.map(({ code }) => code);
  const read = new Set(functions.flatMap(({ parameters }) => parameters));
  const [laws] = codes.flatMap((code) => (code.laws ? [code.laws] : []));
  const hidden = laws && hiddenParameter(laws, language);
  const numbers = numericParameters(
    model,
    [...read].filter((name) => name !== hidden?.name),
  );
  const runtime = new Set(["checks", ...[...codes, ...functions].flatMap((code) => code.runtime)]);
  const accuracy = codes.flatMap((code) => code.accuracy ?? []);
  return language.module({
    header: headerLines(derivation, { values, version, accuracy }),
    variables: derivation.variables,
    parameters: values ? undefined : [...numbers, ...(hidden ? [hidden] : [])],
    functions,
    declarations: [
      ...(values && hidden ? [language.constant(context.laws, hidden.usual, hidden.type)] : []),
      ...codes.flatMap((code) => code.declarations),
    ],
    runtime: [...runtime].map((name) => runtimeText(name, language)),
  });
}
