import type { ModelInput } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";

/** A number of a model file that a search may move. */
export interface NumberField {
  readonly path: readonly (string | number)[];
  /** Whole numbers from this one up, or any in the closed range. */
  readonly range: { readonly wholeFrom: number } | { readonly low: number; readonly high: number };
}

const positive = { low: 1e-3, high: 1e3 };

/** The numbers of a model file: noises, batch, learning rate, variances of the hidden laws. */
export function numberFields(input: ModelInput): NumberField[] {
  const features = (input["features"] as readonly ModelInput[]).flatMap((feature, l) =>
    "variance" in feature ? [{ path: ["features", l, "variance"], range: positive }] : [],
  );
  return [
    ...features,
    { path: ["background", "variance"], range: positive },
    { path: ["augmentation", "variance"], range: positive },
    { path: ["augmentation", "correlation"], range: { low: -1, high: 1 } },
    { path: ["batch"], range: { wholeFrom: 2 } },
    { path: ["learningRate"], range: positive },
  ];
}

export function numberAt(input: ModelInput, { path }: NumberField): Rational {
  const found = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], input);
  return Rational.parse(found as number | string);
}

/** The model file with one number in place of another. */
export function withNumber(input: ModelInput, { path }: NumberField, value: Rational): ModelInput {
  const replaced = (node: unknown, depth: number): unknown => {
    if (depth === path.length) return value.denominator === 1n ? Number(value.numerator) : `${value}`;
    const key = path[depth]!;
    const child = replaced((node as Record<string | number, unknown>)[key], depth + 1);
    return Array.isArray(node) ? node.with(key as number, child) : { ...(node as object), [key]: child };
  };
  return replaced(input, 0) as ModelInput;
}

/** Whether a field may hold a number. */
export function isAllowed({ range }: NumberField, value: Rational): boolean {
  if ("wholeFrom" in range)
    return value.denominator === 1n && value.toNumber() >= range.wholeFrom && value.toNumber() <= 1000;
  return value.toNumber() >= range.low && value.toNumber() <= range.high;
}
