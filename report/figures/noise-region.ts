import { type Model, varyModel } from "../../theory/model.ts";
import { type FigureSpec, ink, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type Area, type Holds, type MapSize, type Noise, noiseMap, overlaps } from "./noise-map.ts";
import { NoiseRates } from "./noise-rates.ts";
import { type FigureRecipe, isClosed } from "./recipe.ts";

/** From the darkest, so that they are told apart in grey too. */
const kinds: Readonly<Record<Holds, { readonly words: string; readonly shade: string }>> = {
  holds: { words: "holds", shade: "#3d9a8b" },
  part: { words: "at some Q₁ only", shade: "#a5d3c8" },
  fails: { words: "does not hold", shade: "#f7e0c6" },
  same: { words: "nothing is learned with either", shade: "#ffffff" },
};

const parts = [
  { key: "variance", heading: "3a: λ is smaller than at ρ = 0" },
  { key: "similarity", heading: "3b: Q* is larger than at ρ = 0" },
  { key: "benefit", heading: "3c: Q* is larger than at η = 0" },
] as const;

const dashes = [
  [1, 0],
  [6, 4],
  [2, 3],
];

/** Enough points for borders to a hundredth, and for polynomials of any degree that occurs. */
function sizeOf(rates: NoiseRates, isFull: boolean): MapSize {
  return {
    points: rates.arePolynomials ? [20, 7] : isFull ? [12, 6] : [5, 4],
    lattice: isFull ? { columns: 24, rows: 20, strides: [8, 10] } : { columns: 8, rows: 6, strides: [4, 3] },
  };
}

/** One picture: a part of the finding for one nonlinearity and batch. */
interface Panel {
  readonly heading: string;
  readonly under: string;
  readonly areas: readonly AreaPoint[];
  readonly borders: readonly BorderPoint[];
}

/** A corner of an area, in the order in which it is walked around; without numbers the end of one of its loops. */
interface AreaPoint {
  readonly area: number;
  readonly holds: string;
  readonly order: number;
  readonly eta: number | null;
  readonly rho: number | null;
}

interface BorderPoint {
  readonly line: string;
  readonly Q: string;
  readonly order: number;
  readonly eta: number;
  readonly rho: number;
}

/**
 * Where the three parts of finding 3 hold in the plane of the noise's strength and correlation: for phi = y, where the
 * borders are proved, for the model's own phi, and for that in batches of two, where noise helps if it ever does.
 */
export const noiseRegion: FigureRecipe = {
  name: "noise-region",
  topic: "region of finding 3 in (η, ρ): smaller variance, larger overlap, better than no noise",
  suits: isClosed,
  async draw({ model, scale }) {
    const nu = model.background.toNumber();
    const strongest = nu > 0 ? 6 * nu : 4;
    const panels = variants(model).map((rates) => {
      const map = noiseMap(rates, strongest, sizeOf(rates, scale === "full"));
      const { activation, batch } = rates.model;
      return parts.map(
        ({ key, heading }): Panel => ({
          heading,
          under: `φ = ${activation.text}, B = ${batch}`,
          areas: map[key].flatMap(pointsAround),
          borders:
            key === "variance" ? map.smaller.flatMap((loops, k) => borderPoints(loops, k, strongest)) : [],
        }),
      );
    });
    const title = `Where the three parts of finding 3 hold for ${model.name}`;
    return {
      title,
      caption: `Noise of correlation ρ < 0 against none, by its strength η (on a root scale). 3a: λ(η, ρ) < λ(η, 0) at Q₁ = ${overlaps.join(", ")} √s with all other overlaps 0; lines: λ(η, ρ) = λ(η, 0) at each of them. 3b and 3c: the stationary overlap Q*, that of the stable state where it is largest, is larger than with uncorrelated noise of the same strength, and larger than without augmentation noise. For φ = y it is proved that the border of 3a is -ρη = 2ν + Q₁² m2 (s = 1) and that 3c holds nowhere. ${modelSentence(model)} (Its own η and ρ are one point here.)`,
      svg: await renderFigure(specOf(title, panels, strongest) as unknown as FigureSpec),
    };
  },
};

function variants(model: Model): NoiseRates[] {
  const own = new NoiseRates(model);
  const linear =
    model.activation.text === "y" ? [] : [new NoiseRates(varyModel(model, { activation: "identity" }))];
  const pairs = model.batch.toNumber() === 2 ? [] : [own.withBatch(2)];
  return [...linear, own, ...pairs];
}

function pointsAround({ holds, loops }: Area, area: number): AreaPoint[] {
  const noises = loops.flatMap((loop) => [...loop, { eta: null, rho: null }]);
  return noises.map((noise, order) => ({ area, holds: kinds[holds].words, order, ...noise }));
}

/** The parts of loops that do not run along the picture's frame. */
export function borderPoints(loops: Area["loops"], k: number, strongest: number): BorderPoint[] {
  const Q = nameOf(overlaps[k]!);
  const onFrame = (a: Noise, b: Noise): boolean =>
    [0, -1].some((rho) => a.rho === rho && b.rho === rho) ||
    [0, strongest].some((eta) => a.eta === eta && b.eta === eta);
  return loops.flatMap((loop, i) => {
    // From where the frame is left, or anywhere if the loop does not touch it.
    const first = Math.max(
      0,
      loop.findIndex((noise, n) => onFrame(loop.at(n - 1)!, noise)),
    );
    const walked = [...loop.slice(first), ...loop.slice(0, first + 1)];
    let piece = 0;
    return walked.flatMap((noise, order) => {
      const [before, after] = [walked[order - 1], walked[order + 1]];
      if (before && onFrame(before, noise)) piece++;
      const isAlone = (!before || onFrame(before, noise)) && (!after || onFrame(noise, after));
      return isAlone ? [] : [{ line: `${Q}.${i}.${piece}`, Q, order, ...noise }];
    });
  });
}

function nameOf(Q: number): string {
  return `Q₁ = ${Q} √s`;
}

function specOf(title: string, panels: readonly (readonly Panel[])[], strongest: number): object {
  return {
    title,
    spacing: 16,
    vconcat: panels.map((row, i) => ({
      spacing: 18,
      hconcat: row.map((panel, j) =>
        panelSpec(panel, strongest, { top: i === 0, left: j === 0, bottom: i === panels.length - 1 }),
      ),
    })),
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
  };
}

function panelSpec(
  { heading, under, areas, borders }: Panel,
  strongest: number,
  { top, left, bottom }: { readonly top: boolean; readonly left: boolean; readonly bottom: boolean },
): object {
  const x = {
    field: "eta",
    type: "quantitative",
    title: bottom ? "noise strength η" : null,
    scale: { type: "sqrt", domain: [0, strongest], nice: false },
    axis: {
      values: [0, 1 / 60, 1 / 12, 1 / 6, 1 / 3, 2 / 3, 1].map((share) => share * strongest),
      format: ".2~",
      grid: false,
    },
  };
  const y = {
    type: "quantitative",
    title: left ? [under, "correlation ρ"] : null,
    scale: { domain: [-1, 0], nice: false },
    axis: { tickCount: 3, grid: false },
  };
  const all = Object.values(kinds);
  return {
    ...(top && { title: { text: heading, fontSize: 12, fontWeight: 500, offset: 6, frame: "group" } }),
    width: 215,
    height: 170,
    layer: [
      {
        data: { values: areas },
        mark: {
          type: "line",
          filled: true,
          strokeWidth: 0,
          interpolate: "linear-closed",
          invalid: "break-paths-show-domains",
        },
        encoding: {
          x,
          y: { ...y, field: "rho" },
          order: { field: "order", type: "quantitative" },
          detail: { field: "area", type: "nominal" },
          color: {
            field: "holds",
            type: "nominal",
            scale: { domain: all.map(({ words }) => words), range: all.map(({ shade }) => shade) },
            legend: {
              title: "this part of the finding",
              symbolType: "square",
              symbolStrokeColor: ink.muted,
              labelLimit: 300,
            },
          },
        },
      },
      {
        data: { values: borders },
        mark: { type: "line", strokeWidth: 1.5, color: ink.text },
        encoding: {
          x,
          y: { ...y, field: "rho" },
          order: { field: "order", type: "quantitative" },
          detail: { field: "line", type: "nominal" },
          strokeDash: {
            field: "Q",
            type: "nominal",
            scale: { domain: overlaps.map(nameOf), range: dashes },
            legend: { title: "3a: border at" },
          },
        },
      },
      // On top of the areas.
      { data: { values: [{}] }, mark: { type: "rect", filled: false, stroke: ink.muted, strokeWidth: 1 } },
    ],
  };
}
