import { compileFlow } from "../numerics/flow/flow.ts";
import { integrate } from "../numerics/integrate.ts";
import { benchModel } from "./models.ts";
import { duration, medianTime, type Row } from "./timing.ts";

/** Compiled right-hand sides beside the same by full quadrature, and a solve to t = 20. */
export function flows(): Row[] {
  return (["rademacher", "gaussian"] as const).flatMap((law) => {
    const model = benchModel("tanh", 2, {}, law);
    const flow = compileFlow(model);
    const full = compileFlow(model, { tabulate: false });
    const state = Float64Array.of(0.5, 0.2);
    const out = new Float64Array(2);
    const matrix = new Float64Array(4);
    const repeat = (count: number, work: () => void): number =>
      medianTime(() => {
        for (let i = 0; i < count; i++) work();
      }) / count;
    const first = medianTime(() => compileFlow(model).rhs(state, out), 500);
    const rhs = repeat(200, () => flow.rhs(state, out));
    const quadrature = medianTime(() => full.rhs(state, out), law === "gaussian" ? 1 : 200);
    const jac = repeat(100, () => flow.jacobian(state, matrix));
    const solve = medianTime(() => void integrate(flow, { Q: [0.2, 0.1], s: 1 }, [0, 20]));
    return [
      { name: `derive, compile and first call, tanh, d = 2, ${law}`, value: duration(first) },
      {
        name: `right-hand side, tanh, d = 2, ${law}`,
        value: duration(rhs),
        reference: `full quadrature: ${duration(quadrature)}`,
      },
      { name: `Jacobian, tanh, d = 2, ${law}`, value: duration(jac) },
      { name: `solve to t = 20 at 1e-8, ${law}`, value: duration(solve) },
    ];
  });
}
