import { escapeMarkup } from "../escape.ts";
import { figureRecipes } from "../figures/index.ts";
import { letterHeadings } from "../model-blocks.ts";
import type { ModelReport } from "../report-input.ts";
import { figureId, letterWords } from "./figure-html.ts";
import { headingId } from "./model-section.ts";

/** What a line of a list is about, and the link that one model adds to it. */
interface Entry {
  readonly heading: string;
  readonly model: string;
  readonly id: string;
}

/** Where to find the letter's formulas and figures, and the figures that it does not have; nothing without models. */
export function figureList(models: readonly ModelReport[], modelId: (index: number) => string): string {
  if (models.length === 0) return "";
  const formulas = models.flatMap(({ derivation }, i) =>
    letterHeadings(derivation).map((part): Entry => {
      const heading = `${part.letter}: ${lowered(part.heading)}`;
      return { heading, model: derivation.model.name, id: headingId(modelId(i), part) };
    }),
  );
  const figures = figureRecipes.flatMap(({ name, letter, topic }) =>
    models.flatMap(({ derivation, figures: drawn }, i): Entry[] =>
      drawn
        .filter((one) => one.name === name && "figure" in one)
        .map((one) => ({
          heading: letter === undefined ? raised(topic) : `${letterWords(letter)}: ${topic}`,
          model: derivation.model.name,
          id: figureId(modelId(i), one),
        })),
    ),
  );
  const shown = figures.length === 0 ? "" : `<h3>Figures</h3>${list(figures)}`;
  return `<section id="figures"><h2>Where the letter’s formulas and figures are</h2><p>All stand with the models.</p><h3>Formulas</h3>${list(formulas)}${shown}</section>`;
}

/** A line a heading, with the links of all models. */
function list(entries: readonly Entry[]): string {
  const headings = [...new Set(entries.map(({ heading }) => heading))];
  const items = headings.map((heading) => {
    const links = entries
      .filter((entry) => entry.heading === heading)
      .map(({ model, id }) => `<a href="#${id}">${escapeMarkup(model)}</a>`);
    return `<li>${escapeMarkup(heading)} (${links.join(", ")})</li>`;
  });
  return `<ul>${items.join("\n")}</ul>`;
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function raised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
