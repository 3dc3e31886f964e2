import type { Model } from "../../../theory/model.ts";
import { exponentials } from "./exponentials.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";
import { phiMeans } from "./phi-means/index.ts";
import { signalMeans } from "./signal-means.ts";
import { signalMoments } from "./signal-moments.ts";
import { userFunctions } from "./user-functions.ts";

/** Every family of generators that expressions may contain. */
const families: readonly GeneratorFamily[] = [
  phiMeans,
  signalMoments,
  signalMeans,
  exponentials,
  userFunctions,
];

/**
 * The values of generators of any family, in the order of `names`.
 * @throws RangeError for a name that no family owns.
 */
export function generatorValues(model: Model, names: readonly string[], tabulate: boolean): GeneratorValues {
  const stranger = names.find((name) => !families.some((family) => family.owns(name)));
  if (stranger !== undefined) throw new RangeError(`no value is known for ${stranger}`);
  const parts = families.flatMap((family) => {
    const places = names.flatMap((name, i) => (family.owns(name) ? [i] : []));
    if (places.length === 0) return [];
    const own = places.map((i) => names[i]!);
    return [{ places, values: family.evaluator(model, own, tabulate), buffer: new Float64Array(own.length) }];
  });
  return {
    error: () => Math.max(0, ...parts.map(({ values: { error } }) => error?.() ?? 0)),
    evaluate(overlaps, norm, out) {
      for (const { places, values, buffer } of parts) {
        values.evaluate(overlaps, norm, buffer);
        for (let i = 0; i < places.length; i++) out[places[i]!] = buffer[i]!;
      }
    },
  };
}
