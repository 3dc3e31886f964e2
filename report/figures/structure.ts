import type { Model } from "../../theory/model.ts";
import { escapeMarkup } from "../escape.ts";
import { formatExact } from "../format.ts";
import { font, ink, palette } from "./figure.ts";
import { modelSentence } from "./model-sentence.ts";
import { subscript } from "./number-text.ts";
import type { FigureRecipe } from "./recipe.ts";

const [width, height] = [800, 330];
/** Heights of the first view's row, the middle and the second view's row. */
const [first, middle, second] = [95, 160, 225];

/** The letter's figures 1 and 5: from the hidden variables through the two views to the loss. */
export const structure: FigureRecipe = {
  name: "structure",
  topic: "structure of the model",
  letter: "1 and 5",
  suits: () => true,
  draw: async ({ model }) => ({
    title: `Structure of ${model.name}`,
    caption: `The hidden variables c, times the features U, and the background noise a make a sample x. Two views of it, v and v', have noises e and e' of their own, whose correlation is ρ. One layer of shared weights w and the nonlinearity φ give the outputs, of which the loss L of a batch is made; its gradient moves w. ${modelSentence(model)}`,
    svg: diagram(model),
  }),
};

function diagram(model: Model): string {
  const { features, activation, loss, constraint } = model;
  const number = (name: "background" | "augmentation" | "correlation" | "batch" | "learningRate"): string =>
    formatExact(model[name]);
  const shown = features.length <= 3 ? features.map((_, l) => l) : [0, 1, features.length - 1];
  const step = Math.min(62, 150 / shown.length);
  const hidden = shown.map((l, i) => ({ l, y: middle + step * (i - (shown.length - 1) / 2) }));
  const dots = features.length > 3 ? [text(46, (hidden[1]!.y + hidden[2]!.y) / 2 + 4, "⋮")] : [];
  const parts = [
    ...hidden.flatMap(({ l, y }) => [
      node(46, y, `c${features.length > 1 ? subscript(l + 1) : ""}`),
      arrow(64, y, 106, middle + (y - middle) * 0.3),
    ]),
    ...dots,
    // In two lines: the box beside it has a name of its own below.
    text(46, hidden.at(-1)!.y + 36, features.length > 1 ? `${features.length} hidden` : "hidden", "small"),
    text(46, hidden.at(-1)!.y + 51, features.length > 1 ? "variables" : "variable", "small"),
    box(106, middle, 46, 90, "U", "features"),
    arrow(152, middle, 196, middle),
    node(216, middle, "x"),
    text(216, middle + 36, "sample", "small"),
    node(216, 62, "a", "noise"),
    text(216, 34, `background, ν = ${number("background")}`, "small"),
    arrow(216, 80, 216, middle - 20),
    arrow(234, middle - 8, 322, first + 6),
    arrow(234, middle + 8, 322, second - 6),
    node(340, first, "v"),
    node(340, second, "v′"),
    node(340, 36, "e", "noise"),
    node(340, 284, "e′", "noise"),
    arrow(340, 54, 340, first - 20),
    arrow(340, 266, 340, second + 20),
    `<path d="M358,36 C400,60 400,260 358,284" fill="none" stroke="${palette[3]}" stroke-width="1.5" stroke-dasharray="5 4"/>`,
    text(394, middle - 4, `ρ = ${number("correlation")}`, "left"),
    text(366, 30, `augmentation, η = ${number("augmentation")}`, "left small"),
    text(366, 298, `augmentation, η = ${number("augmentation")}`, "left small"),
    arrow(358, first, 462, first),
    arrow(358, second, 462, second),
    box(462, middle, 46, 176, "w", ""),
    text(485, 268, `shared weights${constraint === "sphere" ? ", |w|² = N" : ""}`, "small"),
    arrow(508, first, 566, first),
    text(536, first - 8, "y"),
    arrow(508, second, 566, second),
    text(536, second - 8, "y′"),
    box(566, first, 46, 46, "φ", ""),
    box(566, second, 46, 46, "φ", ""),
    text(589, middle + 4, `φ(y) = ${activation.text}`, "small"),
    arrow(612, first, 684, middle - 18),
    arrow(612, second, 684, middle + 18),
    box(684, middle, 60, 70, "L", ""),
    text(714, middle + 54, `${loss.name} loss`, "small"),
    text(714, middle + 70, `batches of ${number("batch")}`, "small"),
    `<path d="M714,${middle - 35} C714,14 520,4 485,${middle - 88}" fill="none" stroke="${palette[1]}" stroke-width="1.5" marker-end="url(#tip-sgd)"/>`,
    text(650, 34, `SGD, τ = ${number("learningRate")}`, "small left"),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${escapeMarkup(font)}"><defs>${tip("tip", ink.text)}${tip("tip-sgd", palette[1])}</defs><rect width="${width}" height="${height}" fill="#ffffff"/>${parts.join("")}</svg>`;
}

function tip(id: string, color: string): string {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="${color}"/></marker>`;
}

function node(x: number, y: number, label: string, kind: "variable" | "noise" = "variable"): string {
  const color = kind === "noise" ? palette[3] : palette[0];
  return `<circle cx="${x}" cy="${y}" r="18" fill="#ffffff" stroke="${color}" stroke-width="1.8"/>${symbol(x, y + 5, label)}`;
}

function box(
  x: number,
  y: number,
  boxWidth: number,
  boxHeight: number,
  label: string,
  under: string,
): string {
  const frame = `<rect x="${x}" y="${y - boxHeight / 2}" width="${boxWidth}" height="${boxHeight}" rx="6" fill="#f5f7fa" stroke="${ink.text}" stroke-width="1.5"/>`;
  const note = under === "" ? "" : text(x + boxWidth / 2, y + boxHeight / 2 + 18, under, "small");
  return `${frame}${symbol(x + boxWidth / 2, y + 6, label)}${note}`;
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${ink.text}" stroke-width="1.5" marker-end="url(#tip)"/>`;
}

function symbol(x: number, y: number, label: string): string {
  return `<text x="${x}" y="${y}" text-anchor="middle" font-size="17" font-style="italic" font-family="Georgia, 'Times New Roman', serif" fill="${ink.text}">${escapeMarkup(label)}</text>`;
}

function text(x: number, y: number, label: string, style = ""): string {
  const size = style.includes("small") ? 12 : 14;
  const anchor = style.includes("left") ? "start" : "middle";
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="${ink.text}">${escapeMarkup(label)}</text>`;
}
