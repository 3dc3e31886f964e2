import { expect, test } from "vitest";
import { invoke } from "../cli/harness.ts";

/** Byte for byte, but for the fields that docs/reproducibility.md excepts. */
async function output(argv: readonly string[], workers: number): Promise<string> {
  const { code, out, err } = await invoke(...argv, "--workers", `${workers}`, "--json");
  expect([0, 1, 3], err).toContain(code);
  return out.replace(/^(\s*)"seconds": .*$/gm, '$1"seconds": 0');
}

test.each<[string, string[]]>([
  [
    "simulate",
    ["simulate", "--model", "letter-figure3", "--dimension", "2000", "--runs", "7", "--until", "4"],
  ],
  ["basins", ["basins", "--model", "letter-figure3", "--grid", "60"]],
  ["verify", ["verify", "--model", "letter-figure2", "--claim", "limit-ode", "--no-report"]],
])("%s prints the same bytes for any number of threads", async (_, argv) => {
  const alone = await output(argv, 0);
  expect(await output(argv, 3)).toBe(alone);
});
