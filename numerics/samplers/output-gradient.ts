import type { Model } from "../../theory/model.ts";
import type { Random } from "../random/random.ts";
import { batchGradient } from "./batch-gradient.ts";
import { tabulatedValues } from "./tabulated-values.ts";
import { viewNoise } from "./view-noise.ts";

/**
 * One batch drawn at the level of its outputs. These see the N-dimensional noises only along w/|w|, so that
 * (Q, s) fixes their law; given them, the rest of the gradient is Gaussian:
 *
 *     sum_i (F_i v_i + F'_i v'_i) = U k / sqrt N + p w/|w| + xi,
 *
 * with xi orthogonal to w and of variance V in each of the N - 1 other directions.
 */
export class OutputGradient {
  /** k_l = sum_i (F_i + F'_i) c_il. */
  readonly k: Float64Array;
  /** p = sum_i (F_i n_i + F'_i n'_i), with n the noise along w/|w|. */
  p = 0;
  /** V = sum_i v (F_i^2 + F'_i^2) + 2 c F_i F'_i. */
  variance = 0;

  private readonly hidden: Float64Array;
  private readonly noise: Float64Array;
  private readonly noisePrime: Float64Array;
  private readonly y: Float64Array;
  private readonly yPrime: Float64Array;
  private readonly F: Float64Array;
  private readonly FPrime: Float64Array;
  private readonly draws: Float64Array;
  private readonly batch: number;
  private readonly law;
  private readonly gradient;
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
    const batch = model.batch.toNumber();
    this.batch = batch;
    const vector = (): Float64Array => new Float64Array(batch);
    this.k = new Float64Array(model.features.length);
    this.hidden = new Float64Array(batch * model.features.length);
    [this.noise, this.noisePrime, this.y, this.yPrime] = [vector(), vector(), vector(), vector()];
    [this.F, this.FPrime] = [vector(), vector()];
    this.draws = new Float64Array(2 * batch);
    this.law = viewNoise(model);
    this.gradient = batchGradient(model.loss, tabulatedValues(model.activation), batch);
  }

  /** Draws a batch at overlaps Q and squared norm s. */
  draw(overlaps: Float64Array, norm: number, random: Random): void {
    const { features } = this.model;
    const { hidden, noise, noisePrime, y, yPrime, F, FPrime, draws, batch, law, k } = this;
    const d = features.length;
    const length = Math.sqrt(norm);
    random.fillNormal(draws);
    for (let i = 0; i < batch; i++) {
      const z = draws[i]!;
      noise[i] = law.scale * z;
      noisePrime[i] = law.along * z + law.across * draws[batch + i]!;
      y[i] = length * noise[i]!;
      yPrime[i] = length * noisePrime[i]!;
    }
    for (let l = 0; l < d; l++) {
      const feature = features[l]!;
      const overlap = overlaps[l]!;
      for (let i = 0, at = l * batch; i < batch; i++, at++) {
        const c = feature.sample(random);
        hidden[at] = c;
        y[i]! += overlap * c;
        yPrime[i]! += overlap * c;
      }
    }
    this.gradient.evaluate(y, yPrime, F, FPrime);
    let p = 0;
    let variance = 0;
    for (let i = 0; i < batch; i++) {
      const f = F[i]!;
      const g = FPrime[i]!;
      p += f * noise[i]! + g * noisePrime[i]!;
      variance += law.variance * (f * f + g * g) + 2 * law.covariance * f * g;
    }
    for (let l = 0; l < d; l++) {
      let sum = 0;
      for (let i = 0, at = l * batch; i < batch; i++, at++) sum += (F[i]! + FPrime[i]!) * hidden[at]!;
      k[l] = sum;
    }
    this.p = p;
    // A sum of squares up to rounding: with c = -v it can come out at -1e-20.
    this.variance = Math.max(0, variance);
  }
}
