import { mergeExponentials } from "./exponential.ts";
import { substituteDeep } from "./function-generators.ts";
import type { Model } from "./model.ts";
import { Polynomial } from "./polynomial.ts";
import type { Rational } from "./rational.ts";
import { compounds, parseMoment, symbol } from "./symbols.ts";

/** The model's number for a generator, exact; undefined for state variables and atoms. */
export function parameterValue(model: Model, name: string): Rational | undefined {
  switch (name) {
    case symbol.background:
      return model.background;
    case symbol.augmentation:
      return model.augmentation;
    case symbol.correlation:
      return model.correlation;
    case symbol.batch:
      return model.batch;
    case symbol.learningRate:
      return model.learningRate;
    case symbol.strength:
      return model.strength;
  }
  const moment = parseMoment(name);
  if (moment) return model.features[moment.feature]!.moment(moment.order);
  return compounds
    .get(name)
    ?.substitute((part) => Polynomial.constant(parameterValue(model, part)!))
    .asConstant();
}

/**
 * Puts the model's numbers into an expression; the state and the atoms stay.
 * @param kept generators that stay too.
 */
export function withValues(model: Model, expression: Polynomial, kept: readonly string[] = []): Polynomial {
  const replaced = substituteDeep(expression, (name) => {
    const value = kept.includes(name) ? undefined : parameterValue(model, name);
    return value && Polynomial.constant(value);
  });
  return mergeExponentials(replaced);
}
