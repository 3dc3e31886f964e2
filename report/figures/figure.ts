import type { TopLevelSpec } from "vega-lite";
import { textWidth } from "./text-width.ts";

/** A finished picture for a report. */
export interface Figure {
  readonly title: string;
  /** What is drawn and how to read it, one or two sentences of plain text. */
  readonly caption: string;
  /** A self-contained `<svg>` element. */
  readonly svg: string;
}

/** Readable side by side and in grey: the palette of Okabe and Ito, darkest first. */
export const palette = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#000000",
  "#999999",
] as const;

/** Colours that every figure uses for the same thing. */
export const ink = { text: "#1f2933", muted: "#7b8794", grid: "#e4e7eb", stream: "#52606d" } as const;

/** Of all text in figures. */
export const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";

// The panel is white on dark pages too: a picture must look the same wherever it is copied.
const config = {
  background: "#ffffff",
  padding: 14,
  font,
  // Vega's own labels name every single mark; the page names the figure as a whole instead.
  aria: false,
  title: { fontSize: 15, fontWeight: 600, color: ink.text, anchor: "start", offset: 12 },
  axis: {
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: 500,
    labelColor: ink.text,
    titleColor: ink.text,
    gridColor: ink.grid,
    domainColor: ink.muted,
    tickColor: ink.muted,
    titlePadding: 8,
    labelSeparation: 8,
    // The first and the last label stand at their ticks as all others do.
    labelFlush: false,
  },
  // Clear of the lowest label of the other axis.
  axisX: { labelPadding: 5 },
  legend: {
    labelFontSize: 12,
    titleFontSize: 12,
    labelColor: ink.text,
    titleColor: ink.text,
    orient: "bottom",
    direction: "horizontal",
    symbolStrokeWidth: 1.5,
    symbolSize: 110,
    offset: 10,
  },
  view: { stroke: null },
} as const;

/** A Vega-Lite specification without the parts that all figures share. */
export type FigureSpec = Omit<TopLevelSpec, "$schema" | "config">;

/** What Vega lays texts out by; its types leave it out. */
interface TextMetrics {
  width(item: { readonly fontSize?: number; readonly fontWeight?: number | string }, text: unknown): number;
}

/** Renders a Vega-Lite specification to an SVG string, without a browser. */
export async function renderFigure(spec: FigureSpec): Promise<string> {
  // Vega takes a few hundred milliseconds to load, which commands without figures need not wait for.
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = (item, text) =>
    textWidth(
      String(text),
      item.fontSize ?? 11,
      Number(item.fontWeight) >= 600 || item.fontWeight === "bold",
    );
  const compiled = vegaLite.compile({ ...spec, config } as TopLevelSpec).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  try {
    // Groups keep their roles without the names that would belong to them.
    return (await view.toSVG()).replace(/ (?:role|aria-roledescription)="[^"]*"/g, "");
  } finally {
    view.finalize();
  }
}
