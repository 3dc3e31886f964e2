import { type Derivation, withTerms } from "../../theory/derive.ts";
import type { Terms } from "../../theory/drift-diffusion.ts";
import type { Constraint } from "../../theory/model.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { type Kinetics, reduce } from "../../theory/reduction.ts";
import type { Intensity, Limit, StepTheory } from "../sampled-step/step-theory.ts";

/**
 * A deliberate error at one stage of the derivation; what comes after that stage is done right. Each change is given
 * the stage's true result and the derivation that it belongs to.
 */
export interface Mutant {
  readonly id: string;
  /** The error in words. */
  readonly words: string;
  /** Why it is none: for those that leave all equations as they are. */
  readonly equivalent?: string;
  /** g, f, lambda; those left out stay right. */
  terms?(terms: Terms, derivation: Derivation): Partial<Terms>;
  /** Drift and diffusion of one weight, in the generators w, u_l, g_l, f, lambda. */
  kinetics?(kinetics: Kinetics, derivation: Derivation): Kinetics;
  /** Right-hand sides in the order of the derivation's variables, in the generators g_l, f, lambda. */
  equations?(equations: readonly Polynomial[], derivation: Derivation): readonly Polynomial[];
  /** D alone: the terms and the equations stay right. */
  intensity?(intensity: Intensity, derivation: Derivation): Intensity;
}

/** The stages that a mutant may change, from the loss to the fluctuations. */
export const stages = ["terms", "kinetics", "equations", "intensity"] as const;

/** The theory with a mutant's error put in. What the error does not reach are the same objects as before. */
export function mutate({ terms, limits }: StepTheory, mutant: Mutant): StepTheory {
  const limit = (constraint: Constraint): Limit => {
    const { derivation, ode, intensity } = limits[constraint];
    return {
      derivation,
      ode: mutant.terms || mutant.kinetics || mutant.equations ? mutatedOde(derivation, mutant) : ode,
      intensity: mutant.intensity?.(intensity, derivation) ?? intensity,
    };
  };
  return {
    terms: { ...terms, ...mutant.terms?.(terms, limits.free.derivation) },
    limits: { free: limit("free"), sphere: limit("sphere") },
  };
}

function mutatedOde(derivation: Derivation, mutant: Mutant): Polynomial[] {
  const { constraint, kinetics, reduction, expectation } = derivation;
  const changed = mutant.kinetics?.(kinetics, derivation);
  const reduced = changed ? reduce(changed, expectation.features, constraint) : reduction;
  const equations = mutant.equations?.(reduced.equations, derivation) ?? reduced.equations;
  const terms = { ...derivation.terms, ...mutant.terms?.(derivation.terms, derivation) };
  return withTerms(equations, terms, constraint);
}
