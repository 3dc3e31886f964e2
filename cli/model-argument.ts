import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { builtinModels } from "../theory/builtin-models.ts";
import { ModelError } from "../theory/errors.ts";
import type { Model, ModelInput } from "../theory/model.ts";
import { nearest } from "../theory/nearest.ts";
import { shown } from "../theory/shown.ts";
import { readCsvColumn } from "./csv-column.ts";
import { jsonErrorPosition } from "./json-position.ts";
import { UsageError } from "./usage-error.ts";

/** A model and the words on the command line that mean it. */
export interface NamedModel {
  readonly model: Model;
  readonly argument: string;
}

/**
 * The model that a command line names, by a file or by `--model`.
 * @throws UsageError when it names none or two. @throws ModelError when there is no such model, or a wrong one.
 */
export async function modelOf(file: string | undefined, name: string | undefined): Promise<NamedModel> {
  if (file !== undefined && name !== undefined) {
    throw new UsageError("a model file and --model exclude each other; give one of them");
  }
  if (name !== undefined) return builtinModel(name);
  if (file !== undefined) return modelFromFile(file);
  throw new UsageError("no model: give a model file, or --model with a built-in name (driftproof models)");
}

/** Models that code has handed in as objects, by the names that `--model` takes for them. */
const handedIn = new Map<string, ModelInput>();

/** Runs a command line for a model that is in no file: while the work lasts, `--model` knows it by the name. */
export async function withModelNamed<T>(name: string, input: ModelInput, work: () => Promise<T>): Promise<T> {
  handedIn.set(name, input);
  try {
    return await work();
  } finally {
    handedIn.delete(name);
  }
}

/** A built-in model by its name. @throws ModelError for an unknown one. */
export async function builtinModel(name: string): Promise<NamedModel> {
  const own = handedIn.get(name);
  if (own !== undefined) {
    const { parseModel } = await import("../theory/model.ts");
    // What reports then say holds once the object is written to a file of this name.
    return { model: parseModel(own, "point"), argument: "point.json" };
  }
  const found = builtinModels.find((builtin) => builtin.name === name);
  if (found === undefined) {
    const names = builtinModels.map((builtin) => builtin.name);
    const meant = existsSync(name) ? `the file "${name}" without --model` : nearest(name, names);
    const hint = meant === undefined ? `there are ${names.join(", ")}` : `did you mean ${meant}?`;
    throw new ModelError("", `no built-in model is called "${name}"; ${hint}`);
  }
  // Reading a model means reading expressions, and their parser takes a while to load.
  const { parseModel } = await import("../theory/model.ts");
  return { model: parseModel(found.input, found.name), argument: `--model ${name}` };
}

async function modelFromFile(file: string): Promise<NamedModel> {
  const input = withEmpiricalValues(readJson(file), dirname(resolve(file)));
  const { parseModel } = await import("../theory/model.ts");
  const argument = /^[\w./@%+=:,-]+$/.test(file) ? file : `'${file.replace(/'/g, "'\\''")}'`;
  return { model: parseModel(input, basename(file).replace(/\.json$/i, "")), argument };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new ModelError("", `cannot read the model file "${file}": ${reasonOf(error, file)}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    const position = jsonErrorPosition(text);
    const where = position ? ` at line ${position.line}, column ${position.column}` : "";
    throw new ModelError("", `the model file "${file}" is not JSON: it goes wrong${where}`);
  }
}

function reasonOf(error: unknown, file: string): string {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  if (code === "EISDIR") return "it is a directory";
  if (code !== "ENOENT") return code;
  const builtin = builtinModels.find(({ name }) => name === file);
  return builtin ? `there is no such file; did you mean --model ${file}?` : "there is no such file";
}

/** Replaces the `file` of empirical laws by its numbers: the theory floor reads no files. */
export function withEmpiricalValues(input: unknown, directory: string): unknown {
  if (!isRecord(input) || !Array.isArray(input["features"])) return input;
  const features = input["features"].map((feature: unknown, l) => {
    if (!isRecord(feature) || feature["law"] !== "empirical" || feature["file"] === undefined) return feature;
    const { file, column, ...rest } = feature;
    const path = `features[${l}]`;
    if (typeof file !== "string") {
      throw new ModelError(`${path}.file`, `expected the name of a CSV file, found ${shown(file)}`);
    }
    if ("values" in rest) throw new ModelError(path, "has both values and a file; give one of them");
    if (column !== undefined && typeof column !== "string" && typeof column !== "number") {
      throw new ModelError(`${path}.column`, `expected a name or a number, found ${shown(column)}`);
    }
    return { ...rest, values: readCsvColumn(resolve(directory, file), file, column, path) };
  });
  return { ...input, features } satisfies ModelInput;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
