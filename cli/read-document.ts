import { readFileSync } from "node:fs";
import type { z } from "zod";
import { issueText } from "../theory/issue-text.ts";
import { UsageError } from "./usage-error.ts";

/**
 * The content of a JSON file that an option names, checked.
 * @param what the document is, for errors: "document of verify --json".
 * @throws UsageError naming the option, the file and the field.
 */
export function readDocument<T>(option: string, path: string, schema: z.ZodType<T>, what: string): T {
  const wrong = (why: string): UsageError => new UsageError(`${option}: "${path}" ${why}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(code === undefined ? "is not JSON" : `cannot be read: ${code}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw wrong(`is no ${what}: ${issue.path.join(".") || "the whole"}: ${issueText(issue)}`);
}
