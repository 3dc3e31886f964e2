import { type Command, InvalidArgumentError } from "commander";

/** The options that every command on a model takes. */
export interface CommonOptions {
  readonly model?: string;
  readonly json?: boolean;
  readonly seed: number;
  /** Modules that register kinds of their own. */
  readonly import: readonly string[];
}

/** Adds the model argument, `--model`, `--json` and `--seed`. */
export function withModel(command: Command, modelHelp = "a model file (JSON)"): Command {
  command
    .argument("[model]", modelHelp)
    .option("--model <name>", "a built-in model instead of a file (see: driftproof models)")
    .option("--json", "print one JSON document")
    .option("--seed <n>", "seed of all randomness", wholeNumber(0), 1);
  return withImports(command).helpOption("-h, --help", "print this help");
}

/** Adds `--import`. */
export function withImports(command: Command): Command {
  return command.option(
    "--import <module>",
    "first load a module that registers kinds of its own; repeatable",
    collect,
    [],
  );
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

/** The end of a command's help. */
export function example(line: string): string {
  return `\nExample:\n  driftproof ${line}`;
}

// Number() alone would take "", "0x10" and " 1 ".
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Reads a number in decimal notation. */
export function finiteNumber(text: string): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError("A finite number is expected.");
  return value;
}

/** Reads a whole number, `1e6` too. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = decimal.test(text) ? Number(text) : Number.NaN;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    const upper = most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${most}`;
    throw new InvalidArgumentError(`A whole number of at least ${least}${upper} is expected.`);
  };
}

/** Reads a number above zero. */
export function positiveNumber(text: string): number {
  const value = finiteNumber(text);
  if (value <= 0) throw new InvalidArgumentError("A number above 0 is expected.");
  return value;
}

/** Reads a number above zero and below one. */
export function fraction(text: string): number {
  const value = positiveNumber(text);
  if (value >= 1) throw new InvalidArgumentError("A number between 0 and 1 is expected.");
  return value;
}

/** Reads overlaps, `0.2,0.1`. */
export function numberList(text: string): number[] {
  return text.split(",").map((part) => finiteNumber(part.trim()));
}

/** Reads one of a fixed set of words. */
export function oneOf<const T extends string>(...words: readonly T[]): (text: string) => T {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`One of ${words.join(", ")} is expected.`);
    return found;
  };
}
