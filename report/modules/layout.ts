/** Lines, and the lines within them, moved in by one level. */
export function indented(lines: readonly string[], level: string): string[] {
  return lines.map((line) => line.replace(/^(?=.)/gm, level));
}

/** A list on one line, or an item a line where one is long. */
export function listed(items: readonly string[], level: string): string {
  const line = `[${items.join(", ")}]`;
  if (line.length <= 100) return line;
  const lines = items.map((item) => `${item},`);
  return `[\n${indented(lines, level).join("\n")}\n]`;
}
