import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import type { Io } from "../../cli/io.ts";
import { createProgram } from "../../cli/program.ts";
import { cliReference } from "../../scripts/docs/cli-reference.ts";
import {
  documentationFiles,
  exampleReadmes,
  indexedPages,
  indexPage,
  isExternal,
  isGenerated,
  repository,
} from "../../scripts/docs/files.ts";
import { anchorOf, renderMarkdown } from "../../scripts/docs/markdown.ts";
import { codeBlocks, shellCommands } from "./code-blocks.ts";
import { firstDifference } from "./matches-output.ts";

const read = (file: string): string => readFileSync(join(repository, file), "utf8");
const pages = ["README.md", "CONTRIBUTING.md", ...exampleReadmes(), ...documentationFiles().markdown];

test("docs/reference/cli.md is what the program says; npm run docs brings it up to date", () => {
  expect(read("docs/reference/cli.md")).toBe(cliReference());
});

test("the index lists every page", () => {
  const listed = indexedPages().map(({ file }) => file);
  expect([...listed, indexPage].sort()).toEqual(documentationFiles().markdown);
});

describe.each(pages)("%s", (page) => {
  const text = read(page);

  it("leads to files and headings that exist", () => {
    const addresses: string[] = [];
    renderMarkdown(text, (address) => {
      addresses.push(address);
      return address;
    });
    for (const address of addresses.filter((one) => !isExternal(one))) {
      const [path = "", anchor] = address.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(repository, target)), address).toBe(true);
      if (anchor !== undefined) expect(headings(read(target)), address).toContain(anchor);
    }
  });

  it("names commands and options that exist", () => {
    const inBlocks = codeBlocks(text)
      .filter(({ language }) => language === "sh")
      .flatMap(({ content }) => shellCommands(content));
    const inText = [...text.matchAll(/`((?:npx )?driftproof [^`]+)`/g)].flatMap(([, line]) =>
      shellCommands(line!.replaceAll("\\|", "|")),
    );
    // Workflows run the checkout's own door.
    const inWorkflows = [...text.matchAll(/^ *- run: node \S*bin\/(driftproof)\.mjs (.+)$/gm)].flatMap(
      ([, program, line]) => shellCommands(`${program} ${line}`),
    );
    for (const words of [...inBlocks, ...inText, ...inWorkflows]) {
      const [program, ...argv] = words[0] === "npx" ? words.slice(1) : words;
      if (program === "driftproof") expect(refusal(argv), words.join(" ")).toBeUndefined();
    }
  });
});

/** What the program has against a command line before it runs; sentences may leave out arguments. */
function refusal(argv: readonly string[]): string | undefined {
  const sink = { write: () => {}, isTTY: false };
  const io: Io = { stdout: sink, stderr: sink, env: {} };
  // COMMAND stands for any of them.
  if (argv[0] === "COMMAND") return undefined;
  const program = createProgram(io);
  const plain = argv.slice(0, argv.includes(">") ? argv.indexOf(">") : undefined);
  const command = program.commands.find((one) => one.name() === plain[0]);
  if (!command && !plain[0]?.startsWith("-")) return `unknown command ${plain[0]}`;
  const known = new Set(
    [...(command?.options ?? []), ...program.options].flatMap(({ short, long }) => [short, long]),
  );
  return plain.find((word) => /^--?[a-z]/.test(word) && !known.has(word.split("=")[0]) && word !== "--help");
}

function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!.replaceAll("`", "")));
}

test("what the library exports is documented, as TypeDoc reads it", () => {
  const folder = join(repository, "scripts", "docs");
  const required = ["Function", "Class", "Interface", "TypeAlias"].flatMap((kind) => [
    "--requiredToBeDocumented",
    kind,
  ]);
  const { stderr, stdout, status } = spawnSync(
    process.execPath,
    [
      join(folder, "node_modules", "typedoc", "bin", "typedoc"),
      ...["--options", "typedoc.json", "--emit", "none", "--logLevel", "Warn", "--pretty", "false"],
      ...["--validation.notExported", "false", "--validation.notDocumented", "true", ...required],
    ],
    { cwd: folder, encoding: "utf8" },
  );
  expect(status, stdout + stderr).toBe(0);
  const exports = /^.* [\w-]+\.\w+ \(\w+\), defined in .* does not have any documentation$/gm;
  expect((stdout + stderr).match(exports) ?? []).toEqual([]);
});

test("programs in the pages pass the type checker", () => {
  const folder = join(repository, "out", "docs-types");
  rmSync(folder, { recursive: true, force: true });
  for (const page of pages.filter((one) => !isGenerated(one))) {
    const own = join(folder, page.replace(/\W+/g, "-"));
    mkdirSync(own, { recursive: true });
    for (const { language, content, directives, line } of codeBlocks(read(page))) {
      if (language !== "ts" || directives.has("part of") || directives.has("not run")) continue;
      writeFileSync(join(own, directives.get("file") ?? `block-${line}.ts`), content);
    }
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../../tsconfig.json", include: ["**/*.ts"] }),
  );
  const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
  const complaints = (): string => {
    try {
      execFileSync(process.execPath, [compiler, "-p", folder, "--noEmit"], { encoding: "utf8" });
      return "";
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  expect(complaints()).toBe("");
});

describe("what counts as a block", () => {
  const fence = "```";

  it.each([
    ["with words behind the language", `${fence}sh title\nls\n${fence}\n`],
    ["of tildes", "~~~sh\nls\n~~~\n"],
    ["in a quotation", `> ${fence}sh\n> ls\n> ${fence}\n`],
    ["without an end", `${fence}sh\nls\n`],
    ["that is none, but spaces,", "    ls\n"],
  ])("a fence %s is refused, for its block would not run", (_, page) => {
    expect(() => codeBlocks(page)).toThrow(/^line 1: /);
  });

  it("a paragraph of a list is none", () => {
    expect(codeBlocks("1. do\n\n    this\n")).toEqual([]);
  });

  it("a fence in a list is one", () => {
    expect(codeBlocks(`1. do\n\n   ${fence}sh\n   ls\n   ${fence}\n`)).toMatchObject([
      { content: "ls\n", line: 3 },
    ]);
  });
});

describe("what counts as the output that a page shows", () => {
  const printed = "A table\n\n t        Q1\n--  --------\n 2  0.123456\n\n12 steps in 0.62 s.\n";

  it.each([
    ["all of it", printed],
    ["with other columns, and a last digit that differs", printed.replace("0.123456", "   0.123457")],
    ["shortened", "A table\n...\n12 steps in ... s."],
    ["from the middle", "...\n 2  0.123456\n..."],
  ])("%s", (_, shown) => {
    expect(firstDifference(shown, printed)).toBeUndefined();
  });

  it.each([
    ["a digit", printed.replace("0.123456", "0.123556")],
    ["a sign", printed.replace("0.123456", "-0.123456")],
    ["a whole number", printed.replace("12 steps", "13 steps")],
    ["an index", printed.replace("Q1", "Q2")],
    ["a line too many", `${printed}more\n`],
    ["a line too few", "A table\n\n t        Q1\n"],
    ["a beginning that is left out without dots", "12 steps in 0.62 s.\n"],
    ["the wrong order", "12 steps in ... s.\n...\nA table"],
  ])("not with another %s", (_, shown) => {
    expect(firstDifference(shown, printed)).toBeDefined();
  });
});
