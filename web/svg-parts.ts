import type { Mark } from "./field-points.ts";
import type { Frame } from "./view.ts";

/** Places in pixels, to a tenth. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A line through points in pixels. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
}

/** A fixed point by its kind: a disk where all returns, a ring where all leaves, a diamond at a saddle. */
export function markShape({ stability }: Pick<Mark, "stability">, x: number, y: number, size = 5.5): string {
  const at = `${px(x)} ${px(y)}`;
  switch (stability) {
    case "stable":
      return `<circle class="mark filled" cx="${px(x)}" cy="${px(y)}" r="${size}"/>`;
    case "unstable":
      return `<circle class="mark" cx="${px(x)}" cy="${px(y)}" r="${size}"/>`;
    case "saddle":
      return `<path class="mark" d="M${at}m0 ${-size - 1.5}l${size + 1.5} ${size + 1.5}l${-size - 1.5} ${size + 1.5}l${-size - 1.5} ${-size - 1.5}z"/>`;
    case "marginal":
      return `<rect class="mark" x="${px(x - size)}" y="${px(y - size)}" width="${2 * size}" height="${2 * size}"/>`;
  }
}

/** A cross at the start of runs. */
export function startShape(x: number, y: number, size = 6): string {
  return `<path class="start" d="M${px(x - size)} ${px(y)}h${2 * size}M${px(x)} ${px(y - size)}v${2 * size}"/>`;
}

/** An axis below and one at the left, with the numbers given and a name each. */
export function axes(
  { left, right, top, bottom }: Frame,
  x: { readonly ticks: readonly number[]; at(value: number): number; readonly name: string },
  y: { readonly ticks: readonly number[]; at(value: number): number; readonly name: string },
): string {
  const below = x.ticks.map(
    (tick) =>
      `<path class="tick" d="M${px(x.at(tick))} ${bottom}v5"/><text x="${px(x.at(tick))}" y="${bottom + 18}" text-anchor="middle">${number(tick)}</text>`,
  );
  const beside = y.ticks.map(
    (tick) =>
      `<path class="tick" d="M${left} ${px(y.at(tick))}h-5"/><text x="${left - 8}" y="${px(y.at(tick) + 4)}" text-anchor="end">${number(tick)}</text>`,
  );
  const middle = (top + bottom) / 2;
  return `<g class="axes">${below.join("")}${beside.join("")}<text class="name" x="${px((left + right) / 2)}" y="${bottom + 37}" text-anchor="middle">${x.name}</text><text class="name" transform="translate(12 ${px(middle)}) rotate(-90)" text-anchor="middle">${y.name}</text></g>`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)) + 0).replace("-", "−");
}

/** A letter with a subscript, in italics. */
export function variable(letter: string, index?: number): string {
  const subscript = index === undefined ? "" : `<tspan class="index" dy="4">${index}</tspan>`;
  return `<tspan class="letter">${letter}</tspan>${subscript}`;
}

/** What an axis of the overlap with a feature, or of its cosine similarity Q/√s, is called. */
export function axisName(index: number | undefined, free: boolean): string {
  const overlap = variable("Q", index);
  if (!free) return `overlap ${overlap}`;
  const back = index === undefined ? "" : ' dy="-4"';
  return `${overlap}<tspan${back}>/√</tspan>${variable("s")}`;
}

/** About five round numbers from the least to the most. */
export function roundTicks(least: number, most: number): number[] {
  const raw = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw)!;
  const ticks: number[] = [];
  for (let k = Math.ceil(least / step - 1e-9); k * step <= most + 1e-9 * step; k++) ticks.push(k * step);
  return ticks;
}
