import { z } from "zod";
import { ModelError } from "../errors.ts";
import { Rational } from "../rational.ts";

/** An exact number in a model file: a JSON number, or a string such as "3/2". */
export const exactNumber = z.union([z.number(), z.string()], {
  error: 'expected a number such as 1.2 or "3/2"',
});

export type ExactNumber = z.infer<typeof exactNumber>;

/** @throws ModelError when the number is negative. */
export function nonNegative(value: ExactNumber, path: string): Rational {
  const parsed = Rational.parse(value, path);
  if (parsed.sign < 0) throw new ModelError(path, `must not be negative, found ${value}`);
  return parsed;
}

/** @throws ModelError when the number is not above zero. */
export function positive(value: ExactNumber, path: string): Rational {
  const parsed = Rational.parse(value, path);
  if (parsed.sign <= 0) throw new ModelError(path, `must be above 0, found ${value}`);
  return parsed;
}
