import { callThreads, type ThreadOptions } from "../numerics/parallel/call-threads.ts";
import type { Model } from "../theory/model.ts";
import type { ClaimResult } from "./ledger.ts";
import { modelArgumentOf, selectClaims, type VerifyOptions, verify } from "./verify.ts";
import { type VerifyTask, verifyTaskAddress } from "./verify-worker.ts";

/**
 * As `verify`, with the claims spread over worker threads. A claim draws from streams of the seed alone, so the
 * results are the same for any number of threads; they are reported in the order of `verify`.
 */
export async function verifyParallel(
  models: readonly Model[],
  options: VerifyOptions,
  spread: Omit<ThreadOptions, "progress">,
): Promise<ClaimResult[]> {
  const selected = selectClaims(options.claim);
  const tasks = models.flatMap((model) =>
    selected.map(
      ({ id }): VerifyTask => ({
        input: model.source,
        name: model.name,
        claim: id,
        seed: options.seed,
        thorough: options.thorough ?? false,
        modelArgument: modelArgumentOf(model, options),
      }),
    ),
  );
  const { threads = 0 } = spread;
  if (threads < 2 || tasks.length < 2) return verify(models, options);
  let judged = 0;
  return callThreads<VerifyTask, ClaimResult>(
    verifyTaskAddress,
    tasks,
    {
      ...spread,
      progress: (fraction) => {
        const waitingFor = tasks[judged];
        options.progress?.(fraction, waitingFor ? `${waitingFor.claim} on ${waitingFor.name}` : "");
      },
    },
    (result) => {
      judged++;
      options.onResult?.(result);
    },
  );
}
