import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type EnclosureCertificate, enclosureStatement } from "../certificates/enclosure-certificate.ts";
import { largestSquare } from "./largest-square.ts";
import { type Grid, SlopeGrid } from "./slope-grid.ts";
import { type VarianceSlope, varianceSlope } from "./variance-slope.ts";
import { type SignalCoefficients, ViewMeans } from "./view-means.ts";

/** Other batch sizes are not worth a larger grid than this, which is checked in seconds. */
const widestGrid = 3e4;

/** With larger errors the sixth decimals of a certificate would seldom all be those that a checker finds. */
const knownTo = 5e-8;

/** So much more than it needs a margin has, that a checker which rounds otherwise finds it too. */
const slack = 1.001;

/** Batch sizes above the model's that are tried. */
const batchesTried = 64;

/** The sign of B d lambda / d c on a grid, for values of beta = 1 / (B - 1). */
interface Decision {
  readonly sign: 1 | -1;
  readonly grid: Grid;
  readonly betas: readonly number[];
  /** For each beta and covariance the least of sign B d lambda / d c over the signals. */
  readonly least: readonly (readonly number[])[];
}

/** Proves the sign for one model and range of rho, on grids as fine as its margin needs. */
export class MonotoneProver {
  private readonly slope: VarianceSlope;
  private readonly means: ViewMeans;
  private readonly squares: readonly Rational[];
  private readonly variance: Rational;
  private readonly signals = new Map<number, SignalCoefficients>();

  constructor(
    private readonly model: Model,
    private readonly rhoFrom: Rational,
    private readonly budget: number,
  ) {
    this.variance = model.background.add(model.augmentation);
    if (model.augmentation.multiply(Rational.of(1000)).compare(this.variance) < 0)
      throw new UnsupportedError(
        "augmentation.variance: below a thousandth of nu + eta its correlation is out of reach",
      );
    if (rhoFrom.sign >= 0)
      throw new UnsupportedError("augmentation.correlation: the range ends at 0 and starts below");
    if (model.background.isZero && rhoFrom.equals(Rational.of(-1)))
      throw new UnsupportedError(
        "background.variance: with none the views at rho = -1 are not smeared in common",
      );
    this.squares = model.features.map((law, l) => {
      const square = largestSquare(law);
      if (!square) throw new UnsupportedError(`features[${l}]: the enclosures need bounded hidden laws`);
      return square;
    });
    this.slope = varianceSlope(model);
    this.means = new ViewMeans(this.slope.functions, this.variance);
  }

  /** The sign, or why there is none. */
  decide(betas: readonly number[]): Decision | string {
    let [step, parts] = [1 / 8, 8];
    for (;;) {
      const grid = this.grid(step, parts);
      if (this.checkingCost(grid) > this.budget) return "the margin is too small for the budget";
      const table = new SlopeGrid(
        this.slope,
        this.slope.slope,
        this.means,
        this.variance.toNumber(),
        grid,
        (place) => this.signalAt(place),
      );
      const first = table.at(0, 0, 0);
      const sign = first[0] + betas[0]! * first[1] > 0 ? 1 : -1;
      const least = betas.map((beta) => leastValues(table, sign, beta));
      const margins = least.map((values) => Math.min(...values));
      if (Math.min(...margins) <= 0) return "d lambda / d rho takes both signs";
      const [loss, errors] = [table.loss, table.errors];
      if (errors[0] + Math.max(...betas) * errors[1] > knownTo)
        return "the means are not known to the six decimals of a certificate";
      const enough = margins.every((margin, b) => margin > slack * (loss[0] + betas[b]! * loss[1]));
      if (enough) return { sign, grid, betas, least };
      // Steps in S may take a quarter of the margin, steps in c, which cost more, a half, and errors of the means the rest.
      const worst = (of: readonly [number, number]): number =>
        Math.max(...margins.map((margin, b) => (of[0] + betas[b]! * of[1]) / margin));
      if (worst(errors) > 1 / 8) return "the means are not known sharply enough";
      const { signal, covariance } = table.curvature;
      const width = this.model.augmentation.multiply(this.rhoFrom).negate().toNumber();
      while (step ** 2 * worst(signal) > 1) step /= 2;
      parts = Math.max(parts + 1, Math.ceil(width * Math.sqrt(worst(covariance) / 4)));
    }
  }

  /** The same sign for as many batch sizes as the method reaches. */
  widened(own: Decision): Decision {
    let best = own;
    const extend = (beta: number): boolean => {
      const wider = this.decide([Math.max(beta, ...best.betas), Math.min(beta, ...best.betas)]);
      if (typeof wider === "string" || wider.sign !== own.sign || pointsOf(wider.grid) > widestGrid)
        return false;
      best = wider;
      return true;
    };
    extend(own.sign > 0 ? 1 : 0);
    let inside = this.model.batch.toNumber();
    let outside = own.sign > 0 ? inside + batchesTried : 1;
    while (Math.abs(outside - inside) > 1) {
      const middle = Math.trunc((inside + outside) / 2);
      if (extend(1 / (middle - 1))) inside = middle;
      else outside = middle;
    }
    return best;
  }

  certificate({ sign, grid, betas, least }: Decision): EnclosureCertificate {
    const { background, augmentation } = this.model;
    const batchOf = (beta: number): number | null => (beta === 0 ? null : Math.round(1 / beta) + 1);
    const content = {
      kind: "enclosure",
      activation: "tanh",
      loss: "covariance",
      background: `${background}`,
      augmentation: `${augmentation}`,
      correlation: [`${this.rhoFrom}`, "0"],
      batch: [batchOf(betas[0]!)!, batchOf(betas.at(-1)!)],
      direction: sign > 0 ? "increasing" : "decreasing",
      largestSquares: this.squares.map(String),
      signalStep: `1/${1 / grid.step}`,
      signalSteps: grid.steps,
      covarianceSteps: grid.covariances.length - 1,
      least: [least[0]!, least.at(-1)!].map((values) => values.map(floored)),
    } as const;
    return { statement: enclosureStatement(content), ...content };
  }

  /** Signals up to the largest that the laws allow on |Q| <= 1, by Cauchy and Schwarz; covariances from end to end. */
  private grid(step: number, parts: number): Grid {
    const reach = this.squares.reduce((sum, square) => sum.add(square), Rational.zero);
    let steps = 1;
    while (Rational.of(steps ** 2, Math.round(step ** -2)).compare(reach) < 0) steps++;
    const { background, augmentation } = this.model;
    const low = background.add(augmentation.multiply(this.rhoFrom));
    const width = background.subtract(low);
    const covariances = Array.from({ length: parts + 1 }, (_, k) =>
      low.add(width.multiply(Rational.of(k, parts))).toNumber(),
    );
    return { step, steps, covariances };
  }

  /** Products that the checker needs, with its two trapezoidal sums at each covariance. */
  private checkingCost({ step, steps, covariances }: Grid): number {
    const v = this.variance.toNumber();
    const pairs = new Set(this.slope.slope.flatMap(({ means }) => means)).size;
    const costs = covariances.map((c) => {
      const [shared, own] = [v + c, v - c].map((twice) => trapezoid(twice / 2));
      const places = (steps * step + shared!.reach) / Math.min(step, shared!.spacing);
      const nodes = [shared, own].map((rule) => (2 * rule!.reach) / rule!.spacing);
      return pairs * (2 * nodes[1]! * places + nodes[0]! * steps + steps ** 2);
    });
    return costs.reduce((sum, cost) => sum + cost, 0);
  }

  private signalAt(place: number): SignalCoefficients {
    const known = this.signals.get(place) ?? this.means.at(place);
    this.signals.set(place, known);
    return known;
  }
}

function leastValues(table: SlopeGrid, sign: number, beta: number): number[] {
  const { steps, covariances } = table.grid;
  return covariances.map((_, k) => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; j <= i; j++) {
        const [own, partner] = table.at(i, j, k);
        least = Math.min(least, sign * (own + beta * partner));
      }
    }
    return least;
  });
}

/** How far from 0, and how near to each other, the nodes for a Gaussian must be for 19 digits. */
function trapezoid(variance: number): { reach: number; spacing: number } {
  const spacing = 2 ** -Math.ceil(Math.log2((1 / (2 * variance) + 45) / (2 * Math.PI)));
  return { reach: 8 * Math.sqrt(variance), spacing };
}

/** Pairs of signals times covariances. */
function pointsOf({ steps, covariances }: Grid): number {
  return ((steps + 1) * (steps + 2) * covariances.length) / 2;
}

/** Six decimals, rounded down. */
function floored(value: number): string {
  return (Math.floor(value * 1e6) / 1e6).toFixed(6);
}
