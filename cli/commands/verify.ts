import type { ClaimResult } from "../../proofs-check/ledger.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import type { Model } from "../../theory/model.ts";
import type { Io } from "../io.ts";
import { builtinModel, modelOf, type NamedModel } from "../model-argument.ts";
import { type CommonOptions, example, withModel } from "../options.ts";
import { printJson } from "../output.ts";
import { progressBar } from "../progress.ts";
import { threadOptions, type WorkerOptions, withWorkers } from "../thread-options.ts";
import { version } from "../version.ts";
import type { AddCommand, Context } from "./command.ts";

interface VerifyOptions extends CommonOptions, WorkerOptions {
  readonly claim?: string;
  readonly thorough?: boolean;
  /** False for --no-report. */
  readonly report: string | false;
  readonly junit?: string;
  readonly markdown?: string;
  readonly baseline?: string;
}

/** `verify`: judges the theory's claims and writes the report. */
export const addVerify: AddCommand = (program, context) => {
  withWorkers(withModel(program.command("verify"), "a model file (JSON); without one, all built-in models"))
    .description("judge the theory's claims: 0 all hold, 1 something refuted, 3 something inconclusive")
    .option("--claim <id>", "only the claim of this id, or those whose ids begin so")
    .option("--thorough", "more samples and larger dimensions: minutes instead of seconds")
    .option("--report <dir>", "where the HTML report goes", "out/report")
    .option("--no-report", "write no HTML report")
    .option("--junit <file>", "also write the verdicts as JUnit XML")
    .option("--markdown <file>", "also write the report as Markdown")
    .option("--baseline <file>", "fail also when a verdict is not that of an earlier verify --json")
    .addHelpText("after", example("verify --model letter-figure2 --claim one-step --no-report"))
    .action((file: string | undefined, options: VerifyOptions) => runVerify(file, options, context));
};

async function runVerify(
  file: string | undefined,
  options: VerifyOptions,
  { io, argv, done }: Context,
): Promise<void> {
  const started = performance.now();
  const { changesSince, readBaseline } = await import("../baseline.ts");
  // Before the work: a wrong file is known in no time.
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const named = await modelsOf(file, options.model);
  const models = named.map(({ model }) => model);
  const { verifyParallel } = await import("../../proofs-check/verify-parallel.ts");
  const { exitCodeOf } = await import("../../proofs-check/ledger.ts");
  const { seed, thorough = false, claim } = options;
  const argumentOf = (model: Model): string => named.find((entry) => entry.model === model)!.argument;
  const progress = progressBar(io.stderr);
  let results: ClaimResult[];
  try {
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
    results = await verifyParallel(models, checks, threadOptions(options));
  } finally {
    progress.clear();
  }
  if (options.json) {
    printJson(io.stdout, {
      version: version(),
      seed,
      models: models.map(({ name }) => name),
      claims: results,
    });
  } else await printSummary(results, io);
  const command = ["driftproof", ...argv].join(" ");
  const written = await writeReports(named, results, { options, started, command, io });
  if (!options.json) for (const path of written) io.stdout.write(`Written: ${path}\n`);
  const changes = baseline ? changesSince(baseline, results) : [];
  for (const change of changes) io.stderr.write(`changed: ${change}\n`);
  done(changes.length > 0 ? 1 : exitCodeOf(results));
}

async function modelsOf(file: string | undefined, name: string | undefined): Promise<NamedModel[]> {
  if (file !== undefined || name !== undefined) return [await modelOf(file, name)];
  return Promise.all(builtinModels.map((builtin) => builtinModel(builtin.name)));
}

function verdictLine({ id, model, verdict, asStated, seconds }: ClaimResult): string {
  return `${id} on ${model}: ${verdict} (as stated: ${asStated}; ${seconds.toFixed(1)} s)\n`;
}

async function printSummary(results: readonly ClaimResult[], io: Io): Promise<void> {
  const { verdictTable } = await import("../../report/terminal.ts");
  const { summaryText } = await import("../../report/summary.ts");
  const color = io.stdout.isTTY && !io.env["NO_COLOR"];
  const table = verdictTable(results, { color, width: io.stdout.columns ?? 120 });
  io.stdout.write(`\n${table}\n\n${summaryText(results)}\n`);
}

interface ReportContext {
  readonly options: VerifyOptions;
  readonly started: number;
  readonly command: string;
  readonly io: Io;
}

/** Writes what was asked for, and returns where. Only an HTML report needs figures. */
async function writeReports(
  named: readonly NamedModel[],
  results: readonly ClaimResult[],
  { options, started, command, io }: ReportContext,
): Promise<string[]> {
  if (options.report === false && options.junit === undefined && options.markdown === undefined) return [];
  const { writeFile } = await import("../write-file.ts");
  const written: string[] = [];
  const write = (path: string, content: string): void => {
    writeFile(path, content);
    written.push(path);
  };
  if (options.junit !== undefined) {
    const { junitXml } = await import("../../report/junit.ts");
    write(options.junit, junitXml(results));
  }
  if (options.report === false && options.markdown === undefined) return written;
  const { reportModels } = await import("../report-data.ts");
  const progress = progressBar(io.stderr);
  const models = await reportModels(
    named.map(({ model }) => model),
    { seed: options.seed, figures: options.report !== false, progress },
  ).finally(progress.clear);
  if (options.markdown !== undefined) {
    const { markdownReport } = await import("../../report/markdown.ts");
    write(options.markdown, markdownReport(results, models));
  }
  if (options.report !== false) {
    const { htmlReport } = await import("../../report/html-report.ts");
    const seconds = (performance.now() - started) / 1000;
    const input = { results, models, version: version(), seed: options.seed, seconds, command };
    const directory = options.report.replace(/\/+$/, "");
    const { certificateFiles } = await import("../../report/certificate-files.ts");
    for (const { path, content } of certificateFiles(results)) writeFile(`${directory}/${path}`, content);
    write(`${directory}/index.html`, htmlReport(input));
  }
  return written;
}
