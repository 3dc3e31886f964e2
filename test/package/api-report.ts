import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What an entry exports, from its declarations as they are packed: each name with its signature, docstrings left out.
 * @param entry path of an index.d.ts whose statements re-export names, `export { type A, b } from "./file.ts"`.
 */
export function apiReport(entry: string): string {
  const exported = statements(entry).flatMap((statement) => {
    const found = /^export (?:type )?\{([^}]*)\} from "([^"]+)"/.exec(statement);
    if (!found) return [statement];
    const [, names = "", from = ""] = found;
    const file = join(dirname(entry), from.replace(/\.(ts|js)$/, ".d.ts"));
    return names
      .split(",")
      .map((name) => name.trim().replace(/^type /, ""))
      .filter((name) => name !== "")
      .map((name) => declarationOf(name, file));
  });
  return exported.filter((text) => /^(export|declare) /.test(text) && text !== "export {};").sort().join("\n\n");
}

function declarationOf(name: string, file: string): string {
  const own = new RegExp(`^export (?:declare )?(?:abstract )?(?:class|const|function|interface|type) ${name}\\b`);
  const found = statements(file).filter((statement) => own.test(statement));
  if (found.length === 0) throw new Error(`${file} does not declare ${name}`);
  return found.join("\n");
}

/** The statements of a declaration file: each starts in the first column, and its further lines do not or close it. */
function statements(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, "");
  return text
    .split(/\n(?=[^\s})\]])/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
