import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program that reads SMT-LIB text on stdin and answers on stdout. */
export interface Solver {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

/** The WebAssembly build of Z3 that the package brings. */
export const bundledZ3: Solver = {
  name: "z3 (package z3-solver)",
  command: process.execPath,
  arguments: [fileURLToPath(new URL("./z3-process.mjs", import.meta.url))],
};

/** A solver's time: it is told of `timeoutSeconds`, and killed when it keeps on for longer than `graceSeconds` after them. */
export interface TimeLimit {
  readonly timeoutSeconds: number;
  /** To start and to stop by itself, on a loaded machine; default 10. */
  readonly graceSeconds?: number;
}

/** The answers to a text of a solver that takes Z3's options, or why there are none. It is gone when this returns. */
export function ask(
  { name, command, arguments: list }: Solver,
  text: string,
  { timeoutSeconds, graceSeconds = 10 }: TimeLimit,
): { readonly answer: string } | { readonly reason: string } {
  const { stdout, stderr, status, signal, error } = spawnSync(command, list, {
    input: `(set-option :timeout ${Math.ceil(1000 * timeoutSeconds)})\n${text}`,
    encoding: "utf8",
    timeout: Math.ceil(1000 * (timeoutSeconds + graceSeconds)),
    killSignal: "SIGKILL",
    maxBuffer: 1 << 26,
  });
  if (signal === "SIGKILL") return { reason: `${name} did not answer within ${timeoutSeconds} s` };
  // One that ends before it has read all breaks the pipe; what it said still counts.
  if (error && (error as NodeJS.ErrnoException).code !== "EPIPE")
    return { reason: `${name} cannot be run: ${error.message}` };
  // Z3 exits with 1 where it could not answer what comes after the verdict.
  if (status !== 0 && !/^(sat|unsat|unknown|timeout)\n/.test(stdout)) {
    const why = (stderr.trim() || stdout.trim()).split("\n")[0] ?? "";
    return { reason: `${name} failed (exit ${status ?? signal}): ${why.slice(0, 200)}` };
  }
  return { answer: stdout };
}
