import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { uninterrupted } from "../../cli/interrupts.ts";
import { writeFile } from "../../cli/write-file.ts";
import { builtProgram, checkoutProgram } from "../support/built-program.ts";

/** A module for --import that leaves a file as soon as a worker thread has begun its first task. */
const marker = `
import { isMainThread } from "node:worker_threads";
import { writeFileSync } from "node:fs";
if (!isMainThread) writeFileSync("working", "");
`;

const work = {
  simulate: ["--dimension", "1e5", "--from", "0.2,0.1", "--sampler", "direct", "--runs", "4", "--json"],
  basins: ["--grid", "2000", "--svg", "basins.svg"],
};

test.skipIf(process.platform === "win32").each([
  ["SIGINT", "simulate", checkoutProgram],
  ["SIGTERM", "basins", builtProgram()],
] as const)(
  "%s while the threads of %s work leaves no process, no file and one line",
  async (signal, command, program) => {
    const cwd = mkdtempSync(join(tmpdir(), "driftproof-interrupt-"));
    writeFileSync(join(cwd, "marker.mjs"), marker);
    const argv = [program, command, "--model", "letter-figure3", ...work[command], "--workers", "2"];
    // Detached: it leads a process group of its own, in which whatever it starts stays.
    const child = spawn(process.execPath, [...argv, "--import", "marker.mjs"], { cwd, detached: true });
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    const ended = new Promise((resolve) => child.on("close", (...how) => resolve(how)));
    try {
      while (!existsSync(join(cwd, "working")) && child.exitCode === null) await wait(20);
      child.kill(signal);
      expect(await ended).toEqual([130, null]);
      expect(err).toBe("driftproof: cancelled\n");
      expect(out).toBe("");
      expect(readdirSync(cwd).sort()).toEqual(["marker.mjs", "working"]);
      // The TypeScript loader's compiler is a process of its own, which ends by itself as its input closes.
      await vi.waitFor(() => expect(() => process.kill(-child.pid!, 0)).toThrow("ESRCH"), 10_000);
    } finally {
      child.kill("SIGKILL");
    }
  },
);

test("a signal during something uninterrupted takes effect after it", async () => {
  const heard = vi.fn();
  process.on("SIGTERM", heard);
  try {
    const result = uninterrupted(() => {
      process.kill(process.pid, "SIGTERM");
      return heard.mock.calls.length;
    });
    expect(result).toBe(0);
    // Once as it arrives, and once handed on.
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  } finally {
    process.off("SIGTERM", heard);
  }
});

test("a file that cannot be put in its place leaves no temporary one", () => {
  const directory = mkdtempSync(join(tmpdir(), "driftproof-write-"));
  writeFile(join(directory, "place", "inner"), "");
  expect(() => writeFile(join(directory, "place"), "text")).toThrow(/cannot write/);
  expect(readdirSync(directory)).toEqual(["place"]);
});
