import { describe, expect, it } from "vitest";
import { basinsFigure } from "../../report/figures/basins.ts";
import { nestingError } from "./well-formed.ts";

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe("basinsFigure", () => {
  const input = {
    title: "basins",
    s: 1,
    attractors: [{ Q: [1, 0] }, { Q: [-1, 0] }, { Q: [0, 1] }],
    labels: [
      [-1, 0, 0, -1],
      [1, -1, 0, 0],
      [1, 2, 2, 0],
      [-1, 2, 2, -1],
    ],
    separatrix: [
      [
        [0.7, 0.7],
        [0, 0],
      ],
      [
        [0.7, -0.7],
        [0, 0],
      ],
    ] as const,
    fixedPoints: [
      { Q: [0, 0], stability: "unstable" },
      { Q: [1, 0], stability: "stable" },
      { Q: [0.7, 0.7], stability: "saddle" },
      // Out of sight at s = 1.
      { Q: [1.5, 0], stability: "stable" },
    ] as const,
  };

  it("paints each cell in the disk and nothing outside, with the border and the fixed points in sight", async () => {
    const { svg, caption } = await basinsFigure(input);
    expect(nestingError(svg)).toBeUndefined();
    const group = (kind: string): string[] =>
      [...svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark[^"]*"[^>]*>(.*?)</g>`, "gs"))].map(
        ([, content]) => content!,
      );
    const boxes = [
      ...group("rect")[0]!.matchAll(/ d="M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)[^>]*fill="([^"]*)"/g),
    ];
    const [size, view] = [460, 1.06];
    const pixel = (q: number): number => ((q + view) / (2 * view)) * size;
    // The last one drawn is on top.
    const colourAt = (Q1: number, Q2: number): string | undefined =>
      boxes.findLast(([, x, y, width, height]) => {
        const [dx, dy] = [pixel(Q1) - Number(x), size - pixel(Q2) - Number(y)];
        return dx >= 0 && dx <= Number(width) && dy >= 0 && dy <= Number(height);
      })?.[5];
    const colours = [-0.75, -0.25, 0.25, 0.75].map((Q2) =>
      [-0.75, -0.25, 0.25, 0.75].map((Q1) => (Math.hypot(Q1, Q2) < 1 ? colourAt(Q1, Q2) : undefined)),
    );
    const byLabel = new Map<number, Set<string | undefined>>();
    input.labels.forEach((row, j) => {
      row.forEach((label, i) => {
        if (Math.hypot(j - 1.5, i - 1.5) > 2) return;
        byLabel.set(label, (byLabel.get(label) ?? new Set()).add(colours[j]![i]));
      });
    });
    expect([...byLabel.values()].map((set) => set.size)).toEqual([1, 1, 1, 1]);
    expect(new Set([...byLabel.values()].flatMap((set) => [...set])).size).toBe(4);
    for (let k = 0; k < 60; k++) {
      const [x, y] = [Math.cos(k / 9.5), Math.sin(k / 9.5)];
      expect(colourAt(0.99 * x, 0.99 * y)).toBeDefined();
      expect(colourAt(1.01 * x, 1.01 * y)).toBeUndefined();
    }
    expect(count(group("symbol")[0]!, /<path/g)).toBe(3);
    for (const word of ["none", "(1, 0)", "(−1, 0)", "(0, 1)", "saddle", "unstable"])
      expect(svg).toContain(word);
    expect(caption).toContain("stable manifolds");
  });

  it("draws streamlines, each with an arrow's head along the flow", async () => {
    const line = [
      [0.1, 0.2],
      [0.2, 0.2],
      [0.3, 0.2],
    ] as const;
    const upwards = line.map(([x, y]) => [y, x] as const);
    const { svg, caption } = await basinsFigure({ ...input, streamlines: [line, upwards] });
    expect(nestingError(svg)).toBeUndefined();
    const heads = [...svg.matchAll(/<g class="mark-symbol role-mark[^"]*"[^>]*>(.*?)<\/g>/gs)][0]![1]!;
    // The symbol points up, and angles turn clockwise.
    expect([...heads.matchAll(/rotate\(([-\d.]+)\)/g)].map(([, angle]) => Number(angle))).toEqual([90]);
    expect(count(heads, /<path/g)).toBe(2);
    expect(caption).toContain("solutions of the ODE");
  });

  it("draws no border where there is none", async () => {
    const { svg, caption } = await basinsFigure({ ...input, separatrix: null });
    expect(svg).not.toContain("NaN");
    expect(caption).not.toContain("stable manifolds");
  });
});
