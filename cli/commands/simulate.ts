import type { SamplerName } from "../../numerics/samplers/index.ts";
import type { Start } from "../../numerics/samplers/sampler.ts";
import type { Simulation, Statistics } from "../../numerics/simulate.ts";
import { ModelError } from "../../theory/errors.ts";
import { modelOf } from "../model-argument.ts";
import {
  type CommonOptions,
  example,
  numberList,
  oneOf,
  positiveNumber,
  wholeNumber,
  withModel,
} from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { progressBar } from "../progress.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface SimulateOptions extends CommonOptions {
  readonly dimension: number;
  readonly from?: readonly number[];
  readonly start?: "random";
  readonly until: number;
  readonly points: number;
  readonly runs: number;
  readonly sampler?: SamplerName;
  readonly s: number;
}

/** The samplers that hold vectors of N numbers stop here; a gigabyte each is enough. */
const largestVector = 1e8;

/** `simulate`: runs of SGD itself, seen through their order parameters. */
export const addSimulate: AddCommand = (program, context) => {
  withModel(program.command("simulate"))
    .description("run SGD itself at a finite dimension")
    .option("--dimension <n>", "N", wholeNumber(2), 1000)
    .option("--from <overlaps>", "Q1,...,Qd at t = 0, held exactly", numberList)
    .option("--start <kind>", "random: a direction drawn at random, in place of --from", oneOf("random"))
    .option("--until <t>", "the end, in units of N steps", positiveNumber, 20)
    .option("--points <n>", "times in the result, both ends included", wholeNumber(2, 1_000_000), 6)
    .option("--runs <n>", "independent runs", wholeNumber(1, 1_000_000), 16)
    .option(
      "--sampler <name>",
      "direct, projected or overlap (default: overlap where it does the model, else projected)",
      oneOf("direct", "projected", "overlap"),
    )
    .option("--s <s>", "|w|^2/N at t = 0", positiveNumber, 1)
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
  const start = startOf(options);
  const { model } = await modelOf(file, options.model);
  const { simulate, statisticsOf } = await import("../../numerics/simulate.ts");
  const { evenTimes } = await import("../../numerics/integrate.ts");
  const { samplers } = await import("../../numerics/samplers/index.ts");
  const { dimension, runs, seed } = options;
  const fallback = samplers.overlap.refuses(model, dimension) === undefined ? "overlap" : "projected";
  const sampler = samplers[options.sampler ?? fallback];
  if (sampler !== samplers.overlap && dimension > largestVector) {
    throw new ModelError("dimension", `at most ${largestVector} for the ${sampler.name} sampler`);
  }
  const times = evenTimes(options.until, options.points);
  const progress = progressBar(io.stderr);
  const started = performance.now();
  let simulation: Simulation;
  try {
    simulation = simulate(model, {
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
  const d = model.features.length;
  const overlaps = simulation.samples.map((samples) => statisticsOf(samples, 0, d));
  const norms = simulation.samples.map((samples) => statisticsOf(samples, d, d + 1));
  if (options.json) {
    const document = { t: times, Q: columns(overlaps), s: scalars(columns(norms)) };
    printJson(io.stdout, { ...document, steps: simulation.steps, seconds });
    return;
  }
  const withError = ({ mean, standardError }: Statistics): string[] =>
    mean.map((value, i) => `${value.toFixed(5)}${standardError ? ` ± ${standardError[i]!.toFixed(5)}` : ""}`);
  const table = textTable(
    ["t", ...overlapNames(d), "s"],
    times.map((t, i) => [formatValue(t), ...withError(overlaps[i]!), ...withError(norms[i]!)]),
  );
  const about = `SGD on ${model.name}: N = ${dimension}, ${runs} ${runs === 1 ? "run" : "runs"}, ${sampler.name} sampler, seed ${seed}`;
  const meaning = runs > 1 ? "Mean over runs ± its standard error. " : "";
  const cost = `${simulation.steps} steps in ${seconds.toFixed(2)} s.`;
  io.stdout.write(`${about}\n\n${table}\n\n${meaning}${cost}\n`);
}

function startOf({ from, start, s }: SimulateOptions): Start {
  if (from !== undefined && start !== undefined)
    throw new UsageError("--from and --start exclude each other");
  if (start === "random") return { kind: "random", s };
  if (from === undefined) throw new UsageError("no start: give --from Q1,...,Qd or --start random");
  return { kind: "overlaps", Q: from, s };
}

interface Columns {
  readonly mean: number[][];
  readonly standardError: number[][] | null;
  readonly covariance: number[][][] | null;
}

/** Statistics a time as rows a time; a single run has a mean only. */
function columns(statistics: readonly Statistics[]): Columns {
  const single = statistics.some(({ standardError }) => standardError === null);
  return {
    mean: statistics.map(({ mean }) => mean),
    standardError: single ? null : statistics.map(({ standardError }) => standardError!),
    covariance: single ? null : statistics.map(({ covariance }) => covariance!),
  };
}

/** s is one number a time, as in `integrate`, and so are its error and variance. */
function scalars({ mean, standardError, covariance }: Columns) {
  return {
    mean: mean.map(([s]) => s!),
    standardError: standardError?.map(([error]) => error!) ?? null,
    covariance: covariance?.map((matrix) => matrix[0]![0]!) ?? null,
  };
}
