import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, test } from "vitest";
import { writeFile } from "../../cli/write-file.ts";
import { invoke } from "../cli/harness.ts";

const directory = mkdtempSync(join(tmpdir(), "driftproof-failing-"));
const figure2 = ["--model", "letter-figure2"];
const results = join(directory, "results.jsonl");
const sweep = join(directory, "sweep.json");
writeFileSync(sweep, '{"command":"fixed-points","model":"letter-figure2","grid":{"batch":[2,3]}}');

/** Every command that writes a file, as quick as it goes, without the file. */
const writers: readonly (readonly string[])[] = [
  ["basins", "--model", "letter-figure3", "--grid", "3", "--workers", "0", "--svg"],
  ["fixed-points", ...figure2, "--along", "augmentation.variance=0.2:0.3:5", "--svg"],
  ["pde", ...figure2, "--until", "0.01", "--points", "2", "--cells", "16", "--nodes", "4", "--svg"],
  ["verify", ...figure2, "--claim", "learnability", "--no-report", "--workers", "0", "--junit"],
  ["verify", ...figure2, "--claim", "closure", "--no-report", "--workers", "0", "--markdown"],
  ["search", "noise-benefit", "--model", "letter-figure2", "--tries", "1", "-o"],
  ["sweep", sweep, "--workers", "0", "-o"],
  ["merge", results, "-o"],
  ["plot", results, "--x", "B", "-o"],
];

/** Places where nothing can be written, and what the system calls them. */
const places: readonly (readonly [string, RegExp])[] = [
  [join(sweep, "below"), /EEXIST|ENOTDIR/],
  [directory, /EISDIR|is no file/],
  ["/proc/driftproof/file", /ENOENT|EACCES|EROFS|EPERM/],
  ...(existsSync("/dev/full") ? [["/dev/full", /ENOSPC|is no file/] as const] : []),
];

describe("a file that cannot be written is one line", () => {
  it("after a sweep that could be", async () => {
    expect((await invoke("sweep", sweep, "--workers", "0", "-o", results)).code).toBe(0);
  });

  test.each(writers.map((argv) => [argv.slice(0, 2).join(" "), argv] as const))("%s", async (_, argv) => {
    for (const [place, reason] of places) {
      const { code, err } = await invoke(...argv, place);
      // A search that finds nothing writes nothing.
      if (argv[0] === "search" && code === 3) continue;
      expect({ place, code, err }).toMatchObject({ place, code: 2 });
      expect(err).toMatch(/^driftproof: [^\n]+\n$/);
      expect(err).toMatch(reason);
      expect(err).toContain(place);
    }
  });

  test("verify --report", async () => {
    const argv = ["verify", ...figure2, "--claim", "learnability", "--workers", "0", "--figures", "none"];
    const { code, err } = await invoke(...argv, "--report", join(sweep, "below"));
    expect(code).toBe(2);
    expect(err).toMatch(/^driftproof: cannot write "[^\n]+\n$/);
  });

  it("and leaves nothing behind", () => {
    expect(readdirSync(directory).filter((name) => /tmp|lock/.test(name))).toEqual([]);
  });
});

describe("writeFile", () => {
  it("writes through a link, which stays one", () => {
    const [file, link] = [join(directory, "file.txt"), join(directory, "link.txt")];
    writeFileSync(file, "before");
    symlinkSync(file, link);
    writeFile(link, "after");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, "utf8")).toBe("after");
  });

  it.skipIf(!existsSync("/dev/null"))("leaves a device a device", () => {
    writeFile("/dev/null", "text");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

test.skipIf(!existsSync("/dev/full"))("an output that finds the disk full is one line", () => {
  const program = fileURLToPath(new URL("../../bin/driftproof.mjs", import.meta.url));
  const { status, stderr } = spawnSync(
    "sh",
    ["-c", '"$0" "$1" models --json > /dev/full', process.execPath, program],
    {
      encoding: "utf8",
    },
  );
  expect(stderr).toMatch(/^driftproof: cannot write the output: [^\n]*ENOSPC[^\n]*\n$/);
  expect(status).toBe(2);
});
