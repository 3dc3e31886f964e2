import type { Model } from "../../theory/model.ts";
import { sentenceLatex } from "../../theory/render/sentence.ts";
import { escapeMarkup } from "../escape.ts";
import { type Block, type Heading, modelBlocks } from "../model-blocks.ts";
import { parameterRows } from "../parameters.ts";
import type { ModelReport } from "../report-input.ts";
import type { Equations } from "./equations.ts";
import { figureHtml, figureId } from "./figure-html.ts";
import { inlineMath } from "./math.ts";
import { type Cell, htmlTable } from "./table.ts";

/** One model: its numbers, its equations from the loss's terms to the learnability threshold, its figures. */
export function modelSection({ derivation, figures }: ModelReport, id: string, equations: Equations): string {
  const { model } = derivation;
  const parts = [
    `<h3>Parameters</h3>${parameters(model)}`,
    ...modelBlocks(derivation).map((block) => blockHtml(block, id, equations)),
    ...(figures.length > 0
      ? [`<h3>Figures</h3>${figures.map((drawn) => figureHtml(drawn, figureId(id, drawn))).join("\n")}`]
      : []),
  ];
  return `<section class="model" id="${id}"><h2>Model ${escapeMarkup(model.name)}</h2>\n${parts.join("\n")}</section>`;
}

function parameters(model: Model): string {
  const rows = parameterRows(model).map(({ symbol: name, meaning, value, latex }): Cell[] => [
    { html: inlineMath(name) },
    meaning,
    latex === undefined ? value : { html: inlineMath(latex) },
  ]);
  return htmlTable(`Parameters of ${model.name}, exact`, ["symbol", "meaning", "value"], rows);
}

function blockHtml(block: Block, id: string, equations: Equations): string {
  if ("heading" in block) return headingHtml(block, id);
  if ("words" in block) {
    const words = block.words.map((sentence) => sentenceLatex(sentence, inlineMath, typed));
    const text = words.join("").trim();
    // Words that an equation must follow, on the same sheet too.
    return `<p${/[.!]$/.test(text) ? "" : ' class="lead-in"'}>${text}</p>`;
  }
  if ("folded" in block) {
    const inside = block.blocks.map((part) => blockHtml(part, id, equations));
    return `<details><summary>${escapeMarkup(block.folded)}</summary>${inside.join("\n")}</details>`;
  }
  return equations.group(
    block.name,
    block.equations.map((line) => equations.equation(line)),
  );
}

function headingHtml(block: Heading, model: string): string {
  const { heading, letter } = block;
  if (letter === undefined) return `<h3>${escapeMarkup(heading)}</h3>`;
  return `<h3 id="${headingId(model, block)}">${escapeMarkup(heading)} <span class="source">${escapeMarkup(letter)}</span></h3>`;
}

/** The id on the page of a part that the letter has a name for. */
export function headingId(model: string, { heading }: Heading): string {
  return `${model}-${heading.toLowerCase().replaceAll(" ", "-")}`;
}

/** Text in which backticks mark what one types. */
function typed(text: string): string {
  return escapeMarkup(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}
