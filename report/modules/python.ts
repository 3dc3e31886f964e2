import type { FunctionBody } from "./function-code.ts";
import type { Language, ModuleParameter } from "./language.ts";
import * as layout from "./layout.ts";

const native = ["sin", "cos", "tanh", "atan", "sqrt", "log", "log1p", "erf"];
/** Functions whose overflow is an infinity elsewhere and an exception in Python. */
const unbounded = ["exp", "sinh", "cosh", "sech"];

/** Python 3.8 or newer with its `math` and nothing else. */
export const python: Language = {
  format: "python",
  extension: ".py",
  functions: {
    ...Object.fromEntries(native.map((name) => [name, { code: `math.${name}` }])),
    ...Object.fromEntries(unbounded.map((name) => [name, { code: `_${name}`, runtime: "unbounded" }])),
    abs: { code: "abs" },
    max: { code: "max" },
  },
  pi: "math.pi",
  infinity: "math.inf",
  nothing: "None",
  truth: (value) => (value ? "True" : "False"),
  internal: (name) => `_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
  identifier: (name) => (name === "lambda" ? "lambda_" : name),
  comment: (line) => `# ${line}`.trimEnd(),
  local: (name, value) => `${name} = ${value}`,
  unpack: (names, list, notes) =>
    notes
      ? ["(", ...names.map((name, i) => `    ${name},  # ${notes[i]}`), `) = ${list}`].join("\n")
      : `${names.join(", ")}${names.length === 1 ? "," : ""} = ${list}`,
  constant: (name, value) => `${name} = ${value}`,
  list: (items) => `[${items.join(", ")}]`,
  record: (entries) => `{${entries.map(([name, value]) => `"${name}": ${value}`).join(", ")}}`,
  functionOfOutput: ({ name, doc, statements, results }) =>
    [`def ${name}(y):`, ...indented([`"""${doc}"""`, ...statements, `return ${listed(results)}`])].join("\n"),
  module: ({ header, variables, parameters, functions, declarations, runtime: [checks, ...runtime] }) =>
    [
      header.map((line) => `# ${line}`.trimEnd()).join("\n"),
      "import math",
      `#: The state's components, in order.\nvariables = ${python.list(variables.map((name) => `"${name}"`))}`,
      ...(parameters ? parametersCode(parameters) : []),
      checks!,
      ...functions.map((body) => functionCode(body, variables, parameters !== undefined)),
      ...declarations,
      ...runtime,
    ]
      .join("\n\n\n")
      .concat("\n"),
};

const documentation = {
  rhs: "d(state)/dt. Raises ValueError naming a number that makes no sense.",
  jacobian: "d(rhs_i)/d(state_j), one list a row. Raises ValueError naming a number that makes no sense.",
};

function functionCode(
  { name, parameters, statements, rows }: FunctionBody,
  variables: readonly string[],
  withParameters: boolean,
): string {
  const results = rows.map(listed);
  return [
    "@_checked",
    `def ${name}(state${withParameters ? ", parameters=None" : ""}):`,
    ...indented([
      `"""${documentation[name]}"""`,
      python.unpack(variables, "state"),
      ...(withParameters ? ["p = _read_parameters(parameters, _BOUNDS)"] : []),
      ...(withParameters ? parameters.map((parameter) => `${parameter} = p["${parameter}"]`) : []),
      ...statements,
      `return ${name === "rhs" ? results[0] : listed(results)}`,
    ]),
  ].join("\n");
}

function parametersCode(parameters: readonly ModuleParameter[]): string[] {
  const bounds = parameters.filter(({ least }) => least !== undefined);
  return [
    [
      "#: The model's own numbers.",
      "DEFAULTS = {",
      ...parameters.flatMap(({ name, usual, meaning }) => [
        `    # ${meaning}`,
        `    "${name}": ${usual.replaceAll("\n", "\n    ")},`,
      ]),
      "}",
    ].join("\n"),
    [
      "_BOUNDS = {",
      ...bounds.map(({ name, least, most }) => `    "${name}": (${least}, ${most ?? "math.inf"}),`),
      "}",
    ].join("\n"),
  ];
}

const level = "    ";
const indented = (lines: readonly string[]): string[] => layout.indented(lines, level);
const listed = (items: readonly string[]): string => layout.listed(items, level);
