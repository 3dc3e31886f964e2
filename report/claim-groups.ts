import type { Claim } from "../proofs-check/claims/claim.ts";
import { claims } from "../proofs-check/claims/index.ts";
import type { ClaimResult } from "../proofs-check/ledger.ts";

/** One claim with its verdicts on all models. */
export interface ClaimGroup {
  readonly id: string;
  readonly statement: string;
  /** What the suite knows of the claim beside its verdicts; absent for results of another version's. */
  readonly claim?: Claim;
  readonly results: readonly ClaimResult[];
}

/** The results by claim, in their own order. */
export function claimGroups(results: readonly ClaimResult[]): ClaimGroup[] {
  const groups = new Map<string, ClaimResult[]>();
  for (const result of results) {
    const key = `${result.id}\n${result.statement}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((own) => {
    const { id, statement } = own[0]!;
    const claim = claims.find((known) => known.id === id);
    return { id, statement, ...(claim && { claim }), results: own };
  });
}
