import type { Model } from "../../theory/model.ts";
import { isLinear, penaltySlope } from "../../theory/regularizers/penalty-slope.ts";
import type { Random } from "../random/random.ts";
import { OutputGradient } from "./output-gradient.ts";
import type { Run, Sampler, Start } from "./sampler.ts";

/**
 * SGD seen from its overlaps. With a penalty linear in w a step's effect on (Q, s) depends on nothing but (Q, s)
 * and the batch's outputs, so that a step costs the same at N = 100 and at N = 10^12, and its law is exact.
 */
export const overlap: Sampler = {
  name: "overlap",
  cost: "2 B + d",
  refuses(model, dimension) {
    if (dimension <= model.features.length + 1)
      return "needs a dimension above the number of features plus one";
    return isLinear(penaltySlope(model))
      ? undefined
      : `is exact for a penalty linear in w only, not for ${model.regularizer.text}`;
  },
  holds: (model) => 10 * model.batch.toNumber(),
  start: overlapRun,
};

function overlapRun(model: Model, dimension: number, start: Start, random: Random): Run {
  const d = model.features.length;
  const batch = new OutputGradient(model);
  const tau = model.learningRate.toNumber();
  const decay = model.strength.toNumber() * (model.regularizer.slopeAt(1) - model.regularizer.slopeAt(0));
  const shrink = 1 - (tau * decay) / dimension;
  const sphere = model.constraint === "sphere";
  const rate = tau / dimension;
  const zeta = new Float64Array(d);
  const Q = new Float64Array(d);
  let s = start.s;
  if (start.kind === "overlaps") Q.set(start.Q);
  else s = drawStart(Q, start.s, dimension, sphere, random);

  const step = (): void => {
    batch.draw(Q, s, random);
    const { k, p, variance } = batch;
    const length = Math.sqrt(s);
    const deviation = Math.sqrt(variance);
    // zeta_l = u_l.xi / sqrt N has covariance V (1 - q q'), q = Q / sqrt s: one normal a feature, from which
    // the part along q is shortened to sqrt(1 - |q|^2).
    let squared = 0;
    let along = 0;
    let chi = 0;
    for (let l = 0; l < d; l++) {
      const z = random.normal();
      zeta[l] = z;
      squared += Q[l]! * Q[l]!;
      along += Q[l]! * z;
      chi += z * z;
    }
    const cosine2 = Math.min(1, squared / s);
    const shorten = squared > 0 ? ((1 - Math.sqrt(1 - cosine2)) * along) / squared : 0;
    for (let l = 0; l < d; l++) zeta[l] = deviation * (zeta[l]! - shorten * Q[l]!);
    const noise = variance * (chi + random.chiSquared(dimension - 1 - d));
    let signal = 0;
    let gradient = p * p + noise;
    for (let l = 0; l < d; l++) {
      signal += Q[l]! * k[l]!;
      gradient += k[l]! * (k[l]! + (2 * p * Q[l]!) / length + 2 * zeta[l]!);
    }
    const norm = shrink * shrink * s - 2 * shrink * rate * (signal + p * length) + rate * rate * gradient;
    for (let l = 0; l < d; l++) Q[l] = shrink * Q[l]! - rate * (k[l]! + (p * Q[l]!) / length + zeta[l]!);
    s = norm;
    if (sphere) {
      const scale = 1 / Math.sqrt(norm);
      for (let l = 0; l < d; l++) Q[l]! *= scale;
      s = 1;
    }
  };

  return {
    advance(steps) {
      for (let k = 0; k < steps; k++) step();
    },
    read(out) {
      out.set(Q);
      out[d] = s;
    },
  };
}

/** Overlaps of a random direction: d coordinates of a Gaussian vector, on the sphere divided by its length. */
function drawStart(
  Q: Float64Array,
  norm: number,
  dimension: number,
  sphere: boolean,
  random: Random,
): number {
  let squared = 0;
  for (let l = 0; l < Q.length; l++) {
    Q[l] = random.normal();
    squared += Q[l]! * Q[l]!;
  }
  const total = squared + random.chiSquared(dimension - Q.length);
  const scale = sphere ? 1 / Math.sqrt(total) : Math.sqrt(norm / dimension);
  for (let l = 0; l < Q.length; l++) Q[l]! *= scale;
  return sphere ? 1 : (norm * total) / dimension;
}
