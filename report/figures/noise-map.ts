import { Axis, fieldOf } from "./grid-field.ts";
import { NoiseLooks } from "./noise-looks.ts";
import { atNorm, growthOf, type NoiseRates, type NoisyFlow } from "./noise-rates.ts";
import { outlines, type Place } from "./outlines.ts";
import { type LatticeSize, type Samples, sampleNearZeros } from "./sample-near-zeros.ts";

/** Overlaps with the first feature, in units of sqrt(s), at which 3a is looked at; all others are zero. */
export const overlaps = [0, 0.5, 0.9] as const;

/** Whether a part of finding 3 holds; `part`: at some of `overlaps`; `same`: nothing is learned with either noise. */
export type Holds = "holds" | "part" | "fails" | "same";

export interface Noise {
  readonly eta: number;
  readonly rho: number;
}

/** Closed lines; around what is inside them counterclockwise in (eta, rho), around its holes clockwise. */
type Loops = readonly (readonly Noise[])[];

/** Where something holds, but for what is painted over it later. */
export interface Area {
  readonly holds: Holds;
  readonly loops: Loops;
}

/** Where the parts of finding 3 hold: areas in the order in which they are painted. */
export interface NoiseMap {
  readonly variance: readonly Area[];
  readonly similarity: readonly Area[];
  readonly benefit: readonly Area[];
  /** For each of `overlaps`: where lambda is smaller than at rho = 0. */
  readonly smaller: readonly Loops[];
}

/** Smallest strength, as a share of the largest one, and correlation: at 0 there is nothing to divide by. */
const weakest = 1e-5;
const faintest = -0.01;

/** Numbers that are this many times as large as with weak noise are tamed. */
const large = 10;

/** How often a cell of the lattice is divided along each side to find lines in it. */
const fineness = 2;

/** How far stretches of strengths reach into the one before: no hairline is left between areas of one kind. */
const overlapping = 0.003;

/** Where all states are searched. */
const surveyed: LatticeSize = { columns: 2, rows: 2, strides: [1, 1] };

/** How finely a map is computed. */
export interface MapSize {
  /** Where polynomials are known: numbers of strengths and of correlations. */
  readonly points: readonly [strengths: number, correlations: number];
  readonly lattice: LatticeSize;
}

/**
 * The map for strengths up to a largest one. Its borders are the zeros of numbers that are smooth in the noise: gains in lambda
 * and growth rates, which are interpolated by one polynomial, and gains in the stationary overlap, which are computed at the nodes
 * of a lattice next to the border.
 */
export function noiseMap(rates: NoiseRates, strongest: number, size: MapSize): NoiseMap {
  const { gains, growth } = interpolated(rates, strongest, size.points);
  const looks = new NoiseLooks(rates, strongest, growth);
  const whole = new Plane(0, 1, strongest, size.lattice);
  // Polynomials cost little.
  const dense = new Plane(0, 1, strongest, denser(size.lattice, 2));
  looks.survey(0, 0);
  for (const { eta, rho } of new Plane(0, 1, strongest, surveyed).nodes())
    if (eta > 0) looks.survey(eta, rho);
  const samples = dense.samples(({ eta, rho }) => gains(eta, rho));
  return {
    variance: [
      { holds: "fails", loops: [whole.frame] },
      { holds: "part", loops: dense.loops(samples, (values) => Math.max(...values)) },
      { holds: "holds", loops: dense.loops(samples, (values) => Math.min(...values)) },
    ],
    smaller: overlaps.map((_, k) => dense.loops(samples, (values) => values[k]!)),
    similarity: similarityAreas(looks, strongest, size.lattice),
    benefit: benefitAreas(looks, whole),
  };
}

/**
 * Gains in lambda against no correlation, over eta |rho|, and the largest growth rate at Q = 0, both tamed: where strong noise
 * makes them a thousand times as large as weak noise, polynomials would be wrong elsewhere.
 */
function interpolated(rates: NoiseRates, strongest: number, [strengths, correlations]: MapSize["points"]) {
  const axes = [new Axis(Math.cbrt(weakest), 1, strengths), new Axis(-1, faintest, correlations)] as const;
  const lambda = (flow: NoisyFlow): number[] => overlaps.map((Q) => flow.lambda(atNorm(flow, [Q])));
  const weak = rates.at(weakest * strongest, faintest);
  const [weakLambda, weakGrowth] = [lambda(weak), growthOf(weak)];
  const values = axes[0].points.map((position) => {
    const eta = strengthAt(position, strongest);
    const none = lambda(rates.at(eta, 0));
    return axes[1].points.map((rho) => {
      const flow = rates.at(eta, rho);
      const gains = lambda(flow).map((own, k) => {
        const unit = Math.hypot(1, none[k]! / (large * weakLambda[k]! || 1));
        return (none[k]! - own) / (-rho * eta * unit);
      });
      const growth = growthOf(flow);
      return [...gains, growth / Math.hypot(1, growth / (large * weakGrowth || 1))];
    });
  });
  const fields = [...overlaps, 0].map((_, k) =>
    fieldOf(
      axes,
      values.map((row) => row.map((all) => all[k]!)),
    ),
  );
  const at = (k: number, eta: number, rho: number): number => fields[k]!(Math.cbrt(eta / strongest), rho);
  return {
    gains: (eta: number, rho: number) => overlaps.map((_, k) => at(k, eta, rho)),
    growth: (eta: number, rho: number) => at(overlaps.length, eta, rho),
  };
}

/** Finding 3b. Whether uncorrelated noise lets anything be learned is a question of its strength alone. */
function similarityAreas(looks: NoiseLooks, strongest: number, size: LatticeSize): Area[] {
  const isLearned = (position: number): boolean => looks.signal(strengthAt(position, strongest), 0) > 0;
  const ends = Array.from({ length: size.columns + 1 }, (_, i) => i / size.columns);
  const onsets = ends.slice(1).flatMap((end, i) => {
    const begin = ends[i]!;
    return isLearned(begin) === isLearned(end)
      ? []
      : [halved(begin, end, (at) => isLearned(at) === isLearned(begin))];
  });
  const stretches = [0, ...onsets].map((from, i) => {
    const to = onsets[i] ?? 1;
    const plane = new Plane(Math.max(0, from - overlapping), to, strongest, size);
    return comparison(looks, plane, isLearned((from + to) / 2), ({ eta, rho }) => {
      const none = looks.level(eta, 0);
      return (looks.level(eta, rho) - none) / (-rho * eta);
    });
  });
  return [...stretches.map(([base]) => base).reverse(), ...stretches.map(([, upon]) => upon)];
}

/** Finding 3c. */
function benefitAreas(looks: NoiseLooks, plane: Plane): Area[] {
  const none = looks.level(0, 0);
  return comparison(looks, plane, none > 0, ({ eta, rho }) => (looks.level(eta, rho) - none) / eta);
}

/** Where more is learned than with another noise, or anything if that lets nothing be learned. */
function comparison(
  looks: NoiseLooks,
  plane: Plane,
  isLearnedWithout: boolean,
  gain: (noise: Noise) => number,
): [base: Area, upon: Area] {
  const values = isLearnedWithout ? gain : ({ eta, rho }: Noise): number => looks.signal(eta, rho);
  return [
    { holds: isLearnedWithout ? "fails" : "same", loops: [plane.frame] },
    {
      holds: "holds",
      loops: plane.loops(
        plane.samples((noise) => [values(noise)]),
        ([value]) => value!,
      ),
    },
  ];
}

/** A stretch of the plane of noises, from one position of strengths to another, as a lattice. */
class Plane {
  private readonly size: LatticeSize;

  constructor(
    private readonly from: number,
    private readonly to: number,
    private readonly strongest: number,
    size: LatticeSize,
  ) {
    this.size = { ...size, columns: Math.max(2, Math.ceil(size.columns * (to - from))) };
  }

  get frame(): Noise[] {
    const { columns, rows } = this.size;
    return this.noises([
      [0, 0],
      [columns, 0],
      [columns, rows],
      [0, rows],
    ]);
  }

  nodes(): Noise[] {
    const { columns, rows } = this.size;
    return Array.from({ length: (columns + 1) * (rows + 1) }, (_, k) =>
      this.at(k % (columns + 1), Math.floor(k / (columns + 1))),
    );
  }

  samples(valuesAt: (noise: Noise) => readonly number[]): Samples {
    return sampleNearZeros((i, j) => valuesAt(this.inside(i, j)), this.size);
  }

  /** The loops around where a function of samples is positive. */
  loops(samples: Samples, height: (values: readonly number[]) => number): Noise[][] {
    return outlines(samples, height, fineness).map((loop) => this.noises(loop));
  }

  private noises(places: readonly Place[]): Noise[] {
    return places.map(([x, y]) => this.at(x, y));
  }

  private at(x: number, y: number): Noise {
    const { columns, rows } = this.size;
    return {
      eta: strengthAt(this.from + (x / columns) * (this.to - this.from), this.strongest),
      rho: y / rows - 1,
    };
  }

  /** A node, or the nearest noise at which differences are known to enough digits. */
  private inside(i: number, j: number): Noise {
    const { eta, rho } = this.at(i, j);
    return { eta: Math.max(eta, weakest * this.strongest), rho: Math.min(rho, faintest) };
  }
}

function denser({ columns, rows, strides: [across, up] }: LatticeSize, factor: number): LatticeSize {
  return { columns: factor * columns, rows: factor * rows, strides: [factor * across, factor * up] };
}

/** Between 0 and 1. Steps are smaller where noise is weak: most happens there. */
function strengthAt(position: number, strongest: number): number {
  return position ** 3 * strongest;
}

/** Where something ends that is so at the first place and not at the second. */
function halved(from: number, to: number, isSo: (at: number) => boolean): number {
  let [a, b] = [from, to];
  for (let k = 0; k < 10; k++) {
    const middle = (a + b) / 2;
    if (isSo(middle)) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
