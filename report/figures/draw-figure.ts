import { DriftproofError } from "../../theory/errors.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import type { Figure } from "./figure.ts";
import { figureRecipes } from "./index.ts";
import type { FigureContext } from "./recipe.ts";

/** One figure of one model, as plain data that crosses to a worker thread. */
export interface FigureTask {
  readonly recipe: string;
  readonly input: ModelInput;
  readonly model: string;
  readonly seed: number;
  readonly scale: FigureContext["scale"];
}

/** A figure in its place, or why the model has none. */
export type DrawnFigure = { readonly name: string; readonly letter?: string } & (
  | { readonly figure: Figure }
  | { readonly missing: string }
);

/** Where worker threads find `drawFigure`. */
export const drawFigureAddress = { module: import.meta.url, name: "drawFigure" };

/** Draws one figure: what a worker thread runs. */
export async function drawFigure({
  recipe: name,
  input,
  model,
  ...options
}: FigureTask): Promise<DrawnFigure> {
  const recipe = figureRecipes.find((one) => one.name === name)!;
  const place = { name, ...(recipe.letter !== undefined && { letter: recipe.letter }) };
  try {
    return { ...place, figure: await recipe.draw({ model: parseModel(input, model), ...options }) };
  } catch (error) {
    // A solution that blows up has no picture; the verdicts are about it, not the report's decoration.
    if (!(error instanceof DriftproofError)) throw error;
    return { ...place, missing: error.message };
  }
}
