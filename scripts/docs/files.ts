import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What docs/ consists of, as paths from the repository. */
export function documentationFiles(): {
  readonly markdown: readonly string[];
  readonly pictures: readonly string[];
} {
  const files = readdirSync(join(repository, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)))
    .sort();
  return {
    markdown: files.filter((file) => file.endsWith(".md")),
    pictures: files.filter((file) => /\.(svg|png)$/.test(file)),
  };
}

/** The examples' pages. */
export function exampleReadmes(): string[] {
  return readdirSync(join(repository, "examples"))
    .map((name) => join("examples", name, "README.md"))
    .filter((file) => existsSync(join(repository, file)));
}

/** The page that lists the others. */
export const indexPage = join("docs", "README.md");

/** The pages that the index lists, in its order, with its words. */
export function indexedPages(): { readonly file: string; readonly words: string }[] {
  const rows = readFileSync(join(repository, indexPage), "utf8").matchAll(/^\| \[([^\]]+)\]\(([^)]+)\)/gm);
  return [...rows].map(([, words, path]) => ({ file: join("docs", path!), words: words! }));
}

/** Pages that a program has written. */
export function isGenerated(page: string): boolean {
  return page.startsWith(join("docs", "reference")) || page === join("docs", "api-report.md");
}

/** Whether an address leads out of the repository. */
export function isExternal(address: string): boolean {
  return /^[a-z]+:/.test(address);
}
