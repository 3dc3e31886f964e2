import type { IntegratorName } from "../../numerics/integrators/index.ts";
import { modelOf } from "../model-argument.ts";
import {
  type CommonOptions,
  example,
  fraction,
  numberList,
  oneOf,
  positiveNumber,
  wholeNumber,
  withModel,
} from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface IntegrateOptions extends CommonOptions {
  readonly from: readonly number[];
  readonly until: number;
  readonly points: number;
  readonly s: number;
  readonly method: IntegratorName;
  readonly tolerance: number;
  readonly fluctuations?: boolean;
}

/** `integrate`: the ODE's solution from given overlaps. */
export const addIntegrate: AddCommand = (program, context) => {
  withModel(program.command("integrate"))
    .description("solve the ODE from given overlaps")
    .requiredOption("--from <overlaps>", "Q1,...,Qd at t = 0", numberList)
    .option("--until <t>", "the end, in units of N steps", positiveNumber, 20)
    .option("--points <n>", "times in the result, both ends included", wholeNumber(2, 1_000_000), 6)
    .option("--s <s>", "|w|^2/N at t = 0", positiveNumber, 1)
    .option("--method <name>", "auto, odex or rodas4", oneOf("auto", "odex", "rodas4"), "auto")
    .option("--tolerance <x>", "relative and absolute error allowed a step", fraction, 1e-8)
    .option("--fluctuations", "also the covariance of finite N (not available yet)")
    .addHelpText("after", example("integrate --model letter-figure3 --from 0.2,0.1 --until 20 --points 6"))
    .action((file: string | undefined, options: IntegrateOptions) => runIntegrate(file, options, context));
};

async function runIntegrate(
  file: string | undefined,
  options: IntegrateOptions,
  { io }: Context,
): Promise<void> {
  if (options.fluctuations) throw new UsageError("--fluctuations is not available yet");
  const { model } = await modelOf(file, options.model);
  const { evenTimes, integrate } = await import("../../numerics/integrate.ts");
  const { trustedFlow } = await import("../trusted-flow.ts");
  const start = { Q: options.from, s: options.s };
  const times = evenTimes(options.until, options.points);
  const { method, tolerance } = options;
  const trajectory = integrate(trustedFlow(model), start, times, { method, tolerance });
  const { t, Q, s, evaluations } = trajectory;
  if (options.json) {
    printJson(io.stdout, { t, Q, s, method: trajectory.method, evaluations });
    return;
  }
  const table = textTable(
    ["t", ...overlapNames(model.features.length), "s"],
    t.map((time, i) => [time, ...Q[i]!, s[i]!].map(formatValue)),
  );
  io.stdout.write(
    `ODE of ${model.name}: ${trajectory.method}, ${evaluations} evaluations of the right-hand side\n\n${table}\n`,
  );
}
