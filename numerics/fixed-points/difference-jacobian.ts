import type { Field } from "./eigenvalues.ts";

/** Relative to sqrt(s) for an overlap and to s for the norm: rounding and curvature then leave errors of about 1e-7. */
const difference = 1e-6;

/**
 * A flow with a free norm with difference quotients for its Jacobian. They make Newton's steps as good as the exact one, and
 * spare a table of it at each norm that is passed, which takes twice as long as one of the rates.
 */
export function withDifferences(flow: Field): Field {
  const { size, features } = flow;
  const [moved, rates, there] = Array.from({ length: 3 }, () => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    ...flow,
    jacobian(state, out) {
      flow.rhs(state, rates);
      const norm = state[features]!;
      for (let j = 0; j < size; j++) {
        moved.set(state);
        // Towards Q = 0 and larger s, which stay in the domain.
        moved[j] =
          state[j]! + (j === features ? norm : -Math.sign(state[j]! || -1) * Math.sqrt(norm)) * difference;
        const step = moved[j]! - state[j]!;
        flow.rhs(moved, there);
        for (let i = 0; i < size; i++) out[i * size + j] = (there[i]! - rates[i]!) / step;
      }
    },
  };
}
