import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { PointTask } from "../../../cli/sweep/point.ts";
import { runPoint, type SweepCommand } from "../../../cli/sweep/sweep-commands.ts";
import { readSweep } from "../../../cli/sweep/sweep-file.ts";
import { lineCount, Program, runProgram, sortedLines } from "../../support/program.ts";
import { workedModel } from "../../support/worked-model.ts";
import { invoke, invokeJson, temporaryFile, temporaryPath } from "../harness.ts";
import { noiseSweep, referenceLines, sweepFile } from "./reference.ts";

/** A document without its wall-clock fields. */
function timeless(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (key, value) => (key === "seconds" ? undefined : value));
}

/** One whose claims are proved in no time. */
const exactModel = { ...workedModel, activation: "identity", features: workedModel.features.slice(0, 1) };

test.each([
  ["fixed-points", {}, []],
  [
    "integrate",
    { from: [0.2], until: 5, fluctuations: true },
    ["--from", "0.2", "--until", "5", "--fluctuations"],
  ],
  [
    "simulate",
    { dimension: 50, runs: 2, predict: false },
    ["--dimension", "50", "--runs", "2", "--no-predict"],
  ],
  ["verify", { claim: "learnability" }, ["--claim", "learnability", "--no-report"]],
] as const)("a point of %s has the document of its command line", async (command, options, argv) => {
  const eta = 0.25;
  const file = sweepFile({
    command: command satisfies SweepCommand,
    model: command === "verify" ? exactModel : "letter-figure2",
    options,
    grid: { "augmentation.variance": [0.1, eta] },
  });
  const task = (await readSweep(file, 3)).taskAt(1);
  const model = temporaryFile(JSON.stringify(task.model), "point.json");
  const document = await invokeJson(command, model, "--seed", String(task.seed), ...argv);
  expect(task.model).toMatchObject({ augmentation: { variance: eta } });
  const outcome = await runPoint(task);
  // Paths of this test's directory, in the lines that say how a check is done again.
  const text = JSON.stringify(timeless(document)).replaceAll(model, "point.json");
  expect(JSON.stringify(outcome)).toBe(JSON.stringify({ result: JSON.parse(text) }));
});

test("what a command refuses is an outcome, what breaks is not", async () => {
  const file = sweepFile({
    command: "integrate",
    model: "letter-figure2",
    points: [{ "options.from": [0.1, 0.2] }],
  });
  const task = (await readSweep(file, 1)).taskAt(0);
  expect(await runPoint(task)).toEqual({ error: expect.stringMatching(/overlap/) });
  const stranger = { ...task, command: "derive" } as unknown as PointTask;
  expect(await runPoint(stranger)).toEqual({ error: '"derive" is no command of a sweep' });
  const broken = { ...task, options: null } as unknown as PointTask;
  await expect(runPoint(broken)).rejects.toThrow(TypeError);
});

test("seeds are the points' own, or the grid's", async () => {
  const base = { command: "simulate", model: "letter-figure2", options: { dimension: 20 } };
  const seedsOf = async (grid: object, seed: number): Promise<number[]> => {
    const sweep = await readSweep(sweepFile({ ...base, grid }), seed);
    return Array.from({ length: sweep.count }, (_, i) => sweep.taskAt(i).seed);
  };
  const eta = { "augmentation.variance": [0, 0.1, 0.2] };
  const seeds = await seedsOf(eta, 1);
  expect(new Set([...seeds, ...(await seedsOf(eta, 2))]).size).toBe(6);
  // More points, the same ones as before among them.
  expect(await seedsOf({ "augmentation.variance": [0.3, 0, 0.1, 0.2] }, 1)).toEqual([
    expect.any(Number),
    ...seeds,
  ]);
  expect(await seedsOf({ seed: [5, 7] }, 1)).toEqual([5, 7]);
});

test("killed at random moments, then interrupted, it goes on to the lines of an uninterrupted run", async () => {
  const file = sweepFile(noiseSweep);
  const output = temporaryPath("killed.jsonl");
  const argv = ["sweep", file, "-o", output, "--workers", "1"];
  for (const [lines, delay] of [
    [1, 10],
    [12, 37],
  ] as const) {
    const sweep = new Program(...argv);
    await sweep.until(() => lineCount(output) >= lines);
    await wait(delay);
    sweep.kill();
    await sweep.ended;
  }
  const stopped = new Program(...argv);
  const before = lineCount(output);
  await stopped.until(() => lineCount(output) > before);
  const second = await invoke(...argv);
  expect(second).toMatchObject({ code: 2, err: expect.stringContaining("is being written to by process") });
  stopped.kill("SIGINT");
  expect(await stopped.ended).toBe(130);
  expect(stopped.err).toMatch(
    /^driftproof: cancelled; \d+ of 40 points are in ".*", and the same command goes on from there\n$/,
  );
  expect(stopped.hasOrphans).toBe(false);
  const { code, out, err } = await runProgram(...argv);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/40 points, \d+ of them from before; 0 with an error/);
  expect(sortedLines(output)).toEqual(await referenceLines(file));
});

test("parts, merged, are the whole in the order of its points", async () => {
  const file = sweepFile({
    command: "integrate",
    model: "letter-figure2",
    grid: { "augmentation.variance": [0.1, 0.2, 0.3, 0.4, 0.5], "options.from": [[0.2], [0.1, 0.2]] },
  });
  const parts = await Promise.all(
    [1, 2].map(async (part) => {
      const path = temporaryPath(`part-${part}.jsonl`);
      const argv = ["--shard", `${part}/2`, "-o", path, "--workers", "1", "--json"];
      const { code, out } = await runProgram("sweep", file, ...argv);
      // The model has one feature: a refusal is a result, and the exit code tells.
      expect(code).toBe(part === 2 ? 3 : 0);
      expect(JSON.parse(out)).toEqual({ file: path, points: 5, found: 0, errors: part === 2 ? 5 : 0 });
      return path;
    }),
  );
  const merged = temporaryPath("merged.jsonl");
  const again = parts[0]!;
  expect(await invoke("merge", parts[1]!, again, again, "-o", merged)).toMatchObject({ code: 0, err: "" });
  const lines = readFileSync(merged, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...lines].sort()).toEqual(await referenceLines(file));
});
