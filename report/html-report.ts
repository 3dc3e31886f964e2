import { assumptions } from "./assumptions.ts";
import { escapeMarkup } from "./escape.ts";
import { formatNumber } from "./format.ts";
import { claimSection, verdictsTable } from "./html/claim-section.ts";
import { Equations } from "./html/equations.ts";
import { katexStyle } from "./html/katex-style.ts";
import { modelSection } from "./html/model-section.ts";
import { pageScript } from "./html/page-script.ts";
import { pageStyle } from "./html/page-style.ts";
import { symbolTable } from "./html/symbols.ts";
import { htmlTable } from "./html/table.ts";
import type { ReportInput } from "./report-input.ts";
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
  const modelLinks = models.map(
    ({ derivation }, i) => `<li><a href="#model-${i + 1}">${escapeMarkup(derivation.model.name)}</a></li>`,
  );
  const sections = [
    `<section id="verdicts"><h2>Verdicts</h2>${verdictsTable(results)}</section>`,
    ...(models.length > 0
      ? [
          `<section id="symbols"><h2>Reading the equations</h2>${symbolTable(models.map(({ derivation }) => derivation))}</section>`,
        ]
      : []),
    ...models.map((model, i) => modelSection(model, `model-${i + 1}`, equations)),
    `<section id="evidence"><h2>Evidence</h2>${results.map(claimSection).join("\n")}</section>`,
    assumptionsSection(),
    provenance(input),
  ];
  return `<a class="skip" href="#main">Skip to the content</a>
<header>
<h1>Does the mean-field theory hold?</h1>
<p class="lead">${escapeMarkup(summaryText(results))}</p>
<nav aria-label="Contents"><ul>
<li><a href="#verdicts">Verdicts</a></li>
${modelLinks.join("\n")}
<li><a href="#evidence">Evidence</a></li>
<li><a href="#assumptions">Assumptions</a></li>
<li><a href="#made">How it was made</a></li>
</ul></nav>
</header>
<main id="main" tabindex="-1">
${sections.join("\n")}
</main>
<p class="quiet" role="status" id="copy-status"></p>`;
}

function assumptionsSection(): string {
  const items = assumptions.map(
    ({ id, text }) => `<li><code>${escapeMarkup(id)}</code>: ${escapeMarkup(text)}</li>`,
  );
  return `<section id="assumptions" class="assumptions"><h2>Assumptions</h2>
<p>The letter's text reaches this suite without its equations. This is what it leaves open, and what the suite takes it to mean.</p>
<ul>${items.join("\n")}</ul></section>`;
}

function provenance({ version, seed, seconds, command }: ReportInput): string {
  const rows = [
    ["command", { html: `<code>${escapeMarkup(command)}</code>` }],
    ["driftproof", version],
    ["seed", String(seed)],
    ["time", `${formatNumber(seconds)} s`],
    ["Node.js", process.version],
  ] as const;
  return `<section id="made"><h2>How it was made</h2>${htmlTable("This run", ["what", "value"], rows)}</section>`;
}
