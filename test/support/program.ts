import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { builtProgram } from "./built-program.ts";

/** How a program has ended, and what it has said. */
export interface Outcome {
  /** Or the signal that has ended it. */
  readonly code: number | NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A driftproof of its own process group, in which whatever it starts stays. */
export class Program {
  out = "";
  err = "";
  private readonly child: ChildProcess;
  /** Exit code, or the signal that has ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(...argv: readonly string[]) {
    this.child = spawn(process.execPath, [builtProgram(), ...argv], { detached: true });
    this.child.stdout!.on("data", (text) => (this.out += text));
    this.child.stderr!.on("data", (text) => (this.err += text));
    this.ended = new Promise((resolve) => this.child.on("close", (code, signal) => resolve(code ?? signal)));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals = "SIGKILL"): void {
    this.child.kill(signal);
  }

  /** Whether it has left a process behind. */
  get hasOrphans(): boolean {
    try {
      process.kill(-this.child.pid!, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Waits for something that it brings about. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (!this.isRunning) throw new Error(`it has ended before: ${this.out}${this.err}`);
      await wait(5);
    }
  }
}

/** Runs a command line to its end: what needs threads starts in a fifth of the time that `invoke` takes for it. */
export async function runProgram(...argv: readonly string[]): Promise<Outcome> {
  const program = new Program(...argv);
  const code = await program.ended;
  return { code, out: program.out, err: program.err };
}

/** How many whole lines a file has. */
export function lineCount(path: string): number {
  try {
    return readFileSync(path, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}

/** The lines of results files, sorted as text. */
export function sortedLines(...paths: readonly string[]): string[] {
  return paths.flatMap((path) => readFileSync(path, "utf8").trimEnd().split("\n")).sort();
}
