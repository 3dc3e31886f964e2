import type { ClaimResult } from "../../proofs-check/ledger.ts";
import type { FigureChoice } from "../../report/figures/draw-all.ts";
import type { VerifyDocument } from "../../report/verify-document.ts";
import { isGithub, tellGithub } from "../github.ts";
import type { Io } from "../io.ts";
import { type JudgeOptions, judge, modelsOf } from "../judge.ts";
import type { NamedModel } from "../model-argument.ts";
import { example, oneOf, withModel } from "../options.ts";
import { printJson } from "../output.ts";
import { withWorkers } from "../thread-options.ts";
import { version } from "../version.ts";
import type { AddCommand, Context } from "./command.ts";

interface VerifyOptions extends JudgeOptions {
  /** False for --no-report. */
  readonly report: string | false;
  readonly figures: FigureChoice;
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
    .option("--report <dir>", "where the report goes, as HTML and Markdown", "out/report")
    .option("--no-report", "write no report")
    .option(
      "--figures <which>",
      "of the report: letter, all or none",
      oneOf("letter", "all", "none"),
      "letter",
    )
    .option("--junit <file>", "also write the verdicts as JUnit XML")
    .option(
      "--markdown <file>",
      "also write the report as Markdown without figures, short enough for a job's summary",
    )
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
  const { exitCodeOf } = await import("../../proofs-check/ledger.ts");
  const results = await judge(named, options, io);
  if (options.json) printJson(io.stdout, documentOf(named, results, options));
  else await printSummary(results, io);
  const command = ["driftproof", ...argv].join(" ");
  const written = await writeReports(named, results, { options, started, command, io });
  if (!options.json) for (const path of written) io.stdout.write(`Written: ${path}\n`);
  const changes = baseline ? changesSince(baseline, results) : [];
  for (const change of changes) io.stderr.write(`changed: ${change}\n`);
  done(changes.length > 0 ? 1 : exitCodeOf(results));
}

function documentOf(
  named: readonly NamedModel[],
  results: readonly ClaimResult[],
  { seed }: VerifyOptions,
): VerifyDocument {
  return { version: version(), seed, models: named.map(({ model }) => model.name), claims: results };
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
  const { report, junit, markdown } = options;
  const written: string[] = [];
  const write = async (path: string, content: string): Promise<void> => {
    const { writeFile } = await import("../write-file.ts");
    writeFile(path, content);
    written.push(path);
  };
  if (junit !== undefined) {
    const { junitXml } = await import("../../report/junit.ts");
    await write(junit, junitXml(results));
  }
  if (report === false && markdown === undefined && !isGithub(io)) return written;
  const { reportInput } = await import("../report-data.ts");
  const figures = report === false ? "none" : options.figures;
  const models = named.map(({ model }) => model);
  const input = await reportInput(models, results, { ...options, figures, started, command }, io);
  if (markdown !== undefined) {
    const { markdownReport, summaryLimit } = await import("../../report/markdown.ts");
    await write(markdown, markdownReport(input, { figures: false, limit: summaryLimit }));
  }
  if (report !== false) {
    const { writeReport } = await import("../report-files.ts");
    written.push(...writeReport(report, input));
  }
  await tellGithub(input, io);
  return written;
}
