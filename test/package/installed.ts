import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** The tarball of `npm pack`, and what is in it. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly string[];
}

/** What a program did. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const work = mkdtempSync(join(tmpdir(), "driftproof-package-"));

/** Removes the tarball and the project. */
export function removeWork(): void {
  rmSync(work, { recursive: true, force: true });
}

/** Builds and packs this checkout. */
export function pack(): Tarball {
  const out = execFileSync("npm", ["pack", "--json", "--silent", "--pack-destination", work], {
    cwd: checkout,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [packed] = JSON.parse(out) as [{ filename: string; files: { path: string }[] }];
  return { path: join(work, packed.filename), files: packed.files.map(({ path }) => path) };
}

/**
 * An empty project with the tarball installed, and this checkout's vitest and TypeScript within reach.
 * @param retries of a request that fails; without a registry each takes npm a minute.
 * @returns its folder, or why npm could not fetch the dependencies.
 */
export function install(
  { path }: Tarball,
  retries: number,
): { readonly project: string } | { readonly offline: string } {
  const project = join(work, "project");
  mkdirSync(project);
  const manifest = { name: "a-user", version: "1.0.0", private: true, type: "module" };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  const options = ["--no-audit", "--no-fund", "--prefer-offline", `--fetch-retries=${retries}`];
  const { code, err } = run(project, ["npm", "install", ...options, path]);
  const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENOTCACHED)\b/.exec(err);
  if (code !== 0 && unreachable) return { offline: `npm cannot reach the registry (${unreachable[0]})` };
  if (code !== 0) throw new Error(`npm install ${path} failed:\n${err}`);
  for (const tool of ["vitest", "typescript"])
    symlinkSync(join(checkout, "node_modules", tool), join(project, "node_modules", tool), "dir");
  return { project };
}

/** Runs a program in a folder, with none of the variables that this test run has set. */
export function run(
  folder: string,
  [program, ...argv]: readonly [string, ...string[]],
  { env = {}, input = "" }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Ran {
  const kept = ["PATH", "HOME", "npm_config_cache", "npm_config_registry"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const { status, stdout, stderr, error } = spawnSync(program, argv, {
    cwd: folder,
    encoding: "utf8",
    input,
    env: { ...Object.fromEntries(kept), ...env },
  });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** A program of a package in this checkout, with its arguments. */
export function tool(name: string, script: string, ...argv: readonly string[]): [string, ...string[]] {
  return [process.execPath, join(checkout, "node_modules", name, script), ...argv];
}

/** The path of a file of this checkout. */
export function inCheckout(path: string): string {
  return join(checkout, path);
}

export function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
}
