/** The most characters of a value that a message quotes. */
const longest = 200;
/** Values nested deeper than this are quoted down to here; writing them out would exhaust the stack. */
const deepest = 8;

/** A value of a user's as a message quotes it: JSON, cut where it is long or deep. It may be anything. */
export function shown(value: unknown): string {
  // JSON has no name for the infinity that 1e999 reads as.
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(trimmed(value, deepest)) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest - 3)}...` : text;
}

/** As much of a value as could be quoted. */
function trimmed(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.slice(0, longest);
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "...";
  if (Array.isArray(value)) return value.slice(0, longest).map((part) => trimmed(part, depth - 1));
  const entries = Object.entries(value).slice(0, longest);
  return Object.fromEntries(entries.map(([key, part]) => [key, trimmed(part, depth - 1)]));
}
