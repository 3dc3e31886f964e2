import type { WeightVector } from "./weight-vector.ts";

/** What one step does to the weights, in numbers. */
export interface WeightStep {
  /** w <- keep w - deviation xi - decay R'(w) - sum_l push_l u_l. */
  keep: number;
  deviation: number;
  decay: number;
  /** Length d. */
  readonly push: Float64Array;
}

/** Moves the weights in place, and leaves u_1.w, ..., u_d.w and |w|^2 of the moved ones in `sums`. Length of xi: N. */
export type WeightPass = (
  weights: WeightVector,
  step: WeightStep,
  xi: Float64Array,
  sums: Float64Array,
) => void;

type Slope = (w: number) => number;

const withoutPenalty: Slope = () => 0;
const passes = new WeakMap<Slope, Map<number, WeightPass>>();
let written = 0;

/**
 * The pass for a number of features and a penalty's slope (none for 0), as code of its own for each: the engine then puts
 * the slope into the loop, where a call would take as long as all the rest of the pass.
 */
export function weightPass(features: number, slopeAt: Slope = withoutPenalty): WeightPass {
  const known = passes.get(slopeAt) ?? new Map<number, WeightPass>();
  passes.set(slopeAt, known);
  const pass = known.get(features) ?? write(features, slopeAt);
  known.set(features, pass);
  return pass;
}

function write(features: number, slopeAt: Slope): WeightPass {
  const each = (code: (l: number) => string): string =>
    Array.from({ length: features }, (_, l) => code(l)).join(" ");
  const decay = slopeAt === withoutPenalty ? "" : "- decay * slopeAt(wj)";
  // The number makes the text new: what the engine has learned about one text serves all functions of that text.
  const body = `// ${written++}
    return ({ w, u }, { keep, deviation, decay, push }, xi, sums) => {
      ${each((l) => `const u${l} = u[${l}], push${l} = push[${l}]; let sum${l} = 0;`)}
      let square = 0;
      for (let j = 0; j < w.length; j++) {
        const wj = w[j];
        const moved = keep * wj - deviation * xi[j] ${decay} ${each((l) => `- push${l} * u${l}[j]`)};
        w[j] = moved;
        square += moved * moved;
        ${each((l) => `sum${l} += moved * u${l}[j];`)}
      }
      ${each((l) => `sums[${l}] = sum${l};`)}
      sums[${features}] = square;
    };`;
  return new Function("slopeAt", body)(slopeAt) as WeightPass;
}
