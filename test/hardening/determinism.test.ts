import { expect, test } from "vitest";
import { temporaryFile } from "../cli/harness.ts";
import { runProgram } from "../support/program.ts";

// Threads are started where the work takes longer than a second: a clock that runs fast starts them at once.
const clock = temporaryFile("let now = 0; performance.now = () => (now += 2000);", "fast-clock.mjs");

/** Byte for byte, but for the fields that docs/reproducibility.md excepts. */
async function output(argv: readonly string[], workers: number): Promise<string> {
  const { code, out, err } = await runProgram(
    ...argv,
    "--workers",
    `${workers}`,
    "--json",
    "--import",
    clock,
  );
  expect(code, err).toBe(0);
  return out.replace(/^(\s*)"seconds": .*$/gm, '$1"seconds": 0');
}

test.each<[string, string[]]>([
  [
    "simulate",
    ["simulate", "--model", "letter-figure3", "--dimension", "400", "--runs", "7", "--until", "4"],
  ],
  ["basins", ["basins", "--model", "letter-figure3", "--grid", "20"]],
])("%s prints the same bytes for any number of threads", async (_, argv) => {
  const alone = await output(argv, 0);
  expect(await output(argv, 3)).toBe(alone);
});
