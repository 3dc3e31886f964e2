import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { structure } from "../../report/figures/structure.ts";
import { parseModel } from "../../theory/model.ts";
import { hasBrowser, openBrowser } from "../web/browser.ts";
import { committedFigure, committedTasks } from "./committed.ts";

/** In the page: texts that cover each other or a frame by more than a pixel, or that the picture cuts off. */
const troubles = `(() => {
  const picture = document.querySelector("svg").getBoundingClientRect();
  const box = (node) => ({ node, ...node.getBoundingClientRect().toJSON() });
  const covers = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const texts = [...document.querySelectorAll("svg text")].map(box).filter(({ node, width }) => width > 0 && getComputedStyle(node).opacity !== "0");
  const frames = [...document.querySelectorAll("svg > rect[rx]")].map(box);
  const inside = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
  const pairs = texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => covers(a, b)).map((b) => [a, b]));
  return [
    ...pairs.map(([a, b]) => a.node.textContent + " / " + b.node.textContent),
    ...texts.filter((a) => frames.some((frame) => covers(a, frame) && !inside(a, frame))).map(({ node }) => node.textContent + " / a frame"),
    ...texts.filter((a) => !inside(a, picture)).map(({ node }) => node.textContent + " / the edge"),
  ];
})()`;

describe.skipIf(!hasBrowser)("labels of figures", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });
  afterAll(() => browser?.close());

  const troublesOf = async (svg: string): Promise<unknown> => {
    await page.setContent(`<body style="margin: 0">${svg}</body>`);
    return page.evaluate(troubles);
  };

  it.each(committedTasks)("keep clear of each other in $recipe", async ({ recipe }) => {
    expect(await troublesOf(committedFigure(recipe))).toEqual([]);
  });

  it.each([2, 3, 12])("keep clear of each other in the structure of %i features", async (count) => {
    const features = Array.from({ length: count }, () => ({ law: "gaussian", variance: 1 }));
    const model = parseModel({ ...committedTasks[0]!.input, features }, "many");
    const { svg } = await structure.draw({ model, seed: 1, scale: "small" });
    expect(await troublesOf(svg)).toEqual([]);
  });
});
