import type { IntegratorName } from "../../numerics/integrators/index.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, fraction, oneOf, wholeNumber, withModel } from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { exactStart, type TrajectoryOptions, withTrajectory } from "../trajectory-options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface IntegrateOptions extends CommonOptions, TrajectoryOptions {
  readonly method: IntegratorName;
  readonly tolerance: number;
  readonly fluctuations?: boolean;
  readonly dimension?: number;
}

const shapes = `
JSON:
  t            the times
  Q            a row of d overlaps a time
  s            one number a time
  sigma        with --fluctuations: Sigma = lim N Cov over runs, a matrix a time; rows Q1..Qd, then s when it is free
  sd           with --dimension N: { Q, s }, standard deviations of a run, sqrt(Sigma/N)`;

/** `integrate`: the ODE's solution from given overlaps. */
export const addIntegrate: AddCommand = (program, context) => {
  withTrajectory(withModel(program.command("integrate")))
    .description("solve the ODE from given overlaps")
    .option("--method <name>", "auto, odex or rodas4", oneOf("auto", "odex", "rodas4"), "auto")
    .option("--tolerance <x>", "relative and absolute error allowed a step", fraction, 1e-8)
    .option("--fluctuations", "also how runs at large N spread about the solution")
    .option("--dimension <n>", "with --fluctuations: the spread at N = n", wholeNumber(2))
    .addHelpText("after", shapes)
    .addHelpText("after", example("integrate --model letter-figure3 --from 0.2,0.1 --until 20 --points 6"))
    .action((file: string | undefined, options: IntegrateOptions) => runIntegrate(file, options, context));
};

async function runIntegrate(
  file: string | undefined,
  options: IntegrateOptions,
  { io }: Context,
): Promise<void> {
  const { method, tolerance, fluctuations, dimension } = options;
  if (dimension !== undefined && !fluctuations) {
    throw new UsageError("--dimension is for the spread over runs: give --fluctuations too");
  }
  const { model } = await modelOf(file, options.model);
  const { evenTimes, integrate } = await import("../../numerics/integrate.ts");
  const { standardDeviations, startingCovariance } = await import(
    "../../numerics/fluctuations/prediction.ts"
  );
  const { trustedFlow } = await import("../trusted-flow.ts");
  const flow = trustedFlow(model);
  const start = exactStart(options, flow.features);
  const times = evenTimes(options.until, options.points);
  const trajectory = integrate(flow, start, times, {
    method,
    tolerance,
    ...(fluctuations && { covariance: startingCovariance(flow, start) }),
  });
  const { t, Q, s, sigma, evaluations } = trajectory;
  const spread = sigma && standardDeviations(flow, sigma, dimension ?? 1);
  if (options.json) {
    const found = { ...(sigma && { sigma }), ...(dimension !== undefined && { sd: spread }) };
    printJson(io.stdout, { t, Q, s, ...found, method: trajectory.method, evaluations });
    return;
  }
  const names = [...overlapNames(flow.features), "s"];
  const withSpread = (value: number, deviation: number | undefined): string =>
    formatValue(value) + (deviation === undefined ? "" : ` ± ${deviation.toPrecision(3)}`);
  const table = textTable(
    ["t", ...names],
    t.map((time, i) => [
      formatValue(time),
      ...Q[i]!.map((value, l) => withSpread(value, spread?.Q[i]?.[l])),
      withSpread(s[i]!, flow.size > flow.features ? spread?.s[i] : undefined),
    ]),
  );
  const meaning =
    dimension === undefined
      ? "± sqrt(N) times the standard deviation over runs at large N."
      : `± the standard deviation over runs at N = ${dimension}, to leading order.`;
  io.stdout.write(
    `ODE of ${model.name}: ${trajectory.method}, ${evaluations} evaluations of the right-hand side\n\n${table}\n${spread ? `\n${meaning}\n` : ""}`,
  );
}
