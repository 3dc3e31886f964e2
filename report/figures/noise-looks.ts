import { mostSimilar } from "../../numerics/fixed-points/most-similar.ts";
import { Newton } from "../../numerics/fixed-points/newton.ts";
import { eigenvaluesAt } from "../../numerics/fixed-points.ts";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { growthOf, type NoiseRates, type NoisyFlow, remembered } from "./noise-rates.ts";

/** From a state at a noise no further away than this Newton's method leads to its continuation. */
const near = 0.45;
/** A squared similarity below this is zero. */
const zero = 1e-12;

/** A stable state at a strength, by its share's root, and a correlation. */
interface Stable {
  readonly place: readonly [root: number, rho: number];
  readonly state: Float64Array;
  readonly square: number;
  readonly growth: number;
}

/** What a model learns at any noise: of the stable state whose similarity is largest. */
export class NoiseLooks {
  private readonly squares = new Map<string, number>();
  private readonly stable: Stable[] = [];
  /** Whether something is learned exactly where Q = 0 is unstable, at all noises where all states were searched. */
  private growthTells = true;

  /** @param growth a number with the sign of the largest growth rate at Q = 0, and near 0 proportional to it. */
  constructor(
    private readonly rates: NoiseRates,
    private readonly strongest: number,
    private readonly growth: (eta: number, rho: number) => number,
  ) {}

  /** Searches all states at a noise. */
  survey(eta: number, rho: number): void {
    const square = remembered(this.squares, `${eta} ${rho}`, () => this.searched(eta, rho));
    this.growthTells &&= square > 0 === growthOf(this.rates.at(eta, rho)) > 0;
  }

  /** A number that is positive where something is learned: the growth rate at Q = 0 where that tells it, else only a sign. */
  signal(eta: number, rho: number): number {
    if (this.growthTells) return this.growth(eta, rho);
    return this.squareAt(eta, rho) > 0 ? 1 : -1;
  }

  /** The squared similarity, summed over the features; where nothing is learned 0, or a number that falls below it smoothly. */
  level(eta: number, rho: number): number {
    const square = this.squareAt(eta, rho);
    return square > 0 || !this.growthTells ? square : Math.min(0, this.growth(eta, rho) * this.slope());
  }

  /** Squared similarity by growth rate where something begins to be learned. */
  private slope(): number {
    const [nearest] = this.stable.filter(({ growth }) => growth > 0).sort((a, b) => a.growth - b.growth);
    return nearest ? nearest.square / nearest.growth : 1;
  }

  private squareAt(eta: number, rho: number): number {
    return remembered(this.squares, `${eta} ${rho}`, () => {
      if (this.growthTells && this.growth(eta, rho) <= 0) return 0;
      return this.continued(eta, rho) ?? this.searched(eta, rho);
    });
  }

  private searched(eta: number, rho: number): number {
    const noisy = this.rates.at(eta, rho);
    const found = mostSimilar(compileFlow(noisy.model));
    if (!found) return 0;
    const { Q, s } = found;
    return this.kept(noisy, eta, rho, Float64Array.from(noisy.size > noisy.features ? [...Q, s] : Q));
  }

  /** The continuation of the nearest known state; undefined if none is near or it leads to no stable one. */
  private continued(eta: number, rho: number): number | undefined {
    const [root] = this.placeOf(eta, rho);
    const distance = ({ place }: Stable): number => Math.hypot(place[0] - root, place[1] - rho);
    const [nearest] = this.stable.toSorted((a, b) => distance(a) - distance(b));
    if (!nearest || distance(nearest) > near) return undefined;
    const noisy = this.rates.at(eta, rho);
    const state = new Newton(noisy, 1).from(nearest.state);
    if (!state || eigenvaluesAt(noisy, state)[0]![0] >= 0) return undefined;
    return this.kept(noisy, eta, rho, state) || undefined;
  }

  /** The squared similarity of a state, from which others are continued unless that is zero. */
  private kept(noisy: NoisyFlow, eta: number, rho: number, state: Float64Array): number {
    const square = squareOf(noisy, state);
    if (square < zero) return 0;
    this.stable.push({ place: this.placeOf(eta, rho), state, square, growth: this.growth(eta, rho) });
    return square;
  }

  private placeOf(eta: number, rho: number): Stable["place"] {
    return [Math.sqrt(eta / this.strongest), rho];
  }
}

function squareOf({ size, features }: NoisyFlow, state: Float64Array): number {
  const s = size > features ? state[features]! : 1;
  return state.subarray(0, features).reduce((sum, q) => sum + q * q, 0) / s;
}
