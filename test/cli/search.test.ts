import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { varianceWording } from "../../proofs-check/claims/noise-variance/wording.ts";
import { parseModel } from "../../theory/model.ts";
import { exampleModel, invoke, temporaryPath } from "./harness.ts";

test("search writes a model file that contradicts the wording, and says how to judge it", async () => {
  const path = temporaryPath("found.json");
  const { out, code } = await invoke("search", "noise-variance", "-o", path);
  expect(code).toBe(0);
  expect(out).toContain(`driftproof verify ${path} --claim noise-variance`);
  const model = parseModel(JSON.parse(readFileSync(path, "utf8")));
  expect(varianceWording.margin(model)).toBeGreaterThan(0);
});

test("search keeps a given model's structure, and exits 3 where it finds nothing", async () => {
  // Nothing learned, with or without noise: no stationary overlap is smaller than another.
  const file = exampleModel({ features: [{ law: "rademacher", variance: 1e-6 }] });
  const { out, code } = await invoke("search", "noise-benefit", file, "--tries", "3");
  expect(code).toBe(3);
  expect(out).toMatch(/^No counterexample among 3 models/);
});

test.each([
  ["closure", /"closure" is no statement that a single model can contradict.*noise-variance/],
  ["nonsense", /none called "nonsense".*noise-variance/],
])("search of %s is refused with what there is", async (claim, message) => {
  const { err, code } = await invoke("search", claim);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
