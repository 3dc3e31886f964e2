/** A fenced block of a Markdown page, and what the comment before it says of it. */
export interface CodeBlock {
  readonly language: string;
  readonly content: string;
  /** The line of its opening fence, from 1. */
  readonly line: number;
  /** `not run: why`, `file: name`, `part of: path`, `exit: 1` or `derived: command : path`. */
  readonly directives: ReadonlyMap<Directive, string>;
}

const known = ["not run", "file", "part of", "exit", "derived"] as const;
type Directive = (typeof known)[number];

/**
 * The fenced blocks of a page, in order.
 * @throws Error for a fence of another form or an indented block, which nobody would run, and for a directive without a block.
 */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split("\n");
  let directives = new Map<Directive, string>();
  let inList = false;
  for (let i = 0; i < lines.length; i++) {
    const comment = /^<!-- ([a-z ]+): (.*) -->$/.exec(lines[i]!);
    const fence = /^( *)(`{3,})(\w*)\s*$/.exec(lines[i]!);
    if (comment) {
      const name = known.find((one) => one === comment[1]);
      if (name !== undefined) directives.set(name, comment[2]!);
      continue;
    }
    if (!fence && /^[ >]*(`{3}|~{3})/.test(lines[i]!)) {
      throw new Error(`line ${i + 1}: fences are three backticks or more and one word`);
    }
    if (/^\S/.test(lines[i]!)) inList = /^([-*+]|\d+\.) /.test(lines[i]!);
    if (!fence && !inList && /^( {4}|\t)/.test(lines[i]!) && (lines[i - 1] ?? "").trim() === "") {
      throw new Error(`line ${i + 1}: an indented block; blocks have fences`);
    }
    if (fence) {
      const [, indent = "", ticks = "", language = ""] = fence;
      const end = lines.findIndex((line, j) => j > i && line.trim() === ticks);
      if (end < 0) throw new Error(`line ${i + 1}: the block has no end`);
      const content = lines.slice(i + 1, end).map((line) => line.slice(indent.length));
      blocks.push({ language, content: `${content.join("\n")}\n`, line: i + 1, directives });
      i = end;
    } else if (directives.size > 0 && lines[i]!.trim() !== "") {
      throw new Error(`line ${i + 1}: a block is expected after ${[...directives.keys()].join(", ")}`);
    }
    if (lines[i]!.trim() !== "") directives = new Map();
  }
  return blocks;
}

/** The commands of a shell block, as words; lines that end in a backslash go on, comments are left out. */
export function shellCommands(content: string): string[][] {
  return content
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(words);
}

function words(line: string): string[] {
  const parts = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return parts.map((part) => part.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
}
