import { replaced } from "../../numerics/continuation/parameter.ts";
import { ModelError } from "../../theory/errors.ts";
import { type ModelInput, modelDefaults, parseModel } from "../../theory/model.ts";
import { UsageError } from "../usage-error.ts";
import { type Design, gridDesign, latinHypercubeDesign, listDesign } from "./designs.ts";
import { type Point, type PointTask, type PointWork, pointSeed, taskOf } from "./point.ts";
import { checkOptions, type OptionValue, type SweepCommand } from "./sweep-commands.ts";
import type { SweepFile } from "./sweep-file.ts";

/** Points by number, and the work that each of them is. */
export interface Sweep {
  readonly command: SweepCommand;
  readonly paths: readonly string[];
  readonly count: number;
  pointAt(index: number): Point;
  taskAt(index: number): PointTask;
}

/** What a point's paths lead into: a model file's fields as they are, and besides them these two. */
interface Base {
  readonly model: ModelInput;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/**
 * The sweep that a file describes, looked at as far as that goes before the work: its options, its paths and each of
 * their values.
 * @param model the file's model, or the built-in one that it names.
 * @param seed from which those points draw that do not set `seed` themselves.
 * @throws UsageError, ModelError naming the field that is wrong.
 */
export function sweepOf(file: SweepFile, model: ModelInput, seed: number): Sweep {
  const { command, options } = file;
  const design = designOf(file);
  const base: Base = { model: { ...modelDefaults, ...model }, options };
  parseModel(base.model);
  for (const path of design.paths) checkPath(path, design.paths, base);
  checkOptions(command, options);
  const workAt = (point: Point): PointWork => {
    const { seed: own, ...work } = pointWork(command, base, point);
    return { ...work, seed: own ?? pointSeed(seed, work) };
  };
  for (const { place, point } of design.samples()) checkSample(place, point, workAt);
  return {
    command,
    paths: design.paths,
    count: design.count,
    pointAt: design.at,
    taskAt: (index) => taskOf(workAt(design.at(index))),
  };
}

function designOf({ grid, points, latinHypercube }: SweepFile): Design {
  if (grid) return gridDesign(grid);
  if (points) return listDesign(points);
  return latinHypercubeDesign(latinHypercube!);
}

/** Every path leads to a place of its own, the last part of which a model may leave out. */
function checkPath(path: string, paths: readonly string[], { model }: Base): void {
  const inside = paths.find((other) => other.startsWith(`${path}.`));
  if (inside !== undefined)
    throw new UsageError(`${inside}: is a part of ${path}, which the sweep also sets`);
  if (path === "seed" || path.startsWith("options.")) return;
  const keys = path.split(".");
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((part, key) => (hasOwn(part, key) ? (part as ModelInput)[key] : undefined), model);
  const last = keys.at(-1)!;
  const leads = Array.isArray(parent)
    ? /^\d+$/.test(last) && hasOwn(parent, last)
    : typeof parent === "object" && parent !== null && last !== "";
  if (!leads) throw new ModelError(path, "leads to no field of the model");
}

function hasOwn(part: unknown, key: string): boolean {
  return typeof part === "object" && part !== null && Object.hasOwn(part, key);
}

function pointWork(
  command: SweepCommand,
  base: Base,
  point: Point,
): Omit<PointWork, "seed"> & { readonly seed?: number } {
  let { model, options } = base;
  for (const [path, value] of Object.entries(point)) {
    if (path === "seed") continue;
    if (path.startsWith("options.")) {
      options = { ...options, [path.slice("options.".length)]: value as OptionValue };
    } else model = replaced(model, path.split("."), value) as ModelInput;
  }
  return { command, model, options, ...("seed" in point && { seed: point["seed"] as number }) };
}

function checkSample(place: string, point: Point, workAt: (point: Point) => PointWork): void {
  const { seed } = point;
  if (seed !== undefined && !(Number.isSafeInteger(seed) && (seed as number) >= 0)) {
    throw new UsageError(
      `${place}: seed: expected a whole number of at least 0, found ${JSON.stringify(seed)}`,
    );
  }
  const { command, model, options } = workAt(point);
  const paths = Object.keys(point);
  try {
    if (paths.some((path) => path.startsWith("options."))) checkOptions(command, options);
    if (paths.some((path) => path !== "seed" && !path.startsWith("options."))) parseModel(model);
  } catch (error) {
    if (error instanceof ModelError || error instanceof UsageError) {
      throw new UsageError(`${place}: ${error.message}`);
    }
    throw error;
  }
}
