import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { invoke, invokeJson, temporaryFile, temporaryPath } from "./harness.ts";

describe("--quiet", () => {
  test("leaves exit code, files and errors", async () => {
    const svg = temporaryPath("quiet.svg");
    const basins = ["basins", "--model", "letter-figure3", "--grid", "8", "--workers", "1", "--svg", svg];
    expect(await invoke(...basins, "--quiet")).toEqual({ code: 0, out: "", err: "" });
    expect(existsSync(svg)).toBe(true);
    const { code, err } = await invoke("evaluate", "no-such.json", "-q", "--at", "{}");
    expect([code, err]).toEqual([2, expect.stringContaining("no-such.json")]);
  });

  test("leaves JSON", async () => {
    expect(await invokeJson("models", "--quiet")).toHaveProperty("models");
  });

  test("draws no progress on a terminal", async () => {
    const drawn = async (...more: string[]): Promise<string> => {
      let text = "";
      const stream = (keep: boolean) => ({
        write: (part: string) => {
          if (keep) text += part;
        },
        isTTY: true,
        columns: 80,
      });
      const search = ["search", "noise-variance", "-o", temporaryPath("found.json"), ...more];
      await main(search, { stdout: stream(false), stderr: stream(true), env: {} });
      return text;
    };
    // How far the bar is seen to come depends on the machine.
    expect(await drawn()).toMatch(/[█░]{8,} +\d+% +search noise-variance/);
    expect(await drawn("--quiet")).toBe("");
  });
});

describe("completion", () => {
  const complete = (script: string, ...words: string[]): string[] => {
    const file = temporaryFile(script, "completion.bash");
    const line = words.map((word) => `'${word}'`).join(" ");
    const run = `source ${file}; COMP_WORDS=(driftproof ${line}); COMP_CWORD=${words.length}; _driftproof; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", run], { encoding: "utf8" }).trim().split("\n");
  };

  test("in bash knows commands, options and models", async () => {
    const { out } = await invoke("completion", "bash");
    expect(complete(out, "ver")).toEqual(["verify"]);
    expect(complete(out, "fixed-points", "--al")).toEqual(["--along"]);
    expect(complete(out, "derive", "--model", "letter-figure")).toHaveLength(3);
  });

  test.each(["zsh", "fish"])("in %s names every command", async (shell) => {
    const { out } = await invoke("completion", shell);
    const help = (await invoke("--help")).out;
    const names = [...help.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(out).toContain(name);
  });

  test("of another shell is refused", async () => {
    expect((await invoke("completion", "tcsh")).err).toContain(
      'one of bash, zsh, fish is expected, found "tcsh"',
    );
  });
});
