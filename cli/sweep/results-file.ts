import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { makeDirectory } from "../make-directory.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { lockFile } from "./file-lock.ts";
import { parseLine } from "./parse-line.ts";
import { readLines } from "./read-lines.ts";
import type { Shard } from "./shard.ts";
import type { Sweep } from "./sweep.ts";

/** Milliseconds between a line and the moment at which it is on the disk, whatever happens to the machine. */
const syncAfter = 1000;

/** A sweep's results as they are found and as they grow. One process writes to it, and only at its end. */
export class ResultsFile {
  private readonly path: string;
  private readonly file: number;
  private readonly unlock: () => void;
  private readonly present: Uint8Array;
  private size = 0;
  private timer: NodeJS.Timeout | undefined;
  private isOpen = true;
  /** Why lines did not reach the disk; the next line says it, or the end. */
  private failure: unknown;
  /** Lines that are errors. */
  errors = 0;

  /**
   * Opens or creates the file, and cuts off a last line that is torn.
   * @throws UsageError when it holds something else than this version's results of this sweep.
   */
  constructor(path: string, sweep: Sweep) {
    this.path = path;
    this.present = new Uint8Array(sweep.count);
    // A device or a pipe could neither be read first nor be gone on from.
    if (existsSync(path) && !statSync(path).isFile()) {
      throw new UsageError(`"${path}" is no file that results could be kept in`);
    }
    this.unlock = this.orUsageError(() => {
      makeDirectory(dirname(path));
      return lockFile(path);
    });
    try {
      this.read(sweep);
      this.file = this.orUsageError(() => openSync(path, "a"));
      this.orUsageError(() => ftruncateSync(this.file, this.size));
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  has(index: number): boolean {
    return this.present[index] === 1;
  }

  /** How many points of a part of the sweep have a line. */
  countIn({ remainder, of }: Shard): number {
    let count = 0;
    for (let index = remainder; index < this.present.length; index += of) count += this.present[index]!;
    return count;
  }

  /** @throws UsageError when the disk is full, say; the file then ends with the line before. */
  append(index: number, line: string, isError: boolean): void {
    if (!this.isOpen || this.has(index)) return;
    const bytes = Buffer.from(line);
    this.orUsageError(() => {
      if (this.failure !== undefined) throw this.failure;
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
      } catch (error) {
        ftruncateSync(this.file, this.size);
        throw error;
      }
    });
    this.size += bytes.length;
    this.note(index, isError);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      try {
        fsyncSync(this.file);
      } catch (error) {
        this.failure = error;
      }
    }, syncAfter);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearTimeout(this.timer);
    try {
      this.orUsageError(() => fsyncSync(this.file));
    } finally {
      closeSync(this.file);
      this.unlock();
    }
  }

  private note(index: number, isError: boolean): void {
    this.present[index] = 1;
    if (isError) this.errors++;
  }

  private read(sweep: Sweep): void {
    let number = 0;
    for (const { text, end, whole } of readLines(this.path)) {
      if (!whole) break;
      const place = `line ${++number} of "${this.path}"`;
      const line = parseLine(text, place);
      if (line.version !== version()) {
        throw new UsageError(`${place} is of version ${line.version}, this is ${version()}: give another -o`);
      }
      if (line.index >= sweep.count || sweep.taskAt(line.index).key !== line.key) {
        throw new UsageError(`${place} is of another sweep: give another -o`);
      }
      if (this.has(line.index)) throw new UsageError(`${place} is there twice`);
      this.note(line.index, "error" in line);
      this.size = end;
    }
  }

  private orUsageError<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new UsageError(`cannot write "${this.path}": ${code}`);
    }
  }
}
