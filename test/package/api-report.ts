import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What an entry exports, from its declarations as they are packed: each name's signature, without docstrings and what is
 * private.
 * @param entry path of an index.d.ts.
 */
export function apiReport(entry: string): string {
  const declared = statements(entry).flatMap((statement) => {
    const names = /^export (?:type )?\{([^}]*)\}/.exec(statement)?.[1];
    if (names === undefined) return /^(export|declare) /.test(statement) ? [statement] : [];
    return namesIn(names).map((name) => declarationOf(name, entry));
  });
  return declared.sort().join("\n\n");
}

/** A name's statement, in a file or in the one that it comes from. */
function declarationOf(name: string, file: string): string {
  const own = new RegExp(
    `^export (?:declare )?(?:abstract )?(?:class|const|function|interface|type) ${name}\\b`,
  );
  const found = statements(file).filter((statement) => own.test(statement));
  if (found.length > 0) return found.join("\n");
  for (const statement of statements(file)) {
    const [, names = "", from] =
      /^(?:export|import) (?:type )?\{([^}]*)\} from "([^"]+)"/.exec(statement) ?? [];
    if (from !== undefined && namesIn(names).includes(name))
      return declarationOf(name, join(dirname(file), from.replace(/\.(ts|js)$/, ".d.ts")));
  }
  throw new Error(`${file} does not declare ${name}`);
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim().replace(/^type /, ""))
    .filter((name) => name !== "");
}

/** The statements of a declaration file: each starts in the first column, and its further lines do not or close it. */
function statements(file: string): string[] {
  const text = readFileSync(file, "utf8")
    .replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, "")
    .replace(/^ +private .*\n/gm, "");
  return text
    .split(/\n(?=[^\s})\]])/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
