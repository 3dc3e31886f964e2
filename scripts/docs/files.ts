import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What docs/ consists of, as paths from the repository; its index first, then pages in a reader's order. */
export function documentationFiles(): {
  readonly markdown: readonly string[];
  readonly pictures: readonly string[];
} {
  const files = readdirSync(join(repository, "docs"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)));
  const markdown = files.filter((file) => file.endsWith(".md"));
  return {
    markdown: markdown.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)),
    pictures: files.filter((file) => /\.(svg|png)$/.test(file)),
  };
}

const order = [/^docs\/README\.md$/, /tutorial/, /how-to/, /derivation/, /verdicts/, /samplers/, /reference/];

function rank(file: string): number {
  const found = order.findIndex((pattern) => pattern.test(file));
  return found < 0 ? order.length : found;
}

/** Whether an address leads out of the repository. */
export function isExternal(address: string): boolean {
  return /^[a-z]+:/.test(address);
}
