import type { SamplerName } from "../../numerics/samplers/index.ts";
import type { Start } from "../../numerics/samplers/sampler.ts";
import type { Simulation } from "../../numerics/simulate.ts";
import { ModelError } from "../../theory/errors.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, oneOf, wholeNumber, withModel } from "../options.ts";
import { printJson } from "../output.ts";
import { progressBar } from "../progress.ts";
import type { Comparison } from "../simulation/comparison.ts";
import { threadOptions, type WorkerOptions, withWorkers } from "../thread-options.ts";
import { exactStart, type TrajectoryOptions, withTrajectory } from "../trajectory-options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface SimulateOptions extends CommonOptions, TrajectoryOptions, WorkerOptions {
  readonly dimension: number;
  readonly start?: "random";
  readonly runs: number;
  readonly sampler?: SamplerName;
  /** False with --no-predict. */
  readonly predict: boolean;
}

const shapes = `
JSON:
  t            the times
  Q, s         { mean, standardError, covariance } over runs, a row a time; without spread for one run
  predicted    { Q, s, sd, deviation }: the ODE, the standard deviations sqrt(Sigma/N) of a run, and how far the means
               are off in standard errors sd/sqrt(runs); null where the theory says nothing
  steps        of SGD, all runs together`;

/** The samplers that hold vectors of N numbers stop here; a gigabyte each is enough. */
const largestVector = 1e8;

/** `simulate`: runs of SGD itself, seen through their order parameters. */
export const addSimulate: AddCommand = (program, context) => {
  withWorkers(withTrajectory(withModel(program.command("simulate"))))
    .description("run SGD itself at a finite dimension, beside what the theory predicts")
    .option("--dimension <n>", "N", wholeNumber(2), 1000)
    .option("--start <kind>", "random: a direction drawn at random, in place of --from", oneOf("random"))
    .option("--runs <n>", "independent runs", wholeNumber(1, 1_000_000), 16)
    .option(
      "--sampler <name>",
      "direct, projected or overlap (default: overlap where it does the model, else projected)",
      oneOf("direct", "projected", "overlap"),
    )
    .option("--no-predict", "leave the theory out")
    .addHelpText("after", shapes)
    .addHelpText(
      "after",
      example("simulate --model letter-figure3 --dimension 1000 --from 0.2,0.1 --runs 16"),
    )
    .action((file: string | undefined, options: SimulateOptions) => runSimulate(file, options, context));
};

async function runSimulate(
  file: string | undefined,
  options: SimulateOptions,
  { io }: Context,
): Promise<void> {
  if (options.from !== undefined && options.start !== undefined)
    throw new UsageError("--from and --start exclude each other");
  const { model } = await modelOf(file, options.model);
  const d = model.features.length;
  const start: Start = options.start ? { kind: "random", s: options.s } : exactStart(options, d);
  const { simulateParallel } = await import("../../numerics/simulate-parallel.ts");
  const { evenTimes } = await import("../../numerics/integrate.ts");
  const { samplers } = await import("../../numerics/samplers/index.ts");
  const { columnsOf, scalars } = await import("../simulation/columns.ts");
  const { compare, predictionOf } = await import("../simulation/comparison.ts");
  const { simulationTable } = await import("../simulation/table.ts");
  const { dimension, runs, seed } = options;
  const fallback = samplers.overlap.refuses(model, dimension) === undefined ? "overlap" : "projected";
  const sampler = options.sampler ?? fallback;
  if (sampler !== "overlap" && dimension > largestVector) {
    throw new ModelError("dimension", `at most ${largestVector} for the ${sampler} sampler`);
  }
  const times = evenTimes(options.until, options.points);
  const progress = progressBar(io.stderr);
  const started = performance.now();
  let simulation: Simulation;
  try {
    simulation = await simulateParallel(model, {
      ...threadOptions(options),
      sampler,
      dimension,
      start,
      times,
      runs,
      seed,
      progress: (done) => progress.update(done, `${runs} runs at N = ${dimension}`),
    });
  } finally {
    progress.clear();
  }
  const seconds = (performance.now() - started) / 1000;
  const overlaps = columnsOf(simulation, 0, d);
  const norms = columnsOf(simulation, d, d + 1);
  const mean = { Q: overlaps.mean, s: scalars(norms).mean };
  const prediction = options.predict ? predictionOf(model, start, times, dimension) : null;
  const compared = prediction && typeof prediction !== "string" ? compare(mean, prediction, runs) : null;
  if (options.json) {
    const { steps } = simulation;
    printJson(io.stdout, { t: times, Q: overlaps, s: scalars(norms), predicted: compared, steps, seconds });
    return;
  }
  const about = `SGD on ${model.name}: N = ${dimension}, ${runs} ${runs === 1 ? "run" : "runs"}, ${sampler} sampler, seed ${seed}`;
  const notes = [
    ...(runs > 1 ? ["Mean over runs ± its standard error."] : []),
    ...(compared ? theoryNotes(compared) : []),
    ...(typeof prediction === "string" ? [`No prediction: ${prediction}.`] : []),
    `${simulation.steps} steps in ${seconds.toFixed(2)} s.`,
  ];
  const table = simulationTable(times, { overlaps, norms }, runs, compared);
  io.stdout.write(`${about}\n\n${table}\n\n${notes.join("\n")}\n`);
}

/** Overlaps whose predicted spread is beyond this part of |w|/sqrt N bend the drift, which is linear in the theory of Sigma. */
const largestSpread = 0.2;

function theoryNotes({ s, sd }: Comparison): string[] {
  const ended = sd.Q.some((row, i) => Math.max(...row) > largestSpread * Math.sqrt(s[i]!));
  return [
    "Theory: the ODE ± the standard error that Sigma/N predicts. Off: the difference in these standard errors.",
    ...(ended ? ["Sigma is of the linear theory, which has ended where this spread is not small."] : []),
  ];
}
