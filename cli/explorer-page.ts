import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsageError } from "./usage-error.ts";

const root = new URL("../", import.meta.url);
/** The folders whose sources the page is made of. */
const sources = ["web/", "theory/", "numerics/", "report/", "cli/derivation/"];

/**
 * The explorer as one HTML document. A package holds it built; in a checkout it is built when it is missing or
 * older than a source of it.
 * @throws UsageError when it is missing and the tool that builds it is not installed.
 */
export async function explorerPage(): Promise<string> {
  const { explorerFile, buildExplorer } = await import("../web/build.ts");
  const built = existsSync(explorerFile);
  if (built && statSync(explorerFile).mtimeMs >= newestSource()) return readFileSync(explorerFile, "utf8");
  // A package has no sources, though its user may have Vite.
  if (!existsSync(new URL("web/program.ts", root)) || !isInstalled("vite")) {
    if (built) return readFileSync(explorerFile, "utf8");
    throw new UsageError(
      "the explorer is not built, and Vite, which builds it, is not installed (npm install)",
    );
  }
  return buildExplorer();
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** When the newest source was written, in milliseconds. */
function newestSource(): number {
  return Math.max(
    ...sources.flatMap((folder) => {
      const path = fileURLToPath(new URL(folder, root));
      return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(
          (entry) =>
            entry.isFile() && /\.(ts|css|html)$/.test(entry.name) && !entry.parentPath.endsWith("dist"),
        )
        .map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs);
    }),
  );
}
