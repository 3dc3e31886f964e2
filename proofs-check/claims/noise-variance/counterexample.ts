import { derive } from "../../../theory/derive.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { symbol } from "../../../theory/symbols.ts";
import { withValues } from "../../../theory/values.ts";
import type { CounterexampleEvidence } from "../../ledger.ts";
import { withNoise } from "../noise.ts";

/** The linear activation in exact numbers: lambda(rho) - lambda(0) at Q = 0 is positive for strong noise. */
export function linearCounterexample(model: Model): CounterexampleEvidence | undefined {
  for (const eta of [1, 2, 4, 8].map((value) => Rational.of(value))) {
    const linear = varyModel(model, {
      activation: "identity",
      loss: "covariance",
      background: { variance: "1/4" },
      augmentation: { variance: `${eta}`, correlation: -1 },
    });
    const lambda = (rho: Rational): Rational => {
      const candidate = withNoise(linear, { eta, rho });
      const atOrigin = derive(candidate).terms.lambda.substitute((name) =>
        name === symbol.norm ? Polynomial.one : /^Q\d+$/.test(name) ? Polynomial.zero : undefined,
      );
      return withValues(candidate, atOrigin).asConstant()!;
    };
    const [negative, none] = [lambda(Rational.of(-1)), lambda(Rational.zero)];
    if (negative.compare(none) <= 0) continue;
    return {
      kind: "counterexample",
      about: "for the linear activation and strong noise the variance is larger at rho = -1 than at rho = 0",
      outcome: "holds",
      model: linear.source,
      values: { Q: "0", s: 1, "lambda(rho = -1)": `${negative}`, "lambda(rho = 0)": `${none}` },
    };
  }
  return undefined;
}
