import { readFileSync } from "node:fs";
import type { Language } from "./language.ts";

/** The source of a file in `runtime/`, as it stands in a module: without its imports and exports. */
export function runtimeText(name: string, { extension }: Language): string {
  const source = readFileSync(new URL(`./runtime/${name}${extension}`, import.meta.url), "utf8");
  return source
    .replace(/^import .*\n+/gm, "")
    .replace(/^export /gm, "")
    .trim();
}
