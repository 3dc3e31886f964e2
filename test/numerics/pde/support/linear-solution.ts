import { compileFlow } from "../../../../numerics/flow/flow.ts";
import { integrators } from "../../../../numerics/integrators/index.ts";
import type { Model } from "../../../../theory/model.ts";

/**
 * The PDE's exact solution for a linear drift G.u + a w and diffusion Lambda: given u and w_0, w_t is normal with mean
 * alpha w_0 + beta.u and variance gamma, where alpha' = a alpha, beta' = a beta + G, gamma' = 2 a gamma + Lambda along
 * the solution of the ODE. Returns Q, s and each row's mean (per unit of u) and variance at time t.
 */
export function linearSolution(model: Model, start: { Q: readonly number[]; s: number }, t: number) {
  const flow = compileFlow(model);
  const d = flow.features;
  const sphere = model.constraint === "sphere";
  const tau = model.learningRate.toNumber();
  const kappa = model.regularizer.kind === "none" ? 0 : model.strength.toNumber();
  const [alpha, beta, gamma] = [d + 1, d + 2, 2 * d + 2];
  const size = 2 * d + 3;
  const rhs = (_t: number, y: Float64Array, out: Float64Array): void => {
    const Q = [...y.subarray(0, d)];
    const s = y[d]!;
    const { g, f, lambda } = flow.terms(Q, s);
    const along = Q.reduce((sum, q, l) => sum + q * g[l]!, 0);
    const free = -tau * (f + kappa);
    // Half of what one step without the constraint adds to s.
    const radial = tau * along + s * free + (tau ** 2 * lambda) / 2;
    const a = sphere ? free - radial : free;
    const rates = new Float64Array(flow.size);
    flow.rhs(y.subarray(0, flow.size), rates);
    out[d] = 0;
    out.set(rates);
    out[alpha] = a * y[alpha]!;
    for (let l = 0; l < d; l++) out[beta + l] = a * y[beta + l]! + tau * g[l]!;
    out[gamma] = 2 * a * y[gamma]! + tau ** 2 * lambda;
  };
  const y0 = new Float64Array(size);
  y0.set([...start.Q, start.s, 1]);
  const jacobian = (): never => {
    throw new Error("not stiff");
  };
  const { states } = integrators.odex.solve({ size, rhs, jacobian }, y0, [0, t], { tolerance: 1e-11 });
  const y = states[1]!;
  const spread = start.s - start.Q.reduce((sum, q) => sum + q * q, 0);
  return {
    Q: [...y.subarray(0, d)],
    s: y[d]!,
    slope: start.Q.map((q, l) => y[alpha]! * q + y[beta + l]!),
    variance: y[gamma]! + y[alpha]! ** 2 * spread,
  };
}
