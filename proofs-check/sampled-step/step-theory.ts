import { type Derivation, derive } from "../../theory/derive.ts";
import type { Terms } from "../../theory/drift-diffusion.ts";
import { fluctuations } from "../../theory/fluctuations.ts";
import { type Constraint, type Model, varyModel } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";

/** D, rows and columns in the order of the derivation's variables. */
export type Intensity = readonly (readonly Polynomial[])[];

/** What a theory says of one step under one constraint. */
export interface Limit {
  readonly derivation: Derivation;
  readonly ode: readonly Polynomial[];
  readonly intensity: Intensity;
}

/** What a theory says of one step of a model, under both constraints. */
export interface StepTheory {
  readonly terms: Terms;
  readonly limits: Readonly<Record<Constraint, Limit>>;
}

/** The theory as it is derived. */
export function trueTheory(model: Model): StepTheory {
  const limit = (constraint: Constraint): Limit => {
    const derivation = derive(varyModel(model, { constraint }));
    return { derivation, ode: derivation.ode, intensity: fluctuations(derivation).matrix };
  };
  const limits = { free: limit("free"), sphere: limit("sphere") };
  return { terms: limits.free.derivation.terms, limits };
}
