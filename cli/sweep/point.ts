import { createHash } from "node:crypto";
import type { ModelInput } from "../../theory/model.ts";
import { version } from "../version.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { OptionValue, SweepCommand } from "./sweep-commands.ts";

/** What a point sets: paths of the sweep file's grid, and their values. */
export type Point = Readonly<Record<string, unknown>>;

/** All that decides on a point's result: a command line. */
export interface PointWork {
  readonly command: SweepCommand;
  readonly model: ModelInput;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly seed: number;
}

/** Work under its key: the hash of itself and of the version that does it, in hexadecimal. */
export interface PointTask extends PointWork {
  readonly key: string;
}

/** What came out: the command's JSON document, or the line that says why there is none. */
export type Outcome = { readonly result: unknown } | { readonly error: string };

/** One line of a results file. Nothing in it depends on where, when or in which order points were done. */
export type ResultLine = {
  readonly key: string;
  /** The point's number in the whole sweep, from 0. */
  readonly index: number;
  readonly version: string;
  readonly point: Point;
} & PointWork &
  Outcome;

function digest(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

export function taskOf(work: PointWork): PointTask {
  const { command, model, options, seed } = work;
  return { key: digest({ version: version(), command, model, options, seed }), ...work };
}

/**
 * A seed of a point's own, by its content: points draw independently, and a point draws the same in every sweep
 * of one seed that has it.
 */
export function pointSeed(sweepSeed: number, work: Omit<PointWork, "seed">): number {
  return Number.parseInt(digest([sweepSeed, work]).slice(0, 12), 16);
}

export function resultLine(index: number, point: Point, task: PointTask, outcome: Outcome): string {
  const { key, command, model, options, seed } = task;
  const line = { key, index, version: version(), command, seed, point, model, options, ...outcome };
  return `${JSON.stringify(line satisfies ResultLine)}\n`;
}
