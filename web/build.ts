import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Where the built page is. */
export const explorerFile = here("./dist/explorer.html");

/** What the page does not run itself, or not at once. */
const laterPrograms = ["worker-program", "mathjs-program", "math-program"];

/**
 * Bundles the page, the library in it, into one HTML file that loads nothing, and writes it to `explorerFile`.
 * Needs Vite, which only a checkout has.
 */
export async function buildExplorer(): Promise<string> {
  const { markup } = await import("./markup.ts");
  const [page, ...later] = await Promise.all(["program", ...laterPrograms].map(bundle));
  const html = fill(readFileSync(here("./index.html"), "utf8"), {
    ...markup(),
    style: `<style>${readFileSync(here("./style.css"), "utf8")}</style>`,
    program: `<script>${page}</script>`,
    programs: laterPrograms
      .map((name, i) => `<script id="${name}" type="text/plain">${later[i]}</script>`)
      .join(""),
  });
  mkdirSync(dirname(explorerFile), { recursive: true });
  // Whole or not at all: another process may be reading it.
  const temporary = `${explorerFile}.${process.pid}`;
  writeFileSync(temporary, html);
  renameSync(temporary, explorerFile);
  return html;
}

/** A program of this folder with all that it imports, as one script. */
async function bundle(name: string): Promise<string> {
  const { build } = await import("vite");
  const result = await build({
    configFile: false,
    root: here("."),
    logLevel: "warn",
    plugins: [
      {
        name: "driftproof:mathjs",
        enforce: "pre",
        resolveId: (source: string, importer: string | undefined) =>
          source.endsWith("/mathjs.ts") && importer !== undefined ? here("./mathjs.ts") : null,
      },
    ],
    build: {
      write: false,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: here(`./${name}.ts`),
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as {
    output: { type: string; code?: string }[];
  };
  return output.find(({ type }) => type === "chunk")!.code!.replaceAll("</script", "<\\/script");
}

/** The page with its `<!--name-->` replaced. */
function fill(html: string, parts: Readonly<Record<string, string>>): string {
  return html.replace(/<!--(\w+)-->/g, (_, name: string) => parts[name]!);
}
