import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ModuleOptions, moduleText } from "../../../report/modules/module-text.ts";
import { type Derivation, derive } from "../../../theory/derive.ts";
import type { Model } from "../../../theory/model.ts";
import { parameterValue } from "../../../theory/values.ts";

export type Parameters = Readonly<Record<string, unknown>>;

/** What an emitted TypeScript module exports. */
export interface EmittedModule {
  readonly variables: readonly string[];
  readonly defaults?: Parameters;
  rhs(state: readonly number[], parameters?: Parameters): number[];
  jacobian(state: readonly number[], parameters?: Parameters): number[][];
}

/** One evaluation that Python is asked for. */
export interface PythonCase {
  readonly module: string;
  readonly state: readonly number[];
  readonly parameters?: Parameters | undefined;
}

/** The right-hand side and the Jacobian, or the message of the error. */
export type PythonResult =
  | { readonly rhs: number[]; readonly jacobian: number[][] }
  | { readonly error: string };

export const hasPython = spawnSync("python3", ["--version"]).status === 0;

const driver = `
import importlib, json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
def result(case):
    module = importlib.import_module(case["module"])
    given = [case["state"]] + ([case["parameters"]] if "parameters" in case else [])
    try:
        return {"rhs": module.rhs(*given), "jacobian": module.jacobian(*given)}
    except ValueError as error:
        return {"error": str(error)}
print(json.dumps([result(case) for case in json.load(sys.stdin)]))
`;

const derivations = new Map<Model, Derivation>();

/** The derivation of a model, made once. */
export function derivationOf(model: Model): Derivation {
  const known = derivations.get(model) ?? derive(model);
  derivations.set(model, known);
  return known;
}

/** A module's text and the file that holds it; `name` is that of the file without its ending. */
interface WrittenModule {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** A temporary folder of emitted modules. */
export class Emitted {
  private readonly folder = mkdtempSync(join(tmpdir(), "driftproof-modules-"));
  private readonly written = new Map<Model, Map<string, WrittenModule>>();
  private count = 0;

  /** Writes a module, each once. */
  write(model: Model, format: ModuleOptions["format"], values = false): WrittenModule {
    const ofModel = this.written.get(model) ?? new Map<string, WrittenModule>();
    this.written.set(model, ofModel);
    const key = `${format} ${values}`;
    let module = ofModel.get(key);
    if (module === undefined) {
      const text = moduleText(derivationOf(model), { format, values, version: "0.0.0" });
      const name = `emitted${this.count++}`;
      const file = join(this.folder, `${name}.${format === "python" ? "py" : "ts"}`);
      writeFileSync(file, text);
      module = { name, file, text };
      ofModel.set(key, module);
    }
    return module;
  }

  async load(model: Model, values = false): Promise<EmittedModule> {
    const { file } = this.write(model, "typescript", values);
    return (await import(pathToFileURL(file).href)) as EmittedModule;
  }

  /** All evaluations in one process. */
  runPython(cases: readonly PythonCase[]): PythonResult[] {
    const { status, stdout, stderr } = spawnSync("python3", ["-c", driver, this.folder], {
      input: JSON.stringify(cases),
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as PythonResult[];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The numbers of another model for these parameters; laws on atoms with them, nodes of densities stay. */
export function parametersOf(model: Model, names: readonly string[]): Parameters {
  const hidden = model.features.map(({ measure }) => measure);
  const onAtoms = hidden.every(({ kind }) => kind === "atoms");
  const numbers = names.filter((name) => name !== "hidden");
  return {
    ...Object.fromEntries(numbers.map((name) => [name, parameterValue(model, name)!.toNumber()])),
    ...(names.includes("hidden") && onAtoms && { hidden }),
  };
}
