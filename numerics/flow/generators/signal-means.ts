import { parseSignalMean } from "../../../theory/expectation/signal-mean.ts";
import type { Model } from "../../../theory/model.ts";
import { type TiltedMoments, tiltedMoments } from "../../quadrature/tilted-moments.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";

/** The means `E[c1*S*cos(2*S)]` of the signal S = Q.c, which sines, cosines and exponentials are written in. */
export const signalMeans: GeneratorFamily = {
  owns: (name) => parseSignalMean(name) !== undefined,
  evaluator: signalMeanValues,
};

/**
 * The hidden variables are independent, so that E[c^h exp(i r S)] is a product of one-dimensional means. With S^k in it,
 * over k!, it is the coefficient of t^k in the product over l of sum_j E[c_l^(j + h_l) exp(i r Q_l c_l)] (Q_l t)^j / j!.
 */
function signalMeanValues(model: Model, names: readonly string[]): GeneratorValues {
  const groups = new Map<string, Group>();
  names.forEach((name, at) => {
    const { hidden, order, wave } = parseSignalMean(name)!;
    const oscillates = wave.name !== "exp";
    const key = `${oscillates} ${wave.multiple}`;
    let group = groups.get(key);
    if (group === undefined) {
      groups.set(key, (group = { oscillates, multiple: wave.multiple.toNumber(), members: [] }));
    }
    group.members.push({ at, hidden, order, imaginary: wave.name === "sin" });
  });
  const evaluators = [...groups.values()].map((group) => groupValues(model, group));
  return {
    evaluate(overlaps, _norm, out) {
      for (const evaluate of evaluators) evaluate(overlaps, out);
    },
  };
}

/** The means with one exponential exp(r S) or exp(i r S) in them. */
interface Group {
  readonly oscillates: boolean;
  /** r. */
  readonly multiple: number;
  readonly members: {
    readonly at: number;
    readonly hidden: readonly number[];
    readonly order: number;
    readonly imaginary: boolean;
  }[];
}

function groupValues(
  model: Model,
  { oscillates, multiple, members }: Group,
): (overlaps: ArrayLike<number>, out: Float64Array) => void {
  const features = model.features.map((law, l) => {
    const highest = Math.max(...members.map(({ hidden, order }) => order + (hidden[l] ?? 0)));
    const moments: TiltedMoments = tiltedMoments(law, oscillates, highest);
    return { moments, re: new Float64Array(highest + 1), im: new Float64Array(highest + 1) };
  });
  const top = Math.max(...members.map(({ order }) => order));
  const factorials = [1];
  for (let j = 1; j <= top; j++) factorials.push(factorials[j - 1]! * j);
  const [re, im] = [new Float64Array(top + 1), new Float64Array(top + 1)];

  /** Multiplies the series `re` + i `im` in place, from the top down, by one feature's own. */
  const multiplyBy = (l: number, shift: number, overlap: number, order: number): void => {
    const own = features[l]!;
    for (let k = order; k >= 0; k--) {
      let [a, b] = [0, 0];
      let power = 1;
      for (let j = 0; j <= k; j++) {
        const weight = power / factorials[j]!;
        const [x, y] = [own.re[j + shift]! * weight, own.im[j + shift]! * weight];
        a += re[k - j]! * x - im[k - j]! * y;
        b += re[k - j]! * y + im[k - j]! * x;
        power *= overlap;
      }
      re[k] = a;
      im[k] = b;
    }
  };

  return (overlaps, out) => {
    features.forEach((own, l) => {
      own.moments.evaluate(multiple * overlaps[l]!, own.re, own.im);
    });
    for (const { at, hidden, order, imaginary } of members) {
      re.fill(0);
      im.fill(0);
      re[0] = 1;
      for (let l = 0; l < features.length; l++) multiplyBy(l, hidden[l] ?? 0, overlaps[l]!, order);
      out[at] = (imaginary ? im : re)[order]! * factorials[order]!;
    }
  };
}
