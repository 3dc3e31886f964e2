import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, test } from "vitest";
import { writeFile } from "../../cli/write-file.ts";
import { invoke } from "../cli/harness.ts";
import { builtProgram } from "../support/built-program.ts";
import { runProgram } from "../support/program.ts";
import { workedModel } from "../support/worked-model.ts";

const directory = mkdtempSync(join(tmpdir(), "driftproof-failing-"));
const figure2 = ["--model", "letter-figure2"];
const results = join(directory, "results.jsonl");
const sweep = join(directory, "sweep.json");
writeFileSync(sweep, '{"command":"fixed-points","model":"letter-figure2","grid":{"batch":[2,3]}}');

const linear = join(directory, "linear.json");
writeFileSync(linear, JSON.stringify({ ...workedModel, activation: "y" }));

/** Every command that writes a file, as quick as it goes, without the file. */
const writers: readonly (readonly string[])[] = [
  ["basins", linear, "--grid", "3", "--workers", "0", "--svg"],
  ["fixed-points", linear, "--along", "augmentation.variance=0.2:0.3:5", "--svg"],
  ["pde", ...figure2, "--until", "0.01", "--points", "2", "--cells", "40", "--nodes", "4", "--svg"],
  ["verify", linear, "--claim", "learnability", "--no-report", "--workers", "0", "--junit"],
  ["verify", linear, "--claim", "learnability", "--no-report", "--workers", "0", "--markdown"],
  ["verify", linear, "--claim", "learnability", "--figures", "none", "--workers", "0", "--report"],
  ["search", "noise-variance", "--model", "letter-figure2", "--tries", "1", "-o"],
  ["sweep", sweep, "--workers", "0", "-o"],
  ["merge", results, "-o"],
  ["plot", results, "--x", "B", "-o"],
];

/** Places where nothing can be written, and what the system calls them. */
const places: readonly (readonly [string, RegExp])[] = [
  [join(sweep, "below"), /EEXIST|ENOTDIR/],
  [directory, /EISDIR/],
  ["/proc/driftproof/file", /ENOENT|EACCES|EROFS|EPERM/],
  ...(existsSync("/dev/full") ? [["/dev/full", /no space left on device \(ENOSPC\)/] as const] : []),
];

describe("a file that cannot be written is one line", () => {
  it("after a sweep that could be", async () => {
    expect((await runProgram("sweep", sweep, "--workers", "1", "-o", results)).code).toBe(0);
  });

  it.each(places)("from writeFile: %s", (place, reason) => {
    expect(() => writeFile(place, "text")).toThrow(reason);
  });

  it.each(writers.map((argv) => [[argv[0], argv.at(-1)].join(" "), argv] as const))("%s", async (_, argv) => {
    const place = join(sweep, "below");
    const { code, err } = await invoke(...argv, place);
    expect({ code, err }).toMatchObject({ code: 2 });
    expect(err).toMatch(/^driftproof: cannot write "[^\n]+ (EEXIST|ENOTDIR|\((EEXIST|ENOTDIR)\))\n$/);
    expect(err).toContain(place);
  });

  it("and leaves nothing behind", () => {
    expect(readdirSync(directory).filter((name) => /tmp|lock/.test(name))).toEqual([]);
  });
});

/** A disk of 16 kB, where this process may have one: as root on Linux. */
const smallDisk = (() => {
  const place = mkdtempSync(join(tmpdir(), "driftproof-small-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", place]);
  if (status === 0) return place;
  console.warn("left out, for no small disk can be mounted: writing to a full one");
  rmdirSync(place);
  return undefined;
})();
afterAll(() => {
  if (smallDisk === undefined) return;
  const { status, stderr } = spawnSync("umount", [smallDisk], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  rmdirSync(smallDisk);
});

describe.skipIf(smallDisk === undefined)("a disk that is full in the middle", () => {
  const place = (name: string): string => join(smallDisk!, name);
  const fill = (): void => {
    spawnSync("sh", ["-c", 'cat /dev/zero > "$0"', place("filler")]);
  };
  afterEach(() => {
    for (const name of readdirSync(smallDisk!)) rmSync(place(name), { recursive: true });
  });

  // All write by the same function; these are the quick ones, and those that write otherwise.
  const quick = writers.filter(([command]) => command !== "verify" && command !== "basins");
  it.each(quick.map((argv) => [[argv[0], argv.at(-1)].join(" "), argv] as const))("%s", async (_, argv) => {
    fill();
    const { code, err } = await invoke(...argv, place("written"));
    expect({ code, err }).toMatchObject({ code: 2 });
    expect(err).toMatch(/^driftproof: cannot write "[^\n]+ENOSPC\)?\n$/);
    // A report's own folder may be there, and a sweep's file, of which each line is whole.
    const left = readdirSync(smallDisk!).filter((name) => !["filler", "written"].includes(name));
    expect(left).toEqual([]);
  });

  it("a sweep keeps its whole lines", async () => {
    const grid = { batch: Array.from({ length: 40 }, (_, i) => i + 2) };
    const many = join(directory, "many.json");
    writeFileSync(many, JSON.stringify({ command: "fixed-points", model: "letter-figure2", grid }));
    const output = place("many.jsonl");
    const { code, err } = await runProgram("sweep", many, "--workers", "1", "-o", output);
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^driftproof: [^\n]*ENOSPC[^\n]*\n$/),
    });
    const text = readFileSync(output, "utf8");
    expect(text).toMatch(/\n$/);
    for (const line of text.trimEnd().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
    expect(readdirSync(smallDisk!)).toEqual(["many.jsonl"]);
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
  const { status, stderr } = spawnSync(
    "sh",
    ["-c", '"$0" "$1" models --json > /dev/full', process.execPath, builtProgram()],
    {
      encoding: "utf8",
    },
  );
  expect(stderr).toMatch(/^driftproof: cannot write the output: [^\n]*ENOSPC[^\n]*\n$/);
  expect(status).toBe(2);
});
