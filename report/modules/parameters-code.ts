import type { Model } from "../../theory/model.ts";
import { byReading } from "../../theory/name-order.ts";
import { overlapIndex, parseMoment, symbol } from "../../theory/symbols.ts";
import { parameterValue } from "../../theory/values.ts";
import { numberCode } from "./expression-code.ts";
import type { ModuleParameter } from "./language.ts";

/** What a symbol of the model is and between which numbers it makes sense. */
interface KnownParameter {
  readonly meaning: string;
  readonly least?: number;
  readonly most?: number;
}

const known: Readonly<Record<string, KnownParameter>> = {
  [symbol.background]: { meaning: "variance per coordinate of the sample's own noise", least: 0 },
  [symbol.augmentation]: { meaning: "variance per coordinate of each view's noise", least: 0 },
  [symbol.correlation]: { meaning: "correlation of the two views' noises", least: -1, most: 1 },
  [symbol.batch]: { meaning: "samples a step", least: 2 },
  [symbol.learningRate]: { meaning: "step size", least: 0 },
  [symbol.strength]: { meaning: "strength of the penalty", least: 0 },
};

function describe(name: string): KnownParameter {
  const moment = parseMoment(name);
  if (!moment) return known[name]!;
  const meaning = `E[c_${moment.feature + 1}^${moment.order}], raw moment of hidden variable ${moment.feature + 1}`;
  return moment.order % 2 === 0 ? { meaning, least: 0 } : { meaning };
}

/** The model's numbers among these symbols, in reading order: noises, algorithm, moments. */
export function numericParameters(model: Model, names: Iterable<string>): ModuleParameter[] {
  const order = Object.keys(known);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...names]
    .sort((a, b) => rank(a) - rank(b) || byReading(a, b))
    .map((name) => {
      const { meaning, least, most } = describe(name);
      return { name, type: "number", meaning, least, most, usual: numberCode(parameterValue(model, name)!) };
    });
}

/** Whether a generator is one of the model's numbers, compounds and the state excepted. */
export function isParameter(name: string): boolean {
  return Object.hasOwn(known, name) || parseMoment(name) !== undefined;
}

/** Whether a generator is part of the state. */
export function isState(name: string): boolean {
  return name === symbol.norm || overlapIndex(name) >= 0;
}
