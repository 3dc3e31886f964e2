import { z } from "zod";
import type { Activation } from "./activations/activation.ts";
import { activationOf } from "./activations/index.ts";
import { ModelError } from "./errors.ts";
import { issueText } from "./issue-text.ts";
import { entryLaw, withUnitVariance } from "./laws/entries.ts";
import { exactNumber, nonNegative, positive } from "./laws/fields.ts";
import { type LawInput, lawKinds, lawOf } from "./laws/index.ts";
import type { HiddenLaw } from "./laws/law.ts";
import { lossOf } from "./losses/index.ts";
import type { Loss } from "./losses/loss.ts";
import { didYouMean } from "./nearest.ts";
import { Rational } from "./rational.ts";
import { regularizerOf, regularizerSchema } from "./regularizers/index.ts";
import type { Regularizer } from "./regularizers/regularizer.ts";
import { shown } from "./shown.ts";
import { parseTheory, type UserTheory } from "./user-theory.ts";

/** Whether the weights keep the norm that the algorithm gives them or are rescaled to |w|^2 = N at each step. */
export type Constraint = "sphere" | "free";

/** A checked model: everything that fixes the algorithm and its limit, numbers exact. */
export interface Model {
  readonly name: string;
  /** One law a hidden variable; their number is d. */
  readonly features: readonly HiddenLaw[];
  /** nu, variance per coordinate of the sample's own noise. */
  readonly background: Rational;
  /** eta, variance per coordinate of each view's noise. */
  readonly augmentation: Rational;
  /** rho, correlation of the two views' noises. */
  readonly correlation: Rational;
  readonly activation: Activation;
  readonly loss: Loss;
  /** B, an integer. */
  readonly batch: Rational;
  /** tau. */
  readonly learningRate: Rational;
  readonly regularizer: Regularizer;
  /** kappa. */
  readonly strength: Rational;
  readonly constraint: Constraint;
  /** The law of the entries of the features U, of mean 0 and variance 1; it matters only where the equations do not close. */
  readonly entries: HiddenLaw;
  /** A user's own g, f or lambda, which stand in for the derived ones. */
  readonly theory?: UserTheory;
  /** The model file's object, to write it out again or to vary a field. */
  readonly source: ModelInput;
}

/** A model as a model file holds it. Optional fields have the defaults of `modelDefaults`. */
export type ModelInput = Readonly<Record<string, unknown>>;

/** What a model file may leave out. Everything else changes the mathematics silently and must be written. */
export const modelDefaults = {
  loss: "covariance",
  regularizer: { kind: "none" },
  constraint: "sphere",
  entries: { law: "gaussian" },
} as const;

/** A feature of a fixed set of kinds, discriminated by one field. */
function kinds(field: string, list: readonly { name: string; fields: object }[]) {
  const options = list.map(({ name, fields }) => z.strictObject({ [field]: z.literal(name), ...fields }));
  return z.discriminatedUnion(field, options as never, {
    error: (issue) =>
      issue.code === "invalid_union"
        ? `expected one of ${list.map(({ name }) => `"${name}"`).join(", ")}`
        : `expected an object with "${field}"`,
  });
}

const schema = z.strictObject({
  name: z.string().optional(),
  features: z
    .array(kinds("law", lawKinds))
    .min(1, "at least one feature is needed")
    .max(32, "at most 32 features"),
  background: z.strictObject({ variance: exactNumber }),
  augmentation: z.strictObject({ variance: exactNumber, correlation: exactNumber }),
  activation: z.string().min(1),
  // Read by `lossOf`, which knows the names and a user's own.
  loss: z.unknown(),
  batch: exactNumber,
  learningRate: exactNumber,
  // The kind decides on the other fields.
  regularizer: z.looseObject({ kind: z.string().min(1) }, { error: 'expected an object with "kind"' }),
  constraint: z.enum(["sphere", "free"]),
  entries: z.preprocess(withUnitVariance, kinds("law", lawKinds)),
  theory: z
    .strictObject({
      g: z.array(z.string()).optional(),
      f: z.string().optional(),
      lambda: z.string().optional(),
    })
    .optional(),
});

/** `features[0].variance` */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`,
    "",
  );
}

/** What zod found wrong, as one line about the field that the user wrote. */
function modelError(error: z.ZodError, input: unknown): ModelError {
  const issue = error.issues[0]!;
  const path = formatPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    const meant = path === "" ? didYouMean(key!, Object.keys(schema.shape)) : "";
    return new ModelError(path === "" ? key! : `${path}.${key}`, `unknown key${meant}`);
  }
  const found = issue.path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown>)?.[part],
    input,
  );
  if (found === undefined) return new ModelError(path, "is missing");
  const expected = issueText(issue);
  const choices = [...expected.matchAll(/"([^"]+)"/g)].map(([, choice]) => choice!);
  const meant = typeof found === "string" ? didYouMean(found, choices) : "";
  return new ModelError(path, `${expected}, found ${shown(found)}${meant}`);
}

/** @throws ModelError naming the first wrong field. */
function checked<T>(type: z.ZodType<T>, input: unknown): T {
  const result = type.safeParse(input);
  if (!result.success) throw modelError(result.error, input);
  return result.data;
}

/**
 * Checks a model and makes its numbers exact.
 * @param name how messages and reports call the model, if it has no `name` of its own.
 * @throws ModelError naming the first wrong field.
 */
export function parseModel(input: unknown, name = "model"): Model {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new ModelError("", "a model is a JSON object");
  }
  const completed = { ...modelDefaults, ...input };
  const given = checked(schema, completed);
  const correlation = Rational.parse(given.augmentation.correlation, "augmentation.correlation");
  if (correlation.multiply(correlation).compare(Rational.one) > 0) {
    throw new ModelError(
      "augmentation.correlation",
      `must lie in [-1, 1], found ${given.augmentation.correlation}`,
    );
  }
  const batch = Rational.parse(given.batch, "batch");
  if (batch.denominator !== 1n || batch.compare(Rational.of(2)) < 0) {
    throw new ModelError("batch", `must be a whole number of at least 2, found ${given.batch}`);
  }
  const features = given.features.map((feature, l) => lawOf(feature as LawInput, `features[${l}]`));
  const { regularizer } = checked(
    z.object({ regularizer: regularizerSchema(given.regularizer.kind) }),
    completed,
  );
  const penalty = regularizer as { kind: string; strength?: number | string };
  const background = nonNegative(given.background.variance, "background.variance");
  const augmentation = nonNegative(given.augmentation.variance, "augmentation.variance");
  return {
    name: given.name ?? name,
    features,
    background,
    augmentation,
    correlation,
    activation: activationOf(given.activation),
    loss: lossOf(given.loss),
    batch,
    learningRate: positive(given.learningRate, "learningRate"),
    regularizer: regularizerOf(penalty, "regularizer"),
    strength: nonNegative(penalty.strength ?? 1, "regularizer.strength"),
    constraint: given.constraint,
    entries: entryLaw(given.entries as LawInput),
    ...(given.theory && { theory: parseTheory(given.theory, features.length) }),
    source: input as ModelInput,
  };
}

/**
 * The same model with some fields of its file replaced, checked anew. Nested objects are merged. A user's theory is
 * one of its activation, loss and number of features, and stays behind when these change.
 */
export function varyModel(model: Model, changes: ModelInput): Model {
  const merged: Record<string, unknown> = { ...model.source };
  for (const [key, value] of Object.entries(changes)) {
    const present = merged[key];
    const mergeable = [present, value].every(
      (part) => typeof part === "object" && part !== null && !Array.isArray(part),
    );
    merged[key] =
      mergeable && key !== "regularizer" ? { ...(present as object), ...(value as object) } : value;
  }
  if (model.theory && !sameStructure(model.source, merged)) delete merged["theory"];
  return parseModel(merged, model.name);
}

/** Whether two models have the same terms, up to the values of their symbols. */
function sameStructure(a: ModelInput, b: ModelInput): boolean {
  const shape = ({ activation, loss, features }: ModelInput): string =>
    JSON.stringify([activation, loss, (features as readonly unknown[]).length]);
  return shape({ ...modelDefaults, ...a }) === shape({ ...modelDefaults, ...b });
}
