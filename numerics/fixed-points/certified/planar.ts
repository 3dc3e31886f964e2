import { negatedEnclosure, productEnclosure, sumEnclosure } from "../../../theory/expressions/enclosure.ts";
import type { Interval } from "../../../theory/expressions/range.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";
import type { Flow } from "../../flow/flow.ts";
import { symmetriesOf } from "../../symmetries.ts";
import { eigenvaluesAt } from "../eigenvalues.ts";
import { polynomialRates } from "../exact.ts";
import { allFixedPoints, type FixedPoint, type FixedPointSet, type Stability } from "../fixed-point.ts";
import { canonicalState, inDomain, orbitSize, sameState } from "../orbits.ts";
import type { Box } from "./box-polynomial.ts";
import { type BoxSystem, boxSystem, isolateZeros } from "./isolate-zeros.ts";

/** Wider than the disk, so that a fixed point at |Q_l| = 1 is inside; half of it where the other is its mirror image. */
function searchedSides({ model }: Flow): Box {
  return symmetriesOf(model).flips.map((mirrored): Interval => [mirrored ? -0.125 : -1.125, 1.125]);
}

/**
 * All fixed points of two features on the sphere, with proof, where the equations are polynomials and every fixed point
 * is a simple one: interval arithmetic leaves no other place for one.
 * @returns undefined for other flows, and where multiple fixed points or curves of them stay open.
 */
export function certifiedFixedPoints(flow: Flow): FixedPointSet | undefined {
  if (flow.features !== 2 || flow.size !== 2) return undefined;
  const rates = polynomialRates(flow);
  if (!rates) return undefined;
  const { variables } = flow.derivation;
  const system = boxSystem(rates, variables);
  const { simple, open } = isolateZeros(system, [searchedSides(flow)]);
  if (open.some(mayBeInDisk)) return undefined;
  const states = simple.map(middle);
  // Zeros nearer to each other than mirror images are told apart would be taken for one.
  if (states.some((state, i) => states.slice(0, i).some((other) => sameState(state, other))))
    return undefined;
  const points: FixedPoint[] = [];
  for (const [i, state] of states.entries()) {
    const canonical = canonicalState(flow, state);
    if (!inDomain(flow, state) || points.some(({ Q }) => sameState(Q, canonical))) continue;
    points.push(simpleFixedPoint(flow, system, simple[i]!, rates));
  }
  return allFixedPoints("krawczyk", points);
}

function mayBeInDisk(box: Box): boolean {
  const least = box.map(([low, high]) => (low <= 0 && high >= 0 ? 0 : Math.min(low * low, high * high)));
  return least[0]! + least[1]! <= 1;
}

/** A simple fixed point, the only one in a box. */
export function simpleFixedPoint(
  flow: Flow,
  system: BoxSystem,
  box: Box,
  rates: readonly Polynomial[],
): FixedPoint {
  const state = canonicalState(flow, middle(box));
  return {
    Q: [...state.subarray(0, flow.features)],
    s: flow.size > flow.features ? state[flow.features]! : 1,
    eigenvalues: eigenvaluesAt(flow, state),
    stability: stabilityIn(system, box),
    orbit: orbitSize(flow, state),
    certificate: {
      kind: "krawczyk",
      polynomials: rates.map((rate) =>
        rate
          .namedTerms()
          .map(({ coefficient, powers }) => [`${coefficient}`, Object.fromEntries(powers)] as const),
      ),
      box: box.map(([low, high]) => [low, high] as const),
    },
  };
}

function middle(box: Box): Float64Array {
  return Float64Array.from(box, ([low, high]) => (low + high) / 2);
}

/** From the Jacobian's trace and determinant on all of the box. */
function stabilityIn(system: BoxSystem, box: Box): Stability {
  const [[a, b], [c, d]] = system.jacobian(box) as [[Interval, Interval], [Interval, Interval]];
  const determinant = sumEnclosure(productEnclosure(a, d), negatedEnclosure(productEnclosure(b, c)));
  return planarStability(signOf(sumEnclosure(a, d)), signOf(determinant));
}

/** From the signs of the trace and the determinant of two rows, 0 for one that is zero or not certain. */
export function planarStability(trace: number, determinant: number): Stability {
  if (determinant < 0) return "saddle";
  if (determinant === 0 || trace === 0) return "marginal";
  return trace < 0 ? "stable" : "unstable";
}

function signOf([low, high]: Interval): number {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}
