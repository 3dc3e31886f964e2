import { derive } from "../../theory/derive.ts";
import { type Constraint, type Model, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type Comparison, compareMoments } from "./compare-moments.ts";
import type { ExactPoint } from "./exact-cases.ts";
import { freeStepMoments, type StepMoments, sphereStepMoments } from "./step-moments.ts";
import { type StepFormulas, stepFormulas, theoryMoments } from "./theory-moments.ts";

/** The formulas that stand trial, under both constraints. */
export type FormulaPair = Readonly<Record<Constraint, StepFormulas>>;

/** Those that are derived for a model. */
export function derivedFormulas(model: Model): FormulaPair {
  const of = (constraint: Constraint): StepFormulas => stepFormulas(derive(varyModel(model, { constraint })));
  return { free: of("free"), sphere: of("sphere") };
}

/** The enumerated moments at a point: of a step on the sphere only where the norm is 1. */
export interface EnumeratedMoments {
  readonly free: StepMoments;
  readonly sphere?: StepMoments;
}

export function enumeratedMoments({ model, state }: ExactPoint): EnumeratedMoments {
  const free = freeStepMoments(model, state);
  return {
    free,
    ...(state.norm.equals(Rational.one) && { sphere: sphereStepMoments(free, state.overlaps) }),
  };
}

/** Formulas against the enumerated step, under the constraints that the point's norm admits. */
export function compareAt(
  formulas: FormulaPair,
  point: ExactPoint,
  enumerated: EnumeratedMoments = enumeratedMoments(point),
): Comparison {
  const { model, state } = point;
  const comparisons = (["free", "sphere"] as const).flatMap((constraint): Comparison[] => {
    const moments = enumerated[constraint];
    if (!moments) return [];
    const theory = theoryMoments(formulas[constraint], model, state);
    const { count, differing } = compareMoments(theory, moments, state.laws.length);
    return [{ count, differing: differing.map((name) => `${name} (${constraint})`) }];
  });
  return {
    count: comparisons.reduce((sum, { count }) => sum + count, 0),
    differing: comparisons.flatMap(({ differing }) => differing),
  };
}
