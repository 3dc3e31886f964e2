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
  /** URLs of modules that register kinds. */
  readonly imports: readonly string[];
}

/** Judges one claim on one model: what a worker thread runs. */
export async function verifyTask(task: VerifyTask): Promise<ClaimResult> {
  for (const url of task.imports) await import(url);
  const { seed, thorough, claim, modelArgument } = task;
  const model = parseModel(task.input, task.name);
  const [result] = verify([model], { seed, thorough, claim, modelArgument: () => modelArgument }).filter(
    ({ id }) => id === claim,
  );
  return result!;
}
