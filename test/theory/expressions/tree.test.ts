import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../../theory/expression.ts";
import { rangeOf } from "../../../theory/expressions/range.ts";
import { treeText } from "../../../theory/expressions/text.ts";
import { mathjs } from "../../../theory/mathjs.ts";
import { runs } from "../support/property.ts";

/** Smooth functions built at random, as texts. */
const expressions = fc
  .letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom("y", "2", "0.3", "(-1/3)", "pi"),
      fc
        .tuple(fc.constantFrom("+", "-", "*"), tie("tree"), tie("tree"))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(fc.constantFrom("sin", "cos", "tanh", "atan", "sech"), tie("tree"))
        .map(([name, a]) => `${name}(${a})`),
      fc.tuple(tie("tree"), fc.constantFrom("2", "3")).map(([a, n]) => `(${a})^${n}`),
      fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(${a})/(1 + (${b})^2)`),
      tie("tree").map((a) => `sqrt(1 + (${a})^2)`),
      tie("tree").map((a) => `log(2 + sin(${a}))`),
      tie("tree").map((a) => `(1 + cos(${a})^2)^(1/3)`),
      tie("tree").map((a) => `2^tanh(${a})`),
    ),
  }))
  .tree.filter((text) => text.length < 300);

const points = fc.integer({ min: -30, max: 30 }).map((k) => k / 16);

function near(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

describe("an expression in one variable", () => {
  it("has the values that mathjs gives it", () => {
    fc.assert(
      fc.property(expressions, points, (text, y) => {
        near(parseExpression(text, "y", "phi").evaluate(y), mathjs().evaluate(text, { y }) as number);
      }),
      runs(200),
    );
  });

  it("has the slope and the curvature that differences give it", () => {
    fc.assert(
      fc.property(expressions, points, (text, y) => {
        let function_ = parseExpression(text, "y", "phi");
        for (let order = 1; order <= 2; order++) {
          const slope = function_.derivative();
          const central = (h: number): number =>
            (function_.evaluate(y + h) - function_.evaluate(y - h)) / (2 * h);
          const estimate = (4 * central(1e-4) - central(2e-4)) / 3;
          const rounding = 1e-11 * (1 + Math.abs(function_.evaluate(y)));
          const size = Math.max(1, Math.abs(slope.evaluate(y)));
          expect(Math.abs(slope.evaluate(y) - estimate)).toBeLessThanOrEqual(1e-4 * size + rounding);
          function_ = slope;
        }
      }),
      runs(150),
    );
  });

  it("is read again from the text of its tree", () => {
    fc.assert(
      fc.property(expressions, points, (text, y) => {
        const own = parseExpression(text, "y", "phi");
        const again = parseExpression(treeText(own.tree), "y", "phi");
        near(again.evaluate(y), own.evaluate(y));
      }),
      runs(150),
    );
  });

  it("keeps its values on an interval within its range", () => {
    fc.assert(
      fc.property(expressions, points, fc.integer({ min: 0, max: 40 }), (text, low, width) => {
        const { tree, evaluate } = parseExpression(text, "y", "phi");
        const high = low + width / 8;
        const [least, most] = rangeOf(tree, [low, high], () => {});
        for (let k = 0; k <= 16; k++) {
          const value = evaluate(low + ((high - low) * k) / 16);
          const slack = 1e-9 * Math.max(1, Math.abs(value));
          expect(value).toBeGreaterThanOrEqual(least - slack);
          expect(value).toBeLessThanOrEqual(most + slack);
        }
      }),
      runs(200),
    );
  });
});
