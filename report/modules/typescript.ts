import type { FunctionBody } from "./function-code.ts";
import type { Language, ModuleParameter } from "./language.ts";
import * as layout from "./layout.ts";

const native = ["sin", "cos", "tanh", "sinh", "cosh", "exp", "atan", "sqrt", "log", "log1p", "abs", "max"];

/** TypeScript without anything but erasable types: any recent engine runs it after these are stripped. */
export const typescript: Language = {
  format: "typescript",
  extension: ".ts",
  functions: {
    ...Object.fromEntries(native.map((name) => [name, { code: `Math.${name}` }])),
    sech: { code: "1 / Math.cosh" },
    erf: { code: "erf", runtime: "erf" },
  },
  pi: "Math.PI",
  infinity: "Infinity",
  nothing: "null",
  truth: String,
  internal: (name) => name,
  identifier: (name) => name,
  comment: (line) => `// ${line}`.trimEnd(),
  local: (name, value) => `const ${name} = ${value};`,
  unpack: (names, list, notes) =>
    notes
      ? ["const [", ...names.map((name, i) => `  ${name}, // ${notes[i]}`), `] = ${list};`].join("\n")
      : `const [${names.join(", ")}] = ${list};`,
  constant: (name, value, type) => `const ${name}${type ? `: ${type}` : ""} = ${value};`,
  list: (items) => `[${items.join(", ")}]`,
  record: (entries) => `{ ${entries.map(([name, value]) => `${name}: ${value}`).join(", ")} }`,
  functionOfOutput: ({ name, doc, statements, results }) =>
    [
      `/** ${doc} */`,
      `function ${name}(y: number): number[] {`,
      ...indented([...statements, `return ${listed(results)};`]),
      "}",
    ].join("\n"),
  module: ({ header, variables, parameters, functions, declarations, runtime }) =>
    [
      header.map((line) => `// ${line}`.trimEnd()).join("\n"),
      `/** The state's components, in order. */\nexport const variables: readonly string[] = ${typescript.list(variables.map((name) => `"${name}"`))};`,
      ...(parameters ? parametersCode(parameters) : []),
      ...functions.map((body) => functionCode(body, variables, parameters !== undefined)),
      ...declarations,
      ...runtime,
    ]
      .join("\n\n")
      .concat("\n"),
};

const documentation = {
  rhs: "d(state)/dt. @throws RangeError naming a number that makes no sense.",
  jacobian: "d(rhs_i)/d(state_j), one list a row. @throws RangeError naming a number that makes no sense.",
};

function functionCode(
  { name, parameters, statements, rows }: FunctionBody,
  variables: readonly string[],
  withParameters: boolean,
): string {
  const given = withParameters ? ", parameters: Partial<Parameters> = {}" : "";
  const results = rows.map(listed);
  return [
    `/** ${documentation[name]} */`,
    `export function ${name}(state: readonly number[]${given}): ${name === "rhs" ? "number[]" : "number[][]"} {`,
    ...indented([
      `const [${variables.join(", ")}] = readState(state, variables);`,
      ...(withParameters
        ? [`const { ${parameters.join(", ")} } = readParameters(parameters, defaults, bounds);`]
        : []),
      ...statements,
      `return finite(${name === "rhs" ? results[0] : listed(results)}, state);`,
    ]),
    "}",
  ].join("\n");
}

function parametersCode(parameters: readonly ModuleParameter[]): string[] {
  const bounds = parameters.filter(({ least }) => least !== undefined);
  return [
    [
      "export interface Parameters {",
      ...parameters.flatMap(({ name, type, meaning }) => [
        `  /** ${meaning} */`,
        `  readonly ${name}: ${type};`,
      ]),
      "}",
    ].join("\n"),
    [
      "/** The model's own numbers. */",
      "export const defaults: Parameters = {",
      ...parameters.map(({ name, usual }) => `  ${name}: ${usual.replaceAll("\n", "\n  ")},`),
      "};",
    ].join("\n"),
    [
      "const bounds: Readonly<Record<string, readonly [number, number]>> = {",
      ...bounds.map(({ name, least, most = Number.POSITIVE_INFINITY }) => `  ${name}: [${least}, ${most}],`),
      "};",
    ].join("\n"),
  ];
}

const level = "  ";
const indented = (lines: readonly string[]): string[] => layout.indented(lines, level);
const listed = (items: readonly string[]): string => layout.listed(items, level);
