import { describe, expect, it } from "vitest";
import { samplers } from "../../numerics/samplers/index.ts";
import { simulate } from "../../numerics/simulate.ts";
import { simulateParallel } from "../../numerics/simulate-parallel.ts";
import { CancelledError, DivergenceError } from "../../theory/errors.ts";
import { parseModel } from "../../theory/model.ts";
import { plain } from "../theory/support/plain-model.ts";

const model = parseModel({ ...plain, constraint: "free" });
const common = {
  sampler: "projected",
  dimension: 50,
  start: { kind: "random", s: 1 },
  times: [0, 0.5, 2],
  runs: 7,
  seed: 5,
} as const;

describe("runs of SGD over worker threads", () => {
  const alone = simulate(model, { ...common, sampler: samplers.projected });

  it.each([0, 1, 2])("are the same numbers with %i threads", async (threads) => {
    const seen: number[] = [];
    const progress = (fraction: number): void => void seen.push(fraction);
    const spread = await simulateParallel(model, { ...common, threads, threadsAfter: 0, progress });
    expect(spread).toEqual(alone);
    for (const fraction of seen) expect(fraction).toBeLessThanOrEqual(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it("are the same numbers when the work changes over to threads midway", async () => {
    const longer = { ...common, dimension: 500, times: [0, 10] };
    const spread = await simulateParallel(model, { ...longer, threads: 2, threadsAfter: 50 });
    expect(spread).toEqual(simulate(model, { ...longer, sampler: samplers.projected }));
  });

  it("end with the error that they end with alone", async () => {
    const wild = parseModel({ ...plain, constraint: "free", activation: "y^3", learningRate: 50 });
    const options = { ...common, times: [0, 20] };
    const outcome = (threads: number) =>
      simulateParallel(wild, { ...options, threads, threadsAfter: 0 }).catch((error) => error);
    const here = await outcome(0);
    expect(here).toBeInstanceOf(DivergenceError);
    expect(await outcome(2)).toMatchObject({ message: here.message, exitCode: here.exitCode });
  });

  it("are cancelled by an interrupt, which is listened to only while they run", async () => {
    let listening = false;
    const interrupts = (cancel: () => void) => {
      listening = true;
      setTimeout(cancel, 1);
      return () => {
        listening = false;
      };
    };
    const endless = { ...common, dimension: 1e6, times: [1e3], threads: 2, threadsAfter: 0, interrupts };
    await expect(simulateParallel(model, endless)).rejects.toBeInstanceOf(CancelledError);
    expect(listening).toBe(false);
  });
});
