import { UnsupportedError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type EnclosureCertificate, enclosureStatement } from "../certificates/enclosure-certificate.ts";
import { largestSquare } from "./largest-square.ts";
import { type Grid, SlopeGrid } from "./slope-grid.ts";
import { type VarianceCounterexample, varianceCounterexample } from "./variance-at.ts";
import { type VarianceSlope, varianceSlope } from "./variance-slope.ts";
import { type SignalCoefficients, ViewMeans } from "./view-means.ts";

/**
 * What is proved of how lambda depends on the correlation, at equal strength of the noise and at s = 1.
 * `proved`: it grows with rho on the certificate's region, so that negative correlation lowers it there.
 * `refuted`: at a state negative correlation raises it; with a certificate, it does so everywhere on a region.
 */
export type MonotoneOutcome =
  | {
      readonly outcome: "proved";
      readonly certificate: EnclosureCertificate;
      /** Where the region is smaller than asked: a state at which the statement fails for the whole range of rho. */
      readonly outside?: VarianceCounterexample;
    }
  | {
      readonly outcome: "refuted";
      readonly at: VarianceCounterexample;
      readonly certificate?: EnclosureCertificate;
    }
  | { readonly outcome: "undecided"; readonly reason: string };

export interface MonotoneOptions {
  /** The strongest negative correlation, in [-1, 0); default -1. */
  readonly rhoFrom?: Rational;
  /** How many points a grid may have. */
  readonly budget?: number;
}

/** Ranges of rho are tried in these parts of the one that is asked for. */
const rangeParts = 16;

/**
 * Proves the sign of d lambda / d rho for all rho from `rhoFrom` to 0, all states with |Q| <= 1, the model's noise and
 * batch size (and as many other batch sizes as it can), and every symmetric hidden law as bounded as the model's. Where the sign
 * is not one and the same it looks for the largest part of the range for which lambda grows, and for a counterexample.
 */
export function proveVarianceMonotone(model: Model, options: MonotoneOptions = {}): MonotoneOutcome {
  const { rhoFrom = Rational.of(-1), budget = 3e6 } = options;
  try {
    const at = varianceCounterexample(model, rhoFrom);
    const whole = proofFrom(model, rhoFrom, budget);
    if (typeof whole !== "string" && whole.direction === "increasing")
      return { outcome: "proved", certificate: whole };
    if (typeof whole !== "string" && at) return { outcome: "refuted", at, certificate: whole };
    const part = largestPart(model, rhoFrom, budget);
    if (part) return { outcome: "proved", certificate: part, ...(at && { outside: at }) };
    if (at) return { outcome: "refuted", at };
    return {
      outcome: "undecided",
      reason: typeof whole === "string" ? whole : "no counterexample was found",
    };
  } catch (error) {
    if (error instanceof UnsupportedError) return { outcome: "undecided", reason: error.message };
    throw error;
  }
}

/** The proof of a sign on the whole range, or why there is none. */
function proofFrom(model: Model, rhoFrom: Rational, budget: number): EnclosureCertificate | string {
  try {
    const prover = new MonotoneProver(model, rhoFrom, budget);
    const decided = prover.decide([1 / (model.batch.toNumber() - 1)]);
    return typeof decided === "string" ? decided : prover.certificate(prover.widened(decided));
  } catch (error) {
    if (error instanceof UnsupportedError) return error.message;
    throw error;
  }
}

/** The proof that lambda grows on the largest part of the range that admits one, by bisection. */
function largestPart(model: Model, rhoFrom: Rational, budget: number): EnclosureCertificate | undefined {
  let [low, high] = [0, rangeParts];
  let best: EnclosureCertificate | undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const proof = proofFrom(model, rhoFrom.multiply(Rational.of(middle, rangeParts)), budget);
    if (typeof proof !== "string" && proof.direction === "increasing") [best, low] = [proof, middle];
    else high = middle;
  }
  return best;
}

/** The sign of B d lambda / d c on a grid, for values of beta = 1 / (B - 1). */
interface Decision {
  readonly sign: 1 | -1;
  readonly grid: Grid;
  readonly betas: readonly number[];
  /** For each beta and covariance the least of sign B d lambda / d c over the signals. */
  readonly least: readonly (readonly number[])[];
}

class MonotoneProver {
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
    if (model.augmentation.compare(Rational.of(1, 1_000_000)) < 0)
      throw new UnsupportedError("augmentation.variance: there is no noise whose correlation could matter");
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
    this.variance = model.background.add(model.augmentation);
    this.means = new ViewMeans(this.slope.functions, this.variance);
  }

  /** The sign, or why there is none. */
  decide(betas: readonly number[]): Decision | string {
    let [step, parts] = [1 / 8, 8];
    for (;;) {
      const grid = this.grid(step, parts);
      if ((grid.steps + 1) ** 2 * parts > 2 * this.budget) return "the margin is too small for the budget";
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
      const enough = margins.every((margin, b) => margin > loss[0] + betas[b]! * loss[1]);
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
      if (typeof wider === "string" || wider.sign !== own.sign) return false;
      best = wider;
      return true;
    };
    const batch = this.model.batch.toNumber();
    extend(own.sign > 0 ? 1 : 0);
    for (let next = batch + own.sign; next >= 2 && next < batch + 20; next += own.sign) {
      if (!extend(1 / (next - 1))) break;
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

/** Six decimals, rounded down. */
function floored(value: number): string {
  return (Math.floor(value * 1e6) / 1e6).toFixed(6);
}
