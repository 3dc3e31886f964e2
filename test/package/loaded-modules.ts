import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./installed.ts";

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** The packages whose modules a run of the installed command loads: V8's coverage names every script. */
export function loadedPackages(project: string, argv: readonly string[]): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), "driftproof-loaded-"));
  const bin = "node_modules/driftproof/bin/driftproof.mjs";
  const { code, err } = run(project, [process.execPath, bin, ...argv], {
    env: { NODE_V8_COVERAGE: folder },
  });
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  const urls = readdirSync(folder).flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), "utf8")) as Coverage).result.map(({ url }) => url),
  );
  rmSync(folder, { recursive: true });
  const names = urls.map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}
