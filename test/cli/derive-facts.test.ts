import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeJson } from "./harness.ts";

interface Derived {
  readonly terms: { readonly g: { text: string }[]; readonly f: { text: string } };
  readonly theory: Record<string, string> | null;
  readonly remarks: string[];
}

const skewed = { law: "atoms", values: [0, 1], weights: ["1/2", "1/2"] };

describe("derive --hypotheses", () => {
  const file = exampleModel({
    activation: "y + y^2/5",
    features: [{ law: "rademacher", variance: 1.2 }],
  });
  const momentsWith = async (...facts: string[]): Promise<string[]> => {
    const { terms } = await invokeJson<Derived>("derive", file, ...facts);
    return [...new Set(terms.g[0]!.text.match(/m\d+_1/g))].sort();
  };

  test("decides which moments stay symbols", async () => {
    expect(await momentsWith()).toEqual(await momentsWith("--hypotheses", "model"));
    expect(await momentsWith()).toEqual(["m2_1", "m4_1"]);
    expect(await momentsWith("--hypotheses", "zero-mean")).toEqual(["m2_1", "m3_1", "m4_1"]);
    expect(await momentsWith("--hypotheses", "none")).toEqual(["m1_1", "m2_1", "m3_1", "m4_1"]);
  });

  test("says when it denies what is true of the model", async () => {
    const biased = exampleModel({ features: [skewed] });
    const { remarks } = await invokeJson<Derived>("derive", biased, "--hypotheses", "zero-mean");
    expect(remarks.join()).toContain("they are not this model's");
  });
});

describe("derive says what its formulas are worth", () => {
  test("with hidden laws that have a mean", async () => {
    const file = exampleModel({ features: [skewed] });
    const { remarks } = await invokeJson<Derived>("derive", file);
    expect(remarks.join()).toMatch(/E c1 = 0\.5.*guarantee of the findings does not apply/);
    const { out } = await invoke("derive", file);
    expect(out.replace(/\s+/g, " ")).toContain("the guarantee of the findings does not apply");
    expect((await invokeJson<Derived>("derive", exampleModel())).remarks).toEqual([]);
  });

  test("with a theory of the model file's own", async () => {
    const derived = await invokeJson<Derived>("derive", exampleModel());
    expect(derived.theory).toBeNull();
    const file = exampleModel({
      theory: { g: derived.terms.g.map(({ text }) => text), f: "s/2 + tanh(Q1)" },
    });
    const own = await invokeJson<Derived>("derive", file);
    expect(own.theory).toEqual({ g1: "equal", g2: "equal", f: "unproved" });
    expect(own.terms.f.text).toContain("tanh(Q1)");
    const { code, out } = await invoke("derive", file, "--format", "latex");
    expect(code).toBe(0);
    expect(out).toContain("\\operatorname{tanh}\\bigl(Q_{1}\\bigr)");
    const values = await invokeJson<{ f: number }>("evaluate", file, "--at", '{"Q":[0.3,0.1],"s":1}');
    expect(values.f).toBeCloseTo(0.5 + Math.tanh(0.3), 12);
  });
});

describe("derive writes the means at Q = 0 in closed form", () => {
  interface Learnability {
    readonly learnability: { eigenvalues: { text: string }[]; means: Record<string, { text: string }> };
  }
  const meansIn = (text: string): string[] => [...new Set(text.match(/E\[[^\]]*\]/g))].sort();

  test.each(["erf", "relu"])("for %s, each mean in the eigenvalues", async (activation) => {
    const file = exampleModel({ activation });
    const { learnability } = await invokeJson<Learnability>("derive", file);
    const needed = meansIn(learnability.eigenvalues.map(({ text }) => text).join());
    expect(needed.length).toBeGreaterThan(5);
    for (const name of needed) expect(meansIn(learnability.means[name]!.text), name).toEqual([]);
    const { out } = await invoke("derive", file);
    for (const name of needed) expect(out).toMatch(new RegExp(`${name.replace(/[^\w]/g, "\\$&")} += `));
  });

  test("in letters that it defines", async () => {
    const { learnability } = await invokeJson<Learnability>("derive", exampleModel({ activation: "erf" }));
    const letters = Object.values(learnability.means).flatMap(
      ({ text }) => text.match(/[vc]_n|Delta_\d_\d/g) ?? [],
    );
    expect(new Set(letters).size).toBeGreaterThan(4);
    for (const letter of letters) expect(learnability.means[letter]).toBeDefined();
  });

  test("and for tanh has none", async () => {
    const { learnability } = await invokeJson<Learnability>("derive", exampleModel({ activation: "tanh" }));
    expect(learnability.means).toEqual({});
  });
});
