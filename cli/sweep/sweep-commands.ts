import { Command, CommanderError } from "commander";
import { DriftproofError } from "../../theory/errors.ts";
import type { AddCommand } from "../commands/command.ts";
import { addFixedPoints } from "../commands/fixed-points.ts";
import { addIntegrate } from "../commands/integrate.ts";
import { addSimulate } from "../commands/simulate.ts";
import { addVerify } from "../commands/verify.ts";
import type { Io, TextStream } from "../io.ts";
import { withModelNamed } from "../model-argument.ts";
import { UsageError } from "../usage-error.ts";
import type { Outcome, PointTask, PointWork } from "./point.ts";

/** The commands that a sweep can run, and what each of them is told besides its options. */
const kinds = {
  "fixed-points": { add: addFixedPoints, always: [] },
  integrate: { add: addIntegrate, always: [] },
  simulate: { add: addSimulate, always: ["--workers=0"] },
  verify: { add: addVerify, always: ["--workers=0", "--no-report"] },
} satisfies Record<string, { add: AddCommand; always: readonly string[] }>;

export type SweepCommand = keyof typeof kinds;
export const sweepCommands = Object.keys(kinds) as [SweepCommand, ...SweepCommand[]];

/** A command's option in a sweep file: what its command line would have after `--name=`, or true for `--name` alone. */
export type OptionValue = string | number | boolean | readonly number[];

/** The sweep says these itself, or they write files, of which the points would overwrite each other's. */
const reserved = [
  ...["help", "model", "json", "seed", "import", "workers"],
  ...["svg", "report", "figures", "junit", "markdown", "baseline"],
];

/** The name under which a command finds its point's model. */
const modelName = "the point's model";

/** @throws UsageError for an option that a sweep's points cannot have. */
function argumentOf([name, value]: readonly [string, OptionValue]): string {
  // `svg=x` would be the option svg with a value of its own.
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new UsageError(`options.${name}: is no name of an option`);
  if (reserved.includes(name)) throw new UsageError(`options.${name}: is not for the points of a sweep`);
  if (typeof value === "boolean") return value ? `--${name}` : `--no-${name}`;
  return `--${name}=${String(value)}`;
}

function parsed(command: SweepCommand, io: Io, edit: (added: Command) => void = () => {}): Command {
  const silent = { writeOut: () => {}, writeErr: () => {}, outputError: () => {} };
  const program = new Command("driftproof").exitOverride().configureOutput(silent);
  kinds[command].add(program, { io, argv: [command], done: () => {} });
  for (const added of program.commands) edit(added);
  return program;
}

/**
 * Whether the command takes the options, without running it.
 * @throws UsageError naming the option that it does not take.
 */
export function checkOptions(command: SweepCommand, options: PointWork["options"]): void {
  const argv = Object.entries(options).map(argumentOf);
  const nothing: TextStream = { write: () => {}, isTTY: false };
  const io = { stdout: nothing, stderr: nothing, env: {} };
  try {
    parsed(command, io, (added) => added.action(() => {})).parse([command, ...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError(`options: ${error.message.replace(/^error: /, "")}`);
  }
}

/**
 * Does a point, in a worker thread: the document that its command line prints with --json, without wall-clock
 * fields. What the command refuses is an outcome too; it would be the same each time.
 * @throws Error what is no refusal and may go better next time.
 */
export async function runPoint({ command, model, options, seed }: PointTask): Promise<Outcome> {
  let out = "";
  const io: Io = {
    stdout: { write: (text) => void (out += text), isTTY: false },
    stderr: { write: () => {}, isTTY: false },
    env: {},
  };
  try {
    // A job in Redis can be anything.
    if (!Object.hasOwn(kinds, command)) throw new UsageError(`"${command}" is no command of a sweep`);
    const { always } = kinds[command];
    const own = Object.entries(options).map(argumentOf);
    const argv = [command, `--model=${modelName}`, "--json", `--seed=${seed}`, ...always, ...own];
    await withModelNamed(modelName, model, () => parsed(command, io).parseAsync(argv, { from: "user" }));
  } catch (error) {
    if (error instanceof DriftproofError || error instanceof CommanderError) return { error: error.message };
    throw error;
  }
  return { result: JSON.parse(out, (key, value: unknown) => (key === "seconds" ? undefined : value)) };
}

/** Where worker threads find `runPoint`. */
export const runPointAddress = { module: import.meta.url, name: "runPoint" };
