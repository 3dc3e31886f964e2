import type { Model } from "../../theory/model.ts";
import type { Random } from "../random/random.ts";
import { activationValues } from "./activation-values.ts";
import { batchGradient } from "./batch-gradient.ts";
import type { Run, Sampler } from "./sampler.ts";
import { viewNoise } from "./view-noise.ts";
import { dot, measure, projectToSphere, startingWeights, type WeightVector } from "./weight-vector.ts";

/** The algorithm as it is written: every view an N-vector. The ground truth for everything else. */
export const direct: Sampler = {
  name: "direct",
  cost: "2 N B",
  refuses: (model, dimension) =>
    dimension < model.features.length + 1 ? `needs a dimension above the number of features` : undefined,
  holds: (model, dimension) => (2 * model.batch.toNumber() + model.features.length + 3) * dimension,
  start(model, dimension, start, random) {
    return directRun(model, startingWeights(model, dimension, start, random), random);
  },
};

function directRun(model: Model, weights: WeightVector, random: Random): Run {
  const { w, u } = weights;
  const dimension = w.length;
  const batch = model.batch.toNumber();
  const tau = model.learningRate.toNumber();
  const kappa = model.strength.toNumber();
  const sphere = model.constraint === "sphere";
  const noise = viewNoise(model);
  const gradient = batchGradient(model.loss, activationValues(model.activation), batch);
  const views = Array.from({ length: batch }, () => new Float64Array(dimension));
  const viewsPrime = Array.from({ length: batch }, () => new Float64Array(dimension));
  const vector = (): Float64Array => new Float64Array(batch);
  const [y, yPrime, F, FPrime] = [vector(), vector(), vector(), vector()];
  const rootN = Math.sqrt(dimension);

  const drawSample = (i: number): void => {
    const v = views[i]!;
    const vp = viewsPrime[i]!;
    random.fillNormal(v);
    random.fillNormal(vp);
    for (let j = 0; j < dimension; j++) {
      const z = v[j]!;
      v[j] = noise.scale * z;
      vp[j] = noise.along * z + noise.across * vp[j]!;
    }
    for (let l = 0; l < u.length; l++) {
      const c = model.features[l]!.sample(random) / rootN;
      const ul = u[l]!;
      for (let j = 0; j < dimension; j++) {
        v[j]! += c * ul[j]!;
        vp[j]! += c * ul[j]!;
      }
    }
    y[i] = dot(w, v) / rootN;
    yPrime[i] = dot(w, vp) / rootN;
  };

  const step = (): void => {
    for (let i = 0; i < batch; i++) drawSample(i);
    gradient.evaluate(y, yPrime, F, FPrime);
    if (kappa !== 0) {
      for (let j = 0; j < dimension; j++)
        w[j]! -= (tau / dimension) * kappa * model.regularizer.slopeAt(w[j]!);
    }
    for (let i = 0; i < batch; i++) {
      const [v, vp] = [views[i]!, viewsPrime[i]!];
      const a = (tau / rootN) * F[i]!;
      const b = (tau / rootN) * FPrime[i]!;
      for (let j = 0; j < dimension; j++) w[j]! -= a * v[j]! + b * vp[j]!;
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
}
