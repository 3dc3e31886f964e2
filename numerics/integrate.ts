import { DivergenceError, ModelError } from "../theory/errors.ts";
import type { Flow } from "./flow/flow.ts";
import { covarianceField, packSymmetric, unpackSymmetric } from "./fluctuations/covariance-field.ts";
import { type IntegratorName, integrators } from "./integrators/index.ts";
import type { VectorField } from "./integrators/integrator.ts";
import { checkStart } from "./simulate.ts";

/** A trajectory of the ODE: a row a time. */
export interface Trajectory {
  readonly t: readonly number[];
  readonly Q: readonly (readonly number[])[];
  /** 1 at all times on the sphere. */
  readonly s: readonly number[];
  /** lim N Cov over runs, a matrix a time with rows Q1..Qd, then s when it is free; null when not asked for. */
  readonly sigma: readonly (readonly (readonly number[])[])[] | null;
  /** The integrator that did the work. */
  readonly method: string;
  /** Evaluations of the right-hand side. */
  readonly evaluations: number;
}

interface IntegrationOptions {
  readonly method?: IntegratorName;
  /** Relative and absolute, a step. */
  readonly tolerance?: number;
  /** N times the covariance at the start, in the form of `sigma`: then that of later times is found too. */
  readonly covariance?: readonly (readonly number[])[];
}

/** The flow as an autonomous vector field. */
export function vectorField(flow: Flow): VectorField {
  return {
    size: flow.size,
    rhs: (_t, state, out) => flow.rhs(state, out),
    jacobian: (_t, state, out) => flow.jacobian(state, out),
  };
}

/**
 * Solves the ODE from exact overlaps and squared norm.
 * @param times increasing, the first is the start.
 * @throws ModelError for a start that is no state. @throws DivergenceError when the solution blows up.
 */
export function integrate(
  flow: Flow,
  start: { readonly Q: readonly number[]; readonly s: number },
  times: readonly number[],
  { method = "auto", tolerance = 1e-8, covariance }: IntegrationOptions = {},
): Trajectory {
  checkStart({ kind: "overlaps", ...start }, flow.model);
  const free = flow.size > flow.features;
  const initial = Float64Array.from(free ? [...start.Q, start.s] : start.Q);
  const field = covariance ? covarianceField(flow) : vectorField(flow);
  const whole = covariance ? Float64Array.from([...initial, ...packSymmetric(covariance)]) : initial;
  // By the field that is solved: a flow makes its tables at the first call.
  const probe = new Float64Array(field.size);
  field.rhs(times[0] ?? 0, whole, probe);
  if (!probe.every(Number.isFinite))
    throw new DivergenceError(times[0] ?? 0, "the right-hand side is not finite at the start");
  if (times.length < 2) throw new ModelError("points", "at least two times are needed");
  const solution = integrators[method].solve(field, whole, times, { tolerance });
  return {
    t: times,
    Q: solution.states.map((state) => [...state.subarray(0, flow.features)]),
    s: solution.states.map((state) => (free ? state[flow.features]! : 1)),
    sigma: covariance
      ? solution.states.map((state) => unpackSymmetric(state.subarray(flow.size), flow.size))
      : null,
    method: solution.method,
    evaluations: solution.evaluations,
  };
}

/** `points` times from 0 to `until`, evenly spaced, both ends included. */
export function evenTimes(until: number, points: number): number[] {
  return Array.from({ length: points }, (_, i) => (until * i) / (points - 1));
}
