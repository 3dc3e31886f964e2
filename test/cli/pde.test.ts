import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nestingError } from "../report/well-formed.ts";
import { exampleModel, invoke, invokeJson, temporaryPath } from "./harness.ts";

const l1 = (): string =>
  exampleModel({
    features: [{ law: "rademacher", variance: 1.2 }],
    regularizer: { kind: "l1", strength: 0.2 },
  });
const short = ["--from", "0.3", "--until", "1", "--points", "3", "--cells", "80", "--nodes", "8"];

describe("pde", () => {
  test("JSON: order parameters and the marginal density, a row a time", async () => {
    const value = await invokeJson<{
      t: number[];
      Q: number[][];
      s: number[];
      density: { w: number[]; p: number[][] };
      error: { grid: number; density: number; nodes: number; time: number };
      cells: number;
    }>("pde", l1(), ...short);
    expect(Object.keys(value)).toEqual(["t", "Q", "s", "density", "error", "cells"]);
    expect(value.t).toEqual([0, 0.5, 1]);
    expect(value.Q.map((row) => row.length)).toEqual([1, 1, 1]);
    expect(value.Q[0]![0]).toBeCloseTo(0.3, 12);
    for (const s of value.s) expect(Math.abs(s - 1)).toBeLessThan(1e-3);
    const { w, p } = value.density;
    expect(w).toHaveLength(value.cells);
    const h = w[1]! - w[0]!;
    for (const row of p) {
      expect(row).toHaveLength(w.length);
      expect(row.reduce((sum, density) => sum + density * h, 0)).toBeCloseTo(1, 11);
      expect(row.reduce((sum, density, i) => sum + density * h * w[i]! ** 2, 0)).toBeCloseTo(1, 3);
    }
  });

  test("text: a table, and how far to trust it", async () => {
    const { code, out } = await invoke("pde", l1(), ...short);
    expect(code).toBe(0);
    expect(out).toMatch(/^PDE of .*: 80 cells in w for each of 8 nodes of u, \d+ steps$/m);
    expect(out).toMatch(/^ *0 +0\.3 +1$/m);
    expect(out).toMatch(/^ {2}grid +Q and s \S+, density \S+ \(Wasserstein-1\)$/m);
    expect(out).toMatch(/^ {2}nodes of u +Q and s at most \S+$/m);
    expect(out).toMatch(/^ {2}time steps +density \S+ \(total variation\)$/m);
  });

  test("draws the density over a run's histogram", async () => {
    const svg = temporaryPath("density.svg");
    const { code, err } = await invoke("pde", l1(), ...short, "--svg", svg, "--dimension", "300");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const drawn = readFileSync(svg, "utf8");
    expect(nestingError(drawn)).toBeUndefined();
    expect(drawn).not.toContain("NaN");
  });

  test.each([
    [["--from", "1"], "from: |Q|^2 = s"],
    [["--from", "0.3,0.1"], "from: expected 1 overlaps"],
    [["--from", "0.3", "--s", "2"], "s: is 1 on the sphere"],
    [["--from", "0.3", "--cells", "42"], "cells: must be a multiple of 4"],
    [["--from", "0.3", "--dimension", "100"], "--dimension is for the histogram"],
  ])("%j is refused in one line", async (options, message) => {
    const { code, out, err } = await invoke("pde", l1(), ...options);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });
});
