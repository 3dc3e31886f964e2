import type { ClaimResult } from "../../proofs-check/ledger.ts";
import type { FigureChoice } from "../../report/figures/draw-all.ts";
import { tellGithub } from "../github.ts";
import { type JudgeOptions, judge, modelsOf } from "../judge.ts";
import type { NamedModel } from "../model-argument.ts";
import { example, oneOf, withModel } from "../options.ts";
import { printJson } from "../output.ts";
import { withWorkers } from "../thread-options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface ReportOptions extends JudgeOptions {
  readonly output: string;
  readonly results?: string;
  readonly figures: FigureChoice;
}

/** `report`: equations, verdicts and figures as a page that can be mailed. */
export const addReport: AddCommand = (program, context) => {
  withWorkers(withModel(program.command("report"), "a model file (JSON); without one, all built-in models"))
    .description(
      "write the derived equations, the verdicts and all figures as one HTML page, and as Markdown",
    )
    .option("-o, --output <dir>", "where it goes", "out/report")
    .option("--results <file>", "take the verdicts from a verify --json instead of judging the claims now")
    .option("--claim <id>", "only the claim of this id, or those whose ids begin so")
    .option("--thorough", "judge with more samples and larger dimensions: minutes instead of seconds")
    .option("--figures <which>", "letter, all or none", oneOf("letter", "all", "none"), "all")
    .addHelpText("after", example("report --model letter-figure3 -o out/figure3"))
    .action((file: string | undefined, options: ReportOptions) => runReport(file, options, context));
};

async function runReport(
  file: string | undefined,
  options: ReportOptions,
  { io, argv, done }: Context,
): Promise<void> {
  const started = performance.now();
  const recorded =
    options.results === undefined ? undefined : await readResults(options.results, options.claim);
  const named = await modelsOf(file, options.model);
  // Without a model named, those that the recorded verdicts are about.
  const about = (model: string): boolean => !recorded || recorded.some((result) => result.model === model);
  const models = (options.model ?? file) ? named : named.filter(({ model }) => about(model.name));
  const results = recorded ? ofModels(recorded, models) : await judge(models, options, io);
  const { reportInput } = await import("../report-data.ts");
  const { writeReport } = await import("../report-files.ts");
  const command = ["driftproof", ...argv].join(" ");
  const input = await reportInput(
    models.map(({ model }) => model),
    results,
    { ...options, started, command },
    io,
  );
  const written = writeReport(options.output, input);
  await tellGithub(input, io);
  if (options.json)
    printJson(io.stdout, { written, figures: input.models.map(({ figures }) => figures.length) });
  else for (const path of written) io.stdout.write(`Written: ${path}\n`);
  const { exitCodeOf } = await import("../../proofs-check/ledger.ts");
  done(exitCodeOf(results));
}

/** @throws UsageError when none of the results is about the models: their names would be mistaken. */
function ofModels(results: readonly ClaimResult[], models: readonly NamedModel[]): ClaimResult[] {
  const names = models.map(({ model }) => model.name);
  const own = results.filter(({ model }) => names.includes(model));
  if (own.length > 0) return own;
  const found = [...new Set(results.map(({ model }) => model))].join(", ");
  throw new UsageError(
    `--results: is about ${found || "no model"}, not about ${names.join(", ") || "a built-in model"}`,
  );
}

/** @throws UsageError when the file is not the JSON of a run. */
async function readResults(path: string, claim = ""): Promise<readonly ClaimResult[]> {
  const { claimsOf, verifyDocumentSchema } = await import("../../report/verify-document.ts");
  const { readDocument } = await import("../read-document.ts");
  const document = readDocument("--results", path, verifyDocumentSchema, "document of verify --json");
  return claimsOf(document).filter(({ id }) => id.startsWith(claim));
}
