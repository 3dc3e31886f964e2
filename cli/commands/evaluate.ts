import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, withModel } from "../options.ts";
import { formatValue, formatVector, printJson } from "../output.ts";
import { parseState } from "../state-argument.ts";
import type { AddCommand, Context } from "./command.ts";

interface EvaluateOptions extends CommonOptions {
  readonly at: string;
}

/** `evaluate`: the derived terms, the ODE and its Jacobian as numbers at one state. */
export const addEvaluate: AddCommand = (program, context) => {
  withModel(program.command("evaluate"))
    .description("evaluate g, f, lambda, the ODE and its Jacobian at one state, by full quadrature")
    .requiredOption("--at <state>", 'the state as JSON, {"Q":[0.5,0.2],"s":1}')
    .addHelpText("after", example(`evaluate --model letter-figure3 --at '{"Q":[0.5,0.2]}'`))
    .action((file: string | undefined, options: EvaluateOptions) => runEvaluate(file, options, context));
};

async function runEvaluate(
  file: string | undefined,
  options: EvaluateOptions,
  { io }: Context,
): Promise<void> {
  const { model } = await modelOf(file, options.model);
  const { Q, s } = parseState(options.at, model);
  const { trustedFlow } = await import("../trusted-flow.ts");
  // A density has so many nodes that a table, itself exact to 1e-13, is what full quadrature can afford.
  const tabulate = model.features.some(({ measure }) => measure.kind === "density");
  const flow = trustedFlow(model, { tabulate });
  const { features: d, size, derivation } = flow;
  const state = Float64Array.from(size > d ? [...Q, s] : Q);
  const rates = new Float64Array(size);
  const flat = new Float64Array(size * size);
  flow.rhs(state, rates);
  flow.jacobian(state, flat);
  const jacobian = Array.from({ length: size }, (_, i) => [...flat.subarray(i * size, (i + 1) * size)]);
  const ode = { Q: [...rates.subarray(0, d)], s: size > d ? rates[d]! : null };
  const { g, f, lambda } = flow.terms(Q, s);
  if (options.json) {
    printJson(io.stdout, { g, f, lambda, ode, jacobian });
    return;
  }
  const rows: [string, string][] = [
    ...g.map((value, l): [string, string] => [`g${l + 1}`, formatValue(value)]),
    ["f", formatValue(f)],
    ["lambda", formatValue(lambda)],
    ...derivation.variables.map((name, i): [string, string] => [`d${name}/dt`, formatValue(rates[i]!)]),
    ...jacobian.flatMap((row, i) =>
      row.map((value, j): [string, string] => [
        `J[${derivation.variables[i]},${derivation.variables[j]}]`,
        formatValue(value),
      ]),
    ),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(
    ([name, value]) => `${name.padEnd(width)} = ${value.startsWith("-") ? "" : " "}${value}`,
  );
  io.stdout.write(`${model.name} at Q = ${formatVector(Q)}, s = ${formatValue(s)}\n\n${lines.join("\n")}\n`);
}
