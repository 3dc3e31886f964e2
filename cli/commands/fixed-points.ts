import type { Diagram } from "../../numerics/continuation/continuation.ts";
import type { Along } from "../../numerics/continuation/parameter.ts";
import type { FixedPointSet } from "../../numerics/fixed-points.ts";
import { leftOutText } from "../../report/left-out-text.ts";
import { wholeText } from "../../report/whole-text.ts";
import type { Model } from "../../theory/model.ts";
import { alongRange } from "../along.ts";
import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, withModel } from "../options.ts";
import { formatValue, overlapNames, printJson, textTable } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface FixedPointsOptions extends CommonOptions {
  readonly along?: Along & { readonly points?: number };
  readonly svg?: string;
}

const shapes = `
JSON:
  points       { Q, s, eigenvalues: [[re, im]], stability, orbit, certificate }
  complete     whether it is proved that none is missing
  continua     curves and surfaces of fixed points, in words
  method       sturm, resultants or krawczyk, which find all; or newton, from many starts
  searched     of newton: { s: [low, high], starts, ranAway }, the norms looked at and how many starts led beyond
  leftOut      { Q, s, reason }: states without derivatives, where nothing can be said
With --along:
  branches     { parameter, Q, s, stability, orbit, ends }
  bifurcations { kind, parameter, Q, s }
  looks        the parameters at which all fixed points were looked for: at the ends, in every eighth of the range and
               between neighbouring bifurcations; a branch that closes between two looks is not seen`;

/** `fixed-points`: where the ODE rests, and how; with `--along` as one number of the model changes. */
export const addFixedPoints: AddCommand = (program, context) => {
  withModel(program.command("fixed-points"))
    .description("find the ODE's fixed points, one of each symmetry orbit, and their stability")
    .option(
      "--along <path=from:to>",
      "also follow them as a number of the model changes, through its bifurcations; :points for shorter steps",
      alongRange,
    )
    .option("--svg <file>", "draw the bifurcation diagram")
    .addHelpText("after", shapes)
    .addHelpText(
      "after",
      `${example("fixed-points --model letter-figure3")}\n  driftproof fixed-points --model letter-figure4 --along augmentation.variance=0:1 --svg diagram.svg`,
    )
    .action((file: string | undefined, options: FixedPointsOptions) =>
      runFixedPoints(file, options, context),
    );
};

async function runFixedPoints(
  file: string | undefined,
  options: FixedPointsOptions,
  { io }: Context,
): Promise<void> {
  const { along, svg } = options;
  if (svg !== undefined && along === undefined) throw new UsageError("--svg draws what --along follows");
  const { model } = await modelOf(file, options.model);
  const { trustedFlow } = await import("../trusted-flow.ts");
  const { fixedPointSet } = await import("../../numerics/fixed-points.ts");
  const found = fixedPointSet(trustedFlow(model));
  const diagram = along && (await diagramOf(model, along));
  if (diagram && svg !== undefined) await drawDiagram(diagram, model, along, svg);
  if (options.json) {
    printJson(io.stdout, { ...found, ...(diagram && { along, ...diagram }) });
    return;
  }
  io.stdout.write(fixedPointsText(found, model));
  if (diagram) io.stdout.write(`\n${diagramText(diagram, model, along)}`);
  if (svg !== undefined) io.stdout.write(`\nWritten: ${svg}\n`);
}

async function diagramOf(model: Model, along: Along): Promise<Diagram> {
  const { fixedPointsAlong } = await import("../../numerics/continuation/continuation.ts");
  return fixedPointsAlong(model, along);
}

async function drawDiagram(diagram: Diagram, model: Model, along: Along, path: string): Promise<void> {
  const { bifurcationFigure } = await import("../../report/figures/bifurcation.ts");
  const { writeFile } = await import("../write-file.ts");
  const title = `Fixed points of ${model.name}`;
  const { svg } = await bifurcationFigure({ title, parameter: along.path, ...diagram });
  writeFile(path, svg);
}

function fixedPointsText(set: FixedPointSet, model: Model): string {
  const { points, continua, leftOut } = set;
  const header = [...overlapNames(model.features.length), "s", "stability", "orbit", "eigenvalues"];
  const rows = points.map(({ Q, s, stability, orbit, eigenvalues }) => [
    ...[...Q, s].map(formatValue),
    stability,
    String(orbit),
    eigenvalues.map(complexText).join(", "),
  ]);
  return [
    `Fixed points of ${model.name}\n\n${textTable(header, rows)}\n\n`,
    ...continua.map((sentence) => `Also ${sentence}.\n`),
    ...leftOut.map((state) => `${leftOutText(state)}\n`),
    `One of each symmetry orbit, with the orbit's size. ${wholeText(set, model).join("\n")}\n`,
  ].join("");
}

function short(x: number): string {
  return formatValue(Number(x.toPrecision(6)));
}

function complexText([re, im]: readonly [number, number]): string {
  return im === 0 ? short(re) : `${short(re)} ${im < 0 ? "-" : "+"} ${short(Math.abs(im))}i`;
}

/** The bifurcations, and every branch by its pieces of one stability. */
function diagramText({ branches, bifurcations, looks }: Diagram, model: Model, { path }: Along): string {
  const names = [...overlapNames(model.features.length), "s"];
  const bifurcationRows = bifurcations.map(({ kind, parameter, Q, s }) => [
    kind,
    ...[parameter, ...Q, s].map(formatValue),
  ]);
  const branchRows = branches.flatMap(({ parameter, Q, s, stability, orbit }, number) =>
    pieces(stability).map(([first, last]) => [
      String(number + 1),
      stability[Math.min(first + 1, last)]!,
      ...[first, last].map((i) => formatValue(parameter[i]!)),
      ...[first, last].map((i) => `(${[...Q[i]!, s[i]!].map(short).join(", ")})`),
      String(orbit),
    ]),
  );
  const state = `(${names.join(", ")})`;
  const header = ["branch", "stability", "from", "to", `${state} there`, "and here", "orbit"];
  const found =
    bifurcations.length === 0
      ? "No bifurcation.\n"
      : `${textTable(["bifurcation", path, ...names], bifurcationRows)}\n`;
  const gap = Math.max(...looks.slice(1).map((at, i) => at - looks[i]!));
  const seen =
    `All fixed points were looked for at ${looks.length} values of ${path}, nowhere more than ${short(gap)} apart;\n` +
    "a branch that closes between two of them is not seen.\n";
  return `Along ${path}\n\n${found}\n${textTable(header, branchRows)}\n\n${seen}`;
}

/** First and last index of the pieces between the marginal points of a branch, the latter shared by neighbours. */
function pieces(stability: readonly string[]): [number, number][] {
  const inner = stability.flatMap((kind, i) =>
    kind === "marginal" && i > 0 && i + 1 < stability.length ? [i] : [],
  );
  const ends = [0, ...inner, stability.length - 1];
  return ends.slice(1).map((end, i): [number, number] => [ends[i]!, end]);
}
