import { type Model, varyModel } from "../../theory/model.ts";
import { type FigureSpec, ink, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import {
  type GridSize,
  type Holds,
  overlapMap,
  overlaps,
  type VarianceMap,
  varianceMap,
} from "./noise-map.ts";
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

/** Strengths at which a picture's shades are looked up, and correlations between which their edges are sought. */
const columns = 48;
const rows = 40;

interface Grids {
  readonly lambda: GridSize;
  readonly overlap: GridSize;
}

const small: Grids = { lambda: [5, 4], overlap: [4, 3] };

/** Fine enough for borders to a hundredth; fixed points of a polynomial are found at once. */
function gridsOf(model: Model): Grids {
  return model.activation.text === "y"
    ? { lambda: [6, 5], overlap: [14, 7] }
    : { lambda: [10, 7], overlap: [8, 4] };
}

/** One picture: a part of the finding for one nonlinearity and batch. */
interface Panel {
  readonly heading: string;
  readonly under: string;
  readonly corners: readonly Corner[];
  readonly borders: readonly BorderPoint[];
}

/** A corner of an area: at a strength, from one correlation down to another. */
interface Corner {
  readonly area: string;
  readonly eta: number;
  readonly from: number;
  readonly to: number;
  readonly holds: string;
}

interface BorderPoint {
  readonly line: string;
  readonly Q: string;
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
    const panels = variants(model).map((one) => {
      const grids = scale === "full" ? gridsOf(one) : small;
      const map = {
        ...varianceMap(one, strongest, grids.lambda),
        ...overlapMap(one, strongest, grids.overlap),
      };
      return parts.map(
        ({ key, heading }): Panel => ({
          heading,
          under: `φ = ${one.activation.text}, B = ${one.batch}`,
          corners: areasOf(map[key], strongest),
          borders: key === "variance" ? bordersOf(map, strongest) : [],
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

function variants(model: Model): Model[] {
  const linear = model.activation.text === "y" ? [] : [varyModel(model, { activation: "identity" })];
  const pairs = model.batch.toNumber() === 2 ? [] : [varyModel(model, { batch: 2 })];
  return [...linear, model, ...pairs];
}

/** Strengths from 0 to the largest one, evenly in their roots. */
function etaAt(column: number, strongest: number): number {
  return Math.max(0, column / columns) ** 2 * strongest;
}

function etasTo(strongest: number): number[] {
  return Array.from({ length: columns + 1 }, (_, i) => etaAt(i, strongest));
}

const rhos = Array.from({ length: rows + 1 }, (_, j) => -j / rows);

/** Areas of one kind, each over the strengths at which the same kinds follow each other from rho = 0 down. */
function areasOf(holds: (eta: number, rho: number) => Holds, strongest: number): Corner[] {
  const cuts = etasTo(strongest).map((eta) => ({ eta, pieces: piecesOf((rho) => holds(eta, rho)) }));
  const orders = cuts.map(({ pieces }) => pieces.map((piece) => piece.holds).join());
  let run = 0;
  return cuts.flatMap(({ eta, pieces }, i) => {
    const isNew = i > 0 && orders[i] !== orders[i - 1];
    if (isNew) run++;
    const cornersAt = (at: number): Corner[] =>
      pieces.map((piece, k) => ({
        area: `${run}.${k}`,
        eta: at,
        ...piece,
        holds: kinds[piece.holds].words,
      }));
    // It begins a little before the one before it ends: no hairline is left between them.
    return [...(isNew ? cornersAt(etaAt(i - 1.2, strongest)) : []), ...cornersAt(eta)];
  });
}

/** Stretches of one kind from rho = 0 down to -1. */
function piecesOf(holds: (rho: number) => Holds): { from: number; to: number; holds: Holds }[] {
  const cuts = changesOf(holds);
  return [0, ...cuts].map((from, i) => {
    const to = cuts[i] ?? -1;
    return { from, to, holds: holds((from + to) / 2) };
  });
}

/** The correlations at which a function of them changes, from 0 down. */
function changesOf(valueAt: (rho: number) => unknown): number[] {
  const values = rhos.map(valueAt);
  return rhos.slice(1).flatMap((rho, j) => {
    const before = values[j];
    return before === values[j + 1] ? [] : [halved(rhos[j]!, rho, (at) => valueAt(at) === before)];
  });
}

/** Where something ends that is so at the first place and not at the second. */
function halved(from: number, to: number, isSo: (rho: number) => boolean): number {
  let [a, b] = [from, to];
  for (let k = 0; k < 12; k++) {
    const middle = (a + b) / 2;
    if (isSo(middle)) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** Where lambda(eta, rho) = lambda(eta, 0), at each of the overlaps. */
export function bordersOf({ gains }: VarianceMap, strongest: number): BorderPoint[] {
  return etasTo(strongest)
    .slice(1)
    .flatMap((eta) =>
      overlaps.flatMap((Q, k) =>
        changesOf((rho) => gains(eta, rho)[k]! > 0).map((rho, i) => ({
          line: `${Q}.${i}`,
          Q: nameOf(Q),
          eta,
          rho,
        })),
      ),
    );
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
  { heading, under, corners, borders }: Panel,
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
    ...(top && { title: { text: heading, fontSize: 12, fontWeight: 500, offset: 6 } }),
    width: 215,
    height: 170,
    view: { stroke: ink.muted },
    layer: [
      {
        data: { values: corners },
        mark: { type: "area", opacity: 1 },
        encoding: {
          x,
          y: { ...y, field: "from", stack: null },
          y2: { field: "to" },
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
          detail: { field: "line", type: "nominal" },
          strokeDash: {
            field: "Q",
            type: "nominal",
            scale: { domain: overlaps.map(nameOf), range: dashes },
            legend: { title: "3a: border at" },
          },
        },
      },
    ],
  };
}
