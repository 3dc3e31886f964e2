import { landscapeOf } from "../../numerics/basins/attractors.ts";
import { type Polyline, separatrix } from "../../numerics/basins/separatrix.ts";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { type Model, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { type FigureSpec, ink, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isOnSphere } from "./recipe.ts";

const kurtoses = ["1", "5/4", "3/2", "7/4", "2", "9/4", "5/2"] as const;

/** The border of the basins in one quadrant as the kurtosis of the hidden variables grows, their variances held. */
export const kurtosisBorder: FigureRecipe = {
  name: "kurtosis-border",
  topic: "border of the basins against kurtosis",
  suits: (derivation) =>
    isOnSphere(derivation, 2) && derivation.model.features.every(({ symmetric }) => symmetric),
  async draw({ model, scale }) {
    const tried = scale === "full" ? kurtoses : (["1", "3/2"] as const);
    const borders = tried.flatMap((kurtosis) => {
      const border = borderAt(withKurtosis(model, Rational.parse(kurtosis)));
      return border ? [{ kurtosis: shown(kurtosis), ...border }] : [];
    });
    const without = tried.filter((kurtosis) =>
      borders.every((border) => border.kurtosis !== shown(kurtosis)),
    );
    const missing =
      without.length === 0
        ? ""
        : ` For ${without.map(shown).join(", ")} there is no such border: no mixed state is a saddle.`;
    const title = `Border of the basins of ${model.name} as the kurtosis grows`;
    return {
      title,
      caption: `Each line separates the starts that end at feature 1 (below) from those that end at feature 2 (above), for three-point laws of kurtosis m4/m2² with the model's m2; marks: the saddles on them. Of four equal quadrants one.${missing} ${modelSentence(model)}`,
      svg: await renderFigure(specOf(title, borders) as unknown as FigureSpec),
    };
  },
};

function shown(kurtosis: string): string {
  return String(Rational.parse(kurtosis).toNumber());
}

/** Zero with probability 1 - 1/kurtosis, else two equal signs: these laws take every kurtosis from 1 on. */
function withKurtosis(model: Model, kurtosis: Rational): Model {
  const probability = `${Rational.one.divide(kurtosis)}`;
  const features = model.features.map(({ variance }) => ({
    law: "sparse",
    probability,
    variance: `${variance}`,
  }));
  return varyModel(model, { features });
}

interface Border {
  readonly saddle: readonly [number, number];
  readonly curves: readonly Polyline[];
}

/** The stable manifold of the saddle inside the first quadrant, or undefined where there is none. */
function borderAt(model: Model): Border | undefined {
  const flow = compileFlow(model);
  const { fixedPoints } = landscapeOf(flow);
  const saddle = fixedPoints.find(({ Q, stability }) => stability === "saddle" && Q.every((q) => q > 1e-6));
  if (!saddle) return undefined;
  const others = fixedPoints.filter((point) => point !== saddle && point.stability !== "saddle");
  return { saddle: [saddle.Q[0]!, saddle.Q[1]!], curves: separatrix(flow, [saddle, ...others]) };
}

function specOf(title: string, borders: readonly (Border & { kurtosis: string })[]): object {
  const domain = borders.map(({ kurtosis }) => kurtosis);
  const scale = { domain: [0, 1], nice: false };
  const x = { field: "x", type: "quantitative", title: "overlap Q₁", scale };
  const y = { field: "y", type: "quantitative", title: "overlap Q₂", scale };
  const color = {
    field: "kurtosis",
    type: "nominal",
    scale: { domain, range: domain.map((_, i) => shade(i / Math.max(1, domain.length - 1))) },
    legend: { title: "kurtosis" },
  };
  const lines = borders.flatMap(({ kurtosis, curves }) =>
    curves.flatMap((curve, side) =>
      curve.map(([x0, y0], i) => ({ x: x0, y: y0, i, kurtosis, piece: `${kurtosis}.${side}` })),
    ),
  );
  const rim = Array.from({ length: 91 }, (_, i) => ({
    x: Math.cos((i * Math.PI) / 180),
    y: Math.sin((i * Math.PI) / 180),
    i,
  }));
  const order = { field: "i", type: "quantitative" };
  return {
    title,
    width: 420,
    height: 420,
    layer: [
      {
        data: { values: rim },
        mark: { type: "line", color: ink.muted, strokeWidth: 1.5 },
        encoding: { x, y, order },
      },
      {
        data: { values: lines },
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y, order, color, detail: { field: "piece", type: "nominal" } },
      },
      {
        data: { values: borders.map(({ saddle: [x0, y0], kurtosis }) => ({ x: x0, y: y0, kurtosis })) },
        mark: { type: "point", shape: "diamond", filled: true, size: 110, opacity: 1, stroke: "#ffffff" },
        encoding: { x, y, color },
      },
    ],
  };
}

/** From dark blue to orange, for numbers in order. */
function shade(part: number): string {
  const [from, to] = [
    [0, 60, 110],
    [230, 130, 0],
  ] as const;
  const channel = (i: 0 | 1 | 2): string =>
    Math.round(from[i] + part * (to[i] - from[i]))
      .toString(16)
      .padStart(2, "0");
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}
