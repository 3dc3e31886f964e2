import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagram } from "../../numerics/continuation/continuation.ts";
import type { FixedPointSet } from "../../numerics/fixed-points.ts";
import { nestingError } from "../report/well-formed.ts";
import { exampleModel, invoke, invokeJson, temporaryPath } from "./harness.ts";

const polynomial = {
  features: [{ law: "rademacher", variance: 1.2 }],
  activation: "y - y^3/5",
};

test("exact roots are complete, with a certificate a point", async () => {
  const file = exampleModel(polynomial);
  const { points, complete, continua } = await invokeJson<FixedPointSet>("fixed-points", file);
  expect([complete, continua]).toEqual([true, []]);
  for (const { Q, certificate } of points) {
    if (certificate?.kind !== "sturm") throw new Error("no certificate of Sturm's");
    const { bracket, polynomial: rate } = certificate;
    const value = (text: string): number =>
      text
        .split("/")
        .map(Number)
        .reduce((n, d) => n / d);
    expect(value(bracket[0])).toBeCloseTo(Q[0]!, 14);
    const rest = rate.reduceRight((sum, coefficient) => sum * Q[0]! + value(coefficient), 0);
    expect(Math.abs(rest)).toBeLessThan(1e-13);
  }
  expect((await invoke("fixed-points", file)).out).toContain("These are all, by exact isolation of a poly");
});

test("says how the list was made, and where a search looked", async () => {
  const textOf = async (fields: object): Promise<string> =>
    (await invoke("fixed-points", exampleModel({ ...polynomial, constraint: "free", ...fields }))).out;
  expect(await textOf({})).toContain("two resultants and Krawczyk's operator");
  const sign = polynomial.features[0]!;
  expect(await textOf({ features: [sign, sign], constraint: "sphere" })).toContain(
    "boxes that cover the disk",
  );
  const searched = await textOf({ features: [sign, sign], regularizer: { kind: "l2", strength: 0 } });
  expect(searched).toMatch(/begun at \d+ states, and followed from s = 0\.015625 to 64\.$/m);
  expect(searched).toContain("kappa = 0");
  const kinked = await textOf({ activation: "relu" });
  expect(kinked).toMatch(/^Left out: Q = \(0\), s = 0: no derivatives exist there \(.*kinked phi/m);
});

test("a circle of fixed points is said in words", async () => {
  const equal = { law: "gaussian", variance: 1.2 };
  const file = exampleModel({ features: [equal, equal], activation: "identity", learningRate: 0.1 });
  const { out } = await invoke("fixed-points", file);
  expect(out).toMatch(/^Also a circle of fixed points: Q1\^2 \+ Q2\^2 = 0\.9\d+/m);
});

describe("--along", () => {
  const along = ["--along", "augmentation.variance=0:1:20"] as const;

  test("adds branches and bifurcations in the parameter's own values", async () => {
    const path = temporaryPath("diagram.svg");
    const value = await invokeJson<FixedPointSet & Diagram>(
      ...["fixed-points", exampleModel(polynomial), ...along, "--svg", path],
    );
    expect(value.points).toHaveLength(2);
    expect(value.bifurcations.map(({ kind }) => kind)).toEqual(["pitchfork"]);
    expect(value.branches.map(({ orbit }) => orbit)).toEqual([1, 2]);
    const [{ parameter, Q, s, stability }] = value.branches as [Diagram["branches"][number]];
    expect([parameter[0], parameter.at(-1)]).toEqual([0, 1]);
    expect(new Set([parameter.length, Q.length, s.length, stability.length]).size).toBe(1);
    expect([value.looks[0], value.looks.at(-1)]).toEqual([0, 1]);
    // The pitchfork's own sides too.
    expect(value.looks.length).toBeGreaterThan(9);
    for (const [i, at] of value.looks.slice(1).entries()) {
      expect(at - value.looks[i]!).toBeGreaterThan(0);
      expect(at - value.looks[i]!).toBeLessThanOrEqual(1 / 8);
    }
    expect(nestingError(readFileSync(path, "utf8"))).toBeUndefined();
  });

  test("prints the bifurcations and each branch by its stability", async () => {
    const { out } = await invoke("fixed-points", exampleModel(polynomial), ...along);
    expect(out).toMatch(/^pitchfork +0\.62\d+ +0 +1$/m);
    expect(out).toMatch(/^ *1 +unstable +0 +0\.62\d+ /m);
    expect(out).toMatch(/^ *1 +stable +0\.62\d+ +1 /m);
    expect(out).toMatch(/^ *2 +stable .* 2$/m);
    expect(out).toMatch(/at \d+ values of augmentation\.variance, nowhere more than 0\.1[0-2]\d* apart;$/m);
  });

  test.each([
    ["nonsense=0:1", /nonsense: is not a number of the model file/],
    ["augmentation.variance=1:0", /from a number to a larger one/],
    ["augmentation.variance=0", /A path and a range are expected/],
    ["augmentation.variance=-1:1", /augmentation\.variance/],
  ])("refuses %s", async (text, message) => {
    const { code, err } = await invoke("fixed-points", exampleModel(polynomial), "--along", text);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test("--svg needs it", async () => {
    const path = temporaryPath("none.svg");
    const { code, err } = await invoke("fixed-points", exampleModel(polynomial), "--svg", path);
    expect([code, existsSync(path)]).toEqual([2, false]);
    expect(err).toContain("--along");
  });
});
