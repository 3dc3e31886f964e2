import { describe, expect, it } from "vitest";
import { shownEntries, shownFeatures } from "../../cli/derivation/exchangeable.ts";
import { formulasOf } from "../../cli/derivation/formulas.ts";
import { derive } from "../../theory/derive.ts";
import { parseModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { plain } from "../theory/support/plain-model.ts";

const symmetric = { law: "rademacher", variance: 1.2 };
const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };
const several = (count: number) => Array.from({ length: count }, () => symmetric);

function formulas(laws: readonly object[], activation: string, values = false, more: object = {}) {
  return formulasOf(derive(parseModel({ ...plain, features: laws, activation, ...more })), values);
}

describe("features whose formulas are alike", () => {
  it.each(["cubic", "quadratic", "tanh", "relu"])("are shown once when they are many: %s", (activation) => {
    expect(shownFeatures(formulas(several(4), activation))).toBe(1);
    expect(shownFeatures(formulas(several(3), activation))).toBe(3);
  });

  it("are alike by their letters, not by their laws, until numbers are put in", () => {
    const laws = [symmetric, symmetric, { law: "gaussian", variance: 1 }, { law: "laplace", variance: 2 }];
    expect(shownFeatures(formulas(laws, "cubic"))).toBe(1);
    expect(shownFeatures(formulas(laws, "cubic", true))).toBe(4);
    expect(shownFeatures(formulas(several(4), "cubic", true))).toBe(1);
  });

  it("are told from a skewed one among symmetric ones where its third moment is written out", () => {
    const model = parseModel({ ...plain, features: [...several(3), skewed], activation: "y + y^2" });
    expect(shownFeatures(formulasOf(derive(model, undefined, false), false))).toBe(4);
  });

  it("are compared, not assumed to be alike", () => {
    const alike = formulas(several(4), "cubic");
    const g = alike.terms.g.with(2, alike.terms.g[2]!.add(Polynomial.generator("m2_3")));
    expect(shownFeatures({ ...alike, terms: { ...alike.terms, g } })).toBe(4);
  });

  it("leave of the Jacobian one diagonal entry, one pair and what concerns s", () => {
    const places = (list: ReturnType<typeof shownEntries>) => list.map(({ row, column }) => [row, column]);
    expect(places(shownEntries(formulas(several(5), "cubic")))).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(places(shownEntries(formulas(several(5), "cubic", false, { constraint: "free" })))).toEqual([
      [0, 0],
      [0, 1],
      [0, 5],
      [5, 0],
      [5, 5],
    ]);
    expect(shownEntries(formulas(several(2), "cubic"))).toHaveLength(4);
  });
});
