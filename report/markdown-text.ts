/** A table of GitHub Markdown; its cells are Markdown already. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that Markdown must not read as markup, on one line, safe in a table cell. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|~#$]/g, (character) => `\\${character}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** Text as it is typed. */
export function code(text: string): string {
  // A pipe ends a table cell even inside code, and a backtick would end the code.
  const line = text.replace(/\s+/g, " ").replace(/`/g, "'");
  return `\`${line.replace(/\|/g, "\\|")}\``;
}
