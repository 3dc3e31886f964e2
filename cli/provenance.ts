import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { arch, cpus, platform, release, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import type { Provenance } from "../report/report-input.ts";
import { version } from "./version.ts";

interface Run {
  readonly seed: number;
  /** `performance.now()` at its start. */
  readonly started: number;
  readonly command: string;
}

/** How a report of this run came to be, as of now. */
export function provenanceOf({ seed, started, command }: Run): Provenance {
  const commit = commitOf(fileURLToPath(new URL("../", import.meta.url)));
  return {
    version: version(),
    ...(commit !== undefined && { commit }),
    seed,
    seconds: (performance.now() - started) / 1000,
    command,
    date: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}`,
  };
}

/** The commit of a checkout, marked where files differ from it; undefined for a copy without history. */
function commitOf(directory: string): string | undefined {
  // An installed copy may lie inside another project's checkout, whose commit says nothing.
  if (!existsSync(`${directory}.git`)) return undefined;
  const git = (...words: string[]): string =>
    execFileSync("git", ["-C", directory, ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    return `${git("rev-parse", "HEAD")}${git("status", "--porcelain", "--untracked-files=no") === "" ? "" : " with changes"}`;
  } catch {
    return undefined;
  }
}
