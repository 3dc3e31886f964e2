import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Flow } from "./flow/flow.ts";
import { LinearSolver } from "./integrators/linear-solver.ts";
import { symmetriesOf } from "./symmetries.ts";

/** How a fixed point's eigenvalues lie; `marginal` when the sign of one is not certain. */
export type Stability = "stable" | "unstable" | "saddle" | "marginal";

export interface FixedPoint {
  readonly Q: readonly number[];
  /** 1 on the sphere. */
  readonly s: number;
  /** Real and imaginary parts, largest real part first. */
  readonly eigenvalues: readonly (readonly [number, number])[];
  readonly stability: Stability;
  /** How many fixed points this one stands for: its images under sign flips and exchanges of equal features. */
  readonly orbit: number;
}

/** An eigenvalue's real part is called zero below this fraction of the Jacobian's norm (1e-9 at least). */
const signTolerance = 1e-8;
const sameTolerance = 1e-6;

/**
 * The fixed points of a flow in its domain (|Q|^2 <= s), one of each symmetry orbit, sorted by |Q|. Newton's
 * method from many starts: every point listed is one, but nothing proves that none is missing.
 */
export function fixedPoints(flow: Flow): FixedPoint[] {
  const found: { state: Float64Array; point: FixedPoint }[] = [];
  const add = (state: Float64Array): void => {
    const canonical = canonicalState(flow, state);
    const known = found.some(({ state: other }) =>
      canonical.every((x, i) => Math.abs(x - other[i]!) < sameTolerance * Math.max(1, Math.abs(x))),
    );
    if (!known) found.push({ state: canonical, point: describe(flow, canonical) });
  };
  const origin = new Float64Array(flow.size);
  if (flow.size > flow.features) add(origin);
  for (const start of starts(flow)) {
    const root = newton(flow, start);
    if (root && inDomain(flow, root)) add(root);
  }
  const length = ({ Q }: FixedPoint): number => Math.hypot(...Q);
  return found.map(({ point }) => point).sort((a, b) => length(a) - length(b) || b.Q[0]! - a.Q[0]!);
}

/** Newton's method with step halving; undefined when it does not settle. */
function newton(flow: Flow, start: Float64Array): Float64Array | undefined {
  const { size } = flow;
  const state = start.slice();
  const residual = new Float64Array(size);
  const trial = new Float64Array(size);
  const trialResidual = new Float64Array(size);
  const solver = new LinearSolver(size);
  const sizeOf = (x: Float64Array): number => Math.hypot(...x);
  flow.rhs(state, residual);
  for (let iteration = 0; iteration < 60; iteration++) {
    const before = sizeOf(residual);
    if (!Number.isFinite(before)) return undefined;
    if (before === 0) return state;
    flow.jacobian(state, solver.matrix);
    if (!solver.factor()) return before < 1e-13 ? state : undefined;
    const step = residual.slice();
    solver.solve(step);
    let scale = 1;
    for (; scale > 1e-4; scale /= 2) {
      for (let i = 0; i < size; i++) trial[i] = state[i]! - scale * step[i]!;
      if (!nearDomain(flow, trial)) continue;
      flow.rhs(trial, trialResidual);
      if (sizeOf(trialResidual) < before) break;
    }
    if (scale <= 1e-4) return before < 1e-13 ? state : undefined;
    state.set(trial);
    residual.set(trialResidual);
    // A quadratic last step leaves an error far below this; a slow one (a double root) goes on.
    if (scale * sizeOf(step) < 1e-12 * Math.max(1, sizeOf(state))) return state;
  }
  return sizeOf(residual) < 1e-13 ? state : undefined;
}

function inDomain(flow: Flow, state: Float64Array, slack = 1e-9): boolean {
  const Q = state.subarray(0, flow.features);
  const s = flow.size > flow.features ? state[flow.features]! : 1;
  return s >= 0 && s < 1e6 && Q.reduce((sum, q) => sum + q * q, 0) <= s * (1 + slack);
}

/** Iterates may leave the domain a little, not so far that the tabulated right-hand side ends. */
function nearDomain(flow: Flow, state: Float64Array): boolean {
  return inDomain(flow, state, 0.02);
}

/** Starting states in the part of the domain that the sign flips leave: a grid, or for many features a lattice. */
function* starts(flow: Flow): Generator<Float64Array> {
  const d = flow.features;
  const norms = flow.size > d ? [0.1, 0.5, 1, 2, 4, 10] : [1];
  for (const s of norms) {
    for (const direction of directions(flow, d)) {
      const Q = direction.map((x) => x * Math.sqrt(s));
      yield Float64Array.from(flow.size > d ? [...Q, s] : Q);
    }
  }
}

function* directions(flow: Flow, d: number): Generator<number[]> {
  yield new Array<number>(d).fill(0);
  const signed = symmetriesOf(flow.model).flips.map((mayFlip) => !mayFlip);
  const scale = (x: number, l: number): number => (signed[l] ? 2 * x - 1 : x);
  // The free variant repeats the grid at several norms.
  const fine = flow.size === d;
  const perAxis = d === 1 ? (fine ? 24 : 8) : d === 2 ? (fine ? 9 : 4) : 0;
  if (perAxis > 0) {
    for (let k = 0; k < perAxis ** d; k++) {
      const Q = Array.from({ length: d }, (_, l) =>
        scale((Math.floor(k / perAxis ** l) % perAxis) / (perAxis - 1), l),
      );
      if (Math.hypot(...Q) <= 1) yield Q;
    }
    return;
  }
  for (let l = 0; l < d; l++) yield Array.from({ length: d }, (_, m) => (m === l ? 0.9 : 0));
  // A Kronecker sequence on the generalized golden ratio spreads evenly in any dimension.
  let ratio = 2;
  for (let k = 0; k < 50; k++) ratio = (1 + ratio) ** (1 / (d + 1));
  for (let k = 1; k <= 200; k++) {
    const point = Array.from({ length: d }, (_, l) => scale((0.5 + k * ratio ** -(l + 1)) % 1, l));
    const length = Math.hypot(...point);
    yield point.map((x) => (length > 1 ? x / length : x));
  }
}

/** The image with non-negative overlaps of symmetric features, equal features in decreasing order. */
function canonicalState(flow: Flow, state: Float64Array): Float64Array {
  const canonical = state.slice();
  const { flips, exchanges } = symmetriesOf(flow.model);
  for (const [l, mayFlip] of flips.entries()) {
    if (mayFlip) canonical[l] = Math.abs(canonical[l]!);
    if (Math.abs(canonical[l]!) < 1e-10) canonical[l] = 0;
  }
  for (const group of exchanges) {
    const values = group.map((l) => canonical[l]!).sort((a, b) => b - a);
    for (const [i, l] of group.entries()) canonical[l] = values[i]!;
  }
  return canonical;
}

function orbitSize(flow: Flow, state: Float64Array): number {
  let size = 1;
  const { flips, exchanges } = symmetriesOf(flow.model);
  for (const [l, mayFlip] of flips.entries()) if (mayFlip && state[l] !== 0) size *= 2;
  for (const group of exchanges) {
    const counts = new Map<string, number>();
    for (const [i, l] of group.entries()) {
      size *= i + 1;
      const key = state[l]!.toFixed(6);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      size /= count;
    }
  }
  return Math.round(size);
}

function describe(flow: Flow, state: Float64Array): FixedPoint {
  const eigenvalues = eigenvaluesAt(flow, state);
  const scale = Math.max(0.1, ...eigenvalues.map(([re, im]) => Math.hypot(re, im)));
  return {
    Q: [...state.subarray(0, flow.features)],
    s: flow.size > flow.features ? state[flow.features]! : 1,
    eigenvalues,
    stability: classify(
      eigenvalues.map(([re]) => re),
      signTolerance * scale,
    ),
    orbit: orbitSize(flow, state),
  };
}

/** The eigenvalues of the flow's Jacobian at a state, largest real part first. */
export function eigenvaluesAt(flow: Flow, state: Float64Array): [number, number][] {
  const { size } = flow;
  const flat = new Float64Array(size * size);
  flow.jacobian(state, flat);
  const matrix = new Matrix(
    Array.from({ length: size }, (_, i) => [...flat.subarray(i * size, (i + 1) * size)]),
  );
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
  return realEigenvalues
    .map((re, i): [number, number] => [re, imaginaryEigenvalues[i]!])
    .sort((a, b) => b[0] - a[0] || b[1] - a[1]);
}

function classify(realParts: readonly number[], tolerance: number): Stability {
  if (realParts.some((re) => Math.abs(re) <= tolerance)) return "marginal";
  if (realParts.every((re) => re < 0)) return "stable";
  return realParts.every((re) => re > 0) ? "unstable" : "saddle";
}
