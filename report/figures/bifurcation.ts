import { type Bifurcation, type Branch, fixedPointsAlong } from "../../numerics/continuation/continuation.ts";
import { type Figure, type FigureSpec, ink, palette, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { subscript } from "./number-text.ts";
import type { FigureRecipe } from "./recipe.ts";

/** What `bifurcationFigure` draws. */
export interface BifurcationInput {
  readonly title: string;
  /** The model's number that changes, `augmentation.variance`. */
  readonly parameter: string;
  readonly branches: readonly Branch[];
  readonly bifurcations: readonly Bifurcation[];
}

const shapes: Readonly<Record<Bifurcation["kind"], string>> = {
  pitchfork: "circle",
  transcritical: "diamond",
  fold: "square",
  hopf: "triangle-up",
};

interface CurvePoint {
  readonly piece: string;
  readonly order: number;
  readonly parameter: number;
  readonly value: number;
  readonly stability: "stable" | "unstable";
  readonly state: string;
}

/** One panel an overlap up to this many features, then one of |Q|. */
const mostPanels = 3;

/**
 * Fixed points against a number of the model, a panel an overlap (|Q| for many features), over sqrt s where the norm is
 * free: stable ones drawn through, all others dashed, bifurcations marked. Of states that are images of each other under the
 * model's symmetries one is drawn, but for one feature both.
 */
export async function bifurcationFigure(input: BifurcationInput): Promise<Figure> {
  const { branches, bifurcations } = input;
  const features = branches[0]?.Q[0]?.length ?? 1;
  const isFree = branches.some(({ s }) => s.some((value) => value !== 1));
  const panels = features <= mostPanels ? Array.from({ length: features }, (_, l) => l) : [undefined];
  const states = [...new Set(branches.map(stateOf))].sort();
  const kinds = (Object.keys(shapes) as Bifurcation["kind"][]).filter((kind) =>
    bifurcations.some((point) => point.kind === kind),
  );
  // Below several panels the three legends would be wider than they are.
  const place = features === 1 ? {} : { orient: "right", direction: "vertical" };
  const panelOf = (l: number | undefined): object => {
    const height: Height = (Q, s) =>
      (l === undefined ? Math.hypot(...Q) : Q[l]!) / (s > 0 ? Math.sqrt(s) : 1);
    const overlap = l === undefined ? "|Q|" : features === 1 ? "overlap Q" : `overlap Q${subscript(l + 1)}`;
    const x = {
      field: "parameter",
      type: "quantitative",
      title: input.parameter,
      scale: { zero: false, nice: false },
    };
    const y = { field: "value", type: "quantitative", title: isFree ? `${overlap} / √s` : overlap };
    return {
      width: 460,
      height: features === 1 ? 300 : 220,
      layer: [
        {
          data: { values: branches.flatMap((branch, number) => curvesOf(branch, number, height)) },
          mark: { type: "line", strokeWidth: 2, strokeCap: "butt" },
          encoding: {
            x,
            y,
            detail: { field: "piece", type: "nominal" },
            order: { field: "order", type: "quantitative" },
            strokeDash: {
              field: "stability",
              type: "nominal",
              scale: {
                domain: ["stable", "unstable"],
                range: [
                  [1, 0],
                  [5, 4],
                ],
              },
              legend: { title: "stability", ...place },
            },
            color: {
              field: "state",
              type: "nominal",
              scale: { domain: states, range: states.map((_, i) => palette[i % palette.length]!) },
              legend: { title: "fixed point", ...place },
            },
          },
        },
        {
          data: { values: marksOf(bifurcations, branches, height) },
          mark: { type: "point", size: 80, opacity: 1, fill: ink.text, stroke: "#ffffff", strokeWidth: 1.2 },
          encoding: {
            x,
            y,
            shape: {
              field: "kind",
              type: "nominal",
              scale: { domain: kinds, range: kinds.map((kind) => shapes[kind]) },
              legend: kinds.length === 0 ? null : { title: "bifurcation", ...place },
            },
          },
        },
      ],
    };
  };
  const spec = {
    title: input.title,
    vconcat: panels.map(panelOf),
    resolve: { scale: { color: "shared", strokeDash: "shared", shape: "shared" } },
  };
  return {
    title: input.title,
    caption: `Fixed points of the ODE against ${input.parameter}: stable ones drawn through, those with a growing direction dashed, bifurcations marked.`,
    svg: await renderFigure(spec as unknown as FigureSpec),
  };
}

type Height = (Q: readonly number[], s: number) => number;

/** What a branch's states recover, for the legend. */
function stateOf({ Q }: Branch): string {
  const present = Q[Q.length >> 1]!.flatMap((q, l) => (Math.abs(q) > 1e-9 ? [l + 1] : []));
  if (present.length === 0) return "Q = 0";
  if (Q[0]!.length === 1) return "recovery";
  return present.length === 1 ? `feature ${present[0]}` : `features ${present.join(", ")}`;
}

/** With one feature, both of a pair +-Q. */
function sidesOf(Q: readonly number[], orbit: number): number[] {
  return Q.length === 1 && orbit > 1 ? [1, -1] : [1];
}

function marksOf(
  bifurcations: readonly Bifurcation[],
  branches: readonly Branch[],
  height: Height,
): { kind: string; parameter: number; value: number }[] {
  const orbit = Math.max(...branches.map((branch) => branch.orbit));
  return bifurcations.flatMap(({ kind, parameter, Q, s }) => {
    const value = height(Q, s);
    return sidesOf(Q, value === 0 ? 1 : orbit).map((side) => ({ kind, parameter, value: side * value }));
  });
}

/** A branch, and its mirror image where it is drawn, in pieces of one stability that meet at its bifurcations. */
function curvesOf(branch: Branch, number: number, height: Height): CurvePoint[] {
  const { parameter, Q, s, stability, orbit } = branch;
  const state = stateOf(branch);
  const kindAt = (i: number): CurvePoint["stability"] => (stability[i] === "stable" ? "stable" : "unstable");
  const points: CurvePoint[] = [];
  let piece = 0;
  const add = (i: number, kind: CurvePoint["stability"]): void => {
    for (const side of sidesOf(Q[i]!, orbit)) {
      points.push({
        piece: `${number}.${piece}.${side}`,
        order: i,
        parameter: parameter[i]!,
        value: side * height(Q[i]!, s[i]!),
        stability: kind,
        state,
      });
    }
  };
  for (let i = 0; i < parameter.length; i++) {
    if (stability[i] !== "marginal") {
      if (i > 0 && stability[i - 1] !== "marginal" && kindAt(i) !== kindAt(i - 1)) piece++;
      add(i, kindAt(i));
      continue;
    }
    // A bifurcation belongs to the pieces on both sides of it.
    if (i > 0) add(i, kindAt(i - 1));
    piece++;
    if (i + 1 < parameter.length) add(i, kindAt(i + 1));
  }
  return points;
}

/** Fixed points as the strength eta of the augmentation's noise grows. */
export const bifurcation: FigureRecipe = {
  name: "bifurcation",
  topic: "bifurcation diagram: fixed points against the noise",
  suits: ({ closed, model }) => closed && model.features.length <= mostPanels,
  async draw({ model, scale }) {
    const along = {
      path: "augmentation.variance",
      from: 0,
      to: Math.max(2, 4 * model.augmentation.toNumber()),
    };
    const { branches, bifurcations } = fixedPointsAlong(model, {
      ...along,
      points: scale === "full" ? 60 : 12,
    });
    const title = `Fixed points of ${model.name} against the strength of the augmentation`;
    const figure = await bifurcationFigure({
      title,
      parameter: "noise strength η",
      branches,
      bifurcations,
    });
    const found = bifurcations.map(
      ({ kind, parameter }) => `${kind} at η = ${Number(parameter.toPrecision(5))}`,
    );
    const list = found.length === 0 ? "No bifurcation in this range." : `Bifurcations: ${found.join(", ")}.`;
    return {
      ...figure,
      caption: `${figure.caption} ${list} ${modelSentence(model)} (Its own η is one point here.)`,
    };
  },
};
