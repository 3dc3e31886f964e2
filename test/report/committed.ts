import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FigureTask } from "../../report/figures/draw-figure.ts";
import { figureRecipes } from "../../report/figures/index.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { derive } from "../../theory/derive.ts";
import { parseModel } from "../../theory/model.ts";

const open = {
  ...builtinModels[0]!.input,
  constraint: "free",
  regularizer: { kind: "l1", strength: "1/2" },
};

const derivations = [...builtinModels, { name: "l1", input: open }].map(({ name, input }) =>
  derive(parseModel(input, name)),
);

/** Every figure of the suite, small, of the first model that it suits. */
export const committedTasks: readonly FigureTask[] = figureRecipes.map((recipe) => {
  const { model } = derivations.find((derivation) => recipe.suits(derivation))!;
  return { recipe: recipe.name, input: model.source, model: model.name, seed: 5, scale: "small" };
});

/** The README's figures, as a report has them, by the file that holds them. */
export const readmeTasks: readonly { readonly file: string; readonly task: FigureTask }[] = [
  { file: "docs/figure2.svg", recipe: "trajectories" },
  { file: "docs/phase-portrait.svg", recipe: "phase-portrait" },
].map(({ file, recipe }) => {
  const { name, input } = builtinModels.find((model) => model.name === "letter-figure3")!;
  return { file: inRepository(file), task: { recipe, input, model: name, seed: 1, scale: "full" } };
});

function inRepository(file: string): string {
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}

/** Where the picture is kept that a figure is compared with. */
export function committedPath(name: string): string {
  return fileURLToPath(new URL(`figures/${name}.svg`, import.meta.url));
}

export function committedFigure(name: string): string {
  return readFileSync(committedPath(name), "utf8");
}

/** The published schema of `verify --json`. */
export const schemaPath = inRepository("docs/verify.schema.json");
