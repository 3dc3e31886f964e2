import type { ClaimResult } from "../proofs-check/ledger.ts";
import { toLatex } from "../theory/render/latex.ts";
import { sentenceLatex } from "../theory/render/sentence.ts";
import { assumptions } from "./assumptions.ts";
import { checkCommand } from "./certificate-files.ts";
import { type ClaimGroup, claimGroups } from "./claim-groups.ts";
import { evidenceTables } from "./evidence-tables.ts";
import { isPrintable } from "./extent.ts";
import { letterWords } from "./html/figure-html.ts";
import { code, escaped, table } from "./markdown-text.ts";
import { type Block, type EquationLine, modelBlocks } from "./model-blocks.ts";
import { parameterRows } from "./parameters.ts";
import { regionText } from "./region-text.ts";
import { type ModelReport, provenanceRows, type ReportInput } from "./report-input.ts";
import { summaryText } from "./summary.ts";
import { asStatedText, verdictText } from "./verdict-words.ts";

/** What GitHub shows of a job summary at most is 1 MiB. */
export const summaryLimit = 1_000_000;

interface MarkdownOptions {
  /** Whether the figures are linked as files beside the text: see `figureFiles`. */
  readonly figures?: boolean;
  /** Bytes of UTF-8: what does not fit is left out, evidence first, then equations, and named. */
  readonly limit?: number;
}

/** The report as GitHub Markdown: verdicts, each model's equations and every claim's evidence. */
export function markdownReport(
  input: ReportInput,
  { figures = true, limit = Infinity }: MarkdownOptions = {},
): string {
  const shapes = [
    { evidence: true, equations: true },
    { evidence: false, equations: true },
    { evidence: false, equations: false },
  ];
  const fits = (text: string): boolean => Buffer.byteLength(text) <= limit;
  for (const shape of shapes) {
    const text = written(input, { ...shape, figures });
    if (fits(text)) return text;
  }
  return cutAtLine(written({ ...input, models: [] }, { ...shapes[2]!, figures }), limit);
}

/** The files that a report in Markdown with figures links. */
export function figureFiles(models: readonly ModelReport[]): { path: string; content: string }[] {
  return models.flatMap(({ figures }, i) =>
    figures.flatMap((drawn) =>
      "figure" in drawn ? [{ path: figurePath(i, drawn.name), content: drawn.figure.svg }] : [],
    ),
  );
}

function figurePath(model: number, name: string): string {
  return `figures/model-${model + 1}-${name}.svg`;
}

interface Shape {
  readonly evidence: boolean;
  readonly equations: boolean;
  readonly figures: boolean;
}

function written(input: ReportInput, shape: Shape): string {
  const { results, models } = input;
  const groups = claimGroups(results);
  const missing = [
    ...(shape.evidence ? [] : ["the claims' evidence"]),
    ...(shape.equations ? [] : ["the models' equations"]),
  ];
  return [
    "# driftproof report",
    summaryText(results),
    ...(missing.length > 0
      ? [`To keep this short ${missing.join(" and ")} are left out; the HTML report has them.`]
      : []),
    "## Verdicts",
    verdictsTable(groups),
    ...(models.length > 0
      ? ["## Models", ...models.flatMap((model, i) => modelSection(model, i, shape))]
      : []),
    "## Claims and their evidence",
    ...groups.flatMap((group) => claimSection(group, shape)),
    "## Assumptions",
    assumptions.map(({ id, text }) => `- ${code(id)} ${escaped(text)}`).join("\n"),
    "## How it was made",
    table(
      ["what", "value"],
      provenanceRows(input).map(([what, value]) => [what, what === "command" ? code(value) : escaped(value)]),
    ),
    "",
  ].join("\n\n");
}

/** A text's first lines. */
function cutAtLine(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  // A character has four bytes at most.
  return text.slice(0, text.lastIndexOf("\n", Math.floor(limit / 4)) + 1);
}

function verdictsTable(groups: readonly ClaimGroup[]): string {
  const models = [...new Set(groups.flatMap(({ results }) => results.map(({ model }) => model)))];
  return table(
    ["claim", "statement", ...models.map(escaped)],
    groups.map(({ id, statement, results }) => [
      code(id),
      escaped(statement),
      ...models.map(
        (model) =>
          results
            .filter((result) => result.model === model)
            .map(({ verdict, asStated }) => `${verdictText(verdict)} (as stated: ${asStatedText(asStated)})`)
            .join("; ") || "not checked",
      ),
    ]),
  );
}

function modelSection({ derivation, figures }: ModelReport, index: number, shape: Shape): string[] {
  const { model } = derivation;
  return [
    `### ${escaped(model.name)}`,
    table(
      ["symbol", "meaning", "value"],
      parameterRows(model).map(({ symbol, meaning, value }) => [
        `$${symbol}$`,
        escaped(meaning),
        escaped(value),
      ]),
    ),
    ...(shape.equations ? modelBlocks(derivation).flatMap(blockText) : []),
    ...(shape.figures
      ? figures.map((drawn) => {
          if ("missing" in drawn) return `Left out: ${escaped(drawn.name)}, ${escaped(drawn.missing)}`;
          const { title, caption } = drawn.figure;
          const letter = drawn.letter === undefined ? "" : `${letterWords(drawn.letter)}. `;
          return `![${escaped(title)}](${figurePath(index, drawn.name)})\n\n${letter}**${escaped(title)}.** ${escaped(caption)}`;
        })
      : []),
  ];
}

function blockText(block: Block): string[] {
  if ("heading" in block) {
    return [
      `#### ${escaped(block.heading)}${block.letter === undefined ? "" : ` (${escaped(block.letter)})`}`,
    ];
  }
  if ("words" in block) {
    const words = block.words.map((sentence) =>
      // GitHub reads $`...`$ as a formula whatever is in it.
      sentenceLatex(sentence, (latex) => `$\`${latex}\`$`, typed),
    );
    return [words.join("").trim()];
  }
  if ("folded" in block) return [`**${escaped(block.folded)}**`, ...block.blocks.flatMap(blockText)];
  return block.equations.map(equationText);
}

function equationText({ label, left, right, relation = "=" }: EquationLine): string {
  if (typeof right !== "string" && !isPrintable(right)) {
    return `Left out: ${escaped(label)}, a sum of ${right.size} terms. \`driftproof derive\` prints it.`;
  }
  const latex = `${left} ${relation} ${typeof right === "string" ? right : toLatex(right)}`;
  // GitHub's math blocks need the fence: emphasis would eat the underscores of $$ ... $$.
  return `\`\`\`math\n${latex}\n\`\`\``;
}

function claimSection({ id, statement, claim, results }: ClaimGroup, shape: Shape): string[] {
  return [
    `### ${code(id)}${claim ? `: ${escaped(claim.source)}` : ""}`,
    escaped(statement),
    ...(claim
      ? [`\`\`\`math\n${claim.latex}\n\`\`\``, `Assumes: ${escaped(claim.hypotheses.join("; "))}.`]
      : []),
    ...results.flatMap((result) => judged(result, shape)),
  ];
}

function judged(result: ClaimResult, { evidence: withEvidence }: Shape): string[] {
  const { model, verdict, scope, regions, asStated, replay, evidence } = result;
  const checks = evidence.flatMap((piece) =>
    piece.kind === "proof" ? [code(checkCommand(piece.certificate))] : [],
  );
  return [
    `#### On ${escaped(model)}: ${verdictText(verdict)}`,
    `Region: ${escaped(scope)}  \nAs stated: ${asStatedText(asStated)}  \nReplay: ${code(replay)}`,
    ...(regions ? [regions.map((region) => `* ${escaped(regionText(region))}`).join("\n")] : []),
    ...(withEvidence
      ? [
          ...evidenceTables(evidence).map(
            ({ title, columns, rows }) =>
              `**${title}**\n\n${table(
                columns,
                rows.map((row) =>
                  row.map((cell, i) => (columns[i] === "model" ? code(cell) : escaped(cell))),
                ),
              )}`,
          ),
          ...(checks.length > 0 ? [`Check the proofs: ${[...new Set(checks)].join(", ")}`] : []),
        ]
      : []),
  ];
}

/** Text in which backticks mark what one types. */
function typed(text: string): string {
  return text
    .split("`")
    .map((part, i) => (i % 2 === 1 ? code(part) : escaped(part)))
    .join("");
}
