import { nerdamerDerivation } from "../proofs-check/second-opinion/nerdamer-derivation.ts";
import { derive } from "../theory/derive.ts";
import { jacobian, originStability } from "../theory/stability.ts";
import { benchModel } from "./models.ts";
import { duration, medianTime, type Row } from "./timing.ts";

/** With a budget in milliseconds, and whether nerdamer gets the same work: beyond one feature it takes minutes. */
const cases = [
  { activation: "identity", features: 1, phi: "y" },
  { activation: "quadratic", features: 1, budget: 30, phi: "y^2" },
  { activation: "cubic", features: 1, budget: 60, phi: "y^3" },
  { activation: "cubic", features: 2, budget: 1000 },
  { activation: "y + y^3/10", features: 4, budget: 3000 },
  { activation: "y + y^3/10", features: 8 },
  { activation: "tanh", features: 2 },
  { activation: "tanh", features: 8 },
  { activation: "relu", features: 2 },
  { activation: "sin", features: 2 },
] as const;

/** A whole derivation by activation, beside the same one through nerdamer. */
export function derivations(): Row[] {
  return cases.map((entry) => {
    const { activation, features } = entry;
    const model = benchModel(activation, features);
    const time = medianTime(() => {
      const derivation = derive(model);
      jacobian(derivation);
      originStability(derivation);
    });
    const notes: string[] = [];
    if ("budget" in entry) notes.push(`budget ${entry.budget} ms`);
    if ("phi" in entry) {
      const started = performance.now();
      nerdamerDerivation(entry.phi);
      notes.push(`through nerdamer ${duration(performance.now() - started)}`);
    }
    return { name: `${activation}, d = ${features}`, value: duration(time), reference: notes.join(", ") };
  });
}
