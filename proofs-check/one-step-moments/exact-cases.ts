import type { Random } from "../../numerics/random/random.ts";
import { type Model, type ModelInput, parseModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import type { ExactState, FiniteLaw } from "./exact-state.ts";

/** A law of a model file with its list of values, times a scale that is drawn. */
interface LawFamily {
  at(scale: Rational): { readonly input: ModelInput; readonly law: FiniteLaw };
}

const half = Rational.of(1, 2);
const quarter = Rational.of(1, 4);

/** Every kind of law that has finitely many values: the first two are symmetric, the third has a mean and a skewness. */
export const lawFamilies = {
  rademacher: {
    at: (scale) => ({
      input: { law: "rademacher", variance: `${scale.power(2)}` },
      law: { values: [scale.negate(), scale], weights: [half, half] },
    }),
  },
  sparse: {
    at: (scale) => ({
      input: { law: "sparse", probability: "1/2", variance: `${scale.power(2).multiply(half)}` },
      law: { values: [scale.negate(), Rational.zero, scale], weights: [quarter, half, quarter] },
    }),
  },
  atoms: {
    at: (scale) => {
      const values = [-2, 1, 4].map((value) => scale.multiply(Rational.of(value)));
      const weights = [half, quarter, quarter];
      return {
        input: { law: "atoms", values: values.map(String), weights: weights.map(String) },
        law: { values, weights },
      };
    },
  },
} satisfies Readonly<Record<string, LawFamily>>;

/** A polynomial activation with hidden laws: a derivation is made for each. */
export interface ExactCase {
  readonly activation: string;
  readonly laws: readonly (keyof typeof lawFamilies)[];
}

/** The model of a case with given numbers, and a state. */
export interface ExactPoint {
  readonly model: Model;
  readonly state: ExactState;
}

/** Numbers are drawn from 1 to this. */
const largest = 10_000;

/**
 * Random numbers for a case: nu, eta, rho, tau, kappa, the scales of the laws, and a state of norm 1 or of any norm.
 * They are whole (rho eta is), for speed, and too large for a state that exists: equal polynomials are equal there
 * too, and two that differ, of degree n, agree at such a point with a chance of at most n/10,000 (Schwartz, Zippel).
 * @param loss as in a model file.
 */
export function exactPoint(
  { activation, laws }: ExactCase,
  loss: unknown,
  batch: number,
  unitNorm: boolean,
  random: Random,
): ExactPoint {
  const upTo = (bound: number): number => 1 + Math.floor(random.uniform() * bound);
  const whole = (): Rational => Rational.of(upTo(largest));
  const signed = (): Rational => (random.sign() < 0 ? whole().negate() : whole());
  const hidden = laws.map((name) => lawFamilies[name].at(whole()));
  const state: ExactState = {
    laws: hidden.map(({ law }) => law),
    overlaps: laws.map(signed),
    norm: unitNorm ? Rational.one : whole(),
  };
  const augmentation = upTo(largest);
  const correlation = Rational.of(random.sign() * upTo(augmentation), augmentation);
  const model = parseModel(
    {
      features: hidden.map(({ input }) => input),
      background: { variance: `${whole()}` },
      augmentation: { variance: augmentation, correlation: `${correlation}` },
      activation,
      loss,
      batch,
      learningRate: `${whole()}`,
      regularizer: { kind: "l2", strength: `${whole()}` },
      constraint: "free",
    },
    "exact",
  );
  return { model, state };
}
