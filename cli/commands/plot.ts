import { InvalidArgumentError } from "commander";
import { example } from "../options.ts";
import type { PlotRequest } from "../sweep/plot-data.ts";
import type { AddCommand } from "./command.ts";

interface PlotOptions extends PlotRequest {
  readonly output: string;
}

type Filter = PlotRequest["where"][number];

/** `plot`: a sweep's results as a picture. */
export const addPlot: AddCommand = (program, { io }) => {
  program
    .command("plot")
    .description("draw a sweep's results: a heat map over two of the model's fields, or lines over one")
    .argument("<results>", "a file that a sweep has written")
    .requiredOption("--x <name>", "eta, rho, nu, tau, B, kappa, or another path that the sweep varies")
    .option("--y <name>", "the same for a heat map")
    .option(
      "--color <value>",
      "Q or s, of the first stable fixed point or at the last time; or a path in the results",
      "Q",
    )
    .option("--where <name=value>", "only points with this value; repeatable", filter, [])
    .requiredOption("-o, --output <file>", "where the SVG goes")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("plot results.jsonl --x eta --y rho --color Q -o noise.svg"))
    .action(async (results: string, { output, ...request }: PlotOptions) => {
      const { plotData } = await import("../sweep/plot-data.ts");
      const { sweepFigure } = await import("../../report/figures/sweep.ts");
      const { writeFile } = await import("../write-file.ts");
      const data = plotData(results, request);
      const over = data.y === undefined ? data.x : `${data.x} and ${data.y}`;
      const { svg, caption } = await sweepFigure({ title: `${data.value} over ${over}`, ...data });
      writeFile(output, svg);
      io.stdout.write(`${caption}\nWritten: ${output}\n`);
    });
};

function filter(text: string, before: readonly Filter[]): readonly Filter[] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("A name and a value, such as tau=0.5, are expected.");
  }
  return [...before, { name, value }];
}
