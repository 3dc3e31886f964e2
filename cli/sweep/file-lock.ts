import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { UsageError } from "../usage-error.ts";

/**
 * Keeps a second process from writing to a file, by a file beside it that says who writes. One that a killed process
 * has left behind is taken over, but not another machine's, of which nothing can be known.
 * @returns what gives the file free again.
 * @throws UsageError when another process has it.
 */
export function lockFile(path: string): () => void {
  const lock = `${path}.lock`;
  const own = `${process.pid} ${hostname()}`;
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(lock, "wx");
      try {
        writeSync(file, own);
      } catch (error) {
        rmSync(lock, { force: true });
        throw error;
      } finally {
        closeSync(file);
      }
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = ownerOf(lock);
    if (attempt > 0 || isHeld(lock, owner) || !takeAway(lock, owner)) {
      const [pid, host] = owner.split(" ");
      const who = host === undefined ? "another process" : `process ${pid} on ${host}`;
      throw new UsageError(`"${path}" is being written to by ${who}; if it is not, remove "${lock}"`);
    }
  }
}

/** What a lock says of its process; empty where that was killed before it wrote, is about to write, or has ended. */
function ownerOf(lock: string): string {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    return "";
  }
}

/** How long a lock may be empty before it counts as left behind, in milliseconds. */
const writingTime = 2000;

function isHeld(lock: string, owner: string): boolean {
  const [pid, host] = owner.split(" ");
  if (host === undefined)
    return Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) < writingTime;
  if (host !== hostname()) return true;
  // Our own number is from another life of ours: in a container every first process has the same.
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes a lock unless another process has done so, and perhaps put its own there, since it was read. */
function takeAway(lock: string, owner: string): boolean {
  const away = `${lock}.${process.pid}`;
  try {
    renameSync(lock, away);
  } catch {
    return true;
  }
  const isOld = ownerOf(away) === owner;
  if (isOld) rmSync(away);
  else renameSync(away, lock);
  return isOld;
}
