import { describe, expect, it } from "vitest";
import { densityFigure } from "../../report/figures/density.ts";
import { nestingError } from "./well-formed.ts";

describe("densityFigure", () => {
  const w = Array.from({ length: 200 }, (_, i) => -10 + (i + 0.5) / 10);
  const p = w.map((x) => Math.exp(-x * x) / Math.sqrt(Math.PI));
  const about = "one run of SGD at N = 500";

  it("draws the density where it can be seen, and a bar for each bin with weights", async () => {
    // All weights in four bins; one out of sight counts for the others' height only.
    const weights = [-1, -0.5, 0.01, 0.01, 1, 9];
    const { svg, caption } = await densityFigure({ title: "P", w, p, t: 2, simulated: { weights, about } });
    expect(nestingError(svg)).toBeUndefined();
    expect(svg).not.toContain("NaN");
    for (const word of ["weight w", "density"]) expect(svg).toContain(word);
    expect(caption).toContain("t = 2");
    expect(caption).toContain(about);
    const bars = [...svg.matchAll(/<g class="mark-rect role-mark[^"]*"[^>]*>(.*?)<\/g>/gs)][0]![1]!;
    const heights = [...bars.matchAll(/ d="M[^"]*?v([\d.]+)h/g)].map(([, height]) => Number(height));
    const drawn = heights.filter((height) => height > 0);
    expect(drawn).toHaveLength(4);
    const least = Math.min(...drawn);
    expect(drawn.map((height) => Math.round(height / least)).sort()).toEqual([1, 1, 1, 2]);
  });

  it("scales the bars to the density", async () => {
    // As many weights in each cell as its mass says.
    const weights = w.flatMap((x, i) => Array<number>(Math.round(2000 * p[i]!)).fill(x));
    const { svg } = await densityFigure({ title: "P", w, p, t: 2, simulated: { weights, about } });
    const group = (kind: string): string =>
      svg.match(new RegExp(`<g class="mark-${kind} role-mark[^"]*"[^>]*>(.*?)</g>`, "s"))![1]!;
    const heights = [...group("rect").matchAll(/ d="M[^"]*?v([\d.]+)h/g)].map(([, height]) => Number(height));
    const line = [...group("line").matchAll(/[ML][\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
    const area = heights.reduce((sum, height) => sum + height, 0) / heights.length;
    // From the line's foot up, and both over the same range of w.
    const foot = Math.max(...line);
    const expected = line.reduce((sum, y) => sum + foot - y, 0) / line.length;
    expect(Math.abs(area / expected - 1)).toBeLessThan(0.05);
  });

  it("draws the theory alone", async () => {
    const { svg, caption } = await densityFigure({ title: "P", w, p, t: 0.5 });
    expect(svg).not.toContain("mark-rect role-mark");
    expect(svg).toContain("mark-line role-mark");
    expect(caption).not.toContain("histogram");
  });
});
