import { nerdamerDerivative } from "../proofs-check/second-opinion/nerdamer.ts";
import { derive } from "../theory/derive.ts";
import { toText } from "../theory/render/text.ts";
import { jacobian, originStability } from "../theory/stability.ts";
import { benchModel } from "./models.ts";
import { duration, medianTime, type Row } from "./timing.ts";

const cases = [
  ["identity", 1],
  ["quadratic", 1],
  ["cubic", 1],
  ["cubic", 2],
  ["y + y^3/10", 4],
  ["tanh", 2],
  ["relu", 2],
] as const;

/** A whole derivation by activation; beside it only the Jacobian's first entry by nerdamer, where it can bear it. */
export function derivations(): Row[] {
  return cases.map(([activation, d]) => {
    const model = benchModel(activation, d);
    const time = medianTime(() => {
      const derivation = derive(model);
      jacobian(derivation);
      originStability(derivation);
    });
    const row = { name: `${activation}, d = ${d}`, value: duration(time) };
    const { ode } = derive(model);
    if (ode[0]!.size > 100) return row;
    const text = toText(ode[0]!);
    const other = medianTime(() => void nerdamerDerivative(text, "Q1"), 100);
    return { ...row, reference: `nerdamer, one derivative of the result: ${duration(other)}` };
  });
}
