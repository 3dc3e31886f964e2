import type { FixedPoint, Stability } from "../numerics/fixed-points.ts";
import { basinColour, css, familyOf, type Theme } from "./palette.ts";
import type { ExplorerState } from "./state.ts";
import { markShape, startShape } from "./svg-parts.ts";
import { typeset } from "./typeset.ts";

const words: Readonly<Record<ReturnType<typeof familyOf>, string>> = {
  first: "recovers feature 1",
  second: "recovers feature 2",
  mixed: "mixes both",
  none: "recovers nothing",
};
const kinds: readonly Stability[] = ["stable", "saddle", "unstable", "marginal"];

/** What colours and marks mean, as far as they occur. */
export function legendHtml(
  points: readonly FixedPoint[],
  { constraint, features }: ExplorerState,
  theme: Theme,
): string {
  const free = constraint === "free";
  const ends = points.filter(({ stability }) => stability === "stable" && !free);
  const families = [...new Set(ends.map(({ Q }) => familyOf(Q)))].sort();
  const basins = families.map((family) => {
    const of = ends.filter(({ Q }) => familyOf(Q) === family).map(({ Q }) => Q);
    const swatches = [...new Set(of.map((Q) => css(basinColour(Q, theme))))]
      .map((colour) => `<span class="swatch" style="background:${colour}"></span>`)
      .join("");
    return `<li>${swatches} ${words[family]}</li>`;
  });
  const marks = kinds
    .filter((kind) => points.some(({ stability }) => stability === kind))
    .map(
      (kind) =>
        `<li><svg class="key" viewBox="0 0 18 18" aria-hidden="true">${markShape({ stability: kind }, 9, 9, 5)}</svg> ${kind}</li>`,
    );
  const sign =
    features.length === 2 && basins.length > 0
      ? `<li class="quiet">fainter: an overlap ${typeset("Q_l<0")}</li>`
      : "";
  const start = `<li><svg class="key" viewBox="0 0 18 18" aria-hidden="true">${startShape(9, 9, 5)}</svg> start</li>`;
  const path = `<li><svg class="key" viewBox="0 0 18 18" aria-hidden="true"><path class="ahead" d="M2 13Q9 13 16 5"/></svg> path of the whole flow</li>`;
  return [...basins, sign, ...marks, start, free && features.length === 2 ? path : ""].join("");
}

/** The picture in a sentence, for those who do not see it. */
export function summaryOf(points: readonly FixedPoint[]): string {
  const counts = kinds.flatMap((kind) => {
    const count = points.filter(({ stability }) => stability === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  return `Fixed points, mirror images included: ${counts.join(", ") || "none"}.`;
}
