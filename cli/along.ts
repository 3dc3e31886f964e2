import { InvalidArgumentError } from "commander";
import type { Along } from "../numerics/continuation/parameter.ts";
import { numberList, wholeNumber } from "./options.ts";

/** Reads `augmentation.variance=0:2`, with the number of points as a third part if need be. */
export function alongRange(text: string): Along & { readonly points?: number } {
  const [path, range, ...more] = text.split("=");
  const parts = range?.split(":") ?? [];
  if (!path || more.length > 0 || parts.length < 2 || parts.length > 3) {
    throw new InvalidArgumentError("A path and a range are expected, such as augmentation.variance=0:2.");
  }
  const [from, to] = numberList(parts.slice(0, 2).join()) as [number, number];
  if (!(from < to)) throw new InvalidArgumentError("The range must go from a number to a larger one.");
  const points = parts[2] === undefined ? undefined : wholeNumber(5, 2000)(parts[2]);
  return { path, from, to, ...(points !== undefined && { points }) };
}
