import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { drawFigure } from "../../report/figures/draw-figure.ts";
import { parseModel } from "../../theory/model.ts";
import { committedFigure, committedTasks, readmeTasks } from "./committed.ts";
import { svgDifference } from "./svg-difference.ts";
import { nestingError } from "./well-formed.ts";

describe.each(committedTasks)("the figure $recipe", (task) => {
  it("is the committed one, in structure and numbers (npm run committed writes them)", async () => {
    const drawn = await drawFigure(task);
    if ("missing" in drawn) throw new Error(drawn.missing);
    const { title, caption, svg } = drawn.figure;
    expect(svgDifference(svg, committedFigure(task.recipe))).toBeUndefined();
    expect(nestingError(svg)).toBeUndefined();
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(title).toContain(task.model);
    // The caption says all numbers of the model.
    const model = parseModel(task.input, task.model);
    for (const part of [
      `Model ${task.model}: `,
      `ν = ${model.background.toNumber()}`,
      `B = ${model.batch}`,
      "τ = ",
    ])
      expect(caption).toContain(part);
  });
});

it.each(readmeTasks)("the README shows what a report does: $task.recipe", async ({ file, task }) => {
  const drawn = await drawFigure(task);
  if ("missing" in drawn) throw new Error(drawn.missing);
  expect(svgDifference(drawn.figure.svg, readFileSync(file, "utf8"))).toBeUndefined();
});

describe("svgDifference", () => {
  const svg = '<svg width="100"><path d="M10,20L30,40" fill="#0072b2"/><text>0.5</text></svg>';

  it("allows what cannot be seen", () => {
    expect(svgDifference(svg, svg)).toBeUndefined();
    expect(svgDifference(svg.replace("L30,40", "L30.05,40"), svg)).toBeUndefined();
  });

  it.each([
    ["a moved point", svg.replace("L30", "L31")],
    ["a missing point", svg.replace("L30,40", "")],
    ["another colour", svg.replace("#0072b2", "#d55e00")],
    ["another word", svg.replace("text>0.5", "text>Q")],
    ["a missing mark", svg.replace("<text>0.5</text>", "")],
    ["one mark more", svg.replace("</svg>", "<text>1</text></svg>")],
  ])("sees %s", (_, other) => {
    expect(svgDifference(other, svg)).toBeDefined();
  });
});
