import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { documentationFiles, exampleReadmes, isGenerated, repository } from "../../scripts/docs/files.ts";
import { codeBlocks } from "./code-blocks.ts";
import { PageRunner } from "./page-runner.ts";

const candidates = [
  "README.md",
  "CONTRIBUTING.md",
  ...exampleReadmes(),
  ...documentationFiles().markdown.filter((file) => !isGenerated(file)),
];
const pages = candidates
  .map((page) => ({ page, blocks: codeBlocks(readFileSync(join(repository, page), "utf8")) }))
  .filter(({ blocks }) => blocks.length > 0);

/** Blocks of a page build on one another: they run in order, and after one that fails the rest may fail too. */
describe.each(pages)("$page", ({ page, blocks }) => {
  const runner = new PageRunner(page);
  for (const block of blocks) {
    it(`line ${block.line}: ${block.content.trimStart().split("\n")[0]}`, () => runner.run(block));
  }
});
