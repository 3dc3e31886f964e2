import { type ModelInput, parseModel } from "../theory/model.ts";
import type { ClaimResult } from "./ledger.ts";
import { verify } from "./verify.ts";

/** One claim on one model, as plain data that crosses to a worker thread. */
export interface VerifyTask {
  readonly input: ModelInput;
  readonly name: string;
  readonly claim: string;
  readonly seed: number;
  readonly thorough: boolean;
  readonly modelArgument: string;
}

/** Where worker threads find `verifyTask`. */
export const verifyTaskAddress = { module: import.meta.url, name: "verifyTask" };

/** Judges one claim on one model: what a worker thread runs. */
export function verifyTask(task: VerifyTask, report: (fraction: number) => void): ClaimResult {
  const { seed, thorough, claim, modelArgument } = task;
  const model = parseModel(task.input, task.name);
  const [result] = verify([model], {
    seed,
    thorough,
    claim,
    modelArgument: () => modelArgument,
    progress: report,
  }).filter(({ id }) => id === claim);
  return result!;
}
