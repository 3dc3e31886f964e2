import { compileFlow } from "../../numerics/flow/flow.ts";
import { type Derivation, derive } from "../../theory/derive.ts";
import { varyModel } from "../../theory/model.ts";
import { type FigureSpec, ink, renderFigure } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { type FigureRecipe, isClosed } from "./recipe.ts";

/** Overlaps with the first feature, in units of sqrt(s), at which lambda is looked at; all others are zero. */
const overlaps = [0, 0.5, 0.9] as const;

/** From the darkest: where lambda is smaller than without correlation at all of `overlaps`, at some, at none. */
const verdicts = ["at all three", "at some", "at none"] as const;
const shades = ["#a3d9c3", "#fbe9b7", "#f6c6a0"];

/** A border lambda(rho) = lambda(0) of one overlap. */
interface BorderPoint {
  readonly Q: string;
  readonly eta: number;
  readonly rho: number;
}

/**
 * Where finding 3a holds in the plane of the noise's strength and correlation: the sign of lambda(rho) - lambda(0), for
 * phi = y, where the border is proved, and for the model's own phi.
 */
export const noiseRegion: FigureRecipe = {
  name: "noise-region",
  topic: "region of finding 3a in (η, ρ)",
  suits: isClosed,
  async draw({ model, scale }) {
    const cells = scale === "full" ? 12 : 5;
    const nu = model.background.toNumber();
    const strongest = nu > 0 ? 6 * nu : 4;
    const own = model.activation.text === "y";
    const models = own ? [model] : [varyModel(model, { activation: "identity" }), model];
    const panels = models
      .map((one) => derive(one))
      .map((one) => ({
        title: `φ(y) = ${one.model.activation.text}`,
        cells: verdictCells(one, strongest, cells),
        borders: overlaps.flatMap((Q) => borderOf(one, Q, strongest, cells)),
      }));
    const title = `Where negative correlation lowers the gradient variance of ${model.name}`;
    return {
      title,
      caption: `Colour: whether λ(η, ρ) < λ(η, 0) at Q1 = ${overlaps.join(", ")} √s, all other overlaps 0. Lines: the borders λ(η, ρ) = λ(η, 0) at each of them. For φ = y it is proved that the border is -ρη = 2ν + Q1² m2 (s = 1). ${modelSentence(model)} (Its own η and ρ are one point here.)`,
      svg: await renderFigure(specOf(title, panels, strongest) as unknown as FigureSpec),
    };
  },
};

/** lambda at s = 1 with the first overlap given. */
function lambdaOf(derivation: Derivation, eta: number, rho: number): (Q: number) => number {
  // All numbers are symbols in a derivation, so that one serves for all of them.
  const noisy = varyModel(derivation.model, { augmentation: { variance: eta, correlation: rho } });
  const { terms, features } = compileFlow(noisy, { tabulate: false, derivation });
  return (Q) => terms([Q, ...new Array<number>(features - 1).fill(0)], 1).lambda;
}

/** lambda(rho) - lambda(0) at each overlap, for many correlations of one strength. */
function excess(model: Derivation, eta: number): (rho: number) => (Q: number) => number {
  const uncorrelated = lambdaOf(model, eta, 0);
  return (rho) => {
    const lambda = lambdaOf(model, eta, rho);
    return (Q) => lambda(Q) - uncorrelated(Q);
  };
}

interface Cell {
  readonly eta: number;
  readonly eta2: number;
  readonly rho: number;
  readonly rho2: number;
  readonly verdict: string;
}

function verdictCells(model: Derivation, strongest: number, cells: number): Cell[] {
  return Array.from({ length: cells }, (_, i) => {
    const eta = ((i + 0.5) * strongest) / cells;
    const at = excess(model, eta);
    return Array.from({ length: cells }, (_, j) => {
      const difference = at(-(j + 0.5) / cells);
      const smaller = overlaps.filter((Q) => difference(Q) < 0).length;
      const verdict = verdicts[smaller === overlaps.length ? 0 : smaller > 0 ? 1 : 2];
      // Each reaches a little under the next one, so that no hairline is left between them.
      return {
        eta: (i * strongest) / cells,
        eta2: (Math.min(cells, i + 1.2) * strongest) / cells,
        rho: -j / cells,
        rho2: -Math.min(cells, j + 1.2) / cells,
        verdict,
      };
    });
  }).flat();
}

/** The correlation at which the difference changes sign, by the Illinois method at each strength where it does so between 0 and -1. */
export function borderOf(model: Derivation, Q: number, strongest: number, cells: number): BorderPoint[] {
  return Array.from({ length: cells }, (_, i) => {
    const eta = ((i + 1) * strongest) / cells;
    const at = excess(model, eta);
    // Over rho: without the zero at rho = 0 it is close to a straight line.
    const slope = (rho: number): number => at(rho)(Q) / rho;
    let [a, b] = [-1e-3, -1];
    let [atA, atB] = [slope(a), slope(b)];
    if (atA * atB > 0) return [];
    for (let k = 0; k < 20 && atB !== 0; k++) {
      const rho = b - (atB * (b - a)) / (atB - atA);
      const moved = Math.abs(rho - b);
      const value = slope(rho);
      if (value * atB < 0) [a, atA] = [b, atB];
      else atA /= 2;
      [b, atB] = [rho, value];
      if (moved < 1e-4) break;
    }
    return [{ Q: `Q₁ = ${Q} √s`, eta, rho: b }];
  }).flat();
}

function specOf(
  title: string,
  panels: readonly { title: string; cells: readonly Cell[]; borders: readonly BorderPoint[] }[],
  strongest: number,
): object {
  const x = {
    field: "eta",
    type: "quantitative",
    title: "noise strength η",
    scale: { domain: [0, strongest], nice: false },
  };
  const y = {
    field: "rho",
    type: "quantitative",
    title: "correlation ρ",
    scale: { domain: [-1, 0], nice: false },
  };
  const names = overlaps.map((Q) => `Q₁ = ${Q} √s`);
  return {
    title,
    hconcat: panels.map((panel, i) => ({
      title: { text: panel.title, fontSize: 12, fontWeight: 500, offset: 6 },
      width: 250,
      height: 250,
      layer: [
        {
          data: { values: panel.cells },
          mark: { type: "rect", opacity: 1 },
          encoding: {
            x,
            y: i === 0 ? y : { ...y, title: null },
            x2: { field: "eta2" },
            y2: { field: "rho2" },
            color: {
              field: "verdict",
              type: "nominal",
              scale: { domain: verdicts, range: shades },
              legend: { title: "λ(η, ρ) < λ(η, 0)", symbolType: "square" },
            },
          },
        },
        {
          data: { values: panel.borders },
          mark: { type: "line", strokeWidth: 2, color: ink.text },
          encoding: {
            x,
            y,
            detail: { field: "Q", type: "nominal" },
            strokeDash: {
              field: "Q",
              type: "nominal",
              scale: {
                domain: names,
                range: [
                  [1, 0],
                  [6, 4],
                  [2, 3],
                ],
              },
              legend: { title: "border at" },
            },
          },
        },
      ],
    })),
    resolve: { scale: { color: "shared", strokeDash: "shared" } },
  };
}
