import type { Claim } from "./claim.ts";

/** Every claim, in the order of the theory: each stands on those before it. */
export const claims: readonly Claim[] = [];
