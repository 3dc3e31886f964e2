import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { parseExponential } from "../../../theory/exponential.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { toLatex } from "../../../theory/render/latex.ts";
import { quotientText, toText } from "../../../theory/render/text.ts";
import { jacobian, originStability } from "../../../theory/stability.ts";
import { compounds } from "../../../theory/symbols.ts";
import { g } from "../support/evaluate.ts";
import { derived } from "../support/plain-model.ts";

const math = create(all!);
const numbers: Readonly<Record<string, number>> = {
  Q1: 0.3,
  Q2: -0.4,
  s: 1.3,
  nu: 0.9,
  eta: 0.4,
  rho: -0.6,
  B: 5,
  tau: 0.7,
  kappa: 0.2,
  m2_1: 1.1,
  m2_2: 0.8,
};

/** A number for a mean, from its name: any would do. */
const meanOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 97, 7) / 97;

function numberOf(name: string): number {
  const inside = parseExponential(name);
  if (inside) return Math.exp(evaluated(inside));
  const compound = compounds.get(name);
  if (compound) return evaluated(compound);
  if (name.startsWith("E[")) return meanOf(name);
  if (numbers[name] === undefined) throw new Error(`no value for ${name}`);
  return numbers[name];
}

function evaluated(expression: Polynomial): number {
  return expression
    .namedTerms()
    .reduce(
      (sum, { coefficient, powers }) =>
        sum +
        [...powers].reduce((product, [name, n]) => product * numberOf(name) ** n, coefficient.toNumber()),
      0,
    );
}

function readBack(text: string): number {
  return math.evaluate(
    text.replace(/E\[[^\]]*\]/g, (mean) => `(${meanOf(mean)})`),
    { ...numbers },
  );
}

describe("the text of exponentials", () => {
  it.each(["sin", "cos", "exp(y/2)", "y + sin(2*y)/2"])("has the expression's value: %s", (activation) => {
    const derivation = derived({ activation, constraint: "free", regularizer: { kind: "l2" } }, 2);
    const { ode, terms } = derivation;
    const origin = originStability(derivation);
    for (const expression of [
      ...ode,
      ...terms.g,
      terms.f,
      terms.lambda,
      ...jacobian(derivation).flat(),
      ...origin.eigenvalues!,
    ]) {
      const expected = evaluated(expression);
      expect(Math.abs(readBack(toText(expression)) - expected)).toBeLessThan(
        1e-11 * (1 + Math.abs(expected)),
      );
    }
    for (const threshold of origin.thresholds!) {
      const { numerator, denominator } = threshold!;
      const expected = evaluated(numerator) / evaluated(denominator);
      expect(Math.abs(readBack(quotientText(threshold!)) - expected)).toBeLessThan(
        1e-11 * (1 + Math.abs(expected)),
      );
      // At the threshold the eigenvalue is zero.
      const l = origin.thresholds!.indexOf(threshold);
      const atThreshold = origin.eigenvalues![l]!.substitute((name) =>
        name === `m2_${l + 1}` ? g("threshold") : undefined,
      );
      const slope = evaluated(atThreshold.derivative("threshold"));
      const rest = evaluated(
        atThreshold.substitute((name) => (name === "threshold" ? Polynomial.zero : undefined)),
      );
      expect(Math.abs(slope * expected + rest)).toBeLessThan(1e-11);
    }
  });

  it("joins powers to one exponential, and spells compounds out", () => {
    const [own, shared] = [g("exp(-1/2*s*v)"), g("exp(-1*c*s)")];
    expect(toText(own)).toBe("exp(-(nu + eta)*s/2)");
    expect(toText(own.power(4).multiply(shared.power(2)))).toBe("exp(-2*s*((nu + rho*eta) + (nu + eta)))");
    expect(toText(shared.power(1).inverse())).toBe("exp((nu + rho*eta)*s)");
    expect(toText(g("exp(1*v)"))).toBe("exp(nu + eta)");
  });

  it("has its form in LaTeX", () => {
    const [own, shared] = [g("exp(-1/2*s*v)"), g("exp(-1*c*s)")];
    expect(toLatex(own.power(4))).toBe("e^{-2\\,v\\,s}");
    expect(toLatex(own.power(2).multiply(shared))).toBe("e^{-s\\,{(c + v)}}");
    expect(toLatex(g("E[c1^2*S*cos(3*S/2)]"))).toBe("\\mathbb{E}[c_{1}^{2}\\,S\\,\\cos(3S/2)]");
    expect(toLatex(g("E[exp(-S)]", 2))).toBe("\\mathbb{E}[e^{-S}]^{2}");
  });
});

describe("on the sphere", () => {
  it("exponentials hold no s", () => {
    const { ode } = derived({ activation: "sin" }, 2);
    for (const rhs of ode) expect(toText(rhs).replace(/E\[[^\]]*\]/g, "")).not.toMatch(/\bs\b/);
  });
});
