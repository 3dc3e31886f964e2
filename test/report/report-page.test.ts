import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claims } from "../../proofs-check/claims/index.ts";
import { drawFigure } from "../../report/figures/draw-figure.ts";
import { htmlReport } from "../../report/html-report.ts";
import { hasBrowser, openBrowser } from "../web/browser.ts";
import { committedTasks } from "./committed.ts";
import { inputOf, modelReports, results } from "./fixtures.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Leaves two equations at each kind of place and a letter in place of the others: KaTeX's elements are nine tenths of the
 * page's, of a few kinds, and colours and sizes come from where they stand.
 */
const fewerEquations = `
  const seen = new Map();
  for (const equation of document.querySelectorAll(".katex")) {
    let place = "";
    for (let at = equation.parentElement; at; at = at.parentElement) place += at.tagName + "." + at.className + " ";
    seen.set(place, (seen.get(place) ?? 0) + 1);
    if (seen.get(place) > 2) equation.textContent = "x";
  }`;

describe.skipIf(!hasBrowser)("the report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "driftproof-report-"));
  const file = join(folder, "index.html");
  let browser: Browser;
  beforeAll(async () => {
    // The first closes and the last does not; more would only make the checks slow.
    const [first, , , last] = await modelReports();
    const structure = await drawFigure(committedTasks.find(({ recipe }) => recipe === "structure")!);
    const models = [{ ...first!, figures: [...first!.figures, structure] }, last!];
    const known = claims.map(({ id }) => ({ ...results[0]!, id }));
    writeFileSync(file, htmlReport({ ...inputOf(models), results: [...results, ...known] }));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** The page with everything that is folded away opened. */
  async function open(
    width: number,
    colorScheme: "light" | "dark",
  ): Promise<{ page: Page; errors: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    return { page, errors };
  }

  it.each([
    [1280, "light"],
    [360, "dark"],
  ] as const)(
    "has no violation of level A or AA and no line beyond the page at %d pixels, %s",
    async (width, scheme) => {
      const { page, errors } = await open(width, scheme);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      // No text of a figure is made smaller than it was drawn.
      const scales = await page.$$eval(".picture svg", (pictures) =>
        pictures.map((svg) => svg.getBoundingClientRect().width / Number(svg.getAttribute("width"))),
      );
      expect(scales.length).toBeGreaterThan(1);
      for (const scale of scales) expect(scale).toBeGreaterThanOrEqual(1);
      await page.evaluate(fewerEquations);
      await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html]))`,
      );
      expect(violations).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it("copies an equation, and all of a group, by the keyboard", async () => {
    const { page } = await open(1280, "light");
    await page.clock.install();
    await page.evaluate("navigator.clipboard.writeText = async (text) => { document.title = text; }");
    const first = page.locator('[aria-label="terms of the loss"]').first();
    for (const [button, copied] of [
      [".equation .copy", /^g_\{1\} = /],
      [".all", /^\\begin\{align\}\n {2}g_\{1\} &= [^\n]* \\\\\n.*\\lambda &= .*\n\\end\{align\}$/s],
    ] as const) {
      await first.locator(button).first().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction("document.querySelector('#copy-status').textContent === 'LaTeX copied'");
      // A title's own getter would join its lines.
      expect(await page.evaluate("document.querySelector('title').textContent")).toMatch(copied);
      await page.clock.fastForward(2000);
      await page.waitForFunction("document.querySelector('#copy-status').textContent === ''");
    }
    await page.close();
  });

  it("opens what is folded away for paper, and for a link into it", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const opened = "document.querySelectorAll('details[open]').length";
    const all = await page.evaluate("document.querySelectorAll('details').length");
    const before = (await page.evaluate(opened)) as number;
    expect(before).toBeLessThan(all as number);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate(opened)).toBe(all);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.evaluate(opened)).toBe(before);
    const folded = await page.evaluate("document.querySelector('details:not([open]) .equation').id");
    await page.goto(`${pathToFileURL(file).href}#${folded}`);
    expect(await page.locator(`#${folded}`).isVisible()).toBe(true);
    await page.close();
  });
});
