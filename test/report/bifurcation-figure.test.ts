import { describe, expect, it } from "vitest";
import type { Branch } from "../../numerics/continuation/continuation.ts";
import { bifurcationFigure } from "../../report/figures/bifurcation.ts";
import { nestingError } from "./well-formed.ts";

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const parameter = [0, 0.25, 0.5, 0.75, 1];
const branch = (Q: number[][], kinds: string, orbit: number): Branch => ({
  parameter,
  Q,
  s: parameter.map(() => 1),
  stability: [...kinds].map((kind) => (kind === "s" ? "stable" : kind === "u" ? "unstable" : "marginal")),
  orbit,
  ends: ["range", "range"],
});

/** The lines' shapes, each as [dashed, number of points]. */
function lines(svg: string): [boolean, number][] {
  return [...svg.matchAll(/<g class="mark-line role-mark[^>]*>(.*?)<\/g>/gs)].flatMap(([, group]) =>
    [...group!.matchAll(/<path (?:[^>]* )?d="([^"]*)"[^>]*>/g)].map(([path, d]): [boolean, number] => [
      /stroke-dasharray="5,4"/.test(path!),
      count(d!, /[ML]/g),
    ]),
  );
}

describe("bifurcationFigure", () => {
  it("draws a pair twice, stable pieces through, all others dashed, meeting at the bifurcation", async () => {
    const { svg } = await bifurcationFigure({
      title: "one feature",
      parameter: "augmentation.variance",
      branches: [
        branch([[0], [0], [0], [0], [0]], "uumss", 1),
        branch([[0.9], [0.8], [0.6], [0.4], [0.1]], "sssss", 2),
      ],
      bifurcations: [{ kind: "pitchfork", parameter: 0.5, Q: [0], s: 1 }],
    });
    expect(nestingError(svg)).toBeUndefined();
    expect(lines(svg).sort()).toEqual([
      [false, 3],
      [false, 5],
      [false, 5],
      [true, 3],
    ]);
    for (const text of ["augmentation.variance", "overlap Q", "pitchfork", "stable", "unstable", "recovery"])
      expect(svg).toContain(`>${text}</text>`);
  });

  it("has a panel an overlap, without images", async () => {
    const { svg } = await bifurcationFigure({
      title: "two features",
      parameter: "learningRate",
      branches: [
        branch(
          [
            [0.9, 0],
            [0.8, 0],
            [0.7, 0],
            [0.6, 0],
            [0.5, 0],
          ],
          "sssss",
          2,
        ),
      ],
      bifurcations: [],
    });
    expect(nestingError(svg)).toBeUndefined();
    expect(lines(svg)).toEqual([
      [false, 5],
      [false, 5],
    ]);
    for (const text of ["overlap Q₁", "overlap Q₂", "feature 1"]) expect(svg).toContain(`>${text}</text>`);
    expect(svg).not.toContain("bifurcation</text>");
  });
});
