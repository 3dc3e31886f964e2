import { derive } from "../../../theory/derive.ts";
import { type Model, type ModelInput, varyModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, parseMoment, symbol } from "../../../theory/symbols.ts";
import { withValues } from "../../../theory/values.ts";
import type { CounterexampleEvidence, Evidence } from "../../ledger.ts";

const linear: ModelInput = { activation: "identity", loss: "covariance", theory: undefined };

/** For the linear activation there is nothing to move: no term contains a higher moment anywhere. */
export function linearIdentity(model: Model): Evidence {
  const hypotheses = [0, 1].map(() => ({ zeroMean: true, symmetric: false }));
  const moments = derive(varyModel(model, linear), hypotheses)
    .ode.flatMap((rhs) => rhs.generators())
    .filter((name) => (parseMoment(name)?.order ?? 0) > 2);
  return {
    kind: "identity",
    about: "for the linear activation no higher moment enters the ODE at all",
    outcome: moments.length === 0 ? "holds" : "fails",
    count: 1,
    ...(moments.length > 0 && { failure: moments.join(", ") }),
  };
}

/** Outside the scope: two laws of equal m2 and different m4 under phi = y, and their rates at one state, which are equal. */
export function linearCounterexample(model: Model): CounterexampleEvidence {
  const of = (kurtosis: ModelInput): Model =>
    varyModel(model, {
      ...linear,
      features: model.features.map(({ variance }) => ({ ...kurtosis, variance: `${variance}` })),
    });
  const [light, heavy] = [of({ law: "rademacher" }), of({ law: "sparse", probability: "1/6" })];
  const [first, second] = [rateAt(light), rateAt(heavy)];
  return {
    kind: "counterexample",
    about: `phi = y: the second half of the statement needs a nonlinear phi; rademacher and sparse (p = 1/6) laws of the same variances move Q = (${stateOf(model).join(", ")}), s = 1 alike`,
    outcome: first.equals(second) ? "holds" : "fails",
    model: heavy.source,
    values: {
      "m4_1, rademacher": `${light.features[0]!.moment(4)}`,
      "m4_1, sparse": `${heavy.features[0]!.moment(4)}`,
      "dQ1/dt, rademacher": `${first}`,
      "dQ1/dt, sparse": `${second}`,
    },
  };
}

/** 1/2, 1/4, 1/8, ...: inside the sphere, and no two alike. */
function stateOf({ features }: Model): Rational[] {
  return features.map((_, l) => Rational.of(1, 2 ** (l + 1)));
}

function rateAt(model: Model): Rational {
  const Q = stateOf(model);
  return withValues(model, derive(model).ode[0]!)
    .substitute((name) => {
      if (name === symbol.norm) return Polynomial.one;
      const l = overlapIndex(name);
      return l < 0 ? undefined : Polynomial.constant(Q[l]!);
    })
    .asConstant()!;
}
