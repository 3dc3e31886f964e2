import fc from "fast-check";
import { positiveRationals } from "../../../proofs-check/arbitraries/index.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { compounds } from "../../../theory/symbols.ts";
import { evaluate } from "./evaluate.ts";

/**
 * Values for every plain symbol of some expressions, none zero, as texts of them need; and for the compound
 * symbols what follows.
 */
export function valuations(expressions: readonly Polynomial[]): fc.Arbitrary<ReadonlyMap<string, Rational>> {
  const used = new Set(expressions.flatMap((expression) => expression.generators()));
  const names = [...new Set([...used, "nu", "eta", "rho", "B"])].filter((name) => !compounds.has(name));
  return fc.tuple(...names.map(() => positiveRationals(7))).map((numbers) => {
    const values = new Map(names.map((name, i) => [name, numbers[i]!]));
    // B - 1 stands in denominators.
    values.set("B", values.get("B")!.add(Rational.one));
    for (const [name, compound] of compounds)
      values.set(
        name,
        evaluate(compound, (part) => values.get(part)),
      );
    return values;
  });
}
