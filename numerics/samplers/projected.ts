import { OutputGradient } from "./output-gradient.ts";
import type { Sampler } from "./sampler.ts";
import { dot, measure, projectToSphere, startingWeights } from "./weight-vector.ts";

/** SGD with one N-vector of noise a step in place of 2 B: exact in law for every separable penalty. */
export const projected: Sampler = {
  name: "projected",
  cost: "N + 2 B",
  refuses: (model, dimension) =>
    dimension < model.features.length + 1 ? "needs a dimension above the number of features" : undefined,
  holds: (model, dimension) => (model.features.length + 3) * dimension + 10 * model.batch.toNumber(),
  start(model, dimension, start, random) {
    const d = model.features.length;
    const sphere = model.constraint === "sphere";
    const weights = startingWeights(model, dimension, start, random);
    const { w, u } = weights;
    const batch = new OutputGradient(model);
    const state = new Float64Array(d + 1);
    const overlaps = state.subarray(0, d);
    const xi = new Float64Array(dimension);
    const tau = model.learningRate.toNumber();
    const kappa = model.strength.toNumber();
    const rootN = Math.sqrt(dimension);

    const step = (): void => {
      measure(weights, state);
      const norm = state[d]!;
      batch.draw(overlaps, norm, random);
      random.fillNormal(xi);
      const length = Math.sqrt(norm * dimension);
      const along = dot(xi, w);
      const deviation = (tau / rootN) * Math.sqrt(batch.variance);
      // Along w/|w|: the outputs' own noise p, and minus what xi would have there.
      const radial = ((tau / rootN) * batch.p) / length - (deviation * along) / (length * length);
      if (kappa === 0) {
        for (let j = 0; j < dimension; j++) w[j] = w[j]! * (1 - radial) - deviation * xi[j]!;
      } else {
        const decay = (tau * kappa) / dimension;
        for (let j = 0; j < dimension; j++) {
          const wj = w[j]!;
          w[j] = wj * (1 - radial) - deviation * xi[j]! - decay * model.regularizer.slopeAt(wj);
        }
      }
      for (let l = 0; l < d; l++) {
        const strength = (tau / dimension) * batch.k[l]!;
        const ul = u[l]!;
        for (let j = 0; j < dimension; j++) w[j]! -= strength * ul[j]!;
      }
      if (sphere) projectToSphere(w);
    };

    return {
      advance(steps) {
        for (let k = 0; k < steps; k++) step();
      },
      read: (out) => measure(weights, out),
      weights: w,
    };
  },
};
