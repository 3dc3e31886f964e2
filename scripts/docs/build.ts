import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cliReference } from "./cli-reference.ts";
import { documentationFiles, indexedPages, indexPage, isExternal, repository } from "./files.ts";
import { renderMarkdown } from "./markdown.ts";
import { docsPage } from "./page.ts";

/** `npm run docs`: brings docs/reference/cli.md up to date and renders docs/ with the API's reference into out/docs/. */
const output = join(repository, "out", "docs");
const api = join("docs", "reference", "api");

writeFileSync(join(repository, "docs", "reference", "cli.md"), cliReference());
rmSync(output, { recursive: true, force: true });
const apiSource = join(output, "api-source");
execFileSync(
  process.execPath,
  [join("node_modules", "typedoc", "bin", "typedoc"), "--options", "typedoc.json", "--out", apiSource],
  { cwd: fileURLToPath(new URL(".", import.meta.url)), stdio: ["ignore", "ignore", "inherit"] },
);
const { markdown, pictures } = documentationFiles();
const pages = new Map(markdown.map((file) => [file, readFileSync(join(repository, file), "utf8")]));
const apiPages = ["theory", "numerics", "proofs-check"].map((name) => join(api, `${name}.md`));
for (const file of apiPages) pages.set(file, readFileSync(join(apiSource, basename(file)), "utf8"));
rmSync(apiSource, { recursive: true });

/** Where a page goes, below the output's folder: docs/README.md becomes index.html. */
function htmlPath(file: string): string {
  return relative("docs", file)
    .replace(/README\.md$/, "index.md")
    .replace(/\.md$/, ".html");
}

/** Pages link to pages, pictures are beside them, and everything else is where the repository has it. */
function linkedFrom(file: string, address: string): string {
  if (isExternal(address) || address.startsWith("#")) return address;
  const [path = "", anchor] = address.split("#");
  const target = join(dirname(file), path);
  const from = dirname(htmlPath(file));
  const suffix = anchor === undefined ? "" : `#${anchor}`;
  if (pages.has(target)) return relative(from, htmlPath(target)) + suffix;
  if (pictures.includes(target)) return relative(from, relative("docs", target));
  return relative(join(output, from), join(repository, target)) + suffix;
}

const entries = [
  { file: indexPage, words: "Documentation" },
  ...indexedPages(),
  ...apiPages.map((file) => ({ file, words: `API: ${basename(file, ".md")}` })),
];
for (const [file, text] of pages) {
  const from = dirname(htmlPath(file));
  const navigation = entries.map((entry) => ({
    href: relative(from, htmlPath(entry.file)),
    words: entry.words,
    current: entry.file === file,
  }));
  const path = join(output, htmlPath(file));
  mkdirSync(dirname(path), { recursive: true });
  const page = renderMarkdown(text, (address) => linkedFrom(file, address));
  writeFileSync(path, docsPage(page, navigation));
}
for (const picture of pictures) cpSync(join(repository, picture), join(output, relative("docs", picture)));
process.stdout.write(`${pages.size} pages: ${relative(process.cwd(), join(output, "index.html"))}\n`);
