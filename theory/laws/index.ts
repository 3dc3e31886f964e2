import { atoms } from "./atoms.ts";
import { empirical } from "./empirical.ts";
import { gaussian } from "./gaussian.ts";
import { laplace } from "./laplace.ts";
import type { LawKind } from "./law.ts";
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
