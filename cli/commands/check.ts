import { readFileSync, statSync } from "node:fs";
import { fileProblem } from "../file-problem.ts";
import { example } from "../options.ts";
import { printJson } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

/** Far above what any proof here needs. */
const largestFile = 64 * 1024 * 1024;

/** `check CERTIFICATE`: recomputes a proof from its file alone. */
export const addCheck: AddCommand = (program, context) => {
  program
    .command("check")
    .argument("<certificate>", "a certificate (JSON), as a report links them")
    .description("check a proof from its file alone: 0 verified, 1 does not hold, 2 no certificate")
    .option("--json", "print one JSON document")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("check certificate.json"))
    .action((path: string, options: { readonly json?: boolean }) => runCheck(path, options, context));
};

async function runCheck(
  path: string,
  { json }: { readonly json?: boolean },
  { io, done }: Context,
): Promise<void> {
  const text = readText(path);
  const { checkAny } = await import("../../proofs-check/certificates/check-any.ts");
  const { exitCode, message } = checkAny(text);
  const verdict = ["verified", "does not hold", "no certificate"][exitCode]!;
  done(exitCode);
  if (json) printJson(io.stdout, { certificate: path, verdict, message });
  else if (exitCode === 2) throw new UsageError(`"${path}" is no certificate: ${message}`);
  else io.stdout.write(`${verdict}: ${message}\n`);
}

/** @throws UsageError when the file cannot be read. */
function readText(path: string): string {
  try {
    if (statSync(path).size > largestFile) throw new UsageError(`"${path}" is too large for a certificate`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read "${path}": ${fileProblem(error)}`);
  }
}
