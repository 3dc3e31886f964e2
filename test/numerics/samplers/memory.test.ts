import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { samplers } from "../../../numerics/samplers/index.ts";
import { parseModel } from "../../../theory/model.ts";
import { workedModel } from "../../support/worked-model.ts";

it("projected takes a million weights in 200 MB, node and all sources included", () => {
  const script = join(import.meta.dirname, "peak-memory.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, "projected", "1e6"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(Number(stdout)).toBeGreaterThan(5e7);
  expect(Number(stdout)).toBeLessThan(2e8);
});

it("overlap holds the same few numbers at any dimension, and allocates none a step", () => {
  const model = parseModel(workedModel);
  const start = { kind: "overlaps", Q: [0.2, 0.1], s: 1 } as const;
  // Whatever is kept once for all runs is made by the first.
  samplers.overlap.start(model, 10, start, Random.stream(1, 0)).advance(1000);
  const bytes = (): number => process.memoryUsage().arrayBuffers;
  const grown = [1e3, 1e6, 1e12].map((dimension) => {
    const before = bytes();
    const run = samplers.overlap.start(model, dimension, start, Random.stream(1, 0));
    run.advance(1000);
    return bytes() - before;
  });
  expect(Math.max(...grown)).toBeLessThan(5000);
});
