import { driftPlot, driftScale } from "./drift-plot.ts";
import { svgFile } from "./export.ts";
import { historyPlot } from "./history-plot.ts";
import type { Theme } from "./palette.ts";
import { planeScale, portrait } from "./portrait.ts";
import { drawBasins, drawTrails } from "./raster.ts";
import { linePath } from "./svg-parts.ts";
import { svgStyle } from "./svg-style.ts";
import { type Frame, frameOf, type Trails, type View } from "./view.ts";

const element = <T extends Element>(id: string): T => document.getElementById(id) as unknown as T;

/** The picture on the page: basins on a canvas, runs on another, lines and marks in an SVG on top. */
export class Picture {
  private readonly plot = element<HTMLElement>("plot");
  private readonly basins = element<HTMLCanvasElement>("basins");
  private readonly lines = element<SVGSVGElement>("lines");
  private readonly trails = element<HTMLCanvasElement>("trails");
  private readonly history = element<SVGSVGElement>("history");
  private readonly style = document.head.appendChild(document.createElement("style"));
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  view: View | undefined;
  runs: Trails = { t: [], runs: [] };

  /** Asked of the page only when it changes: asking makes it lay itself out. */
  private width: number;
  private height = 0;

  constructor(redraw: () => void) {
    this.width = this.plot.clientWidth;
    new ResizeObserver(() => {
      if (this.width === this.plot.clientWidth) return;
      this.width = this.plot.clientWidth;
      redraw();
    }).observe(this.plot);
    this.dark.addEventListener("change", redraw);
  }

  get theme(): Theme {
    return this.dark.matches ? "dark" : "light";
  }

  private get frame(): Frame {
    return frameOf(Math.max(200, this.width), this.view?.field.features ?? 2);
  }

  drawView(): void {
    if (!this.view) return;
    const { frame, theme, view } = this;
    const style = svgStyle(theme);
    if (this.style.textContent !== style) this.style.textContent = style;
    if (this.height !== frame.height) {
      this.height = frame.height;
      this.plot.style.height = `${frame.height}px`;
    }
    this.lines.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    drawBasins(this.basins, view.labels, frame, theme, devicePixelRatio);
    this.lines.innerHTML = this.inside(view, frame, theme);
  }

  drawRuns(): void {
    if (!this.view) return;
    const { features } = this.view.field;
    drawTrails(
      this.trails,
      this.runs,
      this.frame,
      this.place(this.view, this.frame),
      features,
      devicePixelRatio,
    );
    const box = this.history.parentElement!;
    box.hidden = this.runs.t.length === 0;
    if (box.hidden) return;
    const width = Math.max(200, box.clientWidth);
    const frame: Frame = { width, height: 190, left: 46, top: 6, right: width - 10, bottom: 146 };
    this.history.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    this.history.innerHTML = historyPlot(this.runs, this.view, frame);
  }

  /** The overlaps at a point of the page; undefined outside the plot. */
  overlapsAt(clientX: number, clientY: number): number[] | undefined {
    const features = this.view?.field.features;
    const box = this.plot.getBoundingClientRect();
    const { left, right } = this.frame;
    const { x, y, radius } = planeScale(this.frame);
    if (features === undefined) return undefined;
    const Q =
      features === 1
        ? [(2 * (clientX - box.left - left)) / (right - left) - 1]
        : [(clientX - box.left - x(0)) / radius, (y(0) - (clientY - box.top)) / radius];
    return Math.hypot(...Q) <= 1 ? Q.map((q) => Number(q.toFixed(2))) : undefined;
  }

  /** The picture as an SVG file of one size, whatever the window's. */
  file(title: string): string {
    const view = this.view!;
    const frame = frameOf(640, view.field.features);
    const canvas = document.createElement("canvas");
    drawBasins(canvas, view.labels, frame, "light", 2);
    const image = view.labels
      ? `<image width="${frame.width}" height="${frame.height}" href="${canvas.toDataURL("image/png")}"/>`
      : "";
    const place = this.place(view, frame);
    const { features } = view.field;
    const paths =
      features === 1
        ? []
        : this.runs.runs.map((run) => {
            const points = Array.from({ length: run.length / features }, (_, k) =>
              place(run.slice(k * features, (k + 1) * features)),
            );
            return `<path class="trail" d="${linePath(points)}"/>`;
          });
    return svgFile(this.inside(view, frame, "light"), frame, title, {
      behind: image,
      between: paths.join(""),
    });
  }

  private inside(view: View, frame: Frame, theme: Theme): string {
    return view.field.features === 1 ? driftPlot(view, frame, theme) : portrait(view, frame);
  }

  private place(view: View, frame: Frame): (state: readonly number[]) => readonly [number, number] {
    if (view.field.features === 1) {
      const { x, y } = driftScale(view, frame);
      return ([Q]) => [x(Q!), y(0)];
    }
    const { x, y } = planeScale(frame);
    return ([Q1, Q2]) => [x(Q1!), y(Q2!)];
  }
}
