import { ConvergenceError, DivergenceError, ModelError } from "../theory/errors.ts";
import { stateVariables } from "../theory/symbols.ts";
import type { Flow } from "./flow/flow.ts";
import { covarianceField, packSymmetric, unpackSymmetric } from "./fluctuations/covariance-field.ts";
import type { EventPoint, OdeEvent } from "./integrators/events.ts";
import { stableFixedPoint } from "./integrators/fixed-point-event.ts";
import { type IntegratorName, integrators } from "./integrators/index.ts";
import type { Solution, VectorField } from "./integrators/integrator.ts";
import { checkStart } from "./simulate.ts";

/** A trajectory of the ODE: a row a time. An event that stops it is the last row. */
export interface Trajectory {
  readonly t: readonly number[];
  readonly Q: readonly (readonly number[])[];
  /** 1 at all times on the sphere. */
  readonly s: readonly number[];
  /** lim N Cov over runs, a matrix a time with rows Q1..Qd, then s when it is free; null when not asked for. */
  readonly sigma: readonly (readonly (readonly number[])[])[] | null;
  /** The events that happened, in the order of time. */
  readonly events: readonly EventPoint[];
  /** The one that stopped it. */
  readonly stop: EventPoint | null;
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
  /** What to look out for, such as `fixedPointReached` and `levelCrossed`; the state begins with Q1..Qd, and s when free. */
  readonly events?: readonly OdeEvent[];
}

/** The flow as an autonomous vector field. */
function vectorField(flow: Flow): VectorField {
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
 * @throws ConvergenceError when the method fails.
 */
export function integrate(
  flow: Flow,
  start: { readonly Q: readonly number[]; readonly s: number },
  times: readonly number[],
  { method = "auto", tolerance = 1e-8, covariance, events = [] }: IntegrationOptions = {},
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
  const options = { tolerance, events };
  let solution = integrators[method].solve(field, whole, times, options);
  if (method === "auto" && leavesStates(flow, solution)) {
    solution = integrators.rodas4.solve(field, whole, times, options);
  }
  // A user's own theory may leave them indeed.
  if (flow.model.theory === undefined && leavesStates(flow, solution)) {
    throw new ConvergenceError(
      `${solution.method} leaves |Q|^2 <= s, which the ODE does not: its steps are too long for rates as large as these; rodas4 or a smaller tolerance may do`,
    );
  }
  return {
    t: solution.times,
    Q: solution.states.map((state) => [...state.subarray(0, flow.features)]),
    s: solution.states.map((state) => (free ? state[flow.features]! : 1)),
    sigma: covariance
      ? solution.states.map((state) => unpackSymmetric(state.subarray(flow.size), flow.size))
      : null,
    events: solution.events,
    stop: solution.stop,
    method: solution.method,
    evaluations: solution.evaluations,
  };
}

/**
 * Whether a solution has a state with |Q|^2 > s. No overlaps with weights of norm s are so large, and a derived flow points
 * inwards there; an explicit method that is limited by stability may step across all the same.
 */
function leavesStates({ features, size }: Flow, { states }: Solution): boolean {
  return states.some((state) => {
    const squares = state.subarray(0, features).reduce((sum, q) => sum + q * q, 0);
    return squares > (1 + 1e-3) * (size > features ? state[features]! : 1) + 1e-9;
  });
}

/** The event, which stops, that a trajectory has come within about `distance` of a stable fixed point. */
export function fixedPointReached(flow: Flow, distance = 1e-6): OdeEvent {
  return stableFixedPoint(vectorField(flow), distance);
}

/**
 * The event that a variable of the flow, Q1..Qd or s where it is free, passes through a level.
 * @throws ModelError when the flow has no such variable.
 */
export function levelCrossed(flow: Flow, variable: string, level: number, stops = true): OdeEvent {
  const variables = stateVariables(flow.features, flow.size > flow.features);
  const index = variables.indexOf(variable);
  if (index < 0) throw new ModelError("level", `must be of ${variables.join(" or ")}, found ${variable}`);
  return { name: `${variable} = ${level}`, when: "crosses", stops, value: (_t, y) => y[index]! - level };
}

/** `points` times from 0 to `until`, evenly spaced, both ends included. */
export function evenTimes(until: number, points: number): number[] {
  return Array.from({ length: points }, (_, i) => (until * i) / (points - 1));
}
