import { InvalidArgumentError } from "commander";
import type { IntegratorName } from "../../numerics/integrators/index.ts";
import { modelOf } from "../model-argument.ts";
import {
  type CommonOptions,
  example,
  finiteNumber,
  fraction,
  oneOf,
  wholeNumber,
  withModel,
} from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { exactStart, type TrajectoryOptions, withTrajectory } from "../trajectory-options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface IntegrateOptions extends CommonOptions, TrajectoryOptions {
  readonly method: IntegratorName;
  readonly tolerance: number;
  readonly fluctuations?: boolean;
  readonly dimension?: number;
  readonly untilFixedPoint?: boolean;
  readonly untilLevel?: Level;
}

interface Level {
  readonly variable: string;
  readonly level: number;
}

const shapes = `
JSON:
  t            the times
  Q            a row of d overlaps a time
  s            one number a time
  sigma        with --fluctuations: Sigma = lim N Cov over runs, a matrix a time; rows Q1..Qd, then s when it is free
  sd           with --dimension N: { Q, s }, standard deviations of a run, sqrt(Sigma/N)
  stop         with --until-fixed-point or --until-level: { reason, t }, the last row; null when --until came first`;

/** `integrate`: the ODE's solution from given overlaps. */
export const addIntegrate: AddCommand = (program, context) => {
  withTrajectory(withModel(program.command("integrate")))
    .description("solve the ODE from given overlaps")
    .option("--method <name>", "auto, odex or rodas4", oneOf("auto", "odex", "rodas4"), "auto")
    .option("--tolerance <x>", "relative and absolute error allowed a step", fraction, 1e-8)
    .option("--fluctuations", "also how runs at large N spread about the solution")
    .option("--dimension <n>", "with --fluctuations: the spread at N = n", wholeNumber(2))
    .option(
      "--until-fixed-point",
      "stop within 100 tolerances of a stable fixed point, --until at the latest",
    )
    .option("--until-level <variable=x>", "stop where Q1=0.5, or s=2: --until at the latest", level)
    .addHelpText("after", shapes)
    .addHelpText("after", example("integrate --model letter-figure3 --from 0.2,0.1 --until 20 --points 6"))
    .action((file: string | undefined, options: IntegrateOptions) => runIntegrate(file, options, context));
};

function level(text: string): Level {
  const [, variable, value] = /^(Q\d+|s)=(.+)$/.exec(text) ?? [];
  if (!variable || !value)
    throw new InvalidArgumentError("A variable and its level, such as Q1=0.5, are expected.");
  return { variable, level: finiteNumber(value) };
}

async function runIntegrate(
  file: string | undefined,
  options: IntegrateOptions,
  { io }: Context,
): Promise<void> {
  const { method, tolerance, fluctuations, dimension, untilFixedPoint, untilLevel } = options;
  if (dimension !== undefined && !fluctuations) {
    throw new UsageError("--dimension is for the spread over runs: give --fluctuations too");
  }
  const { model } = await modelOf(file, options.model);
  const { evenTimes, fixedPointReached, integrate, levelCrossed } = await import(
    "../../numerics/integrate.ts"
  );
  const { standardDeviations, startingCovariance } = await import(
    "../../numerics/fluctuations/prediction.ts"
  );
  const { trustedFlow } = await import("../trusted-flow.ts");
  const flow = trustedFlow(model);
  const start = exactStart(options, flow.features);
  const times = evenTimes(options.until, options.points);
  const events = [
    ...(untilFixedPoint ? [fixedPointReached(flow, 100 * tolerance)] : []),
    ...(untilLevel ? [levelCrossed(flow, untilLevel.variable, untilLevel.level)] : []),
  ];
  const trajectory = integrate(flow, start, times, {
    method,
    tolerance,
    events,
    ...(fluctuations && { covariance: startingCovariance(flow, start) }),
  });
  const { t, Q, s, sigma, evaluations } = trajectory;
  const stop = trajectory.stop && { reason: trajectory.stop.event.name, t: trajectory.stop.t };
  const spread = sigma && standardDeviations(flow, sigma, dimension ?? 1);
  if (options.json) {
    const found = {
      ...(sigma && { sigma }),
      ...(dimension !== undefined && { sd: spread }),
      ...(events.length > 0 && { stop }),
    };
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
  const asked = events.map(({ name }) => name).join(" or ");
  const ending = stop
    ? `\nIt reaches ${stop.reason} at t = ${stop.t.toPrecision(10)}.\n`
    : `\nIt does not reach ${asked} by t = ${options.until}.\n`;
  io.stdout.write(
    `ODE of ${model.name}: ${trajectory.method}, ${evaluations} evaluations of the right-hand side\n\n${table}\n${spread ? `\n${meaning}\n` : ""}${asked === "" ? "" : ending}`,
  );
}
