import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { beforeAll, expect, test } from "vitest";
import { resultLine } from "../../../cli/sweep/point.ts";
import { ResultsFile } from "../../../cli/sweep/results-file.ts";
import type { Sweep } from "../../../cli/sweep/sweep.ts";
import { readSweep } from "../../../cli/sweep/sweep-file.ts";
import { invoke, temporaryFile, temporaryPath } from "../harness.ts";
import { noiseSweep, sweepFile } from "./reference.ts";

let sweep: Sweep;
let lines: string[];

beforeAll(async () => {
  sweep = await readSweep(sweepFile(noiseSweep), 1);
  lines = [0, 1, 2].map((index) =>
    // Letters of several bytes: the file is measured in bytes.
    resultLine(index, sweep.pointAt(index), sweep.taskAt(index), { result: { text: "ω → 0" } }),
  );
});

test("cut at any byte, it goes on from its last whole line", () => {
  const whole = Buffer.from(lines.join(""));
  const path = temporaryPath("cut.jsonl");
  for (let cut = 0; cut <= whole.length; cut += 7) {
    writeFileSync(path, whole.subarray(0, cut));
    const file = new ResultsFile(path, sweep);
    for (const [index, line] of lines.entries()) file.append(index, line, false);
    file.close();
    expect(readFileSync(path).equals(whole)).toBe(true);
  }
});

test("a point has one line, and a closed file gets none", () => {
  const path = temporaryPath("once.jsonl");
  const file = new ResultsFile(path, sweep);
  for (let i = 0; i < 3; i++) file.append(1, lines[1]!, false);
  file.close();
  file.append(2, lines[2]!, false);
  expect(readFileSync(path, "utf8")).toBe(lines[1]);
});

test.each([
  ["is of another sweep: give another -o", () => lines[0]! + lines[1]!.replace(/"key":"./, '"key":"x')],
  ["is of another sweep: give another -o", () => lines[0]! + lines[1]!.replace('"index":1', '"index":2')],
  ["is of another sweep: give another -o", () => lines[0]! + lines[1]!.replace('"index":1', '"index":4000')],
  [
    "is of version 0.0.1, this is",
    () => lines[0]! + lines[1]!.replace(/"version":"[^"]*"/, '"version":"0.0.1"'),
  ],
  ["is there twice", () => lines[0]! + lines[0]!],
  ["is not JSON", () => `${lines[0]}${lines[1]!.slice(0, 50)}\n${lines[2]}`],
  [
    "is no line of a sweep's results: index",
    () => `${lines[0]}${lines[1]!.replace('"index":1', '"index":"1"')}`,
  ],
])("a file whose second line %s is left as it is", (message, content) => {
  const path = temporaryFile(content());
  expect(() => new ResultsFile(path, sweep)).toThrow(`line 2 of "${path}" ${message}`);
  expect(readFileSync(path, "utf8")).toBe(content());
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("a lock is respected while its process lives, and taken over from one that is gone", () => {
  const path = temporaryPath("locked.jsonl");
  const lockOf = (text: string): void => writeFileSync(`${path}.lock`, text);
  lockOf(`1 ${hostname()}`);
  expect(() => new ResultsFile(path, sweep)).toThrow("is being written to by process 1");
  lockOf("4194305 elsewhere");
  expect(() => new ResultsFile(path, sweep)).toThrow("is being written to by process 4194305 on elsewhere");
  // Of a process that has not written its name yet.
  lockOf("");
  expect(() => new ResultsFile(path, sweep)).toThrow("is being written to by another process");
  // Beyond the largest number that Linux gives; and the rest of one that was killed while it locked.
  for (const gone of [`4194305 ${hostname()}`, ""]) {
    lockOf(gone);
    utimesSync(`${path}.lock`, 0, 0);
    new ResultsFile(path, sweep).close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  }
});

test("a place that cannot be written to is one line", () => {
  const blocked = temporaryFile("");
  expect(() => new ResultsFile(`${blocked}/results.jsonl`, sweep)).toThrow(
    /^cannot write ".*": (EEXIST|ENOTDIR)$/,
  );
});

test("merge refuses what does not belong together", async () => {
  const output = temporaryPath("joined.jsonl");
  const [a, b, c] = lines as [string, string, string];
  const merge = async (...contents: string[]): Promise<string> =>
    (await invoke("merge", ...contents.map((content) => temporaryFile(content)), "-o", output)).err;
  expect(await merge(c + a, b + a)).toBe("");
  expect(readFileSync(output, "utf8")).toBe(a + b + c);
  expect(await merge(a, b.replace(/"version":"[^"]*"/, '"version":"9.0.0"'))).toMatch(
    /is of version 9.0.0, line 1/,
  );
  expect(await merge(a, b.replace("fixed-points", "integrate"))).toMatch(/is of command integrate, line 1/);
  expect(await merge(a, a.replace("ω", "η"))).toMatch(/are different results of one point\n$/);
  expect(await merge(a, a.replace(/"key":"./, '"key":"x'))).toMatch(/are point 0 of different sweeps\n$/);
  expect(await merge(a, b.slice(0, -1))).toMatch(/line 1 of ".*" is torn/);
  expect((await invoke("merge", "nowhere.jsonl", "-o", output)).err).toMatch(/there is no such file/);
});
