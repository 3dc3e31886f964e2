import katex from "katex";
import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeJson } from "./harness.ts";

interface Derived {
  closed: boolean;
  missing: string[];
  symbols: Record<string, string>;
  closure: {
    verdict: string;
    reason: string;
    witness: null | {
      exact: boolean;
      average: { text: string };
      measures: {
        atoms: { "sign(u1)": string; w: string; probability: string }[];
        average: string | number;
      }[];
    };
  };
}

/** Whether the equations close is no matter of phi: one whose means take no time. */
const file = (regularizer: object, constraint: string): string =>
  exampleModel({ regularizer, constraint, activation: "identity" });
const number = (text: string): number => {
  const [above, below = "1"] = text.split("/");
  return Number(above) / Number(below);
};

describe("derive says whether the equations close", () => {
  test("as JSON: the two measures have one Q and one s, and the averages that are printed", async () => {
    const { closed, closure } = await invokeJson<Derived>("derive", file({ kind: "l1" }, "free"));
    expect([closed, closure.verdict]).toEqual([false, "does not close"]);
    const { measures, average, exact } = closure.witness!;
    expect([average.text, exact]).toEqual(["<w*sign(w)>", true]);
    const sums = measures.map(({ atoms }) => {
      const mean = (f: (u: number, w: number) => number): number =>
        atoms.reduce(
          (sum, atom) => sum + number(atom.probability) * f(number(atom["sign(u1)"]), number(atom.w)),
          0,
        );
      return [mean(() => 1), mean((u, w) => u * w), mean((_, w) => w * w), mean((_, w) => Math.abs(w))];
    });
    const [one, other] = sums as [number[], number[]];
    for (const i of [0, 1, 2]) expect(one[i]).toBeCloseTo(other[i]!, 14);
    for (const i of [0, 1]) expect(sums[i]![3]).toBeCloseTo(number(String(measures[i]!.average)), 14);
    expect(one[3]).not.toBeCloseTo(other[3]!, 3);
  });

  test("as JSON: a reason and no witness where they close", async () => {
    const { closed, missing, closure } = await invokeJson<Derived>("derive", file({ kind: "l2" }, "free"));
    expect([closed, missing, closure.witness]).toEqual([true, [], null]);
    expect(closure.reason).toContain("R'(w) = w is linear");
  });

  test("on the page", async () => {
    const page = async (regularizer: object, constraint: string): Promise<string> =>
      (await invoke("derive", file(regularizer, constraint))).out.replace(/\s+/g, " ");
    expect(await page({ kind: "l2" }, "sphere")).toContain("The equations close: R'(w) = w is linear");
    const bent = await page({ kind: "huber", width: "3/2" }, "sphere");
    expect(bent).toContain("The equations do not close: <u1*clip(w)>, <u2*clip(w)>, <w*clip(w)>");
    expect(bent).toMatch(
      /These two measures have the same Q and s: w = .*; but <u1\*clip\(w\)> - Q1\*<w\*clip\(w\)> is/,
    );
    expect(bent).toContain("clip(w) w clipped to [-3/2, 3/2]");
    const own = await page({ kind: "log(cosh(w))" }, "free");
    expect(own).toMatch(/R'\(w\) slope of the penalty, sinh\(w\)/);
    expect(own).toMatch(/<w\*R'\(w\)> is about 0\.\d+ in the one and about 0\.\d+ in the other/);
  });

  test.each(["l1", "w^4/4", "log(cosh(w))", "w^2/2 + w"])("as LaTeX that renders: %s", async (kind) => {
    for (const constraint of ["free", "sphere"]) {
      const { out } = await invoke("derive", file({ kind }, constraint), "--format", "latex");
      const words = out.split("\n").filter((line) => /do not close|same \$Q\$|both have|slope of/.test(line));
      expect(words.length).toBeGreaterThanOrEqual(3);
      for (const line of words) {
        expect(line.split("$").length % 2).toBe(1);
        const formulas = line.split("$").filter((_, i) => i % 2 === 1);
        for (const formula of formulas) {
          expect(() => katex.renderToString(formula, { strict: "error" })).not.toThrow();
        }
        expect(line.replace(/\$[^$]*\$/g, "")).not.toMatch(/[<>*^_]/);
      }
    }
  });
});
