import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedPointSet, fixedPoints } from "../../numerics/fixed-points.ts";
import { compileFlow, type Flow } from "../../numerics/flow/flow.ts";
import { wholeText } from "../../report/whole-text.ts";
import { parseModel } from "../../theory/model.ts";
import { fromHash, toHash } from "../../web/address.ts";
import { type ExplorerState, initialState, modelInputOf } from "../../web/state.ts";
import { invokeJson } from "../cli/harness.ts";
import { hasBrowser, openBrowser } from "./browser.ts";

const driftproof = join(import.meta.dirname, "../../bin/driftproof.mjs");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const run = promisify(execFile);
const flowOf = (state: ExplorerState): Flow => compileFlow(parseModel(modelInputOf(state)));

const folder = mkdtempSync(join(tmpdir(), "driftproof-explorer-"));
const file = join(folder, "explorer.html");

/** In a process of its own: a bundler takes more memory than a test may. */
beforeAll(() => run(process.execPath, [driftproof, "explore", "-o", file]));
afterAll(() => rmSync(folder, { recursive: true }));

describe("driftproof explore", () => {
  it("writes one file that names no other and is small", () => {
    const html = readFileSync(file, "utf8");
    const markup = html.slice(0, html.indexOf("<script"));
    expect(markup.match(/(?:src|href)="(?!data:|#)[^"]*"/g)).toBeNull();
    expect(gzipSync(html).length).toBeLessThan(400_000);
  });

  it("serves it on the loopback address until it is interrupted", async () => {
    const server = spawn(process.execPath, [driftproof, "explore", "--port", "0"]);
    const ended = new Promise((resolve) => server.on("exit", resolve));
    const line = await new Promise<string>((resolve) =>
      server.stdout.on("data", (data) => resolve(String(data))),
    );
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)![0];
    expect(await (await fetch(url)).text()).toBe(readFileSync(file, "utf8"));
    expect((await fetch(`${url}other`)).status).toBe(404);
    server.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});

describe.skipIf(!hasBrowser)("the explorer in a browser", () => {
  let browser: Browser;
  /** One page for all tests: it goes from view to view as a reader does. */
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await open();
    await ready(page);
  });
  afterAll(() => browser?.close());

  /** Opens a page of its own at an address. */
  async function open(hash = ""): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened.on("console", (message) => complaints.push(message.text()));
    opened.on("pageerror", (error) => complaints.push(String(error)));
    opened.on("request", (request) => requests.push(request.url()));
    await opened.goto(`file://${file}${hash}`);
    return opened;
  }

  /** Goes to a view and waits until all of it is there. */
  async function show(hash: string): Promise<void> {
    await go(hash);
    await ready(page);
  }

  /** Goes to a view, of which parts come one after the other. */
  async function go(hash: string): Promise<void> {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.evaluate(`new Promise((resolve) => {
      const hash = ${JSON.stringify(hash)};
      if (location.hash === hash) return resolve();
      addEventListener("hashchange", resolve, { once: true });
      location.hash = hash;
    })`);
  }
  const complaints: string[] = [];
  const requests: string[] = [];
  const ready = (page: Page) => page.waitForSelector("body[data-ready=yes]");
  const first = toHash(initialState);
  const oneFeature: ExplorerState = { ...initialState, features: initialState.features.slice(0, 1) };
  const one = toHash(oneFeature);

  it("loads without a complaint and asks the network for nothing", async () => {
    expect(await page.locator("#formulas math").count()).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });

  it("exports the figure as an SVG that stands alone", async () => {
    await show(first);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export-figure")]);
    const path = join(folder, "portrait.svg");
    await download.saveAs(path);
    const svg = readFileSync(path, "utf8");
    expect(svg).toMatch(/<path class="border" d="M/);
    expect(svg.match(/href="(?!data:)/g)).toBeNull();
    const picture = await browser.newPage();
    await picture.goto(`file://${path}`);
    expect(await picture.evaluate("document.documentElement.nodeName")).toBe("svg");
    await picture.close();
  });

  describe.each([
    ["one feature", one],
    ["two features", first],
  ])("with runs of %s", (_, hash) => {
    beforeAll(async () => {
      await show(hash);
      await page.click("#restart");
      await page.waitForSelector("#history .path", { state: "attached" });
      await page.click("#play");
    });

    it("has no violation of WCAG level A or AA, light and dark", async () => {
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(
          `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html]))`,
        );
        expect(violations, colorScheme).toEqual([]);
      }
    });

    it.each([360, 768, 1280, 1920])("fits a window of %i pixels without overlaps", async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForFunction(resized);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await page.evaluate(overlaps)).toEqual([]);
    });
  });

  it("runs SGD on top and stops when told to", async () => {
    await show(toHash({ ...initialState, dimension: 300, runs: 4, speed: 100 }));
    await page.click("#play");
    const time = async (): Promise<number> =>
      Number(/t = ([\d.]+),.* N = 300$/.exec((await page.locator("#clock").textContent()) ?? "")?.[1] ?? 0);
    await expect.poll(time, { timeout: 15_000 }).toBeGreaterThan(1);
    await page.click("#play");
    expect(await page.locator("#history .path").count()).toBe(2);
  });

  it("draws other pictures while a slider is dragged, and ends at the fixed points of the library", async () => {
    await show(first);
    const before = await page.locator("#lines").innerHTML();
    const slider = page.locator("[id='range-kurtosis.1']");
    await slider.scrollIntoViewIfNeeded();
    const box = (await slider.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 8, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 4, y, { steps: 8 });
    await expect.poll(() => page.locator("#lines").innerHTML()).not.toBe(before);
    // The pointer rests, but holds the slider still.
    await page.waitForFunction(
      `location.hash.includes("kurtosis=1,") && !location.hash.includes("kurtosis=1,1&")`,
    );
    await ready(page);
    await page.mouse.up();
    const state = fromHash(new URL(page.url()).hash);
    expect(state.features[1]!.kurtosis).toBeGreaterThan(1.2);
    const rows = await page.locator("#fixed-points tbody tr").allInnerTexts();
    const flow = flowOf(state);
    const found = fixedPointSet(flow);
    const own = found.points.map(({ Q, stability }) =>
      [stability, ...Q.map((q) => Math.abs(q).toFixed(4))].join("\t"),
    );
    expect(rows.map((row) => row.split("\t").slice(0, 3).join("\t")).sort()).toEqual(own.sort());
    const said = wholeText(found, flow.model).join(" ").replaceAll("'", "’");
    expect(await page.textContent("#fixed-points .note")).toBe(said);
  });

  it("exports a model file that the command line takes, and shows the numbers that it evaluates", async () => {
    await go("#m2=1.3,0.9&kurtosis=2.25,1&eta=0.4&rho=-0.5&Q=0.35,-0.2");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export-model")]);
    const path = join(folder, "model.json");
    await download.saveAs(path);
    const text = readFileSync(path, "utf8");
    expect(
      parseModel(JSON.parse(text))
        .features[0]!.moment(4)
        .divide(parseModel(JSON.parse(text)).features[0]!.variance.power(2))
        .toString(),
    ).toBe("9/4");
    const exact = await invokeJson<{ g: number[]; f: number; lambda: number; ode: { Q: number[] } }>(
      ...["evaluate", path, "--at", '{"Q":[0.35,-0.2]}'],
    );
    await page.waitForSelector("#values caption:has-text('(0.35, −0.2)')");
    const shown = async (name: string): Promise<number> =>
      Number((await page.locator(`[data-name=${name}]`).textContent())!.replace("−", "-"));
    for (const [name, value] of [
      ["g1", exact.g[0]],
      ["g2", exact.g[1]],
      ["f", exact.f],
      ["lambda", exact.lambda],
      ["rate1", exact.ode.Q[0]],
      ["rate2", exact.ode.Q[1]],
    ] as const) {
      expect(Math.abs((await shown(name)) / value! - 1), name).toBeLessThan(1e-9);
    }
  });

  it("can be worked by the keyboard alone, and says where it is", async () => {
    await show(one);
    const range = page.locator("#range-eta");
    await range.focus();
    const before = await page.locator("#lines").innerHTML();
    for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction(`location.hash.includes("eta=0.25")`);
    await ready(page);
    expect(await page.locator("#lines").innerHTML()).not.toBe(before);
    expect(await page.locator("#number-eta").inputValue()).toBe("0.25");
    const { Q } = fixedPoints(flowOf(fromHash(new URL(page.url()).hash))).at(-1)!;
    expect(await page.locator("#fixed-points").textContent()).toContain(Math.abs(Q[0]!).toFixed(4));
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.keyboard.press("Tab");
    await page.keyboard.type("0.5");
    await page.keyboard.press("Enter");
    await page.waitForFunction(`location.hash.includes("eta=0.5")`);
    // Whatever is not inert can be reached: no control has a negative tab index.
    const unreachable = `[...document.querySelectorAll("input, select, button, a")].filter((node) => node.tabIndex < 0).length`;
    expect(await page.evaluate(unreachable)).toBe(0);
  });

  it("goes on from an address as it was left", async () => {
    const page = await open(
      "#law=gaussian,signs&m2=0.7,1.4&kurtosis=1,3.5&nu=0.5&eta=1&rho=-0.25&tau=0.2&B=5&phi=y+%2B+y%5E3%2F10&loss=spectral&N=5000&runs=3&Q=0.1,0.4&start=given",
    );
    const state = fromHash(new URL(page.url()).hash);
    expect(state).toMatchObject({
      activation: "y + y^3/10",
      loss: "spectral",
      batch: 5,
      start: [0.1, 0.4],
      randomStart: false,
    });
    expect(await page.inputValue("#expression")).toBe("y + y^3/10");
    expect(await page.inputValue("[id='number-kurtosis.1']")).toBe("3.5");
    expect(await page.inputValue("#law-0")).toBe("gaussian");
    await page.selectOption("#loss", "alignment");
    expect(fromHash(new URL(page.url()).hash)).toEqual({ ...state, loss: "alignment" });
    await page.close();
  });

  it("says what is wrong with an expression and goes on", async () => {
    await show(toHash({ ...oneFeature, activation: "<img src=x onerror=alert(1)>" }));
    expect(await page.locator("#error").textContent()).toContain("activation");
    expect(await page.locator("#error img").count()).toBe(0);
    await page.fill("#expression", "sin(y)");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#error").textContent()).toBe("");
  });

  it("says so where there is no fixed point", async () => {
    const growing = { constraint: "free", activation: "relu", penalty: 0 } as const;
    await show(toHash({ ...oneFeature, ...growing }));
    expect(await page.textContent("#fixed-points h2")).toBe("No fixed points");
    expect(await page.locator("#fixed-points table").count()).toBe(0);
    expect(await page.textContent("#fixed-points .note")).toContain("Left out: Q = (0), s = 0");
  });

  it("shows free weights at an s of one's choice, with the whole flow's paths and fixed points on it", async () => {
    const state: ExplorerState = {
      ...initialState,
      ...({ constraint: "free", activation: "identity", loss: "spectral" } as const),
      ...{ penalty: 1, norm: 0.5 },
    };
    await show(toHash(state));
    expect(await page.textContent("#picture-title")).toBe("Flow of the cosine similarities at s = 0.5");
    expect(await page.textContent("#accuracy")).toContain("at s = 0.5 alone");
    expect(await page.getAttribute("#lines .ahead", "d")).toMatch(/^M.*L/);
    // w = 0 has no direction; all others and their mirror images are there.
    const mirrored = fixedPoints(flowOf(state)).filter(({ s }) => s > 0);
    const marks = mirrored.reduce((sum, { Q }) => sum + 2 ** Q.filter((q) => q !== 0).length, 0);
    expect(marks).toBeGreaterThan(2);
    await expect.poll(() => page.locator("#lines .mark").count()).toBe(marks);
    // At 1400 the widest table stands beside the picture.
    for (const width of [360, 1280, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForFunction(resized);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await page.evaluate(overlaps)).toEqual([]);
      const cut = await page.$$eval(".table", (all) =>
        all
          .filter((t) => t.scrollWidth > t.clientWidth)
          .map((t) => `${t.textContent} ${t.scrollWidth} ${t.clientWidth}`),
      );
      expect(cut, String(width)).toEqual([]);
    }
    const { terms } = flowOf(state);
    const { g } = terms(
      state.start.map((q) => q * Math.sqrt(0.5)),
      0.5,
    );
    const shown = Number(await page.textContent("[data-name=g1]"));
    expect(Math.abs(shown / g[0]! - 1)).toBeLessThan(1e-9);
    const flow = await page.getAttribute("#lines .flow", "d");
    await page.focus("#range-s");
    for (let k = 0; k < 10; k++) await page.keyboard.press("ArrowRight");
    await ready(page);
    expect(await page.getAttribute("#lines .flow", "d")).not.toBe(flow);
    expect(fromHash(new URL(page.url()).hash).norm).toBeGreaterThan(0.5);
    // Until there is another picture the page says that one is being made.
    const whileEvaluating = await page.evaluate(`(() => {
      const choice = document.querySelector("#constraint");
      choice.value = "sphere";
      choice.dispatchEvent(new Event("change"));
      return document.querySelector("[aria-busy=true] > .waiting")?.textContent;
    })()`);
    expect(whileEvaluating).toBe("Evaluating the flow…");
    await ready(page);
    expect(await page.locator(".waiting").isVisible()).toBe(false);
    expect(await page.locator("#range-s").isVisible()).toBe(false);
  });

  it("has made no complaint in all of this", () => expect(complaints).toEqual([]));
});

/** In the page: whether the picture has the window's size. */
const resized = `document.getElementById("lines").viewBox.baseVal.width === document.getElementById("plot").clientWidth`;

/** In the page: pairs of boxes of text and controls that cover each other by more than a pixel. */
const overlaps = `(() => {
  const shown = [...document.querySelectorAll("h1, h2, p, label, input, select, button, legend, nav a, .legend li, caption, td, th, .equation, .plot, #lines text")]
    .map((node) => ({ node, box: node.getBoundingClientRect() }))
    .filter(({ node, box }) => box.width > 2 && box.height > 2 && !node.closest(".unseen"));
  const found = [];
  for (const [i, a] of shown.entries()) {
    for (const b of shown.slice(i + 1)) {
      if (a.node.contains(b.node) || b.node.contains(a.node)) continue;
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (width > 1 && height > 1) found.push([a, b].map(({ node }) => (node.id || node.textContent).slice(0, 40)).join(" / "));
    }
  }
  return found;
})()`;
