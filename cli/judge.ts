import type { ClaimResult } from "../proofs-check/ledger.ts";
import { regionText } from "../report/region-text.ts";
import { builtinModels } from "../theory/builtin-models.ts";
import type { Model } from "../theory/model.ts";
import type { Io } from "./io.ts";
import { builtinModel, modelOf, type NamedModel } from "./model-argument.ts";
import type { CommonOptions } from "./options.ts";
import { progressBar } from "./progress.ts";
import { threadOptions, type WorkerOptions } from "./thread-options.ts";

export interface JudgeOptions extends CommonOptions, WorkerOptions {
  /** A claim's id, or what some ids begin with. */
  readonly claim?: string;
  readonly thorough?: boolean;
}

/** The model that a command line names, or all built-in ones. */
export async function modelsOf(file: string | undefined, name: string | undefined): Promise<NamedModel[]> {
  if (file !== undefined || name !== undefined) return [await modelOf(file, name)];
  return Promise.all(builtinModels.map((builtin) => builtinModel(builtin.name)));
}

/** Judges the claims on each model, with a line a verdict where they are not printed as JSON. */
export async function judge(
  named: readonly NamedModel[],
  options: JudgeOptions,
  io: Io,
): Promise<ClaimResult[]> {
  const { verifyParallel } = await import("../proofs-check/verify-parallel.ts");
  const { seed, thorough = false, claim } = options;
  const argumentOf = (model: Model): string => named.find((entry) => entry.model === model)!.argument;
  const progress = progressBar(io.stderr);
  const checks = {
    seed,
    thorough,
    ...(claim === undefined ? {} : { claim }),
    modelArgument: (model: Model) =>
      [...options.import.map((module) => `--import ${module}`), argumentOf(model)].join(" "),
    progress: progress.update,
    onResult: (result: ClaimResult) => {
      progress.clear();
      if (!options.json) io.stdout.write(verdictLine(result));
    },
  };
  const models = named.map(({ model }) => model);
  return verifyParallel(models, checks, threadOptions(options)).finally(progress.clear);
}

function verdictLine({ id, model, verdict, asStated, seconds, regions = [] }: ClaimResult): string {
  const line = `${id} on ${model}: ${verdict} (as stated: ${asStated}; ${seconds.toFixed(1)} s)\n`;
  return line + regions.map((region) => `  ${regionText(region)}\n`).join("");
}
