import { l1 } from "./l1.ts";
import { l2 } from "./l2.ts";
import { none } from "./none.ts";
import type { RegularizerKind } from "./regularizer.ts";

/** Every kind of regularizer that a model file may name. */
export const regularizerKinds: readonly RegularizerKind[] = [none, l2, l1];
