import { compileFlow, type Flow } from "../numerics/flow/flow.ts";
import { requireAgreement } from "../theory/derive.ts";
import type { Model } from "../theory/model.ts";

/**
 * A model's flow, for printing numbers from it.
 * @throws DerivationError when the two derivations of the drift disagree: no number is better than a wrong one.
 */
export function trustedFlow(model: Model, options: Parameters<typeof compileFlow>[1] = {}): Flow {
  const flow = compileFlow(model, options);
  requireAgreement(flow.derivation);
  return flow;
}
