import { fixedPoints } from "../../../numerics/fixed-points.ts";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Rational } from "../../../theory/rational.ts";
import type { Evidence } from "../../ledger.ts";

/** What attracts at one kurtosis: states of one feature, states of both, or each. */
interface Attracting {
  readonly recovery: boolean;
  readonly mixture: boolean;
}

const highest = 24;

/**
 * Which kind of state is stable as the kurtosis of both features grows from 1, their variances held: three-point laws,
 * which take every value. The borders are found by bisection.
 */
export function kurtosisEvidence(model: Model): Evidence {
  const found = new Map<number, Attracting>();
  const at = (kurtosis: number): Attracting => {
    let known = found.get(kurtosis);
    if (!known) found.set(kurtosis, (known = attracting(withKurtosis(model, kurtosis))));
    return known;
  };
  const kinds = [
    ["a state of one feature", "recovery"],
    ["a mixed state", "mixture"],
  ] as const;
  const parts = kinds.map(([words, kind]) => {
    const [light, heavy] = [at(1)[kind], at(highest)[kind]];
    if (light === heavy) return `${words} ${light ? "is" : "is not"} stable at either end`;
    let [low, high] = [1, highest];
    while (high - low > 0.01) {
      const middle = (low + high) / 2;
      if (at(middle)[kind] === light) low = middle;
      else high = middle;
    }
    return `${words} is stable ${light ? "up to" : "from"} kurtosis ${high.toFixed(2)}`;
  });
  return {
    kind: "property",
    about: `stable states of the ODE for kurtosis 1 to ${highest} at the same variances, borders by bisection between these ends: ${parts.join("; ")}`,
    outcome: "holds",
    cases: found.size,
  };
}

function withKurtosis(model: Model, kurtosis: number): Model {
  const probability = `${Rational.one.divide(Rational.parse(kurtosis.toPrecision(6)))}`;
  const features = model.features.map(({ variance }) => ({
    law: "sparse",
    probability,
    variance: `${variance}`,
  }));
  return varyModel(model, { features });
}

function attracting(model: Model): Attracting {
  const stable = fixedPoints(compileFlow(model)).filter(({ stability }) => stability === "stable");
  const present = stable.map(({ Q }) => Q.filter((q) => Math.abs(q) > 1e-6).length);
  return { recovery: present.includes(1), mixture: present.some((count) => count > 1) };
}
