import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadTypeScriptFor } from "../numerics/parallel/load-typescript.mjs";
import { UsageError } from "./usage-error.ts";

/** Where a module of a user's own is, relative to the working directory. */
export function moduleUrl(module: string): string {
  return pathToFileURL(resolve(module)).href;
}

/**
 * Loads modules for their effect: they register kinds that model files may then name.
 * @throws UsageError when one cannot be loaded.
 */
export async function importModules(modules: readonly string[]): Promise<void> {
  for (const module of modules) {
    if (!existsSync(module)) throw new UsageError(`--import ${module}: there is no such file`);
    try {
      const url = moduleUrl(module);
      // Where this module is TypeScript itself, what loads TypeScript is there already.
      if (!import.meta.url.endsWith(".ts")) await loadTypeScriptFor([url]);
      await import(url);
    } catch (error) {
      throw new UsageError(`--import ${module}: cannot be loaded: ${(error as Error).message}`);
    }
  }
}
