import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, withModel } from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import type { AddCommand, Context } from "./command.ts";

/** `fixed-points`: where the ODE rests, and how. */
export const addFixedPoints: AddCommand = (program, context) => {
  withModel(program.command("fixed-points"))
    .description("find the ODE's fixed points, one of each symmetry orbit, and their stability")
    .addHelpText("after", example("fixed-points --model letter-figure3"))
    .action((file: string | undefined, options: CommonOptions) => runFixedPoints(file, options, context));
};

async function runFixedPoints(
  file: string | undefined,
  options: CommonOptions,
  { io }: Context,
): Promise<void> {
  const { model } = await modelOf(file, options.model);
  const { trustedFlow } = await import("../trusted-flow.ts");
  const { fixedPoints } = await import("../../numerics/fixed-points.ts");
  const points = fixedPoints(trustedFlow(model));
  if (options.json) {
    printJson(io.stdout, {
      points: points.map((point) => ({ ...point, certificate: null })),
      // Newton's method from many starts proves nothing about what it does not find.
      complete: false,
    });
    return;
  }
  const header = [...overlapNames(model.features.length), "s", "stability", "orbit", "eigenvalues"];
  const rows = points.map(({ Q, s, stability, orbit, eigenvalues }) => [
    ...[...Q, s].map(formatValue),
    stability,
    String(orbit),
    eigenvalues.map(complexText).join(", "),
  ]);
  const note = "One of each symmetry orbit, with the orbit's size. That none is missing is not proved.";
  io.stdout.write(`Fixed points of ${model.name}\n\n${textTable(header, rows)}\n\n${note}\n`);
}

function complexText([re, im]: readonly [number, number]): string {
  const short = (x: number): string => formatValue(Number(x.toPrecision(6)));
  return im === 0 ? short(re) : `${short(re)} ${im < 0 ? "-" : "+"} ${short(Math.abs(im))}i`;
}
