import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
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
    const [pid, host] = ownerOf(lock);
    if (attempt > 0 || isAlive(pid, host)) {
      const who = host === undefined ? "another process" : `process ${pid} on ${host}`;
      throw new UsageError(`"${path}" is being written to by ${who}; if it is not, remove "${lock}"`);
    }
    rmSync(lock, { force: true });
  }
}

/** Undefined when there is nothing in the lock: its process was killed, or is about to write. */
function ownerOf(lock: string): readonly [pid: number, host: string | undefined] {
  try {
    const [pid, host] = readFileSync(lock, "utf8").split(" ");
    return [Number(pid), host];
  } catch {
    return [0, undefined];
  }
}

function isAlive(pid: number, host: string | undefined): boolean {
  // Our own number is from another life of ours: in a container every first process has the same.
  if (host === undefined || (host === hostname() && pid === process.pid)) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
