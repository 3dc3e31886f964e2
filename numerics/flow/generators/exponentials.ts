import { parseExponential } from "../../../theory/exponential.ts";
import type { Model } from "../../../theory/model.ts";
import { symbol } from "../../../theory/symbols.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";

/** Exponentials `exp(-3/5*s)` of a number, or of one times s. */
export const exponentials: GeneratorFamily = {
  owns: (name) =>
    parseExponential(name)
      ?.generators()
      .every((inside) => inside === symbol.norm) ?? false,
  evaluator: exponentialValues,
};

function exponentialValues(_model: Model, names: readonly string[]): GeneratorValues {
  const exponents = names.map((name) => {
    const [term] = parseExponential(name)!.namedTerms();
    return { rate: term!.coefficient.toNumber(), power: term!.powers.get(symbol.norm) ?? 0 };
  });
  return {
    evaluate(_overlaps, norm, out) {
      exponents.forEach(({ rate, power }, i) => {
        out[i] = Math.exp(rate * norm ** power);
      });
    },
  };
}
