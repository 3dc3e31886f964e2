import type { ZodType } from "zod";
import { z } from "zod";
import { ModelError } from "../errors.ts";
import { exactNumber } from "../laws/fields.ts";
import { didYouMean } from "../nearest.ts";
import { elastic } from "./elastic.ts";
import { expressionRegularizer } from "./expression-regularizer.ts";
import { huber } from "./huber.ts";
import { l1 } from "./l1.ts";
import { l2 } from "./l2.ts";
import { none } from "./none.ts";
import type { Regularizer, RegularizerKind } from "./regularizer.ts";

const kinds: RegularizerKind[] = [none, l2, l1, elastic, huber];

/** Every kind of regularizer that a model file may name: the built-in ones, and those registered since. */
export const regularizerKinds: readonly RegularizerKind[] = kinds;

/**
 * Adds a kind, for all model files that are read from then on.
 * @throws ModelError when its name is taken.
 */
export function registerRegularizer<Spec>(kind: RegularizerKind<Spec>): void {
  if (kindOf(kind.name)) throw new ModelError("regularizer.kind", `"${kind.name}" is already registered`);
  kinds.push(kind);
}

function kindOf(name: string): RegularizerKind | undefined {
  return kinds.find((kind) => kind.name === name);
}

/**
 * What a model file may say of a regularizer whose kind is `name`; one that no kind has is an expression in w.
 * @throws ModelError for a single word that no kind has: somebody took it for one.
 */
export function regularizerSchema(name: string): ZodType {
  const kind = kindOf(name);
  if (!kind && isWord(name)) {
    const known = kinds.map((other) => `"${other.name}"`).join(", ");
    throw new ModelError(
      "regularizer.kind",
      `expected one of ${known} or an expression in w such as "w^4/4", found "${name}"${didYouMean(
        name,
        kinds.map((kind) => kind.name),
      )}`,
    );
  }
  return z.strictObject({ kind: z.string(), strength: exactNumber.optional(), ...kind?.fields });
}

/** A name such as `l3` or `elastic-net`, and no expression such as `w` or `w-pi`. */
function isWord(text: string): boolean {
  return /^[A-Za-z_]\w*(-\w+)*$/.test(text) && text.split("-").some((part) => !/^(w|pi|\d+)$/.test(part));
}

/**
 * The penalty that a checked object of a model file means.
 * @throws ModelError naming the field below `path`.
 */
export function regularizerOf(spec: { readonly kind: string }, path: string): Regularizer {
  const kind = kindOf(spec.kind);
  const regularizer = kind
    ? kind.create(spec as never, path)
    : expressionRegularizer(spec.kind, `${path}.kind`);
  const named = new Set(["w", ...regularizer.functions.map(({ name }) => name)]);
  const unknown = regularizer.slope.generators().find((name) => !named.has(name));
  const misnamed = regularizer.functions.find(({ name }) => !/^[A-Za-z][\w']*\(w\)$/.test(name));
  const problem = unknown
    ? `its slope has ${unknown}, which is none of its functions`
    : misnamed && `its function ${misnamed.name} must be named like f(w)`;
  if (problem) throw new ModelError(`${path}.kind`, `"${spec.kind}" is no usable kind: ${problem}`);
  return regularizer;
}
