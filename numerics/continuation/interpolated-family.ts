import { derive } from "../../theory/derive.ts";
import type { Model } from "../../theory/model.ts";
import { jacobian } from "../../theory/stability.ts";
import { stateEvaluator } from "../flow/state-evaluator.ts";
import { chebyshevPoints, coefficientMatrix, weightsAt } from "./chebyshev.ts";
import type { Family } from "./family.ts";

/**
 * Numbers of Chebyshev points that are tried on a piece of the parameter's range. On the sphere flows are tabulated: dear to
 * build, cheap to evaluate, so that few long pieces are best; with a free norm it is the other way round.
 */
const sizes = { sphere: [9, 17, 33, 65], free: [9] } as const;
/** The highest coefficients of an exact interpolation, relative to the largest value. */
const tolerance = 1e-12;
const smallestPiece = 2 ** -12;

/** Writes the rates and the Jacobian of one flow. */
interface Member {
  (state: ArrayLike<number>, out: Float64Array): void;
  tableError(): number;
}

interface Piece {
  readonly low: number;
  readonly high: number;
  readonly length: number;
  tableError(): number;
  /** Values and their derivatives by the parameter. */
  evaluate(state: ArrayLike<number>, parameter: number, value: Float64Array, slope: Float64Array): void;
}

/**
 * The flows of a family of models as one function of state and parameter. To build a flow takes far longer than to
 * evaluate it, and its rates are smooth in the model's numbers: they are interpolated between flows at Chebyshev points
 * of the parameter, on pieces of its range that are halved until the interpolation is exact to rounding.
 * @param modelAt the model at a parameter in [0, 1].
 */
export function interpolatedFamily(modelAt: (parameter: number) => Model): Family {
  const model = modelAt(0);
  const { variables, expectation } = derive(model);
  const [size, features] = [variables.length, expectation.features];
  const width = size * (size + 1);
  const memberAt = (parameter: number): Member => {
    const at = modelAt(parameter);
    const derivation = derive(at);
    const evaluate = stateEvaluator(at, [...derivation.ode, ...jacobian(derivation).flat()], true);
    const member = (state: ArrayLike<number>, out: Float64Array): void =>
      evaluate(state, size > features ? Math.max(0, state[features]!) : 1, out);
    return Object.assign(member, { tableError: evaluate.tableError });
  };
  const pieces: Piece[] = [];
  const pieceAt = (parameter: number, state: ArrayLike<number>): Piece => {
    let piece = pieces.find(({ low, high }) => low <= parameter && parameter <= high);
    if (piece === undefined)
      pieces.push(
        (piece = pieceAround(
          {
            memberAt,
            width,
            states: probes(Array.from(state).slice(0, size), features),
            sizes: sizes[model.constraint],
          },
          parameter,
          // What its neighbour needed, or twice as much.
          Math.min(1, 2 * (pieces.at(-1)?.length ?? 1)),
        )),
      );
    return piece;
  };
  const [value, slope] = [new Float64Array(width), new Float64Array(width)];
  return {
    model,
    size,
    features,
    evaluate(state, parameter, rates, matrix, byParameter) {
      const inside = Math.min(1, Math.max(0, parameter));
      pieceAt(inside, state).evaluate(state, parameter, value, slope);
      rates.set(value.subarray(0, size));
      matrix.set(value.subarray(size));
      byParameter.set(slope.subarray(0, size));
    },
    error: () => tolerance + Math.max(0, ...pieces.map((piece) => piece.tableError())),
  };
}

/** What the pieces of a family are made of. */
interface Setting {
  readonly memberAt: (parameter: number) => Member;
  /** Numbers that a member writes. */
  readonly width: number;
  readonly states: readonly number[][];
  readonly sizes: readonly number[];
}

/** States at which a piece's accuracy is measured: a given one, and the middle of an axis and of the ball at some norms. */
function probes(state: readonly number[], features: number): number[][] {
  const isFree = state.length > features;
  const at = (direction: readonly number[]): number[][] =>
    (isFree ? [0.5, 2, 6] : [1]).map((s) => [
      ...direction.map((x) => x * Math.sqrt(s)),
      ...(isFree ? [s] : []),
    ]);
  const axis = Array.from({ length: features }, (_, l) => (l === 0 ? 0.9 : 0));
  const even = new Array<number>(features).fill(0.6 / Math.sqrt(features));
  return [[...state], ...at(axis), ...at(even)];
}

/**
 * The largest piece around a parameter, of those that halving gives, on which the interpolation is exact: the highest
 * Chebyshev coefficients are nothing. Twice the points square what they are, which tells early that a piece is too long.
 */
function pieceAround({ memberAt, width, states, sizes }: Setting, parameter: number, longest: number): Piece {
  let low = Math.min(Math.floor(parameter / longest) * longest, 1 - longest);
  let high = low + longest;
  for (;;) {
    const members = new Map<number, Member>();
    const isLast = high - low <= smallestPiece;
    for (const [i, n] of sizes.entries()) {
      const list = chebyshevPoints(n).map((x) => {
        const at = low + ((1 + x) / 2) * (high - low);
        // Rounded, since the points of several numbers coincide but for rounding.
        const key = Math.round(x * 1e9);
        if (!members.has(key)) members.set(key, memberAt(at));
        return members.get(key)!;
      });
      const matrix = coefficientMatrix(n);
      const error = tail(list, matrix, states, width);
      if (error <= tolerance || (isLast && i === sizes.length - 1)) {
        return interpolant(list, matrix, low, high, width);
      }
      if (!isLast && error > tolerance ** (n / sizes.at(-1)!)) break;
    }
    const middle = (low + high) / 2;
    if (parameter < middle) high = middle;
    else low = middle;
  }
}

/** The largest of the highest coefficients, relative to the largest value. */
function tail(
  members: readonly Member[],
  matrix: readonly number[][],
  states: readonly number[][],
  width: number,
): number {
  let [highest, largest] = [0, 0];
  for (const state of states) {
    const values = members.map((member) => {
      const out = new Float64Array(width);
      member(state, out);
      return out;
    });
    for (let i = 0; i < width; i++) {
      for (const value of values) largest = Math.max(largest, Math.abs(value[i]!));
      for (const row of matrix.slice(-3)) {
        highest = Math.max(
          highest,
          Math.abs(row.reduce((sum, weight, j) => sum + weight * values[j]![i]!, 0)),
        );
      }
    }
  }
  return largest === 0 ? 0 : highest / largest;
}

function interpolant(
  members: readonly Member[],
  matrix: readonly number[][],
  low: number,
  high: number,
  width: number,
): Piece {
  const inside = new Float64Array(width);
  return {
    low,
    high,
    length: high - low,
    tableError: () => Math.max(...members.map((member) => member.tableError())),
    evaluate(state, parameter, value, slope) {
      const weights = weightsAt((2 * (parameter - low)) / (high - low) - 1, matrix);
      value.fill(0);
      slope.fill(0);
      for (const [j, member] of members.entries()) {
        member(state, inside);
        const [weight, rate] = [weights.value[j]!, (2 * weights.slope[j]!) / (high - low)];
        for (let i = 0; i < width; i++) {
          value[i] = value[i]! + weight * inside[i]!;
          slope[i] = slope[i]! + rate * inside[i]!;
        }
      }
    },
  };
}
