import type { Start } from "../../numerics/samplers/sampler.ts";
import { ModelError } from "../../theory/errors.ts";
import type { Model } from "../../theory/model.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, wholeNumber, withModel } from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { type Progress, progressBar } from "../progress.ts";
import { exactStart, type TrajectoryOptions, withTrajectory } from "../trajectory-options.ts";
import { UsageError } from "../usage-error.ts";
import { writeFile } from "../write-file.ts";
import type { AddCommand, Context } from "./command.ts";

interface PdeCommandOptions extends CommonOptions, TrajectoryOptions {
  readonly cells: number;
  readonly nodes?: number;
  readonly svg?: string;
  readonly dimension?: number;
}

const shapes = `
JSON:
  t            the times
  Q            a row of d overlaps a time
  s            one number a time
  density      { w, p }: the cells' centres, and the marginal density of the weights there, a row a time
  error        { grid, density, nodes, time }: estimated errors by the grid of Q and s and of the density
               (Wasserstein-1), of Q and s by the nodes of u at most, and of the density by the time
               steps (total variation)
  cells        cells at the end: the grid grows where the weights spread`;

/** `pde`: the density of the weights themselves, for penalties whose overlaps' equations do not close too. */
export const addPde: AddCommand = (program, context) => {
  withTrajectory(withModel(program.command("pde")), 10_000)
    .description("solve the PDE for the density of the weights; also where no ODE closes")
    .option("--cells <n>", "cells in w at the start, a multiple of 4", wholeNumber(8, 100_000), 400)
    .option(
      "--nodes <n>",
      "quadrature nodes for each feature's entries (default: 48, or 24 for two features)",
      wholeNumber(1, 200),
    )
    .option("--svg <file>", "draw the density at the last time")
    .option(
      "--dimension <n>",
      "with --svg: over the histogram of one run of SGD at N = n",
      wholeNumber(2, 1e6),
    )
    .addHelpText("after", shapes)
    .addHelpText("after", example("pde model.json --from 0.3 --until 20 --svg density.svg --dimension 1000"))
    .action((file: string | undefined, options: PdeCommandOptions) => runPde(file, options, context));
};

async function runPde(file: string | undefined, options: PdeCommandOptions, { io }: Context): Promise<void> {
  if (options.dimension !== undefined && options.svg === undefined) {
    throw new UsageError("--dimension is for the histogram in a figure: give --svg too");
  }
  const { model } = await modelOf(file, options.model);
  const { evenTimes } = await import("../../numerics/integrate.ts");
  const { solvePde } = await import("../../numerics/pde/solve-pde.ts");
  const { derive, requireAgreement } = await import("../../theory/derive.ts");
  const derivation = derive(model);
  requireAgreement(derivation);
  const times = evenTimes(options.until, options.points);
  const start = exactStart(options, model.features.length);
  const progress = progressBar(io.stderr);
  const solution = (() => {
    try {
      return solvePde(model, start, times, {
        cells: options.cells,
        ...(options.nodes !== undefined && { nodes: options.nodes }),
        derivation,
        progress: (done) => progress.update(done, `PDE of ${model.name}`),
      });
    } finally {
      progress.clear();
    }
  })();
  const { t, Q, s, density, error, steps } = solution;
  if (options.svg !== undefined) await draw(options.svg, model, density, options, progress);
  const cells = density.w.length;
  if (options.json) {
    printJson(io.stdout, { t, Q, s, density, error, cells });
    return;
  }
  const table = textTable(
    ["t", ...overlapNames(model.features.length), "s"],
    t.map((time, i) => [time, ...Q[i]!, s[i]!].map(formatValue)),
  );
  const nodes = solution.rows.values.length;
  io.stdout.write(
    `PDE of ${model.name}: ${cells} cells in w for each of ${nodes} nodes of u, ${steps} steps\n\n${table}\n\n` +
      "Errors, estimated:\n" +
      `  grid        Q and s ${error.grid.toExponential(1)}, density ${error.density.toExponential(1)} (Wasserstein-1)\n` +
      `  nodes of u  Q and s at most ${error.nodes.toExponential(1)}\n` +
      `  time steps  density ${error.time.toExponential(1)} (total variation)\n`,
  );
}

async function draw(
  file: string,
  model: Model,
  density: { readonly w: readonly number[]; readonly p: readonly (readonly number[])[] },
  { dimension, until, seed, ...options }: PdeCommandOptions,
  progress: Progress,
): Promise<void> {
  const { densityFigure } = await import("../../report/figures/density.ts");
  const start = exactStart(options, model.features.length);
  const simulated = dimension !== undefined && {
    weights: await simulatedWeights(model, { dimension, start, until }, seed, progress),
    about: `one run of SGD at N = ${dimension}, seed ${seed}`,
  };
  const title = `Density of the weights of ${model.name} at t = ${formatValue(until)}`;
  const { w, p } = density;
  const figure = await densityFigure({ title, w, p: p.at(-1)!, t: until, ...(simulated && { simulated }) });
  writeFile(file, figure.svg);
}

async function simulatedWeights(
  model: Model,
  run: { dimension: number; start: Start; until: number },
  seed: number,
  progress: Progress,
): Promise<Float64Array> {
  const { projected } = await import("../../numerics/samplers/projected.ts");
  const { Random } = await import("../../numerics/random/random.ts");
  const { weightsAt } = await import("../../numerics/weights-at.ts");
  const { dimension } = run;
  const refusal = projected.refuses(model, dimension);
  if (refusal) throw new ModelError("dimension", refusal);
  try {
    return weightsAt(model, { ...run, random: Random.stream(seed, 0) }, (done) =>
      progress.update(done, `SGD at N = ${dimension}`),
    );
  } finally {
    progress.clear();
  }
}
