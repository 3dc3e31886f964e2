import { assumptions } from "../../report/assumptions.ts";
import { closureSentences } from "../../report/closure-words.ts";
import { parameterRows } from "../../report/parameters.ts";
import { remarks } from "../../report/remarks.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { sentenceText } from "../../theory/render/sentence.ts";
import { toText } from "../../theory/render/text.ts";
import { breakFormula } from "./break-lines.ts";
import { type MatrixEntry, shownEntries, shownFeatures, shownFluctuations } from "./exchangeable.ts";
import type { Formulas } from "./formulas.ts";
import { type Block, isDisplay } from "./learnability/blocks.ts";
import { meanBlocks } from "./learnability/mean-blocks.ts";
import { onsetBlocks } from "./learnability/onset-blocks.ts";
import { stabilityBlocks } from "./learnability/stability-blocks.ts";
import { pdeText } from "./pde.ts";
import { symbolMeaning, symbolRows } from "./symbols.ts";

const pageWidth = 110;
/** More characters than this nobody reads: of equations given in g, f and lambda already, of J, and of what was asked for. */
const tooLong = { ODE: 4_000, J: 12_000, D: 50_000 };

/** A derivation as a page of plain text. */
export function derivationText(formulas: Formulas): string {
  const { derivation, terms, origin } = formulas;
  const { model, variables } = derivation;
  const rate = (i: number): string => `d${variables[i]}/dt`;
  const shown = shownFeatures(formulas);
  const alike = shown < terms.g.length;
  const isShown = (i: number): boolean => i < shown || i >= terms.g.length;
  const rates = (list: readonly Polynomial[]): Equation[] =>
    list.flatMap((rhs, i): Equation[] => (isShown(i) ? [[rate(i), toText(rhs)]] : []));
  const notes = remarks(derivation);
  const means = meanBlocks(formulas);
  const sections = [
    section(
      "Model",
      aligned(parameterRows(model).map(({ symbol, meaning, value }) => [plain(symbol), value, meaning])),
    ),
    ...(notes.length > 0 ? [section("Remarks", notes.flatMap(hanging))] : []),
    section("What the loss contributes", [
      ...equations([
        ...terms.g.slice(0, shown).map((term, l): Equation => [`g${l + 1}`, toText(term)]),
        ["f", toText(terms.f)],
        ["lambda", toText(terms.lambda)],
      ]),
      ...(alike
        ? [
            "",
            ...wrapped(
              `g2 to g${terms.g.length}, and all that follows for these features, are alike: exchange the index 1 and theirs.`,
              pageWidth - 2,
            ),
          ]
        : []),
    ]),
    section("PDE: drift Gamma and diffusion Lambda of one weight w beside its features u", [
      ...equations([
        ["Gamma", toText(formulas.drift)],
        ["Lambda", toText(formulas.diffusion)],
      ]),
      "",
      ...equations([["dP/dt", pdeText(formulas).replace("dP/dt = ", "")]]),
    ]),
    section("ODE: the order parameters", [
      ...closureSentences(derivation.closure, terms.g.length).flatMap((sentence) =>
        wrapped(sentenceText(sentence), pageWidth - 2),
      ),
      "",
      ...equations(rates(formulas.reduced)),
      "",
      "with the terms put in:",
      "",
      ...unlessLong("ODE", rates(formulas.ode)),
    ]),
    ...(formulas.jacobian
      ? [section("Jacobian of the ODE", matrixLines("J", shownEntries(formulas), variables))]
      : []),
    ...(origin
      ? [
          section("Learnability: linear stability of Q = 0", blockLines(stabilityBlocks(formulas))),
          section("Onset of learning: normal form at Q = 0", blockLines(onsetBlocks(formulas))),
          ...(means.length > 0 ? [section("Means at Q = 0", blockLines(means))] : []),
        ]
      : []),
    ...(formulas.fluctuations
      ? [
          section("Fluctuations", [
            ...wrapped(
              `Over runs at large N the covariance of ${variables.join(", ")} is Sigma/N. With the Jacobian J, and D the covariance of N times one step's increments,`,
              pageWidth - 2,
            ),
            "",
            "dSigma/dt = J*Sigma + Sigma*J' + D,",
            "",
            ...matrixLines("D", shownFluctuations(formulas), variables),
          ]),
        ]
      : []),
    section("Symbols", aligned(symbolRows(formulas, "text").map((row) => [row.name, symbolMeaning(row)]))),
    section(
      "Assumptions",
      assumptions.flatMap(({ id, text }) => hanging(`${id}: ${text}`)),
    ),
  ];
  const title = `Mean-field limit of SGD: ${model.name} (${model.constraint === "sphere" ? "on the sphere" : "free norm"})`;
  return `${title}\n${"=".repeat(title.length)}\n\n${sections.join("\n\n")}\n`;
}

type Equation = readonly [left: string, right: string, relation?: string];

function section(title: string, lines: readonly string[]): string {
  return `${title}\n${"-".repeat(title.length)}\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}`;
}

/** Equations with their signs = below each other, continued below what follows the sign. */
function equations(list: readonly Equation[]): string[] {
  const left = Math.max(0, ...list.map(([name]) => name.length));
  const indent = " ".repeat(left + 3);
  return list.flatMap(([name, right, relation = "="]) =>
    breakFormula(right, pageWidth - indent.length).map((line, i) =>
      i === 0 ? `${name.padEnd(left)} ${relation} ${line}` : `${indent}${line}`,
    ),
  );
}

function matrixLines(name: "J" | "D", shown: readonly MatrixEntry[], variables: readonly string[]): string[] {
  return unlessLong(
    name,
    shown.map(
      ({ entry, row, column }): Equation => [
        `${name}[${variables[row]},${variables[column]}]`,
        toText(entry),
      ],
    ),
  );
}

function unlessLong(what: keyof typeof tooLong, list: readonly Equation[]): string[] {
  const size = list.reduce((sum, [, text]) => sum + text.length, 0);
  if (size <= tooLong[what]) return equations(list);
  const count = list.length === 1 ? "1 expression" : `${list.length} expressions`;
  return [`${count}, ${size} characters: too long for a page; --json prints it.`];
}

/** Paragraphs and displays, an empty line between them. */
function blockLines(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block, i) => {
    const lines = isDisplay(block)
      ? equations(block.rows.map(({ left, relation, right }) => [left.text, right.text, relation]))
      : wrapped(
          block.map((part) => (typeof part === "string" ? part.replace(/`/g, "") : part.text)).join(""),
          pageWidth - 2,
        );
    return i === 0 ? lines : ["", ...lines];
  });
}

/** Rows in columns; the last column flows within the page. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]!.length - 1;
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.flatMap((row) => {
    const front = row
      .slice(0, columns)
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ");
    const indent = " ".repeat(front.length + 2);
    return wrapped(row[columns]!, pageWidth - indent.length).map((line, i) =>
      `${i === 0 ? `${front}  ` : indent}${line}`.trimEnd(),
    );
  });
}

function hanging(text: string): string[] {
  return wrapped(text, pageWidth - 4).map((line, i) => `${i === 0 ? "* " : "  "}${line}`);
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** The parameters' symbols come in LaTeX. */
function plain(latex: string): string {
  return latex
    .replace("\\varphi", "phi")
    .replace(/\\[lr]vert ?/g, "|")
    .replace(/[\\{}_]/g, "");
}
