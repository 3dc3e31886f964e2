import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
// Of this run of the tests: another may go on in the same checkout. Inside the checkout, where its packages are found.
const folder = process.env["DRIFTPROOF_BUILT"] ?? `${root}out/program-${process.pid}`;
const ready = `${folder}/bin/driftproof.mjs`;

/** The program as it is in a checkout, which takes more than a second to load its TypeScript. */
export const checkoutProgram = `${root}bin/driftproof.mjs`;

/**
 * The program as a package holds it, bundled from this checkout once in a run of the tests: it starts in a fifth of the
 * time, and is what users start.
 * @returns the path of its `driftproof.mjs`.
 */
export function builtProgram(): string {
  if (existsSync(ready)) return ready;
  mkdirSync(`${root}out`, { recursive: true });
  try {
    mkdirSync(folder);
  } catch {
    // The other process of this run is building it.
    const last = Date.now() + 60_000;
    while (!existsSync(ready)) {
      if (Date.now() > last) throw new Error(`${folder} is not complete: its build has failed`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
    return ready;
  }
  const build = `import { bundle } from "./bin/bundle.ts"; await bundle(${JSON.stringify(`${folder}/dist`)});`;
  execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", build], { cwd: root });
  cpSync(`${root}package.json`, `${folder}/package.json`);
  cpSync(`${root}bin`, `${folder}/entry`, { recursive: true });
  // The door comes last: where it is, all is.
  renameSync(`${folder}/entry`, `${folder}/bin`);
  return ready;
}

/** Vitest's global set-up: names the folder to all processes of this run. */
export function setup(): void {
  process.env["DRIFTPROOF_BUILT"] = folder;
}

/** Vitest's global tear-down. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
