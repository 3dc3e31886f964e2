import { Polynomial } from "../../theory/polynomial.ts";
import type { Formulas } from "./formulas.ts";

/** With fewer features than this each one's formulas are printed. */
const fewFeatures = 4;

/**
 * How many features' formulas a page shows: all, or the first one for many features whose formulas are those of the
 * first with two indices exchanged. That is compared term by term, never assumed.
 */
export function shownFeatures(formulas: Formulas): number {
  const { features } = formulas.derivation.expectation;
  if (features < fewFeatures) return features;
  const { terms, ode, jacobian, fluctuations } = formulas;
  const alike = Array.from({ length: features - 1 }, (_, i) => i + 1).every((l) => {
    const becomes = (one: Polynomial | undefined, other: Polynomial | undefined): boolean =>
      one === undefined || exchanged(one, l).equals(other!);
    return (
      becomes(terms.g[0], terms.g[l]) &&
      becomes(ode[0], ode[l]) &&
      [terms.f, terms.lambda, ...ode.slice(features)].every((symmetric) => becomes(symmetric, symmetric)) &&
      // With numbers in, second moments show in the slopes alone.
      becomes(jacobian?.[0]?.[0], jacobian?.[l]?.[l]) &&
      (l === 1 || becomes(jacobian?.[0]?.[1], jacobian?.[l]?.[1])) &&
      // Fourth moments may show in the fluctuations alone.
      becomes(fluctuations?.[0]?.[0], fluctuations?.[l]?.[l]) &&
      (l === 1 || becomes(fluctuations?.[0]?.[1], fluctuations?.[l]?.[1]))
    );
  });
  return alike ? 1 : features;
}

/** A place in a matrix by state variables. */
export interface MatrixEntry {
  readonly entry: Polynomial;
  readonly row: number;
  readonly column: number;
}

/** The entries of a matrix that a page shows: of features that are alike the first's, and its with the second. */
export function shownEntries(
  formulas: Formulas,
  matrix: readonly (readonly Polynomial[])[] = formulas.jacobian!,
): MatrixEntry[] {
  const { features } = formulas.derivation.expectation;
  const shown = shownFeatures(formulas);
  const isShown = (index: number, count: number): boolean => index < count || index >= features;
  return matrix.flatMap((line, row) =>
    line.flatMap((entry, column) => {
      // What the second feature does to the first stands for every pair.
      const columns = shown < features && row < features ? shown + 1 : shown;
      return isShown(row, shown) && isShown(column, columns) ? [{ entry, row, column }] : [];
    }),
  );
}

/** The same of the noise intensity D, which is symmetric. */
export function shownFluctuations(formulas: Formulas): MatrixEntry[] {
  return shownEntries(formulas, formulas.fluctuations!).filter(({ row, column }) => row <= column);
}

/** An expression with the names of features 1 and l + 1 exchanged. */
export function exchanged(expression: Polynomial, l: number): Polynomial {
  const other = (index: string): string => (index === "1" ? `${l + 1}` : index === `${l + 1}` ? "1" : index);
  return expression.substitute((name) => {
    const renamed = name
      .replace(/\b([Qugc])(\d+)\b/g, (_, letter: string, index: string) => `${letter}${other(index)}`)
      .replace(/\b(m\d+_)(\d+)\b/g, (_, moment: string, index: string) => `${moment}${other(index)}`);
    return renamed === name ? undefined : Polynomial.generator(ordered(renamed));
  });
}

/** A mean's hidden variables in the order in which its name was made. */
function ordered(name: string): string {
  const inside = /^E\[(.*)\]$/.exec(name)?.[1];
  if (inside === undefined) return name;
  const factors = inside.split("*");
  const isHidden = (factor: string): boolean => /^c\d/.test(factor);
  const hidden = factors
    .filter(isHidden)
    .sort((a, b) => Number.parseInt(a.slice(1), 10) - Number.parseInt(b.slice(1), 10));
  return `E[${[...hidden, ...factors.filter((factor) => !isHidden(factor))].join("*")}]`;
}
