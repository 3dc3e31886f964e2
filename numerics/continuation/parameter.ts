import { ModelError } from "../../theory/errors.ts";
import { type Model, modelDefaults, parseModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";

/** A number of a model file and the range that it runs through. */
export interface Along {
  /** `augmentation.variance`, `features.0.variance`, `learningRate`, ... */
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The models in which one number of a model's file has other values. Between whole numbers of `batch` the equations
 * are meant, which know B as a real number, not the algorithm.
 * @throws ModelError naming the path where it is no number of the model file, or a value that the model cannot have.
 */
export function modelsAlong(model: Model, path: string): (value: number) => Model {
  const keys = path.split(".");
  const present = keys.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], {
    ...modelDefaults,
    ...model.source,
  });
  if (typeof present !== "number" && !(typeof present === "string" && isNumeric(present))) {
    throw new ModelError(path, "is not a number of the model file that could be varied");
  }
  if (path === "batch") return (value) => ({ ...model, batch: batchAt(value) });
  return (value) => parseModel(replaced(model.source, keys, value), model.name);
}

function isNumeric(text: string): boolean {
  return /^[+-]?[\d.]+([eE][+-]?\d+)?(\s*\/\s*\d+)?$/.test(text.trim());
}

function batchAt(value: number): Rational {
  if (!(value >= 2)) throw new ModelError("batch", `must be at least 2, found ${value}`);
  return Rational.parse(value, "batch");
}

/** A copy of a model file, or of a part of it, with another value at the place that the keys lead to. */
export function replaced(part: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(part)) return part.with(Number(key), replaced(part[Number(key)], rest, value));
  const record = part as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, value) };
}
