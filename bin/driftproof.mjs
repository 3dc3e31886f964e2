#!/usr/bin/env node
// A checkout runs its TypeScript as it is; a package holds the JavaScript made of it, and no sources.
import { existsSync } from "node:fs";

const source = new URL("../cli/main.ts", import.meta.url);
const built = new URL("../dist/cli/main.js", import.meta.url);

const door = existsSync(source) ? source : built;
if (door === source) {
  const { loadTypeScriptFor } = await import("../numerics/parallel/load-typescript.mjs");
  await loadTypeScriptFor([source.href]);
}
const { runProcess } = await import(door.href);
await runProcess();
