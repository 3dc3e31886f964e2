import { exchanged, shownFeatures } from "../exchangeable.ts";
import type { Formulas } from "../formulas.ts";

/**
 * The features whose thresholds and normal form a page shows: the first alone where the others' equations are its own
 * with two indices exchanged, which is compared term by term.
 */
export function pageFeatures(formulas: Formulas): number[] {
  const { ode, origin } = formulas;
  const shown = Array.from({ length: shownFeatures(formulas) }, (_, l) => l);
  const eigenvalues = origin!.eigenvalues ?? [];
  const alike = shown.every((l) =>
    [ode, eigenvalues].every((list) => list.length === 0 || exchanged(list[0]!, l).equals(list[l]!)),
  );
  return alike ? [0] : shown;
}
