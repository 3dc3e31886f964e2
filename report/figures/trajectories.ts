import { type Figure, type FigureSpec, palette, renderFigure } from "./figure.ts";

/** What `trajectoriesFigure` draws. */
export interface TrajectoriesInput {
  readonly title: string;
  /** The solution of the ODE, dense enough for lines: the overlaps Q1..Qd at each time. */
  readonly curves: readonly { readonly t: number; readonly Q: readonly number[] }[];
  /** The simulated runs: mean and error of each overlap at each time. */
  readonly points: readonly {
    readonly t: number;
    readonly mean: readonly number[];
    readonly error: readonly number[];
  }[];
  /** What half an error bar is, for the caption: "standard error of the mean over 40 runs". */
  readonly errorMeaning: string;
  /** What was simulated, for the caption: "N = 1000, 40 runs". */
  readonly simulation: string;
}

const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

/** The theory's overlaps against time as lines, with the simulated means and their error bars. */
export async function trajectoriesFigure(input: TrajectoriesInput): Promise<Figure> {
  const features = Math.max(...input.curves.map(({ Q }) => Q.length), 1);
  const names = Array.from({ length: features }, (_, l) => `Q${subscript(l + 1)}`);
  const curves = input.curves.flatMap(({ t, Q }) =>
    Q.map((value, l) => ({ t, Q: value, feature: names[l] })),
  );
  const points = input.points.flatMap(({ t, mean, error }) =>
    mean.map((Q, l) => ({ t, Q, low: Q - error[l]!, high: Q + error[l]!, feature: names[l] })),
  );
  const color = {
    field: "feature",
    type: "nominal",
    scale: { domain: names, range: names.map((_, l) => palette[l % palette.length]) },
    legend: { title: null },
  };
  const x = { field: "t", type: "quantitative", title: "time t (steps / N)" };
  const overlap = { type: "quantitative", scale: { zero: false, nice: true } };
  const y = { ...overlap, field: "Q", title: "overlap with the feature" };
  const shape = {
    field: "feature",
    type: "nominal",
    scale: { domain: names, range: names.map((_, l) => shapes[l % shapes.length]) },
    legend: { title: null },
  };
  const spec = {
    title: input.title,
    width: 460,
    height: 280,
    layer: [
      { data: { values: curves }, mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, color } },
      {
        data: { values: points },
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x, y: { ...overlap, field: "low" }, y2: { field: "high" }, color },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 45, opacity: 1, stroke: "#ffffff", strokeWidth: 0.8 },
        encoding: { x, y, color, shape },
      },
    ],
  };
  return {
    title: input.title,
    caption: `Lines: the derived ODE. Points: simulated SGD (${input.simulation}), mean over runs; a bar reaches one ${input.errorMeaning} to either side.`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

function subscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]!);
}
