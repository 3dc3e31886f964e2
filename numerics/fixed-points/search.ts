import { UnsupportedError } from "../../theory/errors.ts";
import { symmetryImages } from "../symmetries.ts";
import { alongCurve } from "./curve.ts";
import { withDifferences } from "./difference-jacobian.ts";
import { evaluationError, type Field, jacobianAt, signedSpectrum } from "./eigenvalues.ts";
import { byLength, type FixedPoint, type FixedPointSet, stabilityOf } from "./fixed-point.ts";
import { jacobianScale } from "./jacobian-scale.ts";
import { Newton } from "./newton.ts";
import { canonicalState, inDomain, orbitSize, sameState } from "./orbits.ts";
import { startsOf } from "./starts.ts";

/** 4^9 is near the largest norm of a state (`inDomain`). */
const mostNorms = 10;
/** How far Newton's method may go from the norm that it begins at. */
const reach = 4;
/** Images of a point that are kept from being found again; of more only the canonical one. */
const mostImages = 64;

/**
 * The fixed points in the domain (|Q|^2 <= s) that Newton's method finds from many starts: from each one plainly, and
 * then with what is known divided out until nothing new comes. Every point is one, but nothing proves that none is missing.
 */
export function searchFixedPoints(flow: Field): FixedPointSet {
  const scale = jacobianScale(flow, (state) => jacobianAt(flow, state));
  const isFree = flow.size > flow.features;
  const newton = new Newton(isFree ? withDifferences(flow) : flow, scale);
  const found: Float64Array[] = [];
  const known: Float64Array[] = [];
  const onCurves: Float64Array[] = [];
  const collapsed = new Float64Array(flow.size);
  const gap = isFree ? whyNotDifferentiable(flow, collapsed) : undefined;
  /** Whether the state is a fixed point that was not known. */
  const add = (state: Float64Array | undefined): boolean => {
    if (state === undefined || !inDomain(flow, state)) return false;
    const canonical = canonicalState(flow, state);
    if (gap && sameState(canonical, collapsed)) return false;
    if ([...found, ...onCurves].some((other) => isOne(flow, canonical, other, scale))) return false;
    known.push(...imagesOf(flow, canonical));
    const looksAlike = onCurves.some((other) => curveKey(flow, other) === curveKey(flow, canonical));
    if (looksAlike) return false;
    if (alongCurve(flow, canonical, scale)) {
      onCurves.push(canonical);
      return false;
    }
    found.push(canonical);
    return true;
  };
  const startsAt = startsOf(flow);
  let [starts, ranAway] = [0, 0];
  let norms: readonly [number, number] = [1, 1];
  /** Whether starts at a norm lead to anything new. */
  const findFrom = (norm: number): boolean => {
    const before = found.length;
    const range = [norm / reach, norm * reach] as const;
    norms = [Math.min(norms[0], norm), Math.max(norms[1], range[1])];
    let away = 0;
    for (const [count, start] of startsAt(norm).entries()) {
      starts++;
      add(newton.from(start, range));
      if (newton.ranAway) away++;
      // The centre and the axes tell for all where a norm leads to larger ones.
      if (away === count + 1 && count === 2 * flow.features) break;
      // With a curve known there is always another point; with a free norm every new one costs tables.
      if (onCurves.length > 0 || (isFree && count % 4 !== 1)) continue;
      while (known.length > 0 && add(newton.deflatedFrom(start, known, range)));
    }
    ranAway += away;
    return found.length > before;
  };
  if (isFree) {
    if (!gap) add(newton.from(collapsed));
    for (const factor of [4, 1 / 4]) outward(factor, findFrom);
  } else findFrom(1);
  const points = found.map((state) => describe(flow, state, scale));
  return {
    points: byLength(points),
    complete: false,
    continua: onCurves.map((state) => curveText(flow, state)),
    method: "newton",
    searched: { s: isFree ? norms : [1, 1], starts, ranAway },
    leftOut: gap ? [{ Q: [...collapsed.subarray(0, flow.features)], s: 0, reason: gap }] : [],
  };
}

/** Without noise in the outputs a kinked phi leaves the rates without derivatives: the collapsed state has no eigenvalues. */
function whyNotDifferentiable(flow: Field, state: Float64Array): string | undefined {
  try {
    jacobianAt(flow, state);
    return undefined;
  } catch (error) {
    if (error instanceof UnsupportedError) return `no derivatives exist there (${error.message})`;
    throw error;
  }
}

/** Norms from 1 on in a geometric series: three, and on as long as they lead to anything new. */
function outward(factor: number, findFrom: (norm: number) => boolean): void {
  let isNew = true;
  for (let k = 0; (k < 3 || isNew) && k < mostNorms; k++) {
    isNew = findFrom(factor ** (factor > 1 ? k : k + 1));
  }
}

/** Whether two zeros are one: equal, or near each other with nothing but zeros, to the error of evaluation, between. */
function isOne(flow: Field, a: Float64Array, b: Float64Array, scale: number): boolean {
  if (sameState(a, b)) return true;
  if (Math.hypot(...a.map((x, i) => x - b[i]!)) > 1e-2) return false;
  const residual = new Float64Array(flow.size);
  return [0.25, 0.5, 0.75].every((part) => {
    flow.rhs(
      a.map((x, i) => x + part * (b[i]! - x)),
      residual,
    );
    return Math.hypot(...residual) <= evaluationError(flow) * scale;
  });
}

function imagesOf(flow: Field, state: Float64Array): Float64Array[] {
  if (orbitSize(flow, state) > mostImages) return [state];
  const Q = [...state.subarray(0, flow.features)];
  return symmetryImages({ Q }, flow.model).map((image) =>
    Float64Array.from([...image.Q, ...state.subarray(flow.features)]),
  );
}

function describe(flow: Field, state: Float64Array, scale: number): FixedPoint {
  const { eigenvalues, signs } = signedSpectrum(flow, state, scale);
  return {
    Q: [...state.subarray(0, flow.features)],
    s: flow.size > flow.features ? state[flow.features]! : 1,
    eigenvalues,
    stability: stabilityOf(signs),
    orbit: orbitSize(flow, state),
    certificate: null,
  };
}

/** Points with one |Q| and one trace of the Jacobian are taken for points of one curve: on a group's orbit they are. */
function curveKey(flow: Field, state: Float64Array): string {
  const norm = Math.hypot(...state.subarray(0, flow.features));
  return `${norm.toFixed(5)} ${jacobianAt(flow, state).trace().toFixed(5)}`;
}

function curveText(flow: Field, state: Float64Array): string {
  const name = (i: number): string => (i < flow.features ? `Q${i + 1}` : "s");
  const at = [...state].map((x, i) => `${name(i)} = ${Number(x.toPrecision(6))}`).join(", ");
  return `a curve of fixed points through ${at}`;
}
