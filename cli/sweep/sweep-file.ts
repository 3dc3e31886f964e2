import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { issueText } from "../../theory/issue-text.ts";
import type { ModelInput } from "../../theory/model.ts";
import { jsonErrorPosition } from "../json-position.ts";
import { builtinModel, withEmpiricalValues } from "../model-argument.ts";
import { UsageError } from "../usage-error.ts";
import { type Sweep, sweepOf } from "./sweep.ts";
import { sweepCommands } from "./sweep-commands.ts";

const number = z.number();
const axisSchema = z.union(
  [
    z.array(z.unknown()).min(1),
    z.strictObject({ from: number, to: number, points: z.int().min(2).max(1_000_000) }),
  ],
  { error: 'expected a list of values, or { "from", "to", "points" } with at least 2 points' },
);
const rangeSchema = z
  .tuple([number, number], { error: "expected [low, high]" })
  .refine(([low, high]) => low < high, { error: "expected [low, high] with low < high" });

/** `{ "command", "options", "model" }`, and the points in one of three ways. */
const sweepSchema = z.strictObject({
  command: z.enum(sweepCommands),
  model: z.union([z.string(), z.record(z.string(), z.unknown())], {
    error: "expected a model, or the name of a built-in one",
  }),
  options: z
    .record(
      z.string(),
      z.union([z.string(), number, z.boolean(), z.array(number)], {
        error: "expected text, a number, a list of numbers, true or false",
      }),
    )
    .default({}),
  grid: nonEmpty(axisSchema).optional(),
  points: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
  latinHypercube: z
    .strictObject({
      points: z.int().min(1).max(10_000_000),
      seed: z.int().min(0),
      ranges: nonEmpty(rangeSchema),
    })
    .optional(),
});

export type SweepFile = z.infer<typeof sweepSchema>;

function nonEmpty<T extends z.ZodType>(values: T): z.ZodRecord<z.ZodString, T> {
  return z.record(z.string(), values).refine((record) => Object.keys(record).length > 0, {
    error: "expected at least one path",
  });
}

/**
 * Reads and checks a sweep file.
 * @throws UsageError, ModelError naming the field that is wrong.
 */
export async function readSweep(path: string, seed: number): Promise<Sweep> {
  const content = readJson(path);
  const parsed = sweepSchema.safeParse(content);
  if (!parsed.success) throw new UsageError(`"${path}": ${describeIssue(parsed.error.issues[0]!, content)}`);
  const file = parsed.data;
  const designs = [file.grid, file.points, file.latinHypercube].filter((design) => design !== undefined);
  if (designs.length !== 1) {
    throw new UsageError(
      `"${path}": expected one of grid, points and latinHypercube, found ${designs.length}`,
    );
  }
  return sweepOf(file, await modelInputOf(file.model, path), seed);
}

async function modelInputOf(model: SweepFile["model"], path: string): Promise<ModelInput> {
  if (typeof model !== "string") return withEmpiricalValues(model, dirname(resolve(path))) as ModelInput;
  const { source } = (await builtinModel(model)).model;
  return { name: model, ...source };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot read the sweep file "${path}": ${code}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    const position = jsonErrorPosition(text);
    const where = position ? ` at line ${position.line}, column ${position.column}` : "";
    throw new UsageError(`the sweep file "${path}" is not JSON: it goes wrong${where}`);
  }
}

function describeIssue(issue: z.core.$ZodIssue, content: unknown): string {
  const place = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return `${place === "" ? "" : `${place}.`}${issue.keys[0]}: unknown key`;
  }
  const found = issue.path.reduce<unknown>((part, key) => (part as ModelInput)?.[key as string], content);
  if (found === undefined) return `${place}: is missing`;
  const shown = JSON.stringify(found);
  return `${place || "a sweep file"}: ${issueText(issue)}, found ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}`;
}
