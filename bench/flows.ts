import { compileFlow } from "../numerics/flow/flow.ts";
import { integrate } from "../numerics/integrate.ts";
import { benchModel } from "./models.ts";
import { beside, duration, medianTime, type Row } from "./timing.ts";

const start = { Q: [0.2, 0.1], s: 1 };
const laws = ["rademacher", "uniform", "gaussian", "laplace"] as const;

/** Compiled flows, sphere and free, beside the same by full quadrature, and solves to t = 20. */
export function flows(): Row[] {
  return (["sphere", "free"] as const).flatMap((constraint) =>
    laws.flatMap((law) => flowRows(constraint, law)),
  );
}

function flowRows(constraint: "sphere" | "free", law: (typeof laws)[number]): Row[] {
  const model = benchModel("tanh", 2, { constraint }, law);
  const flow = compileFlow(model);
  const state = Float64Array.of(0.5, 0.2, 1).subarray(0, flow.size);
  const out = new Float64Array(flow.size);
  const matrix = new Float64Array(flow.size ** 2);
  const repeat = (count: number, work: () => void): number =>
    medianTime(() => {
      for (let i = 0; i < count; i++) work();
    }) / count;
  const first = medianTime(() => compileFlow(model).rhs(state, out), 500);
  const rhs = repeat(200, () => flow.rhs(state, out));
  const jacobian = repeat(100, () => flow.jacobian(state, matrix));
  const solve = medianTime(() => void integrate(flow, start, [0, 20]));
  const name = `tanh, d = 2, ${law}, ${constraint}`;
  const error = `error of the tables: ${flow.tableError().toExponential(0)}`;
  // Two densities have thousands of nodes: a call is enough.
  const full = compileFlow(model, { tabulate: false });
  const byQuadrature = medianTime(() => full.rhs(state, out), law === "rademacher" ? 200 : 0);
  const { evaluations } = integrate(flow, start, [0, 20]);
  return [
    { name: `derive, compile and first call, ${name}`, value: duration(first) },
    {
      name: `right-hand side, ${name}`,
      value: duration(rhs),
      reference: beside("full quadrature", byQuadrature, rhs),
    },
    { name: `Jacobian, ${name}`, value: duration(jacobian), reference: error },
    {
      name: `solve to t = 20 at 1e-8, ${name}`,
      value: duration(solve),
      reference: beside(`${evaluations} calls of full quadrature`, evaluations * byQuadrature, solve),
    },
  ];
}
