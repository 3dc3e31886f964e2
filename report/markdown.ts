import type { ClaimResult } from "../proofs-check/ledger.ts";
import { quotientLatex, toLatex } from "../theory/render/latex.ts";
import { originStability } from "../theory/stability.ts";
import { assumptions } from "./assumptions.ts";
import { evidenceTables } from "./evidence-tables.ts";
import { hasPrintableStability, isPrintable, shownFeatureCount, shownVariables } from "./extent.ts";
import { counted } from "./format.ts";
import { parameterRows } from "./parameters.ts";
import type { ModelReport } from "./report-input.ts";
import { summaryText } from "./summary.ts";
import { variableLatex } from "./variable-latex.ts";
import { asStatedText, verdictText } from "./verdict-words.ts";

/** The verdicts, each model's equations and every claim's evidence as GitHub Markdown. */
export function markdownReport(results: readonly ClaimResult[], models: readonly ModelReport[]): string {
  const verdicts = table(
    ["claim", "model", "statement", "verdict", "as stated"],
    results.map(({ id, model, statement, verdict, asStated }) => [
      code(id),
      escaped(model),
      escaped(statement),
      verdictText(verdict),
      asStatedText(asStated),
    ]),
  );
  return [
    "# driftproof report",
    summaryText(results),
    "## Verdicts",
    verdicts,
    ...(models.length > 0 ? ["## Models", ...models.flatMap(modelSection)] : []),
    "## Evidence",
    ...results.flatMap(claimSection),
    "## Assumptions",
    assumptions.map(({ id, text }) => `- ${code(id)} ${escaped(text)}`).join("\n"),
    "",
  ].join("\n\n");
}

function modelSection({ derivation }: ModelReport): string[] {
  const { variables, ode } = derivation;
  const rates = shownVariables(derivation).flatMap((i) =>
    isPrintable(ode[i]!) ? [`\\frac{d${variableLatex(variables[i]!)}}{dt} = ${toLatex(ode[i]!)}`] : [],
  );
  const hidden = variables.length - rates.length;
  const equations = derivation.closed ? [...rates, ...thresholds(derivation)] : rates;
  return [
    `### ${escaped(derivation.model.name)}`,
    table(
      ["symbol", "meaning", "value"],
      parameterRows(derivation.model).map(({ symbol, meaning, value }) => [
        `$${symbol}$`,
        escaped(meaning),
        escaped(value),
      ]),
    ),
    // GitHub's math blocks need the fence: emphasis would eat the underscores of $$ ... $$.
    ...equations.map((latex) => `\`\`\`math\n${latex}\n\`\`\``),
    ...(hidden > 0 ? [`${counted(hidden, "equation")} left out; \`driftproof derive\` prints all.`] : []),
  ];
}

function thresholds(derivation: ModelReport["derivation"]): string[] {
  if (!hasPrintableStability(derivation)) return [];
  const all = originStability(derivation).thresholds ?? [];
  return all
    .slice(0, shownFeatureCount(derivation))
    .flatMap((quotient, l) =>
      quotient
        ? [`m_{2,${l + 1}} > ${quotientLatex(quotient)} \\quad\\text{(feature ${l + 1} is learnable)}`]
        : [],
    );
}

function claimSection(result: ClaimResult): string[] {
  return [
    `### ${code(result.id)} on ${escaped(result.model)}: ${verdictText(result.verdict)}`,
    escaped(result.statement),
    `Scope: ${escaped(result.scope)}  \nAs stated: ${asStatedText(result.asStated)}  \nReplay: ${code(result.replay)}`,
    ...evidenceTables(result.evidence).map(
      ({ title, columns, rows }) =>
        `**${title}**\n\n${table(
          columns,
          rows.map((row) => row.map((cell, i) => (columns[i] === "model" ? code(cell) : escaped(cell)))),
        )}`,
    ),
  ];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text that Markdown must not read as markup, on one line, safe in a table cell. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|~#$]/g, (character) => `\\${character}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

function code(text: string): string {
  // A pipe ends a table cell even inside code, and a backtick would end the code.
  const line = text.replace(/\s+/g, " ").replace(/`/g, "'");
  return `\`${line.replace(/\|/g, "\\|")}\``;
}
