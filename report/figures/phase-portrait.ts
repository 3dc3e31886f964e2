import type { Stability } from "../../numerics/fixed-points.ts";
import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";
import { fixedPointEncoding } from "./fixed-point-marks.ts";

/** A point of the plane of two overlaps. */
type Overlaps = readonly [Q1: number, Q2: number];

/** What `phasePortraitFigure` draws. */
export interface PhasePortraitInput {
  readonly title: string;
  /** The flow on a grid in the unit disk: only its direction is drawn. */
  readonly arrows: readonly { readonly at: Overlaps; readonly velocity: Overlaps }[];
  /** All fixed points, mirror images included. */
  readonly fixedPoints: readonly { readonly at: Overlaps; readonly stability: Stability }[];
  /** A few solutions, each from its start on. */
  readonly trajectories: readonly (readonly Overlaps[])[];
}

/** The plane of two overlaps: direction of the flow, fixed points by kind, the unit circle and some solutions. */
export async function phasePortraitFigure(input: PhasePortraitInput): Promise<Figure> {
  const scale = { domain: [-1.05, 1.05], nice: false };
  const x = { field: "x", type: "quantitative", title: "overlap Q₁", scale };
  const y = { field: "y", type: "quantitative", title: "overlap Q₂", scale };
  const arrows = input.arrows
    .filter(({ velocity: [dx, dy] }) => Math.hypot(dx, dy) > 0)
    .map(({ at: [x0, y0], velocity: [dx, dy] }) => ({
      x: x0,
      y: y0,
      // The symbol points up; Vega turns clockwise.
      angle: (Math.atan2(dx, dy) * 180) / Math.PI,
    }));
  const circle = Array.from({ length: 181 }, (_, i) => ({
    x: Math.cos((i * Math.PI) / 90),
    y: Math.sin((i * Math.PI) / 90),
    i,
  }));
  const paths = input.trajectories.flatMap((path, run) =>
    path.map(([x0, y0], i) => ({ x: x0, y: y0, i, run })),
  );
  const points = input.fixedPoints.map(({ at: [x0, y0], stability }) => ({
    x: x0,
    y: y0,
    kind: stability,
  }));
  const order = { field: "i", type: "quantitative" };
  const spec = {
    title: input.title,
    width: 440,
    height: 440,
    layer: [
      {
        data: { values: circle },
        mark: { type: "line", color: ink.muted, strokeWidth: 1.5 },
        encoding: { x, y, order },
      },
      {
        data: { values: arrows },
        mark: { type: "point", shape: "arrow", filled: true, size: 150, color: "#9aa5b1", opacity: 1 },
        encoding: { x, y, angle: { field: "angle", type: "quantitative", scale: null } },
      },
      {
        data: { values: paths },
        mark: { type: "line", color: palette[2], strokeWidth: 1.8 },
        encoding: { x, y, order, detail: { field: "run", type: "nominal" } },
      },
      {
        data: { values: paths.filter(({ i }) => i === 0) },
        mark: { type: "point", size: 28, fill: "#ffffff", stroke: palette[2], strokeWidth: 1.5, opacity: 1 },
        encoding: { x, y },
      },
      {
        data: { values: points },
        mark: { type: "point", size: 130, opacity: 1, stroke: "#ffffff", strokeWidth: 1.2 },
        encoding: { x, y, ...fixedPointEncoding(points.map(({ kind }) => kind)) },
      },
    ],
  };
  return {
    title: input.title,
    caption:
      "Arrows: direction of the flow in the unit disk (their length means nothing). Green lines: solutions of the ODE, each from its open circle. Marks: fixed points by kind.",
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}
