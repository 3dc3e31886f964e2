import { z } from "zod";
import { UsageError } from "../usage-error.ts";
import type { ResultLine } from "./point.ts";
import { sweepCommands } from "./sweep-commands.ts";

const object = z.record(z.string(), z.unknown());
const lineSchema = z
  .looseObject({
    key: z.string(),
    index: z.int().min(0),
    version: z.string(),
    command: z.enum(sweepCommands),
    seed: z.number(),
    point: object,
    model: object,
    options: object,
    error: z.string().optional(),
  })
  .refine((line) => "result" in line !== "error" in line);

/**
 * One line of a results file.
 * @param place the file and the line's number, for the message.
 * @throws UsageError when it is none.
 */
export function parseLine(text: string, place: string): ResultLine {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UsageError(`${place} is not JSON`);
  }
  const parsed = lineSchema.safeParse(content);
  if (parsed.success) return parsed.data as unknown as ResultLine;
  const issue = parsed.error.issues[0]!;
  const where = issue.path.length > 0 ? `: ${issue.path.join(".")}` : "";
  throw new UsageError(`${place} is no line of a sweep's results${where}`);
}
