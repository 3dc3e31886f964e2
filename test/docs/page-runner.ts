import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import katex from "katex";
import { vi } from "vitest";
import { repository } from "../../scripts/docs/files.ts";
import { parseModel } from "../../theory/model.ts";
import { invoke, invokeJson } from "../cli/harness.ts";
import { type CodeBlock, shellCommands } from "./code-blocks.ts";
import { firstDifference } from "./matches-output.ts";

/** Where pages' files and blocks go, a folder a page: they are type-checked there too. */
const blocksFolder = join(repository, "out", "docs-tests");

/** Runs a page's blocks one after the other, in a folder of the page's own in which examples/ is the repository's. */
export class PageRunner {
  private output = "";
  private readonly folder: string;

  constructor(page: string) {
    this.folder = join(blocksFolder, page.replace(/\W+/g, "-"));
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    // As in a clone: driftproof/theory is the theory of this checkout.
    const configuration = { extends: "../../tsconfig.json", include: ["**/*.ts"] };
    writeFileSync(join(blocksFolder, "tsconfig.json"), JSON.stringify(configuration));
    symlinkSync(join(repository, "examples"), join(this.folder, "examples"));
  }

  /** Does what the block says, from within the folder. @throws Error when it is not as the page says. */
  async run(block: CodeBlock): Promise<void> {
    const { content, directives } = block;
    const name = directives.get("file");
    if (name !== undefined) writeFileSync(join(this.folder, name), content);
    const whole = directives.get("part of");
    if (whole !== undefined) return requirePart(content, whole);
    // A page's files are for its commands to read.
    if (directives.has("not run") || name !== undefined) return;
    const before = process.cwd();
    process.chdir(this.folder);
    try {
      await this.runHere(block);
    } finally {
      process.chdir(before);
    }
  }

  private async runHere({ language, content, directives, line }: CodeBlock): Promise<void> {
    const exit = Number(directives.get("exit") ?? 0);
    switch (language) {
      case "sh":
        this.output = "";
        for (const command of shellCommands(content)) await this.command(command, exit);
        return;
      case "text":
        return this.compare(content);
      case "json":
        return requireJson(content);
      case "math":
        return requireFormula(content, directives.get("derived"));
      case "ts": {
        const file = join(this.folder, `block-${line}.ts`);
        writeFileSync(file, content);
        this.output = await printedBy(file);
        return;
      }
      default:
        throw new Error(`blocks of "${language}" need a comment before them: <!-- not run: why -->`);
    }
  }

  private async command(words: readonly string[], exit: number): Promise<void> {
    const [first, second, ...rest] = words;
    if (first !== "npx")
      throw new Error(`${words.join(" ")}: only npx driftproof and npx tsx run in the tests`);
    if (second === "tsx") {
      this.output += await printedBy(join(this.folder, rest[0]!));
      return;
    }
    const redirection = rest.indexOf(">");
    const argv = redirection < 0 ? rest : rest.slice(0, redirection);
    const { code, out, err } = await invoke(...argv);
    if (code !== exit) throw new Error(`${words.join(" ")}: exit code ${code}\n${err}`);
    if (redirection >= 0) writeFileSync(join(this.folder, rest[redirection + 1]!), out);
    else this.output += out + err;
  }

  private compare(shown: string): void {
    const difference = firstDifference(shown, this.output);
    if (difference === undefined) return;
    throw new Error(`not in the output: ${difference}\nThe output is:\n${this.output}`);
  }
}

async function printedBy(file: string): Promise<string> {
  let printed = "";
  const log = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    printed += `${values.map(String).join(" ")}\n`;
  });
  try {
    await import(pathToFileURL(file).href);
  } finally {
    log.mockRestore();
  }
  return printed;
}

function requirePart(content: string, path: string): void {
  const there = new Set(linesOf(readFileSync(join(repository, path), "utf8")));
  const missing = linesOf(content).filter((line) => !there.has(line));
  if (missing.length > 0) throw new Error(`not in ${path}: ${missing[0]}`);
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim());
}

/** JSON with features is a model file. */
function requireJson(content: string): void {
  const value = JSON.parse(content) as { readonly features?: unknown };
  if (value.features !== undefined) parseModel(value);
}

/** A formula must be one, and where it says what it is derived by, be what the program prints. */
async function requireFormula(latex: string, derived: string | undefined): Promise<void> {
  katex.renderToString(latex, { throwOnError: true, maxExpand: 1e6 });
  if (derived === undefined) return;
  const [command = "", path = ""] = derived.split(" : ");
  let value: unknown = await invokeJson(...command.split(" "));
  for (const key of path.split(".")) value = (value as Record<string, unknown>)[key];
  const [, right = latex] = /^[^=]*? = ([\s\S]*)$/.exec(latex) ?? [];
  if (value !== right.trim() && value !== latex.trim())
    throw new Error(`the program derives\n${String(value)}`);
}
