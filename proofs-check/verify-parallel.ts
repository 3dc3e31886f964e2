import { Tinypool } from "tinypool";
import { DriftproofError } from "../theory/errors.ts";
import type { Model } from "../theory/model.ts";
import type { ClaimResult } from "./ledger.ts";
import { modelArgumentOf, selectClaims, type VerifyOptions, verify } from "./verify.ts";
import type { VerifyTask } from "./verify-worker.ts";

/**
 * As `verify`, with the claims spread over worker threads. A claim draws from streams of the seed alone, so the
 * results are the same for any number of threads; they are reported in the order of `verify`.
 * @param imports URLs of modules that each thread loads first, for the kinds that they register.
 */
export async function verifyParallel(
  models: readonly Model[],
  options: VerifyOptions,
  threads: number,
  imports: readonly string[] = [],
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
        imports,
      }),
    ),
  );
  if (threads < 2 || tasks.length < 2) return verify(models, options);
  const pool = new Tinypool({
    filename: new URL("./verify-thread.mjs", import.meta.url).href,
    name: "verifyTask",
    minThreads: Math.min(threads, tasks.length),
    maxThreads: Math.min(threads, tasks.length),
  });
  try {
    let done = 0;
    options.progress?.(0, "starting");
    const running = tasks.map(async (task) => {
      const result: ClaimResult = await pool.run(task);
      done++;
      options.progress?.(done / tasks.length, `${task.claim} on ${task.name}`);
      return result;
    });
    // A failure must not go unhandled while an earlier task is still awaited.
    for (const promise of running) promise.catch(() => undefined);
    const results: ClaimResult[] = [];
    for (const promise of running) {
      const result = await promise.catch(revive);
      results.push(result);
      options.onResult?.(result);
    }
    return results;
  } finally {
    await pool.destroy();
  }
}

/** An error that crossed from a thread has lost its class; the message and the exit code are what counts. */
function revive(error: unknown): never {
  const { message, exitCode } = error as { message?: string; exitCode?: number };
  if (exitCode === undefined) throw error;
  throw Object.assign(new DriftproofError(message ?? "a worker failed"), { exitCode });
}
