import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { plotData } from "../../../cli/sweep/plot-data.ts";
import { resultLine } from "../../../cli/sweep/point.ts";
import { readSweep } from "../../../cli/sweep/sweep-file.ts";
import { invoke, temporaryFile, temporaryPath } from "../harness.ts";
import { sweepFile } from "./reference.ts";

/** Results of a command's shape whose numbers say which point they are of. */
async function results(content: object, resultOf: (index: number) => unknown): Promise<string> {
  const sweep = await readSweep(sweepFile({ model: "letter-figure3", ...content }), 1);
  const lines = Array.from({ length: sweep.count }, (_, index) => {
    const result = resultOf(index);
    const outcome = result === undefined ? { error: "none" } : { result };
    return resultLine(index, sweep.pointAt(index), sweep.taskAt(index), outcome);
  });
  return temporaryFile(lines.join(""));
}

const request = { x: "eta", color: "Q", where: [] };
const grid = {
  "augmentation.variance": [0, 0.1, 0.3],
  "augmentation.correlation": ["-1/2", 0],
};
const pointsOf = (index: number): object => ({
  points: [
    { Q: [9, 9], s: 1, stability: "saddle" },
    { Q: [3 * index, 4 * index], s: 2, stability: "stable" },
    { Q: [8, 8], s: 1, stability: "stable" },
  ],
});
let fixedPoints: string;

beforeAll(async () => {
  fixedPoints = await results({ command: "fixed-points", grid }, (i) => (i === 5 ? undefined : pointsOf(i)));
});

test("Q is the length of the first stable fixed point's overlaps", () => {
  const { points, missing, value, x, y } = plotData(fixedPoints, { ...request, y: "correlation" });
  expect({ value, x, y, missing }).toEqual({ value: "|Q|", x: "eta", y: "rho", missing: 1 });
  expect(points.map((point) => [point.x, point.y, point.value])).toEqual([
    [0, -0.5, 0],
    [0, 0, 5],
    [0.1, -0.5, 10],
    [0.1, 0, 15],
    [0.3, -0.5, 20],
  ]);
});

test("or of the overlaps at the last time, or anything else by its path", async () => {
  const trajectory = {
    Q: [
      [1, 0],
      [0.6, 0.8],
    ],
    s: [1, 4],
    evaluations: 7,
  };
  const integrate = await results({ command: "integrate", grid }, () => trajectory);
  const simulation = {
    Q: {
      mean: [
        [1, 0],
        [6, 8],
      ],
    },
    s: { mean: [1, 5] },
  };
  const simulate = await results({ command: "simulate", grid }, () => simulation);
  const shownOf = (path: string, color: string): unknown =>
    plotData(path, { ...request, color }).points[0]!.value;
  expect([shownOf(integrate, "Q"), shownOf(integrate, "s"), shownOf(integrate, "evaluations")]).toEqual([
    1, 4, 7,
  ]);
  expect([shownOf(simulate, "Q"), shownOf(simulate, "s"), shownOf(simulate, "Q.mean.1.1")]).toEqual([
    10, 5, 8,
  ]);
  expect(() => plotData(simulate, { ...request, color: "Q.mean.length.constructor" })).toThrow(
    "no result in",
  );
});

test("over one path, the others make lines or are chosen", () => {
  const series = plotData(fixedPoints, request).points.map((point) => point.series);
  expect(new Set(series)).toEqual(new Set(["rho = -0.5", "rho = 0"]));
  const chosen = plotData(fixedPoints, { ...request, where: [{ name: "rho", value: "-0.5" }] });
  expect(chosen.points.map(({ x, value, series: name }) => [x, value, name])).toEqual([
    [0, 0, ""],
    [0.1, 10, ""],
    [0.3, 20, ""],
  ]);
});

test("several points in one place, and names that are none, are refused", async () => {
  const three = await results({ command: "fixed-points", grid: { ...grid, batch: [2, 4] } }, pointsOf);
  expect(() => plotData(three, { ...request, y: "rho" })).toThrow("are in one place: choose B by --where");
  expect(plotData(three, { ...request, y: "rho", where: [{ name: "B", value: "4" }] }).points).toHaveLength(
    6,
  );
  const twice = { "augmentation.variance": [0, 1], "background.variance": [1, 2] };
  const two = await results({ command: "fixed-points", grid: twice }, pointsOf);
  expect(() => plotData(two, { ...request, x: "variance" })).toThrow("is the last name of several of what");
  expect(() => plotData(two, { ...request, x: "tau" })).toThrow(
    '"tau" is not one of what the sweep varies: eta, nu',
  );
});

/** The fills of an SVG's marks, in the order of the marks. */
function fills(svg: string, mark: string): string[] {
  const group = svg.slice(svg.indexOf(`class="mark-${mark}`));
  return [...group.slice(0, group.indexOf("</g>")).matchAll(/<path[^>]* fill="([^"]+)"/g)].map(
    ([, fill]) => fill!,
  );
}

test("the heat map has a cell for each value, the line chart a line for each series", async () => {
  const svg = temporaryPath("map.svg");
  const map = await invoke("plot", fixedPoints, "--x", "eta", "--y", "rho", "--color", "Q", "-o", svg);
  expect(map).toEqual({
    code: 0,
    err: "",
    out: `|Q| against eta and rho. 1 of the points have no value and are left out.\nWritten: ${svg}\n`,
  });
  const cells = fills(readFileSync(svg, "utf8"), "rect role-mark marks");
  expect(cells).toHaveLength(5);
  expect(new Set(cells).size).toBe(5);
  const lines = await invoke("plot", fixedPoints, "--x", "eta", "-o", svg);
  expect(lines.code).toBe(0);
  expect(readFileSync(svg, "utf8").match(/class="mark-line/g)).toHaveLength(2);
});

test("kinds and scattered points are drawn too", async () => {
  const svg = temporaryPath("kinds.svg");
  const laws = { activation: ["tanh", "erf"], constraint: ["sphere", "free"] };
  const kinds = await results({ command: "fixed-points", grid: laws }, pointsOf);
  const argv = ["--x", "activation", "--y", "constraint", "--color", "points.1.stability"];
  expect(await invoke("plot", kinds, ...argv, "-o", svg)).toMatchObject({ code: 0, err: "" });
  for (const text of ["erf", "free", "stable"])
    expect(readFileSync(svg, "utf8")).toContain(`>${text}</text>`);
  const ranges = { "augmentation.variance": [0, 1], "background.variance": [1, 2] };
  const latinHypercube = { points: 20, seed: 1, ranges };
  const scattered = await results({ command: "fixed-points", latinHypercube }, pointsOf);
  expect((await invoke("plot", scattered, "--x", "eta", "--y", "nu", "-o", svg)).code).toBe(0);
  expect(fills(readFileSync(svg, "utf8"), "symbol role-mark marks")).toHaveLength(20);
});
