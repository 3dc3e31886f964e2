/** A user's module in TypeScript: one use of each entry; type-checked against the declarations in the package. */
import { compileFlow, type FixedPointSet, fixedPointSet, simulate } from "driftproof/numerics";
import { type ClaimResult, regularizerLaws, verify } from "driftproof/proofs-check";
import { derive, type Model, type ModelInput, parseModel, toText } from "driftproof/theory";

const input: ModelInput = {
  features: [{ law: "rademacher", variance: 1 }],
  background: { variance: 1 },
  augmentation: { variance: "1/5", correlation: 0 },
  activation: "identity",
  batch: 10,
  learningRate: "1/2",
};
const model: Model = parseModel(input, "mine");
const equations: readonly string[] = derive(model).ode.map(toText);
const { points }: FixedPointSet = fixedPointSet(compileFlow(model));
const [judged]: readonly ClaimResult[] = verify([model], { seed: 1, claim: "learnability" });
const laws: readonly string[] = regularizerLaws(model.regularizer).map(({ name }) => name);
console.log(
  JSON.stringify({ equations, points: points.length, verdict: judged?.verdict, laws: laws.length }),
);

/** What is no exact number is refused by the compiler. */
export function refused(): void {
  // @ts-expect-error: a Rational is added, not a text; without types in the package this line would compile.
  model.learningRate.add("1/2");
}

/** Its type alone is of interest. */
export const runs: typeof simulate = simulate;
