import { assumptions } from "../../report/assumptions.ts";
import { parameterRows } from "../../report/parameters.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { quotientText, toText } from "../../theory/render/text.ts";
import { breakFormula } from "./break-lines.ts";
import { shownEntries, shownFeatures } from "./exchangeable.ts";
import type { Formulas } from "./formulas.ts";
import { pdeText } from "./pde.ts";
import { symbolRows } from "./symbols.ts";

const pageWidth = 110;
/** More characters of Jacobian than this nobody reads. */
const longJacobian = 12_000;

/** A derivation as a page of plain text. */
export function derivationText(formulas: Formulas): string {
  const { derivation, terms, origin } = formulas;
  const { model, variables, closed } = derivation;
  const rate = (i: number): string => `d${variables[i]}/dt`;
  const shown = shownFeatures(formulas);
  const alike = shown < terms.g.length;
  const isShown = (i: number): boolean => i < shown || i >= terms.g.length;
  const rates = (list: readonly Polynomial[]): Equation[] =>
    list.flatMap((rhs, i): Equation[] => (isShown(i) ? [[rate(i), toText(rhs)]] : []));
  const sections = [
    section(
      "Model",
      aligned(parameterRows(model).map(({ symbol, meaning, value }) => [plain(symbol), value, meaning])),
    ),
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
      ...(closed
        ? []
        : [
            `These do not close: ${derivation.reduction.missing.join(", ")} are no functions of the order parameters.`,
            "",
          ]),
      ...equations(rates(formulas.reduced)),
      "",
      "with the terms put in:",
      "",
      ...equations(rates(formulas.ode)),
    ]),
    ...(formulas.jacobian ? [section("Jacobian of the ODE", jacobianLines(formulas))] : []),
    ...(origin ? [section("Learnability: linear stability of Q = 0", originLines(formulas))] : []),
    section(
      "Symbols",
      aligned(symbolRows(formulas, "text").map(({ name, meaning }) => [name, meaning.replace(/`/g, "")])),
    ),
    section(
      "Assumptions",
      assumptions.flatMap(({ id, text }) => hanging(`${id}: ${text}`)),
    ),
  ];
  const title = `Mean-field limit of SGD: ${model.name} (${model.constraint === "sphere" ? "on the sphere" : "free norm"})`;
  return `${title}\n${"=".repeat(title.length)}\n\n${sections.join("\n\n")}\n`;
}

type Equation = readonly [left: string, right: string];

function section(title: string, lines: readonly string[]): string {
  return `${title}\n${"-".repeat(title.length)}\n${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}`;
}

/** Equations with their signs = below each other, continued below what follows the sign. */
function equations(list: readonly Equation[], relation = "="): string[] {
  const left = Math.max(0, ...list.map(([name]) => name.length));
  const indent = " ".repeat(left + relation.length + 2);
  return list.flatMap(([name, right]) =>
    breakFormula(right, pageWidth - indent.length).map((line, i) =>
      i === 0 ? `${name.padEnd(left)} ${relation} ${line}` : `${indent}${line}`,
    ),
  );
}

function jacobianLines(formulas: Formulas): string[] {
  const { variables } = formulas.derivation;
  const entries = shownEntries(formulas).map(
    ({ entry, row, column }): Equation => [`J[${variables[row]},${variables[column]}]`, toText(entry)],
  );
  const size = entries.reduce((sum, [, text]) => sum + text.length, 0);
  if (size > longJacobian) {
    return [`${entries.length} entries, ${size} characters: too long for a page; --json prints it.`];
  }
  return equations(entries);
}

function originLines({ derivation, origin }: Formulas): string[] {
  const { isFixedPoint, eigenvalues, thresholds } = origin!;
  const { variables } = derivation;
  const lines: string[] = [];
  if (!isFixedPoint)
    lines.push("Q = 0 is not a fixed point of this model: its drift there does not vanish.", "");
  if (!eigenvalues)
    return [...lines, "The Jacobian at Q = 0 is not diagonal: its eigenvalues have no formula here."];
  const where = variables.includes("s") ? "at the stationary s" : "on the sphere";
  lines.push(`The Jacobian at Q = 0, ${where}, is diagonal. Its eigenvalues:`, "");
  lines.push(...equations(eigenvalues.map((value, i): Equation => [`A[${variables[i]}]`, toText(value)])));
  const known = thresholds?.flatMap((quotient, l): Equation[] =>
    quotient ? [[`m2_${l + 1}`, quotientText(quotient)]] : [],
  );
  if (known && known.length > 0) {
    lines.push("", "Where the divisor is positive, a feature is learnable from Q = 0 exactly when", "");
    lines.push(...equations(known, ">"));
  }
  return lines;
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
