import { escapeMarkup } from "../escape.ts";
import { figureRecipes } from "../figures/index.ts";
import type { ModelReport } from "../report-input.ts";
import { figureId, letterWords } from "./figure-html.ts";

interface Entry {
  readonly heading: string;
  readonly model: string;
  readonly id: string;
  /** Its place among all figures. */
  readonly order: number;
}

/** Where to find each of the letter's figures, and those that it does not have; nothing where none is drawn. */
export function figureList(models: readonly ModelReport[], modelId: (index: number) => string): string {
  const entries = models.flatMap(({ derivation, figures }, i): Entry[] =>
    figures.flatMap((drawn) =>
      "figure" in drawn
        ? [
            {
              heading: letterWords(drawn.letter) || headingOf(drawn.name),
              model: derivation.model.name,
              id: figureId(modelId(i), drawn),
              order: figureRecipes.findIndex(({ name }) => name === drawn.name),
            },
          ]
        : [],
    ),
  );
  if (entries.length === 0) return "";
  entries.sort((a, b) => a.order - b.order);
  const headings = [...new Set(entries.map(({ heading }) => heading))];
  const items = headings.map((heading) => {
    const links = entries
      .filter((entry) => entry.heading === heading)
      .map(({ model, id }) => `<a href="#${id}">${escapeMarkup(model)}</a>`);
    return `<li>${escapeMarkup(heading)}: ${links.join(", ")}</li>`;
  });
  return `<section id="figures"><h2>Figures</h2><p>Each stands with its model, below its equations.</p><ul>${items.join("\n")}</ul></section>`;
}

/** `noise-region` as words. */
function headingOf(name: string): string {
  const words = name.replaceAll("-", " ").replace(/\bl(\d)\b/, "L$1");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
