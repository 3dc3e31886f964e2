import { escapeMarkup } from "../escape.ts";
import type { DrawnFigure } from "../figures/draw-figure.ts";

/** A figure's id on the page. */
export function figureId(model: string, { name }: DrawnFigure): string {
  return `${model}-${name}`;
}

/**
 * A figure with its caption, or why there is none. The picture counts as one image, whose name is its title. It is never
 * made smaller than its texts are legible at: on a narrow screen its box scrolls, by the keyboard too.
 */
export function figureHtml(drawn: DrawnFigure, id: string): string {
  const { letter } = drawn;
  if ("missing" in drawn) {
    return `<p id="${id}">${escapeMarkup(letterWords(letter) || "A figure")} is left out (${escapeMarkup(drawn.name)}): ${escapeMarkup(drawn.missing)}</p>`;
  }
  const { title, caption, svg } = drawn.figure;
  // Several pictures on one page must not share the ids of their clip paths.
  const own = svg
    .replace(/\bid="([^"]+)"/g, `id="${id}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replace(/\bhref="#([^"]+)"/g, `href="#${id}-$1"`)
    .replace("<svg ", `<svg role="img" aria-label="${escapeMarkup(title)}" `);
  const number =
    letter === undefined ? "" : `<span class="letter">${escapeMarkup(letterWords(letter))}.</span> `;
  const box = `<div class="picture" role="region" aria-label="${escapeMarkup(`Figure: ${title}`)}" tabindex="0">${own}</div>`;
  return `<figure id="${id}">${box}<figcaption>${number}<strong>${escapeMarkup(title)}.</strong> ${escapeMarkup(caption)}</figcaption></figure>`;
}

/** `The letter's figure 2a` */
export function letterWords(letter: string | undefined): string {
  if (letter === undefined) return "";
  return `The letter's figure${letter.includes(" ") ? "s" : ""} ${letter}`;
}
