import type { Command } from "commander";
import { numberList, positiveNumber, wholeNumber } from "./options.ts";

/** Where a trajectory starts and when it is looked at. */
export interface TrajectoryOptions {
  readonly from?: readonly number[];
  readonly s: number;
  readonly until: number;
  readonly points: number;
}

/** Adds `--from`, `--s`, `--until` and `--points`. */
export function withTrajectory(command: Command, mostPoints = 1_000_000): Command {
  return command
    .option("--from <overlaps>", "Q1,...,Qd at t = 0 (default: unequal ones, 0.3 sqrt(s) long)", numberList)
    .option("--until <t>", "the end, in units of N steps", positiveNumber, 20)
    .option("--points <n>", "times in the result, both ends included", wholeNumber(2, mostPoints), 6)
    .option("--s <s>", "|w|^2/N at t = 0", positiveNumber, 1);
}

/** The start that the options ask for. Without `--from` equal features are told apart by unequal overlaps. */
export function exactStart(
  { from, s }: Pick<TrajectoryOptions, "from" | "s">,
  features: number,
): { readonly kind: "overlaps"; readonly Q: readonly number[]; readonly s: number } {
  const raw = Array.from({ length: features }, (_, l) => 1 - l / (2 * features));
  const length = Math.hypot(...raw);
  return { kind: "overlaps", Q: from ?? raw.map((q) => (0.3 * Math.sqrt(s) * q) / length), s };
}
