import { UnsupportedError } from "../../theory/errors.ts";
import { parseExponential } from "../../theory/exponential.ts";
import { functionDefinition } from "../../theory/function-generators.ts";
import { byReading } from "../../theory/name-order.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { compounds, parseMoment } from "../../theory/symbols.ts";
import { families } from "./families.ts";
import type { FamilyCode, FamilyUse, ModuleContext, ModuleFamily } from "./family.ts";
import { assumedZeros } from "./hidden-laws.ts";
import { identifierOf } from "./names.ts";
import { isParameter, isState, numericParameters } from "./parameters-code.ts";
import type { Rates } from "./rates.ts";
import { ratesCode } from "./rates-code.ts";

/** `rhs` or `jacobian` before it is code. */
export interface NamedRates {
  readonly name: "rhs" | "jacobian";
  readonly rates: Rates;
}

/** A family with what the module needs of it. */
export interface FamilyUses {
  readonly family: ModuleFamily;
  readonly uses: readonly FamilyUse[];
  readonly code: FamilyCode;
}

/** A function's code: the parameters that it reads, what it does, and the rows of its results. */
export interface FunctionBody {
  readonly name: "rhs" | "jacobian";
  readonly parameters: readonly string[];
  readonly statements: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Files of `runtime/` that it calls beside the families' own. */
  readonly runtime: readonly string[];
}

/** The families that own generators of these functions, each with its code. */
export function familyUses(functions: readonly NamedRates[], context: ModuleContext): FamilyUses[] {
  return families.flatMap((family) => {
    const uses = functions.flatMap(({ name, rates }) => {
      const names = generatorsOf(rates).filter(family.owns);
      return names.length > 0 ? [{ function: name, names }] : [];
    });
    return uses.length > 0 ? [{ family, uses, code: family.write(uses, context) }] : [];
  });
}

/** @throws UnsupportedError for a generator that nothing defines. */
export function functionBody(
  { name, rates }: NamedRates,
  all: readonly FamilyUses[],
  context: ModuleContext,
): FunctionBody {
  const { derivation, language, values } = context;
  const own = all.flatMap(({ family, uses, code }) => {
    const use = uses.find((candidate) => candidate.function === name);
    return use ? [{ family, use, code }] : [];
  });
  const owner = (generator: string) => own.find(({ family }) => family.owns(generator));
  const symbols = new Set(generatorsOf(rates).filter((generator) => !owner(generator)));
  if (!values) for (const { code } of own) for (const read of code.symbols) symbols.add(read);
  const stranger = [...symbols].find((s) => !isState(s) && !isParameter(s) && !compounds.has(s));
  if (stranger !== undefined) throw new UnsupportedError(`a module cannot compute ${stranger}`);
  const whole = [...compounds].filter(([compound]) => symbols.delete(compound));
  for (const [, parts] of whole) for (const part of parts.generators()) symbols.add(part);

  // Where the hidden laws are parameters their moments are not: one law, said once.
  const laws = own.some(({ code }) => code.laws !== undefined);
  const numbers = numericParameters(derivation.model, [...symbols].filter(isParameter)).map(
    (known) => known.name,
  );
  const moments = laws ? numbers.filter((number) => parseMoment(number)) : [];
  const internal = language.internal;
  const functions = rates.definitions.map((definition) => definition.name).filter(functionDefinition);
  const plain = (generator: string): string => identifierOf(generator, language);
  const code = ratesCode(
    rates,
    (generator) => {
      const found = owner(generator);
      if (found) return found.code.identifier(generator, found.use);
      // A function of other generators has no name of its own.
      const place = functions.indexOf(generator);
      return place >= 0 ? `u${place + 1}` : plain(generator);
    },
    language,
  );
  return {
    name,
    parameters: [
      ...numbers.filter((number) => !moments.includes(number)),
      ...(laws && !values ? ["hidden"] : []),
    ],
    statements: [
      ...whole.map(([compound, parts]) => language.local(plain(compound), compoundCode(parts, plain))),
      ...(laws && !values
        ? [
            language.local(
              context.laws,
              `${internal("readHidden")}(hidden, ${assumedZeros(derivation.expectation.hypotheses, language)})`,
            ),
          ]
        : []),
      ...moments.map((moment) => {
        const { order, feature } = parseMoment(moment)!;
        return language.local(moment, `${internal("rawMoment")}(${context.laws}[${feature}], ${order})`);
      }),
      ...own.flatMap(({ code: family, use }) => family.statements(use)),
      ...code.statements,
    ],
    rows: code.rows,
    runtime: code.runtime,
  };
}

/** A compound symbol's terms as they were defined: nu + eta. */
function compoundCode(parts: Polynomial, identifier: (generator: string) => string): string {
  return parts
    .namedTerms()
    .map(
      ({ coefficient, powers }) => [...powers.keys()].map(identifier).reverse().join("*") || `${coefficient}`,
    )
    .join(" + ")
    .replace("+ -", "- ");
}

/** What a function's code must know before its own definitions. */
function generatorsOf({ definitions, rows }: Rates): string[] {
  const own = new Set(definitions.map(({ name }) => name));
  const expressions = [...definitions.map(({ value }) => value), ...rows.flat()];
  const all = new Set(expressions.flatMap((expression) => expression.generators()));
  for (const name of [...all])
    for (const inside of parseExponential(name)?.generators() ?? []) all.add(inside);
  return [...all]
    .filter((name) => !own.has(name) && parseExponential(name) === undefined && name !== "pi")
    .sort(byReading);
}
