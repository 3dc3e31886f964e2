import type { Stability } from "../../numerics/fixed-points.ts";
import { type Figure, type FigureSpec, ink, renderFigure } from "./figure.ts";
import { fixedPointEncoding } from "./fixed-point-marks.ts";
import { signed } from "./number-text.ts";

/** What `basinsFigure` draws: overlaps at one s, of which |Q|^2 <= s are starts. */
export interface BasinsFigureInput {
  readonly title: string;
  readonly s: number;
  readonly attractors: readonly { readonly Q: readonly number[] }[];
  /** An attractor's index a cell, rows from the least Q2 up; -1: none, or no start. */
  readonly labels: readonly (readonly number[])[];
  /** Curves in the plane, or null where there are none. */
  readonly separatrix: readonly (readonly (readonly [number, number])[])[] | null;
  /** Solutions that show the flow, each an increasing time. */
  readonly streamlines?: readonly (readonly (readonly [number, number])[])[];
  /** All fixed points, mirror images included. */
  readonly fixedPoints: readonly { readonly Q: readonly number[]; readonly stability: Stability }[];
}

/** Light enough for marks and lines on top, and in pairs of one hue for two that are opposite. */
const shades = ["#a6cbe3", "#d3e5f1", "#f6c6a0", "#fbe3d0", "#a3d9c3", "#d1ece1", "#e6bcd3", "#f3deea"];
const unlabelled = "#9aa5b1";

/** Width and height of the plot in pixels. */
const size = 460;

/** The basins of attraction in the plane of two overlaps, with their border and the fixed points by kind. */
export async function basinsFigure(input: BasinsFigureInput): Promise<Figure> {
  const { title, attractors, fixedPoints } = input;
  const radius = Math.sqrt(input.s);
  const view = 1.06 * radius;
  const inView = fixedPoints.filter(({ Q }) => Q.every((q) => Math.abs(q) <= view));
  const scale = { domain: [-view, view], nice: false };
  const x = { field: "x", type: "quantitative", title: "overlap Q₁", scale };
  const y = { field: "y", type: "quantitative", title: "overlap Q₂", scale };
  const order = { field: "i", type: "quantitative" };
  const names = attractors.map(({ Q }) => `(${Q.map(short).join(", ")})`);
  // A fraction of a pixel: steps along the circle that its line hides.
  const strip = (0.6 * 2 * view) / size;
  const boxes = stretchesOf(input.labels, radius, 2 * strip)
    .flatMap((stretch) => clipToDisk(stretch, radius, strip))
    .map(({ label, ...box }) => ({ ...box, basin: names[label] ?? "none" }));
  const domain = [...names, ...(boxes.some(({ basin }) => basin === "none") ? ["none"] : [])];
  const circle = Array.from({ length: 361 }, (_, i) => ({
    x: radius * Math.cos((i * Math.PI) / 180),
    y: radius * Math.sin((i * Math.PI) / 180),
    i,
  }));
  const points = inView.map(({ Q, stability }) => ({ x: Q[0], y: Q[1], kind: stability }));
  const curves = (input.separatrix ?? []).flatMap((curve, run) =>
    curve.map(([x0, y0], i) => ({ x: x0, y: y0, i, run })),
  );
  const flow = (input.streamlines ?? []).flatMap((line, run) =>
    line.map(([x0, y0], i) => ({ x: x0, y: y0, i, run })),
  );
  const spec = {
    title,
    width: size,
    height: size,
    layer: [
      {
        data: { values: boxes },
        mark: { type: "rect", opacity: 1 },
        encoding: {
          x,
          y,
          x2: { field: "x2" },
          y2: { field: "y2" },
          color: {
            field: "basin",
            type: "nominal",
            scale: { domain, range: [...pairedShades(attractors), unlabelled].slice(0, domain.length) },
            legend: { title: "ends at", symbolType: "square", columns: 2 },
          },
        },
      },
      {
        data: { values: circle },
        mark: { type: "line", color: ink.muted, strokeWidth: 1.5 },
        encoding: { x, y, order },
      },
      ...(flow.length > 0 ? streamlineLayers(flow, input.streamlines!, { x, y, order }) : []),
      {
        data: { values: curves },
        mark: { type: "line", color: ink.text, strokeWidth: 2.2 },
        encoding: { x, y, order, detail: { field: "run", type: "nominal" } },
      },
      {
        data: { values: points },
        mark: { type: "point", size: 130, opacity: 1, stroke: "#ffffff", strokeWidth: 1.2 },
        encoding: { x, y, ...fixedPointEncoding(points.map(({ kind }) => kind)) },
      },
    ],
  };
  const border = input.separatrix?.length
    ? " Dark lines: the separatrix, which is made of the saddles' stable manifolds."
    : "";
  const lines = flow.length > 0 ? " Thin lines with arrows: solutions of the ODE." : "";
  return {
    title,
    caption: `Each colour is the set of starts from which the flow ends at one attractor; grey is none.${border}${lines} Marks: fixed points by kind.`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

/** Thin lines, and on each an arrow's head in its middle. */
function streamlineLayers(
  points: readonly object[],
  lines: readonly (readonly (readonly [number, number])[])[],
  { x, y, order }: { readonly x: object; readonly y: object; readonly order: object },
): object[] {
  const heads = lines.flatMap((line) => {
    const middle = line.length >> 1;
    const [from, to] = [line[middle - 1], line[middle]];
    if (!from || !to) return [];
    // The symbol points up; Vega turns clockwise.
    const angle = (Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI;
    return [{ x: to[0], y: to[1], angle }];
  });
  return [
    {
      data: { values: points },
      mark: { type: "line", color: ink.stream, strokeWidth: 1 },
      encoding: { x, y, order, detail: { field: "run", type: "nominal" } },
    },
    {
      data: { values: heads },
      mark: { type: "point", shape: "triangle", filled: true, size: 36, color: ink.stream, opacity: 1 },
      encoding: { x, y, angle: { field: "angle", type: "quantitative", scale: null } },
    },
  ];
}

/** One hue for an attractor and its opposite, the stronger shade for the first of them. */
function pairedShades(attractors: BasinsFigureInput["attractors"]): string[] {
  const colours: string[] = [];
  let hues = 0;
  attractors.forEach(({ Q }, i) => {
    const opposite = attractors
      .slice(0, i)
      .findIndex((other) => other.Q.every((q, l) => Math.abs(q + Q[l]!) < 1e-6));
    const own = opposite >= 0 ? shades[(shades.indexOf(colours[opposite]!) + 1) % shades.length] : undefined;
    colours.push(own ?? shades[(2 * hues++) % shades.length]!);
  });
  return colours;
}

interface Stretch {
  readonly x: number;
  readonly x2: number;
  readonly y: number;
  readonly y2: number;
  readonly label: number;
}

/**
 * Each row's stretches of one label as rectangles, from the bottom up. The outermost reach beyond the disk. All reach a
 * little to the right and up, where the next one covers them: no hairlines are then left between neighbours.
 */
function stretchesOf(labels: readonly (readonly number[])[], radius: number, overlap: number): Stretch[] {
  const cells = labels.length;
  const at = (index: number): number => ((2 * index - cells) / cells) * radius;
  return labels.flatMap((row, j) => {
    const [first, last] = [row.findIndex((label) => label >= 0), row.findLastIndex((label) => label >= 0)];
    const found: Stretch[] = [];
    for (let start = first; start >= 0 && start <= last; ) {
      let end = start + 1;
      while (end <= last && row[end] === row[start]) end++;
      found.push({
        x: start === first ? -radius : at(start),
        x2: end > last ? radius : at(end) + overlap,
        y: at(j),
        y2: at(j + 1) + overlap,
        label: row[start]!,
      });
      start = end;
    }
    return found;
  });
}

/** The part of a rectangle in the disk, as itself or as strips of at most the given height. */
function clipToDisk(box: Stretch, radius: number, height: number): Stretch[] {
  const { x, x2, y, y2 } = box;
  if (Math.hypot(Math.max(-x, x2), Math.max(-y, y2)) <= radius) return [box];
  const count = Math.ceil((y2 - y) / height);
  return Array.from({ length: count }, (_, k) => {
    const [low, high] = [k, k + 1].map((i) => y + ((y2 - y) * i) / count) as [number, number];
    const half = Math.sqrt(Math.max(0, radius ** 2 - ((low + high) / 2) ** 2));
    // Of the overlaps, too: the next strip covers this one's.
    const top = k === count - 1 ? high : high + height;
    return { ...box, x: Math.max(x, -half), x2: Math.min(x2, half), y: low, y2: top };
  }).filter((part) => part.x < part.x2);
}

function short(value: number): string {
  return signed(Number(value.toFixed(3)) + 0);
}
