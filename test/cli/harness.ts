import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../../cli/io.ts";
import { main } from "../../cli/main.ts";
import { workedModel } from "../support/worked-model.ts";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line inside this process, as from a pipe. */
export async function invoke(...argv: readonly string[]): Promise<Outcome> {
  return invokeWith({}, ...argv);
}

export async function invokeWith(env: Io["env"], ...argv: readonly string[]): Promise<Outcome> {
  let out = "";
  let err = "";
  const io: Io = {
    stdout: { write: (text) => void (out += text), isTTY: false },
    stderr: { write: (text) => void (err += text), isTTY: false },
    env,
  };
  const code = await main(argv, io);
  return { code, out, err };
}

/** Runs a command line that succeeds quietly, and reads its JSON. */
export async function invokeJson<T = Record<string, unknown>>(...argv: readonly string[]): Promise<T> {
  const { code, out, err } = await invoke(...argv, "--json");
  if (code !== 0 || err !== "") throw new Error(`exit ${code}: ${err}`);
  return JSON.parse(out) as T;
}

const directory = mkdtempSync(join(tmpdir(), "driftproof-cli-"));
let files = 0;

/** A file of the given content, beside those before it. */
export function temporaryFile(content: string, name = `file-${++files}.json`): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

/** A path at which there is nothing yet, in a directory of its own. */
export function temporaryPath(name: string): string {
  return join(mkdtempSync(join(directory, "path-")), name);
}

/** The worked model of the documentation, with some fields replaced. */
export function exampleModel(changes: Record<string, unknown> = {}): string {
  return temporaryFile(JSON.stringify({ ...workedModel, ...changes }));
}
