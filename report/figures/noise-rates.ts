import { eigenvaluesAt, type Field } from "../../numerics/fixed-points/eigenvalues.ts";
import { generatorValues } from "../../numerics/flow/generators/index.ts";
import { type PolynomialProgram, polynomialProgram } from "../../numerics/flow/polynomial-program.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { jacobian } from "../../theory/stability.ts";
import { symbol } from "../../theory/symbols.ts";
import { withValues } from "../../theory/values.ts";

const noises = [symbol.augmentation, symbol.correlation, symbol.noiseVariance, symbol.noiseCovariance];

/** A flow at one noise, without tables, and lambda with it. */
export interface NoisyFlow extends Field {
  lambda(state: ArrayLike<number>): number;
}

/** Means at one noise, of a state. */
type Means = (overlaps: readonly number[], norm: number) => Float64Array;

/**
 * A model's equations at any noise of its views. They are the same polynomials at each, in means that differ: these alone are
 * set up anew, which takes far less time than a flow of its own for each noise.
 */
export class NoiseRates {
  readonly size: number;
  readonly features: number;
  private readonly program: PolynomialProgram;
  /** Generators other than the state and the noise. */
  private readonly names: readonly string[];
  private readonly count: number;

  /** @param known means by noise; those of another batch size are the same. */
  constructor(
    readonly model: Model,
    private readonly known = new Map<string, Means>(),
  ) {
    const derivation = derive(model);
    const { ode, terms, expectation, variables } = derivation;
    const expressions = [...ode, ...jacobian(derivation).flat(), terms.lambda].map((expression) =>
      withValues(model, expression, noises),
    );
    this.size = variables.length;
    this.features = expectation.features;
    const state = [...Array.from({ length: this.features }, (_, l) => symbol.overlap(l)), symbol.norm];
    const numbers = [...state, ...noises];
    this.names = [...new Set(expressions.flatMap((expression) => expression.generators()))]
      .filter((name) => !numbers.includes(name))
      .sort();
    this.program = polynomialProgram(expressions, [...numbers, ...this.names]);
    this.count = expressions.length;
  }

  /** Whether they are polynomials in the noise alone, of any degree, and cost next to nothing. */
  get arePolynomials(): boolean {
    return this.names.length === 0;
  }

  /** The same with batches of another size. */
  withBatch(batch: number): NoiseRates {
    return new NoiseRates(varyModel(this.model, { batch }), this.known);
  }

  at(eta: number, rho: number): NoisyFlow {
    const { size, features, names, program, count } = this;
    const model = varyModel(this.model, { augmentation: { variance: eta, correlation: rho } });
    const means = this.meansAt(model);
    const nu = model.background.toNumber();
    const vector = new Float64Array(features + 1 + noises.length + names.length);
    vector.set([eta, rho, nu + eta, nu + rho * eta], features + 1);
    const out = new Float64Array(count);
    let last: readonly number[] = [];
    /** All expressions; Newton's method asks for rates and Jacobian at one state after the other. */
    const evaluate = (state: ArrayLike<number>): Float64Array => {
      if (last.length > 0 && last.every((x, i) => x === state[i])) return out;
      last = Array.from(state).slice(0, size);
      const overlaps = last.slice(0, features);
      const norm = size > features ? Math.max(0, last[features]!) : 1;
      vector.set([...overlaps, norm]);
      vector.set(means(overlaps, norm), features + 1 + noises.length);
      program.evaluate(vector, out);
      return out;
    };
    return {
      model,
      size,
      features,
      rhs: (state, rates) => rates.set(evaluate(state).subarray(0, size)),
      jacobian: (state, matrix) => matrix.set(evaluate(state).subarray(size, count - 1)),
      lambda: (state) => evaluate(state)[count - 1]!,
      tableError: () => 0,
    };
  }

  private meansAt(model: Model): Means {
    const { names } = this;
    const key = `${model.augmentation} ${model.correlation} ${names.join()}`;
    return remembered(this.known, key, () => {
      const values = generatorValues(model, names, false);
      const found = new Map<string, Float64Array>();
      return (overlaps, norm) =>
        remembered(found, `${overlaps.join()} ${norm}`, () => {
          const out = new Float64Array(names.length);
          values.evaluate(overlaps, norm, out);
          return out;
        });
    });
  }
}

/** The largest growth rate at Q = 0, in the free variant at s = 1. */
export function growthOf(flow: NoisyFlow): number {
  return eigenvaluesAt(flow, atNorm(flow, []))[0]![0];
}

/** The state of given overlaps, the others zero, at s = 1. */
export function atNorm({ size, features }: NoisyFlow, overlaps: readonly number[]): Float64Array {
  const state = new Float64Array(size);
  state.set(overlaps);
  if (size > features) state[features] = 1;
  return state;
}

/** A value that is computed when it is first asked for. */
export function remembered<T>(known: Map<string, T>, key: string, compute: () => T): T {
  if (!known.has(key)) known.set(key, compute());
  return known.get(key)!;
}
