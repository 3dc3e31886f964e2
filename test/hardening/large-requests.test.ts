import { expect, test } from "vitest";
import { exampleModel, invoke, temporaryFile } from "../cli/harness.ts";
import { expectOneLine } from "./watched.ts";

const figure2 = ["--model", "letter-figure2"];
const manyPoints = { command: "fixed-points", model: "letter-figure2" };
const million = { from: 1, to: 2, points: 1_000_000 };

/** What no memory holds is refused before it is asked for, by the name of what is too large. */
test.each<[string[], RegExp]>([
  [["basins", ...figure2, "--grid", "1e6"], /--grid/],
  [["integrate", ...figure2, "--points", "1e9"], /--points/],
  [["pde", ...figure2, "--cells", "1e9"], /--cells/],
  [["pde", ...figure2, "--nodes", "1e9"], /--nodes/],
  [["pde", ...figure2, "--points", "1e9"], /--points/],
  [["simulate", ...figure2, "--runs", "1e9"], /--runs/],
  [["simulate", ...figure2, "--points", "1e9"], /--points/],
  [["simulate", ...figure2, "--runs", "1e6", "--points", "1e5"], /runs: 1000000 runs at 100000 times/],
  [["simulate", ...figure2, "--until", "1e300"], /until: /],
  [["simulate", ...figure2, "--workers", "1e9"], /--workers/],
  [["simulate", ...figure2, "--sampler", "direct", "--dimension", "1e12"], /dimension: /],
  [["simulate", ...figure2, "--sampler", "projected", "--dimension", "1e12"], /dimension: /],
  [["simulate", ...figure2, "--sampler", "direct", "--dimension", "1e8"], /dimension: direct holds 2.4e\+9/],
  [
    ["simulate", exampleModel({ batch: "1e300" }), "--dimension", "100"],
    /dimension: overlap holds 1.0e\+301/,
  ],
  [["simulate", exampleModel({ batch: 1e9 }), "--sampler", "direct", "--dimension", "100"], /B = 1000000000/],
  [["search", "noise-benefit", ...figure2, "--tries", "1e9"], /--tries/],
  [["fixed-points", ...figure2, "--along", "batch=2:9:1000000"], /--along/],
  [
    [
      "sweep",
      temporaryFile(
        JSON.stringify({ ...manyPoints, grid: { learningRate: million, "background.variance": million } }),
      ),
      "-o",
      "never.jsonl",
    ],
    /grid: has 1000000000000 points/,
  ],
  [
    [
      "derive",
      exampleModel({ features: Array.from({ length: 1000 }, () => ({ law: "gaussian", variance: 1 })) }),
    ],
    /at most 32/,
  ],
])("%j", async (argv, message) => {
  const { code, out, err } = await invoke(...argv);
  expect({ code, out }, err).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
  expectOneLine(err.slice(0, -1));
});
