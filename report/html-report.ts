import { assumptions } from "./assumptions.ts";
import { claimGroups } from "./claim-groups.ts";
import { escapeMarkup } from "./escape.ts";
import { claimSection, verdictsTable } from "./html/claim-section.ts";
import { Equations } from "./html/equations.ts";
import { figureList } from "./html/figure-list.ts";
import { katexStyle } from "./html/katex-style.ts";
import { modelSection } from "./html/model-section.ts";
import { pageScript } from "./html/page-script.ts";
import { pageStyle } from "./html/page-style.ts";
import { symbolTable } from "./html/symbols.ts";
import { type Cell, htmlTable } from "./html/table.ts";
import { provenanceRows, type ReportInput } from "./report-input.ts";
import { summaryText } from "./summary.ts";

export type { ModelReport, ReportInput } from "./report-input.ts";

/** The whole report as one HTML document that loads nothing: styles, fonts, figures and script are inside. */
export function htmlReport(input: ReportInput): string {
  const body = bodyHtml(input);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="driftproof ${escapeMarkup(input.version)}">
<title>driftproof report</title>
<link rel="icon" href="data:,">
<style>${katexStyle(body)}</style>
<style>${pageStyle}</style>
</head>
<body>
${body}
<script>${pageScript}</script>
</body>
</html>
`;
}

function bodyHtml(input: ReportInput): string {
  const { results, models } = input;
  const equations = new Equations();
  const modelId = (i: number): string => `model-${i + 1}`;
  const groups = claimGroups(results);
  const anchors = new Map(results.map((result, i) => [result, `verdict-${i + 1}`]));
  const figures = figureList(models, modelId);
  const modelLinks = models.map(({ derivation }, i) => link(modelId(i), derivation.model.name));
  const sections = [
    `<section id="verdicts"><h2>Verdicts</h2>${verdictsTable(groups, anchors)}</section>`,
    figures,
    ...(models.length > 0 ? [modelsWithSymbols(models, modelId, equations)] : []),
    `<section id="claims"><h2>Claims and their evidence</h2>
<p>A region is the set on which a verdict holds. Lines that check a certificate are for the folder of this page, which holds them; a replay line reproduces one verdict.</p>
${groups.map((group, i) => claimSection(group, i, anchors, equations)).join("\n")}</section>`,
    assumptionsSection(),
    madeSection(input),
  ];
  return `<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>Does the mean-field theory hold?</h1>
<p class="lead">${escapeMarkup(summaryText(results))}</p>
<nav aria-label="Contents"><ul>
${[
  link("verdicts", "Verdicts"),
  ...(figures === "" ? [] : [link("figures", "Formulas and figures")]),
  ...modelLinks,
  link("claims", "Claims"),
  link("assumptions", "Assumptions"),
  link("made", "How it was made"),
].join("\n")}
</ul></nav>
</header>
<main id="main" tabindex="-1">
${sections.join("\n")}
</main>
<p class="quiet" role="status" id="copy-status"></p>`;
}

function link(id: string, words: string): string {
  return `<li><a href="#${id}">${escapeMarkup(words)}</a></li>`;
}

/** The symbols stand beside the equations where there is room, before them where there is none. */
function modelsWithSymbols(
  models: ReportInput["models"],
  modelId: (index: number) => string,
  equations: Equations,
): string {
  const symbols = symbolTable(models.map(({ derivation }) => derivation));
  const sections = models.map((model, i) => modelSection(model, modelId(i), equations));
  return `<div class="beside"><section id="symbols" aria-label="Symbols"><h2>Reading the equations</h2>${symbols}</section>
<div class="models">${sections.join("\n")}</div></div>`;
}

function assumptionsSection(): string {
  const items = assumptions.map(
    ({ id, text }) => `<li><code>${escapeMarkup(id)}</code>: ${escapeMarkup(text)}</li>`,
  );
  return `<section id="assumptions" class="assumptions"><h2>Assumptions</h2>
<p>The letter's text reaches this suite without its equations. This is what it leaves open, and what the suite takes it to mean.</p>
<ul>${items.join("\n")}</ul></section>`;
}

function madeSection(input: ReportInput): string {
  const rows = provenanceRows(input).map(([what, value]): Cell[] => [
    what,
    what === "command" ? { html: `<code>${escapeMarkup(value)}</code>` } : value,
  ]);
  return `<section id="made"><h2>How it was made</h2>${htmlTable("This run", ["what", "value"], rows)}</section>`;
}
