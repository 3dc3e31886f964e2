import type { Polynomial } from "../../theory/polynomial.ts";
import { type Kinetics, momentFactors, termSymbol } from "../../theory/reduction.ts";
import type { SlopeFunction } from "../../theory/regularizers/slope-function.ts";
import { symbol } from "../../theory/symbols.ts";

/** Numbers for g1, f, lambda, tau and kappa. */
export type TermNumbers = ReadonlyMap<string, number>;

/** The mass of each cell in w, for u = 1 and for u = -1. */
export interface Density {
  /** The cells' centres, evenly spaced. */
  readonly w: Float64Array;
  readonly spacing: number;
  readonly masses: readonly [Float64Array, Float64Array];
}

const signs = [1, -1] as const;

/**
 * The PDE of one feature u = 1 or -1 on a grid, by finite volumes: what leaves one cell enters the next, and nothing
 * leaves the grid, so that the mass is conserved but for rounding. Of second order in the spacing where the drift is
 * smooth, or has its kinks between two cells.
 */
export class WeightPde {
  constructor(
    readonly kinetics: Kinetics,
    private readonly functions: readonly SlopeFunction[],
    private readonly numbers: TermNumbers,
  ) {}

  /** Cells from -reach to reach with bumps of different masses at two places, stretched to <w^2> = 1 exactly. */
  static start(cells: number, reach: number): Density {
    const bump = (w: number, centre: number): number => Math.exp(-2 * (w - centre) ** 2);
    const plain = Float64Array.from({ length: cells }, (_, i) => (2 * (i + 0.5) * reach) / cells - reach);
    const masses = [plain.map((w) => 0.6 * bump(w, 0.7)), plain.map((w) => 0.4 * bump(w, -0.3))] as const;
    const total = mean(masses, () => 1);
    const scale = Math.sqrt(mean(masses, (i) => plain[i]! ** 2) / total);
    return {
      w: plain.map((w) => w / scale),
      spacing: (2 * reach) / cells / scale,
      masses: [masses[0].map((mass) => mass / total), masses[1].map((mass) => mass / total)],
    };
  }

  /** The rates of all masses. */
  rates(density: Density): [Float64Array, Float64Array] {
    const { w, spacing, masses } = density;
    const diffusion = this.evaluate(this.kinetics.diffusion, this.numbers);
    const averages = this.averages(density, [this.kinetics.drift]);
    return signs.map((u, side) => {
      const mass = masses[side]!;
      const rates = new Float64Array(mass.length);
      for (let i = 0; i + 1 < mass.length; i++) {
        const face = (w[i]! + w[i + 1]!) / 2;
        const drift = this.evaluate(this.kinetics.drift, averages, { w: face, u });
        const flux =
          ((drift * (mass[i]! + mass[i + 1]!)) / 2 -
            ((diffusion / 2) * (mass[i + 1]! - mass[i]!)) / spacing) /
          spacing;
        rates[i]! -= flux;
        rates[i + 1]! += flux;
      }
      return rates;
    }) as [Float64Array, Float64Array];
  }

  /** Explicit steps of Euler's. */
  evolve(density: Density, steps: number): Density {
    let state = density;
    const dt = this.stableStep(density);
    for (let k = 0; k < steps; k++) state = euler(state, this.rates(state), dt);
    return state;
  }

  /** Short enough for the diffusion across a cell, and for the drift to be held by it. */
  private stableStep(density: Density): number {
    const { w, spacing } = density;
    const diffusion = this.evaluate(this.kinetics.diffusion, this.numbers);
    const averages = this.averages(density, [this.kinetics.drift]);
    let fastest = 0;
    for (const u of signs) {
      for (const at of w)
        fastest = Math.max(fastest, Math.abs(this.evaluate(this.kinetics.drift, averages, { w: at, u })));
    }
    return 0.2 * Math.min(spacing ** 2 / diffusion, diffusion / fastest ** 2);
  }

  /** The value of an expression in the terms, Q1, s and averages `<...>` at a density. */
  valueAt(density: Density, expression: Polynomial): number {
    return this.evaluate(expression, this.averages(density, [expression]));
  }

  private averages(density: Density, expressions: readonly Polynomial[]): Map<string, number> {
    const values = new Map(this.numbers);
    for (const name of expressions.flatMap((expression) => expression.generators())) {
      const factors = factorsOf(name);
      if (factors) values.set(name, this.average(density, factors));
    }
    return values;
  }

  private average({ w, masses }: Density, factors: ReadonlyMap<string, number>): number {
    return mean(masses, (i, side) => this.product(factors, { w: w[i]!, u: signs[side]! }));
  }

  private product(factors: ReadonlyMap<string, number>, at: { w: number; u: number }): number {
    let product = 1;
    for (const [name, exponent] of factors) product *= this.pointValue(name, at)! ** exponent;
    return product;
  }

  private pointValue(name: string, { w, u }: { w: number; u: number }): number | undefined {
    if (name === termSymbol.weight) return w;
    if (name === termSymbol.feature(0)) return u;
    return this.functions.find((f) => f.name === name)?.value(w);
  }

  private evaluate(
    expression: Polynomial,
    values: ReadonlyMap<string, number>,
    at?: { w: number; u: number },
  ): number {
    let sum = 0;
    for (const { coefficient, powers } of expression.namedTerms()) {
      let product = coefficient.toNumber();
      for (const [name, exponent] of powers) {
        const base = values.get(name) ?? (at && this.pointValue(name, at));
        if (base === undefined) throw new Error(`no value is known for ${name}`);
        product *= base ** exponent;
      }
      sum += product;
    }
    return sum;
  }
}

/** One step along the rates. */
export function euler(density: Density, rates: readonly [Float64Array, Float64Array], dt: number): Density {
  const [a, b] = density.masses.map((mass, side) => mass.map((m, i) => m + dt * rates[side]![i]!));
  return { ...density, masses: [a!, b!] };
}

/** The sum over all cells of a function of the cell and the side. */
export function mean(
  masses: readonly [Float64Array, Float64Array],
  f: (cell: number, side: 0 | 1) => number,
): number {
  let sum = 0;
  for (const side of [0, 1] as const) {
    const mass = masses[side];
    for (let i = 0; i < mass.length; i++) sum += mass[i]! * f(i, side);
  }
  return sum;
}

/** What is averaged over P: an open moment, or an order parameter. */
function factorsOf(name: string): ReadonlyMap<string, number> | undefined {
  if (name.startsWith("<")) return momentFactors(name);
  if (name === symbol.norm) return new Map([[termSymbol.weight, 2]]);
  if (name !== symbol.overlap(0)) return undefined;
  return new Map([
    [termSymbol.feature(0), 1],
    [termSymbol.weight, 1],
  ]);
}
