import type { Random } from "../../numerics/random/random.ts";
import { OutputGradient } from "../../numerics/samplers/output-gradient.ts";
import type { Model } from "../../theory/model.ts";

/** A state at which steps are simulated; on the sphere too where s = 1. */
export interface State {
  readonly Q: readonly number[];
  readonly s: number;
}

/**
 * Simulated single steps of SGD at N = infinity, which know the algorithm and nothing of a derivation. A block is some
 * thousand steps; its values, in the order of `quantitiesAt`, are the means of V, of p/sqrt s and of -k, the means of
 * the increments N Delta(Q, s) and their unbiased covariances, of both constraints where s = 1.
 * @param penalty kappa times the slope of R', a penalty linear in w.
 */
export class StepSampler {
  private readonly batch: OutputGradient;
  private readonly overlaps: Float64Array;
  private readonly tau: number;
  private readonly penalty: number;

  constructor(
    model: Model,
    private readonly state: State,
    private readonly random: Random,
  ) {
    this.batch = new OutputGradient(model);
    this.overlaps = Float64Array.from(state.Q);
    this.tau = model.learningRate.toNumber();
    this.penalty = model.strength.toNumber() * model.regularizer.slopeAt(1);
  }

  /** The values of one block of this many steps. */
  block(steps: number): number[] {
    const { overlaps, state } = this;
    const d = overlaps.length;
    const free = new IncrementSums(d + 1);
    const sphere = new IncrementSums(d);
    const sums = new Float64Array(d + 2);
    const { batch } = this;
    for (let k = 0; k < steps; k++) {
      this.step(free.increment, sphere.increment);
      sums[0]! += batch.variance;
      sums[1]! += batch.p / Math.sqrt(state.s);
      for (let l = 0; l < d; l++) sums[l + 2]! -= batch.k[l]!;
      free.add();
      if (state.s === 1) sphere.add();
    }
    return [
      ...Array.from(sums, (sum) => sum / steps),
      ...free.statistics(steps),
      ...(state.s === 1 ? sphere.statistics(steps) : []),
    ];
  }

  /** One step's increments N Delta Q, N Delta s without a constraint, and N Delta Q with the norm rescaled to 1. */
  private step(free: Float64Array, sphere: Float64Array): void {
    const { batch, overlaps, random, tau, penalty } = this;
    const { s } = this.state;
    const d = overlaps.length;
    batch.draw(overlaps, s, random);
    const { k, p, variance } = batch;
    const length = Math.sqrt(s);
    const deviation = Math.sqrt(variance);
    // The noise that no output sees, along the features: isotropic across w, which is orthogonal to it.
    let squared = 0;
    let along = 0;
    for (let l = 0; l < d; l++) {
      const z = random.normal();
      free[l] = z;
      squared += overlaps[l]! ** 2;
      along += overlaps[l]! * z;
    }
    const shortened = ((1 - Math.sqrt(1 - squared / s)) * along) / squared;
    let radial = p * length + penalty * s;
    for (let l = 0; l < d; l++) {
      const Q = overlaps[l]!;
      const unseen = deviation * (free[l]! - shortened * Q);
      free[l] = -tau * (k[l]! + (p * Q) / length + penalty * Q + unseen);
      radial += Q * k[l]!;
    }
    free[d] = tau * tau * variance - 2 * tau * radial;
    // Rescaling takes half of the relative change of s away from each overlap.
    for (let l = 0; l < d; l++) sphere[l] = free[l]! - (overlaps[l]! * free[d]!) / 2;
  }
}

/** Sums of increments and of their products. */
class IncrementSums {
  readonly increment: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;

  constructor(private readonly size: number) {
    this.increment = new Float64Array(size);
    this.first = new Float64Array(size);
    this.second = new Float64Array((size * (size + 1)) / 2);
  }

  add(): void {
    const { increment, first, second, size } = this;
    let at = 0;
    for (let i = 0; i < size; i++) {
      first[i]! += increment[i]!;
      for (let j = i; j < size; j++) second[at++]! += increment[i]! * increment[j]!;
    }
  }

  /** Means, then unbiased covariances, upper triangle by rows. */
  statistics(steps: number): number[] {
    const { first, second, size } = this;
    const covariances: number[] = [];
    let at = 0;
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) {
        covariances.push((second[at++]! - (first[i]! * first[j]!) / steps) / (steps - 1));
      }
    }
    return [...Array.from(first, (sum) => sum / steps), ...covariances];
  }
}
