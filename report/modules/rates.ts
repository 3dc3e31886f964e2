import type { Derivation } from "../../theory/derive.ts";
import { parseExponential } from "../../theory/exponential.ts";
import { functionDefinition, substituteDeep } from "../../theory/function-generators.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { termSymbol } from "../../theory/reduction.ts";
import { symbol } from "../../theory/symbols.ts";

/** A named part of a function's results. */
export interface Definition {
  readonly name: string;
  readonly value: Polynomial;
  /** A function to apply to the value. */
  readonly apply?: string | undefined;
}

/** A function of the state: definitions, each in terms of those before, and rows of results in terms of all. */
export interface Rates {
  readonly definitions: readonly Definition[];
  readonly rows: readonly (readonly Polynomial[])[];
}

/**
 * The right-hand side (one row) and the Jacobian. The loss's terms g, f and lambda are computed once and enter the
 * moment equations as they do on paper; the Jacobian follows by the chain rule.
 */
export function ratesOf(derivation: Derivation): { rhs: Rates; jacobian: Rates } {
  const { terms, reduction, variables, expectation, constraint } = derivation;
  const shown = (p: Polynomial): Polynomial =>
    constraint === "sphere"
      ? substituteDeep(p, (name) => (name === symbol.norm ? Polynomial.one : undefined))
      : p;
  const all: Definition[] = [
    ...terms.g.map((value, l) => ({ name: termSymbol.g(l), value })),
    { name: termSymbol.f, value: terms.f },
    { name: termSymbol.lambda, value: terms.lambda },
  ];
  const definitions = all.map(({ name, value }) => ({ name, value: shown(value) }));

  // g is a gradient, so that its derivatives come in equal pairs.
  const slopes: Definition[] = [];
  const slope = ({ name, value }: Definition, variable: string): Polynomial => {
    const derivative = shown(expectation.derivative(value, variable));
    if (derivative.isZero) return derivative;
    const equal = slopes.find((known) => known.value.equals(derivative));
    if (equal === undefined) slopes.push({ name: `d${name}_d${variable}`, value: derivative });
    return Polynomial.generator((equal ?? slopes.at(-1)!).name);
  };
  const matrix = reduction.equations.map((equation) =>
    variables.map((variable) => {
      const chain = all.map((term) => {
        const weight = equation.derivative(term.name);
        return weight.isZero ? weight : weight.multiply(slope(term, variable));
      });
      return shown(Polynomial.sum([equation.derivative(variable), ...chain]));
    }),
  );
  return {
    rhs: needed([reduction.equations.map(shown)], definitions),
    jacobian: needed(matrix, [...definitions, ...slopes]),
  };
}

/** Without the definitions that no result uses; a zero is put in. */
function needed(rows: readonly (readonly Polynomial[])[], definitions: readonly Definition[]): Rates {
  const zeros = new Set(definitions.filter(({ value }) => value.isZero).map(({ name }) => name));
  const kept = rows.map((row) =>
    row.map((entry) => entry.substitute((name) => (zeros.has(name) ? Polynomial.zero : undefined))),
  );
  const used = new Set(kept.flat().flatMap((entry) => entry.generators()));
  return withFunctions({ rows: kept, definitions: definitions.filter(({ name }) => used.has(name)) });
}

/** With definitions, in front, for functions of other generators, which a user's own theory may bring. */
function withFunctions({ definitions, rows }: Rates): Rates {
  const functions = new Map<string, Definition>();
  const visit = (expression: Polynomial): void => {
    for (const name of expression.generators()) {
      const known = parseExponential(name) ? undefined : functionDefinition(name);
      if (known === undefined || functions.has(name)) continue;
      visit(known.argument);
      functions.set(name, { name, value: known.argument, apply: known.name });
    }
  };
  for (const { value } of definitions) visit(value);
  return { rows, definitions: [...functions.values(), ...definitions] };
}
