import { createRequire } from "node:module";

/** The version in package.json. */
export function version(): string {
  // By name, not by path: built modules lie one folder deeper than their sources.
  return (createRequire(import.meta.url)("driftproof/package.json") as { version: string }).version;
}
