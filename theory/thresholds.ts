import type { Derivation } from "./derive.ts";
import { parseAtom } from "./expectation/atom.ts";
import { parseExponential } from "./exponential.ts";
import { functionDefinition } from "./function-generators.ts";
import type { Model } from "./model.ts";
import { onConstraint } from "./on-constraint.ts";
import { Polynomial } from "./polynomial.ts";
import { coefficientsIn, primitive, type Root, shiftedRoot } from "./roots.ts";
import { type Solution, solveInequality } from "./solve-inequality.ts";
import { originStability } from "./stability.ts";
import { atStationaryNorm, normRate } from "./stationary-norm.ts";
import { compounds, symbol } from "./symbols.ts";
import { withValues } from "./values.ts";

/** What the learnability condition A_l > 0 can be solved for. */
export const thresholdParameters = ["m2", "tau", "B", "eta", "rho"] as const;
export type ThresholdParameter = (typeof thresholdParameters)[number];

/**
 * The condition A_l > 0 in one parameter, all others fixed: solved, or an equation A = 0 in the parameter and why that
 * has no formula. In the free variant s is the stationary norm, itself a function of all parameters but m2.
 */
export interface Threshold {
  /** The parameter as it is written: `m2_1`, `tau`. */
  readonly name: string;
  readonly solution: Solution | Unsolved;
  /** What is zero at the threshold: a positive multiple of the eigenvalue wherever s is stationary. */
  readonly equation: Polynomial;
}

/** No formula (`unsolved`), or no threshold in this parameter (`absent`); why, as a clause. */
export interface Unsolved {
  readonly relation: "unsolved" | "absent";
  readonly reason: string;
}

export type Thresholds = Readonly<Record<ThresholdParameter, readonly Threshold[]>>;

const g = Polynomial.generator;

/**
 * The learnability threshold of every feature, solved for every parameter.
 * @param numbers a model whose numbers take the place of all parameters but the one solved for.
 * @returns undefined where the Jacobian at Q = 0 is not diagonal.
 */
export function learnabilityThresholds(derivation: Derivation, numbers?: Model): Thresholds | undefined {
  const { eigenvalues } = originStability(derivation);
  if (!eigenvalues) return undefined;
  const rate = normRate(derivation);
  const positive = variances(derivation);
  const solve = (parameter: ThresholdParameter): Threshold[] =>
    eigenvalues.slice(0, derivation.expectation.features).map((eigenvalue, l) => {
      const forms = rate ? [eigenvalue, atStationaryNorm(eigenvalue, rate)] : [eigenvalue];
      return thresholdIn(parameter, l, forms.map(cleared), positive, numbers);
    });
  return {
    m2: solve("m2"),
    tau: solve("tau"),
    B: solve("B"),
    eta: solve("eta"),
    rho: solve("rho"),
  };
}

/** lambda at Q = 0 and what is left of it for B -> infinity and B -> 1: variances, whatever the atoms in them are. */
function variances({ expectation, terms, constraint }: Derivation): Polynomial[] {
  const lambda = expectation.atOrigin(terms.lambda);
  const onState = onConstraint(lambda, constraint);
  const parts = onState.collect((name) => name === symbol.batchLessOne);
  return [onState, ...parts.map(({ coefficient }) => coefficient)].filter((part) => !part.isZero);
}

/** Where a parameter is in a form: not at all, as a polynomial's variable, or inside means and functions. */
type Presence = "absent" | "explicit" | "implicit";

function presence(form: Polynomial, names: readonly string[]): Presence {
  let found: Presence = "absent";
  for (const name of form.generators()) {
    const isOpaque = parseAtom(name) ? names.includes(symbol.noiseCovariance) : functionDefinition(name);
    const inside = parseExponential(name)?.generators();
    if (inside ? inside.some((part) => names.includes(part)) : isOpaque) return "implicit";
    if (names.includes(name)) found = "explicit";
  }
  return found;
}

/** The generators that a parameter is in. */
function carriers(parameter: ThresholdParameter, l: number): readonly string[] {
  switch (parameter) {
    case "m2":
      return [symbol.moment(2, l)];
    case "tau":
      return [symbol.learningRate];
    case "B":
      return [symbol.batch, symbol.batchLessOne];
    case "eta":
      return [symbol.augmentation, symbol.noiseVariance, symbol.noiseCovariance];
    case "rho":
      return [symbol.correlation, symbol.noiseCovariance];
  }
}

function thresholdIn(
  parameter: ThresholdParameter,
  l: number,
  forms: readonly Polynomial[],
  positive: readonly Polynomial[],
  numbers: Model | undefined,
): Threshold {
  const names = carriers(parameter, l);
  const name = parameter === "m2" ? symbol.moment(2, l) : parameter;
  const withNumbers = (form: Polynomial): Polynomial =>
    numbers ? withValues(numbers, parameter === "eta" ? spelledOut(form) : form, names) : form;
  const known = numbers ? positive.map(withNumbers) : positive;
  const candidates = forms.map((form) => ({ form, presence: presence(form, names) }));
  const own = candidates[0]!;
  const explicit = candidates.filter((candidate) => candidate.presence === "explicit");
  if (own.presence === "implicit" || explicit.length === 0) {
    const solution: Unsolved =
      own.presence === "implicit"
        ? { relation: "unsolved", reason: `${name} enters through means or functions` }
        : { relation: "absent", reason: `${name} does not enter` };
    return { name, solution, equation: cleared(withNumbers(own.form)) };
  }
  const solved = explicit.map(({ form }): Threshold => {
    const equation = cleared(withNumbers(form));
    return { name, equation, solution: solvedIn(parameter, name, equation, known, numbers) };
  });
  return solved.find(({ solution }) => solution.relation !== "unsolved") ?? solved[0]!;
}

/** A form times a positive factor, so that no symbol divides. */
function cleared(form: Polynomial): Polynomial {
  return primitive([form])[0]!;
}

function spelledOut(form: Polynomial): Polynomial {
  return form.substitute((name) => (name === symbol.batchLessOne ? undefined : compounds.get(name)));
}

/** The threshold in B through the letters that its formula is short in. */
export interface LetteredBatch {
  readonly solution: Solution;
  /** `G1` for dg_1/dQ_1, `L` and `M` for lambda = (L + M/(B - 1))/B, all at Q = 0. */
  readonly definitions: readonly { readonly name: string; readonly value: Polynomial }[];
}

/** Feature l's threshold in B in letters; undefined where A_l has no such form, as with a user's own lambda. */
export function letteredBatch(derivation: Derivation, l: number): LetteredBatch | undefined {
  const { eigenvalues } = originStability(derivation);
  const rate = normRate(derivation);
  if (!eigenvalues) return undefined;
  const eigenvalue = rate ? atStationaryNorm(eigenvalues[l]!, rate) : eigenvalues[l]!;
  const power = (name: string, exponent: number) => (other: { powers: ReadonlyMap<string, number> }) =>
    (other.powers.get(name) ?? 0) === exponent;
  const byBatch = eigenvalue.collect(
    (name) => carriers("B", l).includes(name) || name === symbol.learningRate,
  );
  const part = (tau: number, batch: number, partners: number): Polynomial =>
    byBatch
      .filter(power(symbol.learningRate, tau))
      .filter(power(symbol.batch, batch))
      .find(power(symbol.batchLessOne, partners))?.coefficient ?? Polynomial.zero;
  const weight = rate ? g(symbol.norm).scale(-2) : Polynomial.constant(-2);
  const definitions = [
    { name: `G${l + 1}`, value: part(1, 0, 0) },
    { name: "L", value: part(2, -1, 0).multiply(weight) },
    { name: "M", value: part(2, -1, -1).multiply(weight) },
  ];
  const [G, L, M] = definitions.map(({ name }) => g(name)) as [Polynomial, Polynomial, Polynomial];
  const lambda = L.add(M.multiply(g(symbol.batchLessOne, -1))).multiply(g(symbol.batch, -1));
  const tau = g(symbol.learningRate);
  const form = tau.multiply(G).add(tau.power(2).multiply(lambda).multiply(weight.inverse()));
  const meaning = new Map(definitions.map(({ name, value }) => [name, value]));
  if (!form.substitute((name) => meaning.get(name)).equals(eigenvalue)) return undefined;
  const solution = solvedIn("B", "B", cleared(form), [L, M], undefined);
  return "bounds" in solution ? { solution, definitions } : undefined;
}

function solvedIn(
  parameter: ThresholdParameter,
  name: string,
  equation: Polynomial,
  known: readonly Polynomial[],
  numbers: Model | undefined,
): Threshold["solution"] {
  const solve = (form: Polynomial, unknown: string, isPositive: boolean): Threshold["solution"] => {
    const coefficients = coefficientsIn(form, unknown);
    if (coefficients.length > 3) {
      return {
        relation: "unsolved",
        reason: `the condition is of degree ${coefficients.length - 1} in ${name}`,
      };
    }
    return (
      solveInequality(coefficients, isPositive, known) ?? {
        relation: "absent",
        reason: `${name} does not enter`,
      }
    );
  };
  const shifted = (solution: Threshold["solution"], by: Polynomial, divisor: Polynomial) =>
    "bounds" in solution
      ? { ...solution, bounds: solution.bounds.map((root): Root => shiftedRoot(root, by, divisor)) }
      : solution;
  switch (parameter) {
    case "B": {
      // In B - 1, which is positive.
      const batch = g(symbol.batchLessOne).add(Polynomial.one);
      const form = equation.substitute((part) => (part === symbol.batch ? batch : undefined));
      return shifted(solve(form, symbol.batchLessOne, true), Polynomial.one.negate(), Polynomial.one);
    }
    case "rho": {
      // In c = nu + rho eta.
      const eta = numbers ? Polynomial.constant(numbers.augmentation) : g(symbol.augmentation);
      const nu = numbers ? Polynomial.constant(numbers.background) : g(symbol.background);
      if (eta.isZero) return { relation: "absent", reason: "rho does not matter without eta" };
      return shifted(solve(equation, symbol.noiseCovariance, false), nu, eta);
    }
    case "eta":
      return solve(cleared(spelledOut(equation)), symbol.augmentation, true);
    default:
      return solve(equation, name, true);
  }
}
