import { describe, expect, it } from "vitest";
import { driftCurveFigure } from "../../report/figures/drift-curve.ts";
import { trajectoriesFigure } from "../../report/figures/trajectories.ts";
import { nestingError } from "./well-formed.ts";

/** The contents of each mark group of a kind, in drawing order; legends are drawn after the plot's marks. */
function marks(svg: string, kind: "line" | "rule" | "symbol"): string[] {
  const groups = svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark[^"]*"[^>]*>(.*?)</g>`, "gs"));
  return [...groups].map(([, content]) => content!);
}

const count = (content: string | undefined, tag: string): number =>
  content?.match(new RegExp(`<${tag}`, "g"))?.length ?? 0;

describe("trajectoriesFigure", () => {
  const features = 3;
  const Q = (t: number): number[] => Array.from({ length: features }, (_, l) => Math.tanh(t / (l + 1)));
  const times = Array.from({ length: 21 }, (_, i) => i / 4);

  it("draws a line for each feature, and a point and a bar for each mean", async () => {
    const figure = await trajectoriesFigure({
      title: "Overlaps",
      curves: times.map((t) => ({ t, Q: Q(t) })),
      points: [0, 2, 4, 5].map((t) => ({ t, mean: Q(t), error: Q(t).map(() => 0.05) })),
      errorMeaning: "standard error of the mean",
      simulation: "N = 500, 20 runs",
    });
    expect(nestingError(figure.svg)).toBeUndefined();
    expect(marks(figure.svg, "line").reduce((sum, group) => sum + count(group, "path"), 0)).toBe(features);
    expect(marks(figure.svg, "rule").reduce((sum, group) => sum + count(group, "line"), 0)).toBe(
      4 * features,
    );
    expect(marks(figure.svg, "symbol").reduce((sum, group) => sum + count(group, "path"), 0)).toBe(
      4 * features,
    );
    for (const name of ["Q₁", "Q₂", "Q₃", "time t (steps / N)"]) expect(figure.svg).toContain(name);
    expect(figure.caption).toContain("one standard error of the mean");
    expect(figure.caption).toContain("N = 500, 20 runs");
  });

  it("draws a band for each feature of which the theory gives the deviations", async () => {
    const { svg, caption } = await trajectoriesFigure({
      title: "Overlaps",
      curves: times.map((t) => ({ t, Q: Q(t), sd: Q(t).map(() => 0.1) })),
      points: [],
      errorMeaning: "standard error",
      simulation: "none",
    });
    const [areas] = [...svg.matchAll(/<g class="mark-area role-mark[^"]*"[^>]*>(.*?)<\/g>/gs)];
    expect(svg.match(/mark-area role-mark/g)).toHaveLength(features);
    expect(areas![1]).toContain("<path");
    expect(caption).toContain("Bands: one predicted standard deviation");
  });

  it("draws the theory alone when nothing was simulated", async () => {
    const { svg } = await trajectoriesFigure({
      title: "Overlaps",
      curves: times.map((t) => ({ t, Q: [Math.tanh(t)] })),
      points: [],
      errorMeaning: "standard error",
      simulation: "none",
    });
    expect(marks(svg, "line").reduce((sum, group) => sum + count(group, "path"), 0)).toBe(1);
    expect(svg).not.toContain("NaN");
  });
});

describe("driftCurveFigure", () => {
  it("marks stable and unstable fixed points by shape and colour", async () => {
    const { svg } = await driftCurveFigure({
      title: "h",
      curve: Array.from({ length: 41 }, (_, i) => ({ Q: -1 + i / 20, h: Math.sin(i / 5) })),
      fixedPoints: [
        { Q: -0.8, stability: "stable" },
        { Q: 0, stability: "unstable" },
        { Q: 0.8, stability: "stable" },
      ],
    });
    expect(nestingError(svg)).toBeUndefined();
    const [points] = marks(svg, "symbol");
    expect(count(points, "path")).toBe(3);
    const drawn = [...points!.matchAll(/ d="([^"]*)"[^>]* fill="([^"]*)"/g)].map(([, shape, fill]) => ({
      shape,
      fill,
    }));
    expect(drawn[0]).toEqual(drawn[2]);
    expect(drawn[0]!.shape).not.toBe(drawn[1]!.shape);
    expect(drawn[0]!.fill).not.toBe(drawn[1]!.fill);
    expect(marks(svg, "rule").reduce((sum, group) => sum + count(group, "line"), 0)).toBe(1);
    for (const word of ["stable", "unstable", "overlap Q"]) expect(svg).toContain(word);
  });
});
