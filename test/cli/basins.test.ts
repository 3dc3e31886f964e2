import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeJson, temporaryPath } from "./harness.ts";

interface Document {
  readonly attractors: readonly { Q: number[]; s: number; feature: number | null }[];
  readonly fractions: readonly number[];
  readonly none: { cells: number; fraction: number };
  readonly selection: readonly number[] | null;
  readonly labels: readonly (readonly number[])[];
  readonly separatrix: readonly unknown[] | null;
}

describe("basins", () => {
  test("JSON, and the picture", async () => {
    const svg = temporaryPath("basins.svg");
    const argv = ["basins", "--model", "letter-figure3", "--grid", "20"];
    const value = await invokeJson<Document>(...argv, "--svg", svg, "--dimension", "1000");
    expect(value.attractors.map(({ feature }) => feature)).toEqual([1, 1, 2, 2]);
    expect(value.labels.map((row) => row.length)).toEqual(new Array(20).fill(20));
    // From the least Q2 up: -Q2 first.
    expect(value.attractors[value.labels[0]![10]!]!.Q[1]).toBeLessThan(-0.9);
    expect(value.labels[0]![0]).toBe(-1);
    expect(value.fractions.reduce((sum, x) => sum + x, value.none.fraction)).toBeCloseTo(1, 12);
    expect(value.selection![0]).toBeCloseTo(0.634, 3);
    expect(value.separatrix).toHaveLength(8);
    expect(readFileSync(svg, "utf8")).toMatch(/^<svg/);
  });

  test("text, without a selection", async () => {
    const { out, code } = await invoke("basins", "--model", "letter-figure2", "--grid", "10");
    expect(code).toBe(0);
    expect(out).toMatch(/^ 0\.96\d+ +1 +1 +0\.5000/m);
    expect(out).toContain("Every start reaches one of them.");
    expect(out).not.toContain("Selection");
  });

  test("refusals are one line", async () => {
    const feature = { law: "rademacher", variance: 1 };
    const three = exampleModel({ features: [feature, feature, feature] });
    const cases = [
      [["basins", three], /features: basins are drawn for one or two features/],
      [["basins", "--model", "letter-figure2", "--svg", "x.svg"], /--svg draws two features/],
      [["basins", "--model", "letter-figure3", "--s", "2"], /s: is 1 on the sphere/],
    ] as const;
    for (const [argv, message] of cases) {
      const { code, err } = await invoke(...argv);
      expect(code).toBe(2);
      expect(err.trim()).toMatch(message);
      expect(err.trim().split("\n")).toHaveLength(1);
    }
  });
});
