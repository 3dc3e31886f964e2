import { escapeMarkup } from "../escape.ts";
import type { Figure } from "../figures/figure.ts";

/** A figure with its caption. The picture counts as one image, whose name is its title. */
export function figureHtml({ title, caption, svg }: Figure, id: string): string {
  // Several pictures on one page must not share the ids of their clip paths.
  const own = svg
    .replace(/\bid="([^"]+)"/g, `id="${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replace(/\bhref="#([^"]+)"/g, `href="#${id}-$1"`)
    .replace("<svg ", `<svg role="img" aria-label="${escapeMarkup(title)}" `);
  return `<figure id="${id}">${own}<figcaption><strong>${escapeMarkup(title)}.</strong> ${escapeMarkup(caption)}</figcaption></figure>`;
}
