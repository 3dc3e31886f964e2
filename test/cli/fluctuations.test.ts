import { describe, expect, it } from "vitest";
import { shownFeatures, shownFluctuations } from "../../cli/derivation/exchangeable.ts";
import { formulasOf } from "../../cli/derivation/formulas.ts";
import { derivationJson } from "../../cli/derivation/json.ts";
import { derivationLatex } from "../../cli/derivation/latex.ts";
import { derivationText } from "../../cli/derivation/text.ts";
import { derive } from "../../theory/derive.ts";
import { fluctuations } from "../../theory/fluctuations.ts";
import { parseModel } from "../../theory/model.ts";
import { toLatex } from "../../theory/render/latex.ts";
import { toText } from "../../theory/render/text.ts";
import { derived, plain } from "../theory/support/plain-model.ts";

const flat = (text: string): string => text.replace(/\s+/g, "");

describe("derive --fluctuations", () => {
  const derivation = derived({ constraint: "free", activation: "identity" });
  const formulas = formulasOf(derivation, false, { fluctuations: true });
  const { matrix } = fluctuations(derivation);

  it("adds D to the text, the LaTeX and the JSON", () => {
    const text = derivationText(formulas);
    const latex = derivationLatex(formulas).replace(/ \\nonumber \\\\\n\s*&\\quad/g, "");
    for (const [name, entry] of [
      ["Q1,Q1", matrix[0]![0]!],
      ["Q1,s", matrix[0]![1]!],
      ["s,s", matrix[1]![1]!],
    ] as const) {
      expect(flat(text)).toContain(flat(`D[${name}] = ${toText(entry)}`));
      expect(flat(latex)).toContain(flat(`D_{${name.replaceAll("Q1", "Q_{1}")}} &= ${toLatex(entry)}`));
    }
    expect(derivationJson(formulas).fluctuations).toEqual(
      matrix.map((row) => row.map((entry) => ({ text: toText(entry), latex: toLatex(entry) }))),
    );
  });

  it("is not done by default", () => {
    const without = formulasOf(derivation, false);
    expect(derivationText(without)).not.toContain("Fluctuations");
    expect(derivationLatex(without)).not.toContain("Fluctuations");
    expect(Object.keys(derivationJson(without))).not.toContain("fluctuations");
  });

  it("shows features apart whose fluctuations alone differ, by their fourth moments", () => {
    const model = (last: string) => {
      const laws = ["gaussian", "gaussian", "gaussian", last].map((law) => ({ law, variance: 1 }));
      return derive(parseModel({ ...plain, features: laws, activation: "identity" }), undefined, false);
    };
    const options = { fluctuations: true, expand: true };
    expect(shownFeatures(formulasOf(model("rademacher"), true))).toBe(1);
    expect(shownFeatures(formulasOf(model("rademacher"), true, options))).toBe(4);
    const alike = formulasOf(model("gaussian"), true, options);
    expect(shownFeatures(alike)).toBe(1);
    expect(shownFluctuations(alike).map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });
});
