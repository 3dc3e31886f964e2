import fc from "fast-check";
import { DriftproofError } from "../../theory/errors.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { rademacherOrSparse } from "../arbitraries/hidden-laws.ts";
import { type ModelOptions, models } from "../arbitraries/models.ts";
import { type Candidate, climb, type Margin } from "./climb.ts";
import { numberAt, numberFields, withNumber } from "./number-fields.ts";
import { simplify } from "./simplify.ts";
import type { Wording } from "./wording.ts";

export interface SearchOptions {
  readonly seed: number;
  /** How many models are drawn; as many again are tried in improving the best three. */
  readonly tries: number;
  /** A model file whose activation, loss, laws and constraint are kept; only its numbers move. */
  readonly base?: ModelInput;
  readonly progress?: (fraction: number) => void;
}

/** What a search found. */
export interface Found {
  /** A model file that contradicts the wording. */
  readonly input: ModelInput;
  /** By how much, relative. */
  readonly margin: number;
  readonly values: Readonly<Record<string, number | string>>;
}

/** A margin above the errors of numerics, and one that nobody argues about: there the search ends. */
const clear = 1e-5;
const plain = 0.05;

/**
 * Looks for a model that contradicts a wording. Draws models until one does plainly; where none does, improves the best few
 * number by number. Then simplifies what it has. Undefined when it found nothing, which proves nothing.
 */
export function searchCounterexample(wording: Wording, options: SearchOptions): Found | undefined {
  const { seed, tries, base, progress } = options;
  const margin: Margin = (input) => marginOf(wording, input);
  const drawn = fc
    .sample(models({ ...cheap, ...wording.models }), { seed, numRuns: tries })
    .map((input) => (base ? { ...base, ...numbersOf(input, base) } : input));
  const candidates: Candidate[] = [];
  for (const [i, input] of (base ? [base, ...drawn] : drawn).entries()) {
    const candidate = { input, margin: margin(input) };
    candidates.push(candidate);
    progress?.((0.6 * i) / drawn.length);
    if (candidate.margin >= plain) break;
  }
  candidates.sort((x, y) => y.margin - x.margin);
  let [best] = candidates;
  for (const [i, candidate] of candidates.slice(0, 3).entries()) {
    if (best!.margin >= plain) break;
    const climbed = climb(candidate, margin, plain, tries / 3);
    if (climbed.margin > best!.margin) best = climbed;
    progress?.(0.7 + 0.1 * i);
  }
  if (!best || best.margin <= clear) return undefined;
  const { input, margin: reached } = simplify(
    best,
    margin,
    Math.max(clear, Math.min(plain, best.margin) / 2),
  );
  progress?.(1);
  return { input: tidy(input), margin: reached, values: wording.values(parseModel(input)) };
}

/** Whole numbers as numbers, others as texts of a fraction. */
function tidy(input: ModelInput): ModelInput {
  return numberFields(input).reduce(
    (tidied, field) => withNumber(tidied, field, numberAt(input, field)),
    input,
  );
}

/** Models whose every flow is quick: few atoms, tables on the sphere. */
const cheap: ModelOptions = {
  laws: rademacherOrSparse(),
  activation: fc.constantFrom("identity", "quadratic", "cubic", "hermite3", "tanh", "erf", "sin", "relu"),
  loss: "covariance",
  regularizer: { kind: "none" },
  // With large steps nothing is learned, whatever the noise.
  learningRate: fc.integer({ min: 1, max: 12 }).map((inverse) => Rational.of(1, inverse)),
  constraint: "sphere",
  features: 2,
};

/** The drawn numbers in a base model's places; a base's own laws keep their kinds. */
function numbersOf(drawn: ModelInput, base: ModelInput): ModelInput {
  const { background, augmentation, batch, learningRate } = drawn;
  return { background, augmentation, batch, learningRate, features: base["features"] };
}

function marginOf(wording: Wording, input: ModelInput): number {
  try {
    const margin = wording.margin(parseModel(input));
    return margin === undefined || Number.isNaN(margin) ? Number.NEGATIVE_INFINITY : margin;
  } catch (error) {
    // A model that the suite cannot evaluate contradicts nothing.
    if (error instanceof DriftproofError) return Number.NEGATIVE_INFINITY;
    throw error;
  }
}
