import { parseSignalMoment } from "../../../theory/expectation/signal-moment.ts";
import type { Model } from "../../../theory/model.ts";
import type { GeneratorFamily, GeneratorValues } from "./family.ts";

/** The moments `E[c1*S^3]` of the signal S = Q.c, which polynomial activations of many features are written in. */
export const signalMoments: GeneratorFamily = {
  owns: (name) => parseSignalMoment(name) !== undefined,
  evaluator: signalMomentValues,
};

/**
 * E[c^h S^k] / k! is the coefficient of t^k in the product over l of sum_j E[c_l^(j + h_l)] (Q_l t)^j / j!: truncated
 * power series, multiplied feature by feature, in place of a sum over all compositions of k.
 */
function signalMomentValues(model: Model, names: readonly string[]): GeneratorValues {
  const moments = names.map((name) => parseSignalMoment(name)!);
  const highest = Math.max(...moments.map(({ order }) => order));
  const factorials = [1];
  for (let j = 1; j <= highest; j++) factorials.push(factorials[j - 1]! * j);
  const raw = model.features.map(({ moment }, l) => {
    const inHidden = Math.max(...moments.map(({ hidden }) => hidden[l] ?? 0));
    return Array.from({ length: highest + inHidden + 1 }, (_, order) => moment(order).toNumber());
  });
  // Names that share their hidden factors share one product of series.
  const groups = new Map<string, { hidden: readonly number[]; members: { order: number; at: number }[] }>();
  moments.forEach(({ hidden, order }, at) => {
    const key = hidden.join();
    if (!groups.has(key)) groups.set(key, { hidden, members: [] });
    groups.get(key)!.members.push({ order, at });
  });
  const plans = [...groups.values()].map(({ hidden, members }) => ({
    hidden,
    members,
    top: Math.max(...members.map(({ order }) => order)),
  }));
  const series = new Float64Array(highest + 1);

  return {
    evaluate(overlaps, _norm, out) {
      for (const { hidden, members, top } of plans) {
        series.fill(0);
        series[0] = 1;
        for (let l = 0; l < raw.length; l++) multiplyBy(raw[l]!, hidden[l] ?? 0, overlaps[l]!, top);
        for (const { order, at } of members) out[at] = series[order]! * factorials[order]!;
      }
    },
  };

  /** Multiplies `series` in place, from the top down, by one feature's own series. */
  function multiplyBy(own: readonly number[], shift: number, overlap: number, top: number): void {
    for (let k = top; k >= 0; k--) {
      let sum = 0;
      let power = 1;
      for (let j = 0; j <= k; j++) {
        sum += series[k - j]! * ((own[j + shift]! * power) / factorials[j]!);
        power *= overlap;
      }
      series[k] = sum;
    }
  }
}
