import katex from "katex";
import { describe, expect, test } from "vitest";
import { exampleModel, invoke, invokeJson } from "./harness.ts";

interface Written {
  text: string;
  latex: string;
}

interface Derived {
  variables: string[];
  symbols: Record<string, string>;
  closed: boolean;
  missing: string[];
  terms: { g: Written[]; f: Written; lambda: Written };
  drift: Written;
  diffusion: Written;
  pde: Written;
  ode: Record<string, Written>;
  jacobian: Written[][] | null;
  learnability: {
    isFixedPoint: boolean;
    eigenvalues: Written[] | null;
    thresholds: (Written | null)[] | null;
  } | null;
  assumptions: unknown[];
}

/** Every {text, latex} in a document. */
function writtenIn(value: unknown): Written[] {
  if (typeof value !== "object" || value === null) return [];
  if ("latex" in value && "text" in value) return [value as Written];
  return Object.values(value).flatMap(writtenIn);
}

const quadratic = { activation: "quadratic", constraint: "free", regularizer: { kind: "l2", strength: 0.1 } };

describe("derive --json", () => {
  test.each([
    ["the worked model", {}, ["Q1", "Q2"]],
    ["free and quadratic", quadratic, ["Q1", "Q2", "s"]],
  ])("%s has the contract's shape", async (_, changes, variables) => {
    const derived = await invokeJson<Derived>("derive", exampleModel(changes));
    expect(Object.keys(derived)).toEqual(
      expect.arrayContaining(
        "variables symbols closed missing drift diffusion pde ode jacobian learnability assumptions terms".split(
          " ",
        ),
      ),
    );
    expect(derived.variables).toEqual(variables);
    expect(Object.keys(derived.ode)).toEqual(variables);
    expect(derived.jacobian!.map((row) => row.length)).toEqual(variables.map(() => variables.length));
    expect(derived).toMatchObject({ closed: true, missing: [] });
    expect(derived.learnability!.eigenvalues).toHaveLength(variables.length);
    expect(derived.learnability!.thresholds).toHaveLength(2);
    expect(derived.terms.g).toHaveLength(2);
    expect(derived.assumptions.length).toBeGreaterThan(5);
    expect(derived.drift.text).toMatch(/\bu1\b.*\bw\b/);
    expect(derived.diffusion.text).toBe("tau^2*lambda");
    expect(derived.pde.text).toMatch(/^dP\/dt = -d\/dw\[.*\*P\] \+ \(.*\)\*d\^2P\/dw\^2$/);
  });

  test("all LaTeX is readable, and every symbol of the text is explained", async () => {
    for (const changes of [{}, quadratic]) {
      const derived = await invokeJson<Derived>("derive", exampleModel(changes));
      for (const { text, latex } of writtenIn(derived)) {
        expect(() => katex.renderToString(latex, { strict: "error", maxExpand: 1e6 })).not.toThrow();
        const names = text.replace(/E\[[^\]]*\]/g, "").match(/[A-Za-z]\w*/g) ?? [];
        const unexplained = names.filter(
          (name) => !(name in derived.symbols) && !/^d\d*P?$|^d[tw]$|^dP$/.test(name),
        );
        expect(unexplained).toEqual([]);
      }
    }
  });

  test("the sphere's text holds no s, and --values leaves only the state and means", async () => {
    const { ode } = await invokeJson<Derived>("derive", exampleModel(), "--values");
    expect(ode["Q1"]!.text.replace(/E\[[^\]]*\]/g, "").match(/[A-Za-z]\w*/g)).toSatisfy((names: string[]) =>
      names.every((name) => /^Q[12]$/.test(name)),
    );
  });

  test("an L1 penalty does not close, and says what is missing", async () => {
    const file = exampleModel({ regularizer: { kind: "l1", strength: 1 }, constraint: "free" });
    const derived = await invokeJson<Derived>("derive", file);
    expect(derived).toMatchObject({ closed: false, jacobian: null, learnability: null });
    expect(derived.missing.length).toBeGreaterThan(0);
    expect(derived.ode["s"]!.text).toContain("<w*sign(w)>");
    const { out } = await invoke("derive", file);
    expect(out).toContain("The equations do not close");
  });
});

describe("derive for people", () => {
  test("the text page", async () => {
    const { code, out } = await invoke("derive", "--model", "letter-figure3");
    expect(code).toBe(0);
    for (const part of [
      "dQ1/dt = ",
      "dP/dt = ",
      "J[Q1,Q2] = ",
      "A[Q1] = ",
      "m2_1 > ",
      "Symbols",
      "Assumptions",
    ]) {
      expect(out).toContain(part);
    }
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThan(125);
    expect(out).not.toMatch(/\(B$|\\|`/m);
  });

  test("the LaTeX page", async () => {
    const { code, out } = await invoke("derive", "--model", "letter-figure2", "--format", "latex");
    expect(code).toBe(0);
    expect(out).toContain("\\frac{dQ_{1}}{dt} &= ");
    expect(out.match(/\\begin\{/g)).toHaveLength(out.match(/\\end\{/g)!.length);
    const blocks = out.match(/\\begin\{align\}.*?\\end\{align\}/gs)!;
    for (const block of blocks) {
      expect(() => katex.renderToString(block, { displayMode: true, maxExpand: 1e6 })).not.toThrow();
    }
  });

  test("a law that is not centred is no fixed point at 0 for phi without parity", async () => {
    const law = { law: "atoms", values: [0, 2], weights: ["1/2", "1/2"] };
    const { learnability } = await invokeJson<Derived>(
      "derive",
      exampleModel({ features: [law], activation: "y + y^2/10" }),
    );
    expect(learnability!.isFixedPoint).toBe(false);
  });
});
