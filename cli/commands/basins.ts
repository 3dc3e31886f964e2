import type { Basins } from "../../numerics/basins/basins.ts";
import type { Model } from "../../theory/model.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, positiveNumber, wholeNumber, withModel } from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { progressBar } from "../progress.ts";
import { threadOptions, type WorkerOptions, withWorkers } from "../thread-options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface BasinsOptions extends CommonOptions, WorkerOptions {
  readonly grid: number;
  readonly s: number;
  readonly dimension?: number;
  readonly svg?: string;
}

/** `basins`: which attractor each start reaches. */
export const addBasins: AddCommand = (program, context) => {
  withWorkers(withModel(program.command("basins")))
    .description("find which attractor the ODE reaches from every start (one or two features)")
    .option("--grid <n>", "cells along each overlap", wholeNumber(2, 2000), 200)
    .option("--s <s>", "|w|^2/N at t = 0", positiveNumber, 1)
    .option(
      "--dimension <n>",
      "also the probability of each feature from a random start at N",
      wholeNumber(2),
    )
    .option("--svg <file>", "draw the basins of two features")
    .addHelpText("after", example("basins --model letter-figure3 --grid 100 --dimension 1000"))
    .action((file: string | undefined, options: BasinsOptions) => runBasins(file, options, context));
};

async function runBasins(file: string | undefined, options: BasinsOptions, { io }: Context): Promise<void> {
  const { model } = await modelOf(file, options.model);
  const { grid, s, dimension, svg } = options;
  if (svg !== undefined && model.features.length !== 2) {
    throw new UsageError(`--svg draws two features, and the model has ${model.features.length}`);
  }
  const { basins } = await import("../../numerics/basins/basins.ts");
  const { selection } = await import("../../numerics/basins/selection.ts");
  const { trustedFlow } = await import("../trusted-flow.ts");
  const flow = trustedFlow(model);
  const bar = progressBar(io.stderr);
  const found = await basins(flow, {
    grid,
    s,
    ...threadOptions(options),
    progress: (done) => bar.update(done, `${grid} cells along each overlap`),
  }).finally(bar.clear);
  const chances = dimension === undefined ? null : selection(flow, found, dimension, s);
  if (svg !== undefined) await drawBasins(found, model, s, svg);
  if (options.json) {
    const { attractors, fractions, none, labels, separatrix } = found;
    printJson(io.stdout, { s, attractors, fractions, none, selection: chances, labels, separatrix });
    return;
  }
  io.stdout.write(basinsText(found, model));
  if (chances) io.stdout.write(selectionText(chances, dimension!));
  if (svg !== undefined) io.stdout.write(`\nWritten: ${svg}\n`);
}

async function drawBasins(found: Basins, model: Model, s: number, path: string): Promise<void> {
  const { basinsFigure } = await import("../../report/figures/basins.ts");
  const { writeFile } = await import("../write-file.ts");
  const { svg } = await basinsFigure({ title: `Basins of attraction of ${model.name}`, s, ...found });
  writeFile(path, svg);
}

function basinsText({ attractors, fractions, none }: Basins, model: Model): string {
  if (attractors.length === 0) return `${model.name} has no stable fixed point that was found\n`;
  const rows = attractors.map(({ Q, s, feature }, i) => [
    ...[...Q, s].map(formatValue),
    feature === null ? "-" : String(feature),
    fractions[i]!.toFixed(4),
  ]);
  const header = [...overlapNames(model.features.length), "s", "feature", "share of starts"];
  const rest =
    none.cells === 0
      ? "Every start reaches one of them."
      : `No label: ${none.cells} starts (${none.fraction.toFixed(4)}), on a border or reaching none of them in time.`;
  return `Attractors of ${model.name} and their basins\n\n${textTable(header, rows)}\n\n${rest}\n`;
}

function selectionText(chances: readonly number[], dimension: number): string {
  const list = chances.map((chance, l) => `feature ${l + 1}: ${chance.toFixed(4)}`).join(", ");
  return `Selection from a random start at N = ${dimension}, to leading order: ${list}\n`;
}
