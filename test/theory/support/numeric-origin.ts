import { compileFlow, type Flow } from "../../../numerics/flow/flow.ts";
import { stateEvaluator } from "../../../numerics/flow/state-evaluator.ts";
import { LinearSolver } from "../../../numerics/integrators/linear-solver.ts";
import { type Derivation, derive } from "../../../theory/derive.ts";
import type { Model } from "../../../theory/model.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import type { Root } from "../../../theory/roots.ts";

/** @param derivation one that holds for the model too, to save making it anew. */
export function flowOf(model: Model, derivation: Derivation = derive(model)): Flow {
  return compileFlow(model, { tabulate: false, derivation });
}

/** An expression's value at Q = 0 and s, with the model's numbers. */
export function atOrigin(model: Model, expression: Polynomial, s: number): number {
  const out = new Float64Array(1);
  stateEvaluator(model, [expression], false)(new Float64Array(model.features.length), s, out);
  return out[0]!;
}

export function rootAt(model: Model, root: Root, s: number): number {
  const [rational, coefficient, radicand, denominator] = [
    root.rational,
    root.coefficient,
    root.radicand,
    root.denominator,
  ].map((part) => atOrigin(model, part, s)) as [number, number, number, number];
  return (rational + (coefficient === 0 ? 0 : coefficient * Math.sqrt(radicand))) / denominator;
}

/** The norms at which ds/dt = 0 at Q = 0, from the right-hand side alone; 1 on the sphere. */
export function stationaryNorms(flow: Flow): number[] {
  if (flow.size === flow.features) return [1];
  const out = new Float64Array(flow.size);
  const rate = (s: number): number => {
    const state = new Float64Array(flow.size);
    state[flow.features] = s;
    flow.rhs(state, out);
    return out[flow.features]! / s;
  };
  const found: number[] = [];
  let above = rate(0.01);
  for (let i = -20; i < 20; i++) {
    let [low, high] = [10 ** (i / 10), 10 ** ((i + 1) / 10)];
    const sign = Math.sign(above);
    above = rate(high);
    if (sign * above >= 0) continue;
    for (let k = 0; k < 45; k++) {
      const middle = (low + high) / 2;
      if (Math.sign(rate(middle)) === sign) low = middle;
      else high = middle;
    }
    found.push((low + high) / 2);
  }
  return found;
}

/**
 * The state at rest at Q = 0 with the norm nearest to `s`. Newton's method in s alone: at a threshold the growth rate of
 * the overlap is zero, and the whole Jacobian singular.
 */
export function restingNear(flow: Flow, s: number): Float64Array {
  const state = new Float64Array(flow.size);
  if (flow.size === flow.features) return state;
  const [rate, matrix] = [new Float64Array(flow.size), new Float64Array(flow.size ** 2)];
  state[flow.features] = s;
  for (let k = 0; k < 50; k++) {
    flow.rhs(state, rate);
    flow.jacobian(state, matrix);
    const step = rate[flow.features]! / matrix[flow.size ** 2 - 1]!;
    state[flow.features]! -= step;
    if (Math.abs(step) < 1e-14 * s) return state;
  }
  throw new Error("Newton does not settle");
}

/** Newton's method on the flow's right-hand side and Jacobian. */
export function stationaryNear(flow: Flow, start: readonly number[]): Float64Array {
  const state = Float64Array.from(start);
  const residual = new Float64Array(flow.size);
  const solver = new LinearSolver(flow.size);
  for (let k = 0; k < 50; k++) {
    flow.rhs(state, residual);
    flow.jacobian(state, solver.matrix);
    if (!solver.factor()) throw new Error("singular Jacobian");
    solver.solve(residual);
    for (let i = 0; i < flow.size; i++) state[i]! -= residual[i]!;
    // Near a threshold the Jacobian is 1e-4 or so: rounding of 1e-16 in the rates is 1e-12 in the state.
    if (Math.hypot(...residual) < 1e-11) return state;
  }
  throw new Error("Newton does not settle");
}
