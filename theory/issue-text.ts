import type { z } from "zod";

const things: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What a schema wanted, in words for whoever wrote the file; a schema's own message stays as it is. */
export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (/^Invalid input: expected /.test(issue.message))
        return `expected ${things[issue.expected] ?? issue.expected}`;
      break;
    case "too_small":
      if (issue.message.startsWith("Too small:"))
        return `expected ${amount(issue.origin, "at least", issue.minimum)}`;
      break;
    case "too_big":
      if (issue.message.startsWith("Too big:"))
        return `expected ${amount(issue.origin, "at most", issue.maximum)}`;
      break;
    case "invalid_value":
      if (issue.message.startsWith("Invalid "))
        return `expected ${issue.values.length > 1 ? "one of " : ""}${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
      break;
    case "invalid_union": {
      const other = issue.errors.flatMap(([first]) => (first === undefined ? [] : [issueText(first)]));
      if (issue.message.startsWith("Invalid ") && other.length > 0) return [...new Set(other)].join(", or ");
    }
  }
  return issue.message;
}

function amount(origin: string, bound: string, limit: number | bigint): string {
  if (origin === "array") return `a list of ${bound} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  if (origin === "string")
    return bound === "at least" && limit === 1
      ? "a text that is not empty"
      : `a text of ${bound} ${limit} characters`;
  return `a number of ${bound} ${limit}`;
}
