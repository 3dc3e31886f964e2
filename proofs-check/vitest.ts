/**
 * A matcher for vitest, for who asserts claims about models of their own. Import it for its effect:
 *
 *     import "driftproof/vitest";
 *     await expect(model).toSatisfyClaim("noise-variance");
 */
import { expect } from "vitest";
import { type Model, type ModelInput, parseModel } from "../theory/model.ts";
import type { ClaimResult } from "./ledger.ts";
import { verify } from "./verify.ts";

export interface ClaimOptions {
  /** Of all randomness; default 1. */
  readonly seed?: number;
  /** Larger samples and finer grids. */
  readonly thorough?: boolean;
}

declare module "vitest" {
  interface Matchers<T> {
    /**
     * Judges a claim, by its id or a prefix of some, on a model: as in a model file, or read by `parseModel`. Holds when
     * the claim is proved or supported inside its scope; with `not`, when it is refuted. Fails both ways where nothing
     * is decided.
     * @throws ModelError naming the first wrong field of a model, or an unknown claim.
     */
    toSatisfyClaim(claim: string, options?: ClaimOptions): Promise<void>;
  }
}

expect.extend({
  async toSatisfyClaim(
    received: Model | ModelInput,
    claim: string,
    { seed = 1, thorough = false }: ClaimOptions = {},
  ) {
    const model = isModel(received) ? received : parseModel(received);
    const results = verify([model], { seed, thorough, claim, modelArgument: () => "MODEL.json" });
    const refuted = results.filter(({ verdict }) => verdict === "refuted");
    const undecided = results.filter(({ verdict }) => verdict === "inconclusive");
    const told = refuted.length > 0 ? refuted : undecided.length > 0 ? undecided : results;
    return {
      // Neither the assertion nor its negation is met by a claim on which nothing is decided.
      pass: refuted.length > 0 ? false : undecided.length > 0 ? this.isNot : true,
      message: () => told.map(messageOf).join("\n\n"),
    };
  },
});

/** A model file has no field of this name. */
function isModel(received: Model | ModelInput): received is Model {
  return typeof received === "object" && received !== null && "source" in received;
}

function messageOf({ id, verdict, statement, scope, evidence, replay }: ClaimResult): string {
  const outcome = verdict === "refuted" ? "fails" : verdict === "inconclusive" ? "undecided" : "holds";
  return [
    `${id} is ${verdict}: ${statement}`,
    `  scope: ${scope}`,
    ...evidence.filter((piece) => piece.outcome === outcome).map(({ kind, about }) => `  ${kind}: ${about}`),
    `  replay with the model in MODEL.json: ${replay}`,
  ].join("\n");
}
