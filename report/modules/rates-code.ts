import { UnsupportedError } from "../../theory/errors.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { toText } from "../../theory/render/text.ts";
import { expressionCode, type PartNames, partsOf } from "./expression-code.ts";
import type { Language } from "./language.ts";
import type { Rates } from "./rates.ts";

/** The code of definitions and results. */
interface RatesCode {
  readonly statements: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly runtime: readonly string[];
}

/** Powers and exponentials that occur more than once get names: Q1_2 for Q1**2, x1 for an exponential. */
export function ratesCode(
  { definitions, rows }: Rates,
  identifier: (generator: string) => string,
  language: Language,
): RatesCode {
  const parts = [...definitions.map(({ value }) => value), ...rows.flat()].flatMap(partsOf);
  const powers = sharedPowers(parts, identifier);
  const exponentials = new Map<string, Polynomial>();
  for (const part of parts)
    if ("exponentialOf" in part) exponentials.set(toText(part.exponentialOf), part.exponentialOf);
  const exponentialNames = [...exponentials.keys()];
  const names: PartNames = {
    power: (generator, exponent) => {
      if (exponent === 1) return generator === "pi" ? language.pi : identifier(generator);
      const shared = powers.find((known) => known.generator === generator && known.exponent === exponent);
      return shared?.name ?? `${identifier(generator)}**${exponent}`;
    },
    exponential: (argument) => `x${exponentialNames.indexOf(toText(argument)) + 1}`,
  };
  const runtime: string[] = [];
  const call = (name: string, argument: string): string => {
    const known = language.functions[name];
    if (known === undefined) throw new UnsupportedError(`no code is known for the function ${name}`);
    if (known.runtime) runtime.push(known.runtime);
    return `${known.code}(${argument})`;
  };
  const powerCode = (isWanted: (generator: string) => boolean): string[] =>
    powers
      .filter(({ generator }) => isWanted(generator))
      .map(({ generator, exponent, name }) => language.local(name, `${identifier(generator)}**${exponent}`));
  const own = new Set(definitions.map(({ name }) => name));
  const statements = [
    ...powerCode((generator) => !own.has(generator)),
    ...[...exponentials.values()].map((argument) =>
      language.local(names.exponential(argument), call("exp", expressionCode(argument, names))),
    ),
    ...definitions.flatMap(({ name, value, apply }) => {
      const code = expressionCode(value, names);
      const definition = language.local(identifier(name), apply ? call(apply, code) : code);
      return [definition, ...powerCode((generator) => generator === name)];
    }),
  ];
  return { statements, rows: rows.map((row) => row.map((entry) => expressionCode(entry, names))), runtime };
}

interface SharedPower {
  readonly generator: string;
  readonly exponent: number;
  readonly name: string;
}

function sharedPowers(
  parts: ReturnType<typeof partsOf>,
  identifier: (generator: string) => string,
): SharedPower[] {
  const counts = new Map<string, SharedPower & { count: number }>();
  for (const part of parts) {
    if (!("name" in part) || Math.abs(part.exponent) === 1) continue;
    const exponent = Math.abs(part.exponent);
    const name = `${identifier(part.name).replace(/\W+/g, "")}_${exponent}`;
    counts.set(name, { generator: part.name, exponent, name, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  return [...counts.values()].filter(({ count }) => count > 1);
}
