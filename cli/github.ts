import { appendFileSync, statSync } from "node:fs";
import type { ReportInput } from "../report/report-input.ts";
import { fileProblem } from "./file-problem.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

/** Whether this is a job of GitHub Actions, which reads annotations from the output. */
export function isGithub({ env }: Io): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/**
 * In a job of GitHub Actions: marks refuted and inconclusive claims, on stderr, which JSON leaves free, and appends the
 * report to the job's summary where there is one. Elsewhere nothing.
 * @throws UsageError when the summary cannot be written.
 */
export async function tellGithub(input: ReportInput, io: Io): Promise<void> {
  if (!isGithub(io)) return;
  const { githubAnnotations } = await import("../report/github-annotations.ts");
  io.stderr.write(githubAnnotations(input.results));
  const summary = io.env["GITHUB_STEP_SUMMARY"];
  if (!summary) return;
  const { markdownReport, summaryLimit } = await import("../report/markdown.ts");
  const limit = summaryLimit - (statSync(summary, { throwIfNoEntry: false })?.size ?? 0);
  try {
    appendFileSync(summary, markdownReport(input, { figures: false, limit }));
  } catch (error) {
    throw new UsageError(`GITHUB_STEP_SUMMARY: cannot write "${summary}": ${fileProblem(error)}`);
  }
}
