import fc from "fast-check";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { mathjsValue } from "../../../proofs-check/second-opinion/mathjs.ts";
import { activations } from "../../../theory/activations/index.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { quotientLatex, toLatex } from "../../../theory/render/latex.ts";
import { jacobian, originStability } from "../../../theory/stability.ts";
import { evaluate, g } from "../support/evaluate.ts";
import { expressions } from "../support/expressions.ts";
import { derived } from "../support/plain-model.ts";
import { runs } from "../support/property.ts";
import { readLatex } from "../support/read-latex.ts";
import { valuations } from "../support/values.ts";

// An equation in d features may take more than KaTeX's thousand expansions; none of them is a loop.
const options = { throwOnError: true, strict: "error", maxExpand: Number.POSITIVE_INFINITY } as const;

/** Renders, and lets none of the ring's own names pass that a reader would see raw. */
function render(latex: string): void {
  expect(() => katex.renderToString(latex, options)).not.toThrow();
  expect(latex).not.toMatch(
    /(?<!var)phi|(?<!\\)\b(?:tau|eta|nu|rho|kappa|lambda)\b|sign\(w\)|_\d|[<>]|(?<!\})\bE\[/,
  );
}

describe("the LaTeX of an expression", () => {
  it.each(activations.map(({ name }) => name))(
    "renders: ODE, terms, Jacobian and threshold of %s",
    (activation) => {
      // What alignment's equations are made of is in those of covariance.
      for (const loss of ["covariance", "spectral"]) {
        if (loss === "spectral" && ["cubic", "hermite3"].includes(activation)) continue;
        for (const constraint of ["sphere", "free"]) {
          // Two features show every kind of term; the higher polynomials only make it longer.
          const features = loss === "covariance" && !["cubic", "hermite3"].includes(activation) ? 2 : 1;
          const derivation = derived({ activation, loss, constraint, regularizer: { kind: "l2" } }, features);
          const { ode, terms } = derivation;
          const { eigenvalues, thresholds } = originStability(derivation);
          for (const expression of [...ode, ...terms.g, terms.f, terms.lambda, ...eigenvalues!]) {
            render(toLatex(expression));
          }
          if (constraint === "sphere") render(toLatex(jacobian(derivation)[0]![0]!));
          for (const threshold of thresholds!) if (threshold) render(quotientLatex(threshold));
        }
      }
    },
  );

  it.each(activations)("renders: phi of $name", ({ latex }) => {
    expect(() => katex.renderToString(latex, options)).not.toThrow();
  });

  it("renders: the PDE's drift and the open moments of L1", () => {
    const { ode, kinetics } = derived({ regularizer: { kind: "l1" }, constraint: "free" }, 2);
    for (const expression of [...ode, kinetics.drift, kinetics.diffusion]) render(toLatex(expression));
  });

  it("has the expression's exact value for a reader that knows the LaTeX of its symbols", () => {
    fc.assert(
      fc.property(
        expressions.chain((expression) => fc.tuple(fc.constant(expression), valuations([expression]))),
        ([expression, values]) => {
          const text = readLatex(toLatex(expression), [expression]);
          expect(`${mathjsValue(text, values)}`).toBe(`${evaluate(expression, (name) => values.get(name))}`);
        },
      ),
      runs(40),
    );
  });

  it("of a quotient has the quotient's value, as a fraction or with a slash", () => {
    const written = { fraction: 0, slash: 0 };
    fc.assert(
      fc.property(
        fc
          .tuple(expressions, expressions)
          .filter(([a, b]) => !a.isZero && !b.isZero)
          .chain((parts) => fc.tuple(fc.constant(parts), valuations(parts))),
        ([[numerator, denominator], values]) => {
          const at = (p: Polynomial) => evaluate(p, (name) => values.get(name));
          fc.pre(!at(denominator).isZero);
          const latex = quotientLatex({ numerator, denominator });
          written[latex.includes("\\Big/") ? "slash" : "fraction"]++;
          const value = mathjsValue(readLatex(latex, [numerator, denominator]), values);
          expect(`${value}`).toBe(`${at(numerator).divide(at(denominator))}`);
        },
      ),
      runs(20),
    );
    expect(Math.min(written.fraction, written.slash)).toBeGreaterThan(2);
  });

  it("is the text's expression with its parts in place", () => {
    expect(toLatex(Polynomial.zero)).toBe("0");
    expect(toLatex(g("tau", 2).multiply(g("B", -1)))).toBe("\\frac{\\tau^{2}}{B}");
    expect(toLatex(g("B-1", -1))).toBe("\\frac{1}{B-1}");
    expect(toLatex(g("Q12").multiply(g("m4_2")))).toBe("m_{4,2}\\,Q_{12}");
    expect(toLatex(g("E[c1*phi'(y)*phi(y')^2]"))).toBe(
      "\\mathbb{E}[c_{1}\\,\\varphi'(y)\\,\\varphi(y')^{2}]",
    );
  });
});
