import { callThreads, type ThreadOptions } from "../../numerics/parallel/call-threads.ts";
import type { Derivation } from "../../theory/derive.ts";
import { type DrawnFigure, drawFigure, drawFigureAddress, type FigureTask } from "./draw-figure.ts";
import { figureRecipes } from "./index.ts";

/** Which figures a report has: the letter's, those that go beyond it too, or none. */
export type FigureChoice = "letter" | "all" | "none";

interface DrawOptions extends ThreadOptions {
  readonly choice: FigureChoice;
  readonly seed: number;
  readonly scale?: FigureTask["scale"];
}

/** The figures of each model, in the order of `figureRecipes`; the same for any number of threads. */
export async function drawAll(
  derivations: readonly Derivation[],
  { choice, seed, scale = "full", ...spread }: DrawOptions,
): Promise<DrawnFigure[][]> {
  const chosen = figureRecipes.filter(
    ({ letter }) => choice === "all" || (choice === "letter" && letter !== undefined),
  );
  const tasks = derivations.map((derivation): FigureTask[] => {
    const { source: input, name: model } = derivation.model;
    return chosen
      .filter((recipe) => recipe.suits(derivation))
      .map((recipe) => ({ recipe: recipe.name, input, model, seed, scale }));
  });
  const drawn = await drawTasks(tasks.flat(), spread);
  return tasks.map((own) => drawn.splice(0, own.length));
}

async function drawTasks(tasks: readonly FigureTask[], spread: ThreadOptions): Promise<DrawnFigure[]> {
  const { threads = 0, progress } = spread;
  if (threads < 2 || tasks.length < 2) {
    const drawn: DrawnFigure[] = [];
    for (const task of tasks) {
      progress?.(drawn.length / tasks.length);
      drawn.push(await drawFigure(task));
    }
    return drawn;
  }
  return callThreads<FigureTask, DrawnFigure>(drawFigureAddress, tasks, spread);
}
