import { atoms } from "./atoms.ts";
import { empirical } from "./empirical.ts";
import { gaussian } from "./gaussian.ts";
import { laplace } from "./laplace.ts";
import type { HiddenLaw, LawKind } from "./law.ts";
import { rademacher } from "./rademacher.ts";
import { sparse } from "./sparse.ts";
import { uniform } from "./uniform.ts";

/** Every kind of hidden law that a model file may name. */
export const lawKinds: readonly LawKind[] = [
  rademacher,
  gaussian,
  uniform,
  laplace,
  sparse,
  atoms,
  empirical,
];

/** A law as the model file's schema leaves it: a known kind with its own fields. */
export interface LawInput {
  readonly law: string;
}

/** @throws ModelError naming the field below `path`. */
export function lawOf(input: LawInput, path: string): HiddenLaw {
  return lawKinds.find(({ name }) => name === input.law)!.create(input as never, path);
}
