import type { Derivation } from "../../theory/derive.ts";
import { massEvolution } from "./evolve-masses.ts";
import type { FeatureRows } from "./feature-rows.ts";
import type { Grid } from "./grid.ts";
import { type JumpRates, writeJumpRates } from "./jump-rates.ts";
import type { Averages, Coefficients } from "./kinetic-coefficients.ts";
import type { Masses } from "./masses.ts";

/** The discrete PDE: a Markov chain in w for each row u, all coupled through the averages of P. */
export class MeanField {
  readonly grid: Grid;
  readonly rows: FeatureRows;
  /** Each row's rates, as `linearize` last set them. */
  readonly rates: readonly JumpRates[];
  private readonly sphere: boolean;
  private readonly coefficientsAt: (averages: Averages) => Coefficients;
  private readonly slopes: Float64Array;
  private readonly faceSlopes: Float64Array;
  private readonly evolve: ReturnType<typeof massEvolution>;

  constructor(
    { model }: Derivation,
    rows: FeatureRows,
    grid: Grid,
    coefficientsAt: (averages: Averages) => Coefficients,
  ) {
    const { regularizer } = model;
    const { centers, cells, width } = grid;
    this.grid = grid;
    this.rows = rows;
    this.sphere = model.constraint === "sphere";
    this.coefficientsAt = coefficientsAt;
    this.slopes = centers.map((w) => regularizer.slopeAt(w));
    // The mean of R' from centre to centre, whatever kinks lie between.
    this.faceSlopes = Float64Array.from(
      { length: cells - 1 },
      (_, i) => (regularizer.value(centers[i + 1]!) - regularizer.value(centers[i]!)) / width,
    );
    this.rates = rows.values.map(() => ({
      up: new Float64Array(cells - 1),
      down: new Float64Array(cells - 1),
    }));
    this.evolve = massEvolution(cells);
  }

  /** The order parameters and <w R'(w)>. */
  averages(masses: Masses): Averages {
    const { centers } = this.grid;
    const { values, weights } = this.rows;
    const Q = values[0]!.map(() => 0);
    let s = 0;
    let penalty = 0;
    for (let k = 0; k < masses.length; k++) {
      const row = masses[k]!;
      let first = 0;
      let second = 0;
      let sloped = 0;
      for (let i = 0; i < row.length; i++) {
        const moment = row[i]! * centers[i]!;
        first += moment;
        second += moment * centers[i]!;
        sloped += moment * this.slopes[i]!;
      }
      for (let l = 0; l < Q.length; l++) Q[l]! += weights[k]! * values[k]![l]! * first;
      s += weights[k]! * second;
      penalty += weights[k]! * sloped;
    }
    return { Q, s, penalty };
  }

  /** The masses after a time, by the exponential of the generator with the averages in the middle of it. */
  step(masses: Masses, time: number): Masses {
    this.linearize(masses, time);
    this.linearize(this.advance(masses, time / 2), time);
    return this.advance(masses, time);
  }

  /**
   * Sets the rates to those at the averages of P. On the sphere these keep s where it is, or for a step of a given length
   * lead it back to 1 as well: else the errors of all steps would add up for as long as one looks.
   */
  linearize(masses: Masses, time = Number.POSITIVE_INFINITY): Averages {
    const averages = this.averages(masses);
    const coefficients = this.coefficientsAt(averages);
    this.setRates(coefficients);
    if (!this.sphere) return averages;
    // What the discrete fluxes add to the exact norm's balance is taken back by the linear drift, on which they depend almost
    // linearly: what the first correction leaves the second does.
    let { linear } = coefficients;
    for (let correction = 0; correction < 2; correction++) {
      const excess = this.normRate(masses) + (averages.s - 1) / Math.max(time, 1);
      linear -= excess / (2 * averages.s);
      this.setRates({ ...coefficients, linear });
    }
    return averages;
  }

  /** Evolves all rows with the rates as they are. */
  advance(masses: Masses, time: number): Masses {
    return masses.map((row, k) => {
      const out = new Float64Array(row.length);
      this.evolve(this.rates[k]!, row, time, out);
      return out;
    });
  }

  private setRates({ signal, linear, slope, diffusion }: Coefficients): void {
    const { centers, width } = this.grid;
    const common = this.faceSlopes.map((value, i) => linear * (centers[i]! + width / 2) + slope * value);
    const drift = new Float64Array(common.length);
    this.rows.values.forEach((u, k) => {
      const pull = u.reduce((sum, value, l) => sum + value * signal[l]!, 0);
      for (let i = 0; i < drift.length; i++) drift[i] = pull + common[i]!;
      writeJumpRates(drift, diffusion, width, this.rates[k]!);
    });
  }

  /** ds/dt */
  private normRate(masses: Masses): number {
    const { centers, width } = this.grid;
    return masses.reduce((sum, row, k) => {
      const { up, down } = this.rates[k]!;
      let rate = 0;
      for (let i = 0; i + 1 < row.length; i++) {
        rate += (centers[i]! + width / 2) * (up[i]! * row[i]! - down[i]! * row[i + 1]!);
      }
      return sum + this.rows.weights[k]! * 2 * width * rate;
    }, 0);
  }
}
