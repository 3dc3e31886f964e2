import { fixedPoints, type Stability } from "../../numerics/fixed-points.ts";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { symmetryImages } from "../../numerics/symmetries.ts";
import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";
import { fixedPointEncoding } from "./fixed-point-marks.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isOnSphere } from "./recipe.ts";

/** What `driftCurveFigure` draws. */
export interface DriftCurveInput {
  readonly title: string;
  /** h(Q) = dQ/dt on a dense grid of Q in [-1, 1]. */
  readonly curve: readonly { readonly Q: number; readonly h: number }[];
  /** The zeros of h, mirror images included. */
  readonly fixedPoints: readonly { readonly Q: number; readonly stability: Stability }[];
}

/** The rate of change of a single overlap against the overlap, with its zeros marked by their stability. */
export async function driftCurveFigure(input: DriftCurveInput): Promise<Figure> {
  const x = {
    field: "Q",
    type: "quantitative",
    title: "overlap Q",
    scale: { domain: [-1, 1], nice: false },
  };
  const y = { field: "h", type: "quantitative", title: "h(Q) = dQ/dt" };
  const points = input.fixedPoints.map(({ Q, stability }) => ({ Q, h: 0, kind: stability }));
  const spec = {
    title: input.title,
    width: 460,
    height: 280,
    layer: [
      {
        data: { values: [{ h: 0 }] },
        mark: { type: "rule", color: ink.text, strokeWidth: 1 },
        encoding: { y },
      },
      {
        data: { values: input.curve },
        mark: { type: "line", strokeWidth: 2, color: palette[2] },
        encoding: { x, y, order: { field: "Q", type: "quantitative" } },
      },
      {
        data: { values: points },
        mark: { type: "point", size: 110, opacity: 1, stroke: "#ffffff", strokeWidth: 1.2 },
        encoding: { x, y, ...fixedPointEncoding(points.map(({ kind }) => kind)) },
      },
    ],
  };
  return {
    title: input.title,
    caption:
      "The right-hand side of the ODE. Where the curve is above zero the overlap grows; it crosses zero downwards at stable fixed points and upwards at unstable ones.",
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

/** The letter's figure 2b: h(Q) with the fixed points and their stability. */
export const driftCurve: FigureRecipe = {
  name: "drift-curve",
  topic: "h(Q) with its fixed points",
  letter: "2b",
  suits: (derivation) => isOnSphere(derivation, 1),
  async draw({ model, scale }) {
    const flow = compileFlow(model);
    const half = scale === "full" ? 100 : 20;
    const rate = new Float64Array(1);
    const curve = Array.from({ length: 2 * half + 1 }, (_, i) => {
      const Q = (i - half) / half;
      flow.rhs(Float64Array.of(Q), rate);
      return { Q, h: rate[0]! };
    });
    const images = fixedPoints(flow).flatMap((point) => symmetryImages(point, model));
    const figure = await driftCurveFigure({
      title: `Drift of the overlap of ${model.name}, with its fixed points`,
      curve,
      fixedPoints: images.map(({ Q, stability }) => ({ Q: Q[0]!, stability })),
    });
    const list = images
      .map(({ Q, stability }) => ({ Q: Q[0]!, stability }))
      .sort((a, b) => a.Q - b.Q)
      .map(({ Q, stability }) => `${Number(Q.toFixed(4)) + 0} (${stability})`);
    return {
      ...figure,
      caption: `${figure.caption} Fixed points: ${list.join(", ")}. ${modelSentence(model)}`,
    };
  },
};
