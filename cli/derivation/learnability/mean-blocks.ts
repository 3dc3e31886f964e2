import { type ClosedMeans, closedMeans } from "../../../theory/noise-means/closed-means.ts";
import { withValues } from "../../../theory/values.ts";
import type { Formulas } from "../formulas.ts";
import type { Block, Row } from "./blocks.ts";
import { learnabilityExpressions } from "./expressions.ts";
import { written, writtenName } from "./written.ts";

/** The means at Q = 0 in the learnability part that have a closed form, in letters or with the model's numbers. */
export function learnabilityMeans(formulas: Formulas): ClosedMeans {
  const { derivation, origin, values } = formulas;
  if (!origin) return { means: [], letters: [] };
  const { model, constraint } = derivation;
  const expressions = [...(origin.eigenvalues ?? []), ...learnabilityExpressions(formulas)];
  const { means, letters } = closedMeans(model.activation, constraint, expressions);
  if (!values) return { means, letters };
  return { means, letters: letters.map(({ name, value }) => ({ name, value: withValues(model, value) })) };
}

/** They as a part of a page; no blocks where there are none. */
export function meanBlocks(formulas: Formulas): Block[] {
  const { means, letters } = learnabilityMeans(formulas);
  if (means.length === 0) return [];
  const rows = (list: ClosedMeans["means"]): Row[] =>
    list.map(({ name, value }) => ({ left: writtenName(name), relation: "=", right: written(value) }));
  const has = (start: string): boolean => letters.some(({ name }) => name.startsWith(start));
  return [
    ["At `Q = 0` the outputs are noise, and these means have closed forms:"],
    { rows: rows(means) },
    ...(letters.length > 0
      ? [
          [
            has("c_n")
              ? "with the variance and the covariance of the two views' noises"
              : "with the variance of a view's noise",
            has("Delta_") ? ", and determinants made of them:" : ":",
          ],
          { rows: rows(letters) },
        ]
      : []),
  ];
}
