import { OutputGradient } from "./output-gradient.ts";
import type { Sampler } from "./sampler.ts";
import { weightPass } from "./weight-pass.ts";
import { dot, measure, scale, startingWeights } from "./weight-vector.ts";

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
    const { w } = weights;
    const batch = new OutputGradient(model);
    /** Q_1, ..., Q_d and s before each step. */
    const state = new Float64Array(d + 1);
    measure(weights, state);
    const overlaps = state.subarray(0, d);
    const xi = new Float64Array(dimension);
    const tau = model.learningRate.toNumber();
    const kappa = model.strength.toNumber();
    const rootN = Math.sqrt(dimension);
    const pass = kappa === 0 ? weightPass(d) : weightPass(d, model.regularizer.slopeAt);
    const move = { keep: 1, deviation: 0, decay: (tau * kappa) / dimension, push: new Float64Array(d) };

    const step = (): void => {
      const norm = state[d]!;
      batch.draw(overlaps, norm, random);
      random.fillNormal(xi);
      const length = Math.sqrt(norm * dimension);
      const along = dot(xi, w);
      move.deviation = (tau / rootN) * Math.sqrt(batch.variance);
      // Along w/|w|: the outputs' own noise p, and minus what xi would have there.
      const radial = ((tau / rootN) * batch.p) / length - (move.deviation * along) / (length * length);
      move.keep = 1 - radial;
      for (let l = 0; l < d; l++) move.push[l] = (tau / dimension) * batch.k[l]!;
      pass(weights, move, xi, state);
      const shrink = sphere ? Math.sqrt(dimension / state[d]!) : 1;
      if (sphere) scale(w, shrink);
      for (let l = 0; l < d; l++) state[l] = (shrink * state[l]!) / dimension;
      state[d] = sphere ? 1 : state[d]! / dimension;
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
