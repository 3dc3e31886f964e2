import { derive } from "../../../theory/derive.ts";
import { type Model, varyModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, symbol } from "../../../theory/symbols.ts";
import { withValues } from "../../../theory/values.ts";
import type { CounterexampleEvidence } from "../../ledger.ts";
import { withNoise } from "../noise.ts";

/** Just beyond the border -rho eta = 2 nu, in exact numbers: lambda(rho) - lambda(0) at Q = 0 is positive there. */
export function counterexamples(model: Model, activations: readonly string[]): CounterexampleEvidence[] {
  return activations.flatMap((activation) => {
    const beyond = varyModel(model, {
      activation,
      loss: "covariance",
      background: { variance: "1/4" },
      augmentation: { variance: 1, correlation: -1 },
      theory: undefined,
    });
    const lambda = (rho: Rational): Rational => {
      const candidate = withNoise(beyond, { eta: Rational.one, rho });
      const atOrigin = derive(candidate).terms.lambda.substitute((name) => {
        if (name === symbol.norm) return Polynomial.one;
        return overlapIndex(name) >= 0 ? Polynomial.zero : undefined;
      });
      return withValues(candidate, atOrigin).asConstant()!;
    };
    const [negative, none] = [lambda(Rational.of(-1)), lambda(Rational.zero)];
    if (negative.compare(none) <= 0) return [];
    return [
      {
        kind: "counterexample",
        about: `for phi = ${beyond.activation.text} and -rho eta above 2 nu the variance is larger at rho = -1 than at rho = 0`,
        outcome: "holds",
        model: beyond.source,
        values: { Q: "0", s: 1, "lambda(rho = -1)": `${negative}`, "lambda(rho = 0)": `${none}` },
      },
    ];
  });
}
