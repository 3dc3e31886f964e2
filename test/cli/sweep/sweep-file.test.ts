import { expect, test } from "vitest";
import { readSweep } from "../../../cli/sweep/sweep-file.ts";
import { temporaryFile } from "../harness.ts";
import { sweepFile } from "./reference.ts";

const base = { command: "fixed-points", model: "letter-figure3" };
const grid = { learningRate: [0.5, 1] };

test.each([
  [{ ...base }, "expected one of grid, points and latinHypercube, found 0"],
  [{ ...base, grid, points: [{ batch: 4 }] }, "expected one of grid, points and latinHypercube, found 2"],
  [{ ...base, grid, seed: 1 }, "seed: unknown key"],
  [{ ...base, command: "derive", grid }, 'command: expected one of "fixed-points", '],
  [{ command: "fixed-points", grid }, "model: is missing"],
  [{ ...base, model: "letter-figur3", grid }, "did you mean letter-figure3?"],
  [{ ...base, model: { features: [] }, grid }, "features: at least one feature is needed"],
  [{ ...base, grid: {} }, "grid: expected at least one path"],
  [{ ...base, grid: { batch: [] } }, "grid.batch: expected a list of at least 1 entry, found []"],
  [
    { ...base, grid: { batch: { from: 2, to: 4, points: 1 } } },
    "grid.batch.points: expected a number of at least 2, found 1",
  ],
  [{ ...base, grid: { batch: 3 } }, "grid.batch: expected a list of values, or"],
  [{ ...base, grid: { "features.2.variance": [1] } }, "features.2.variance: leads to no field of the model"],
  [{ ...base, grid: { "__proto__.x": [1] } }, "__proto__.x: leads to no field of the model"],
  [{ ...base, grid: { "features.length": [1] } }, "features.length: leads to no field of the model"],
  [{ ...base, grid: { "augmentation.varianze": [1] } }, "augmentation.varianze: unknown key"],
  [
    { ...base, grid: { "augmentation.correlation": [0, 2] } },
    "augmentation.correlation: must lie in [-1, 1]",
  ],
  [
    { ...base, grid: { augmentation: [1], "augmentation.variance": [1] } },
    "is a part of augmentation, which",
  ],
  [{ ...base, grid: { seed: [1, -1] } }, "grid.seed: seed: expected a whole number of at least 0, found -1"],
  [
    { ...base, points: [{ batch: 4 }, { batch: 1 }] },
    "points[1]: batch: must be a whole number of at least 2",
  ],
  [
    { ...base, latinHypercube: { points: 3, seed: 1, ranges: { batch: [2, 9] } } },
    "latinHypercube: batch: must be a whole number",
  ],
  [
    { ...base, latinHypercube: { points: 3, seed: 1, ranges: { learningRate: [1, 1] } } },
    "latinHypercube.ranges.learningRate: expected [low, high] with low < high",
  ],
  [{ ...base, grid, options: { until: 3 } }, "options: unknown option '--until=3'"],
  [{ ...base, grid, options: { svg: "x.svg" } }, "options.svg: is not for the points of a sweep"],
  [{ ...base, grid, options: { "svg=x.svg": 1 } }, "options.svg=x.svg: is no name of an option"],
  [{ ...base, grid, options: { x: null } }, "options.x: expected text, a number, a list of numbers"],
  [{ ...base, command: "integrate", grid, options: { until: -3 } }, "'-3' is invalid. A number above 0"],
  [
    { ...base, command: "integrate", grid: { "options.until": [2, -3] } },
    "grid.options.until: options: option",
  ],
])("%j is refused in one line that names the field", async (content, message) => {
  const error = await readSweep(sweepFile(content), 1).then(
    () => undefined,
    (refusal: Error) => refusal,
  );
  expect(error?.message).toContain(message);
  expect(error?.message).not.toContain("\n");
  expect(error).toHaveProperty("exitCode", 2);
});

test("what is no JSON is refused with the place", async () => {
  await expect(readSweep(temporaryFile("{\n  oops"), 1)).rejects.toThrow("goes wrong at line 2, column 3");
  await expect(readSweep("nowhere.json", 1)).rejects.toThrow(
    'cannot read the sweep file "nowhere.json": ENOENT',
  );
});

test("a path changes its field alone, and may set one that the model leaves out", async () => {
  const { regularizer: _, ...model } = (await readSweep(sweepFile({ ...base, grid }), 1)).taskAt(0).model;
  const points = [{ "features.1.variance": "3/2", constraint: "free", regularizer: { kind: "l1" } }];
  const changed = (await readSweep(sweepFile({ ...base, model, points }), 1)).taskAt(0).model;
  const [first, second] = model["features"] as [object, object];
  expect(changed).toEqual({
    ...model,
    constraint: "free",
    regularizer: { kind: "l1" },
    features: [first, { ...second, variance: "3/2" }],
  });
});

test("the key is the content's, whatever the order of the fields in the file", async () => {
  const keyOf = async (content: object, seed = 1): Promise<string> =>
    (await readSweep(sweepFile(content), seed)).taskAt(0).key;
  const model = { ...(await readSweep(sweepFile({ ...base, grid }), 1)).taskAt(0).model };
  const reversed = Object.fromEntries(Object.entries(model).reverse());
  const key = await keyOf({ ...base, model, grid });
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await keyOf({ grid, model: reversed, command: base.command })).toBe(key);
  const others = [
    keyOf({ ...base, model, grid }, 2),
    keyOf({ ...base, model, grid: { learningRate: [0.6] } }),
    keyOf({ ...base, model, command: "integrate", grid }),
    keyOf({ ...base, model, command: "integrate", options: { until: 3 }, grid }),
  ];
  expect(new Set([key, ...(await Promise.all(others))]).size).toBe(5);
});
