import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { functionOf } from "../../../theory/function-generators.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { arrange, type Product, type Sum } from "../../../theory/render/arrange.ts";
import { nameLatex, quotientLatex, rationalLatex, toLatex } from "../../../theory/render/latex.ts";
import { rootLatex, rootText } from "../../../theory/render/root.ts";
import { equals, listed, sentenceLatex, sentenceText } from "../../../theory/render/sentence.ts";
import { decimalOrFraction, quotientText, toText } from "../../../theory/render/text.ts";
import { g } from "../support/evaluate.ts";
import { expressions } from "../support/expressions.ts";
import { runs } from "../support/property.ts";

const { one, zero } = Polynomial;
const sum = (...parts: Polynomial[]) => Polynomial.sum(parts);
const times = (...parts: Polynomial[]) => Polynomial.product(parts);

/** The sums in parentheses of a sum, at any depth. */
function inner(of: Sum): Sum[] {
  return of.flatMap(({ factors }) =>
    factors.flatMap((factor) => ("sum" in factor ? [factor.sum, ...inner(factor.sum)] : [])),
  );
}

const powersIn = ({ factors }: Product) =>
  new Map(factors.flatMap((factor) => ("name" in factor ? [[factor.name, factor.exponent] as const] : [])));

describe("an arranged expression", () => {
  const arranged = (check: (whole: Sum) => void) =>
    fc.assert(
      fc.property(expressions, (expression) => check(arrange(expression))),
      runs(60),
    );

  it("starts with a minus only where every term has one, and no parenthesis does", () => {
    arranged((whole) => {
      const [first] = whole;
      if (first && first.coefficient.sign < 0)
        expect(whole.every(({ coefficient }) => coefficient.sign < 0)).toBe(true);
      for (const part of inner(whole)) {
        expect(part.length).toBeGreaterThan(1);
        expect(part[0]!.coefficient.sign).toBe(1);
      }
    });
  });

  it("has nothing in all terms of a parenthesis that could stand before it, nor a bare sum as a term", () => {
    arranged((whole) => {
      for (const part of inner(whole)) {
        const [first, ...others] = part.map(powersIn);
        for (const [name, exponent] of first!) {
          const shared = others.every((powers) => (powers.get(name) ?? 0) * exponent > 0);
          expect(shared, name).toBe(false);
        }
      }
      for (const part of [whole, ...inner(whole)]) {
        for (const { coefficient, factors } of part) {
          const isBare = factors.length === 1 && "sum" in factors[0]!;
          if (isBare) expect(coefficient.power(2).equals(Rational.one)).toBe(false);
        }
      }
    });
  });

  it("is empty for zero, and one product for one term", () => {
    expect(arrange(zero)).toEqual([]);
    expect(arrange(g("s").scale(-2))).toHaveLength(1);
  });
});

describe("a product in reading order", () => {
  // tau, kappa, the noise, v and c, numbers of the batch, moments, means, s, overlaps, features, the weight.
  const order = [
    ["tau", "kappa", "nu", "eta", "rho"],
    ["v"],
    ["m2_1", "m2_9", "m2_10", "m4_1"],
    ["E[c1*phi(y)]"],
    ["s"],
    ["Q1", "Q2", "Q10"],
    ["u1", "u2", "u10"],
    ["<u1*sign(w)>", "sign(w)", "w"],
  ];

  it("has tau first and the weight last, whatever order its factors came in", () => {
    const names = order.flat();
    const expected = names.map((name) => (name === "v" ? "(nu + eta)" : name));
    for (const given of [names, [...names].reverse(), [...names].sort()])
      expect(toText(times(...given.map((name) => g(name))))).toBe(expected.join("*"));
    // Elsewhere stands what has no place of its own.
    expect(toText(times(g("Q1"), g("B"), g("m2_1"), g("c"), g("tau"), g("x")))).toBe(
      "tau*(nu + rho*eta)*B*x*m2_1*Q1",
    );
    expect(toText(times(g("E[S]"), g("exp(1*s)"), g("m2_1")))).toBe("m2_1*exp(s)*E[S]");
  });

  it("a sum has lower degrees first, then their names in order, and the penalty last", () => {
    const written = (...parts: Polynomial[]) =>
      [sum(...parts), sum(...[...parts].reverse())].map((p) => toText(p));
    for (const [parts, expected] of [
      [[g("tau", 2), g("tau"), one.scale(2)], "2 + tau + tau^2"],
      [[g("eta"), g("tau"), g("x")], "eta + tau + x"],
      [[g("kappa"), g("x", 3), g("y", 2)], "y^2 + x^3 + kappa"],
      [[g("kappa").multiply(g("Q1")), g("Q1", 2).multiply(g("s")), g("s")], "s + s*Q1^2 + kappa*Q1"],
      [[g("f"), g("g1"), g("g2")], "g1 + g2 + f"],
      [[g("x", -2), g("y")], "y + 1/x^2"],
      [[g("x", 2), times(g("x"), g("y")), g("y", 2)], "x^2 + x*y + y^2"],
      [[g("x").negate(), g("y", 2)], "y^2 - x"],
      [[g("x").negate(), g("y", 2).negate()], "-x - y^2"],
    ] as const)
      for (const text of written(...parts)) expect(text).toBe(expected);
  });

  it("x and x/(B - 1) are one x B/(B - 1), other groups apart", () => {
    const x = sum(g("s"), g("m2_1"));
    const both = x.multiply(sum(one, g("B-1", -1)));
    for (const text of [toText(both), toText(both.multiply(g("tau")))])
      expect(text).toMatch(/B\*.*\/\(B - 1\)/);
    expect(toText(both.multiply(g("B", -1)))).not.toContain("B*");
    expect(toText(sum(both, g("B", 3)))).toMatch(/B\^3/);
    for (const other of [
      sum(x, x.scale(2).multiply(g("B-1", -1))),
      sum(x, x.multiply(g("B-1", -2))),
      sum(x, x.multiply(g("B-1"))),
    ])
      expect(toText(other)).not.toContain("B*");
  });
});

describe("a number", () => {
  const digits = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(15), fc.nat(6));

  it("is a decimal where it has one of at most twelve places and is no simple fraction", () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(1n, 3n, 7n), ([n, twos, fives], other) => {
        const value = Rational.of(BigInt(n), 2n ** BigInt(twos) * 5n ** BigInt(fives) * other);
        const { numerator, denominator } = decimalOrFraction(value);
        const below = value.denominator;
        const isDecimal = below > 9n && 10n ** 12n % below === 0n;
        expect(denominator).toBe(isDecimal ? "1" : `${below}`);
        expect(numerator.includes(".")).toBe(isDecimal);
        const read = Rational.parse(numerator).divide(Rational.parse(denominator));
        expect(`${read}`).toBe(`${value}`);
        if (isDecimal) expect(numerator).toMatch(/^-?(0|[1-9]\d*)\.\d*[1-9]$/);
      }),
      runs(150),
    );
  });

  it("in LaTeX is one fraction or one decimal", () => {
    const written = ["3/2", "-1/20", "7", "1/9", "1/10", "-2/3"].map((text) =>
      rationalLatex(Rational.parse(text)),
    );
    expect(written).toEqual(["\\frac{3}{2}", "-0.05", "7", "\\frac{1}{9}", "0.1", "\\frac{-2}{3}"]);
  });
});

describe("parentheses in LaTeX", () => {
  const sizes = ["", "\\big", "\\Big", "\\bigg", "\\Bigg"];

  /** Each pair: its size on both sides, what is inside, and whether a group holds it. */
  function pairs(latex: string): { left: string; right: string; inside: string; isGroup: boolean }[] {
    const open: { size: string; at: number; end: number }[] = [];
    const found: ReturnType<typeof pairs> = [];
    for (const match of latex.matchAll(/(\\[bB]igg?(?=[lr][()]))?[lr]?([()])/g)) {
      const size = match[1] ?? "";
      if (match[2] === "(") open.push({ size, at: match.index, end: match.index + match[0].length });
      else {
        const { size: left, at, end } = open.pop()!;
        const isGroup = latex[at - 1] === "{" && latex[match.index + match[0].length] === "}";
        found.push({ left, right: size, inside: latex.slice(end, match.index), isGroup });
      }
    }
    expect(open).toEqual([]);
    return found;
  }

  it("are as tall as what they hold: above each other's and above fractions", () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const plain = toLatex(expression)
          .replace(/\\mathbb\{E\}\[[^\]]*\]/g, "M")
          .replace(/\{\(B-1\)\}/g, "D");
        for (const { left, right, inside, isGroup } of pairs(plain)) {
          expect(right).toBe(left);
          const own = sizes.indexOf(left);
          const within = pairs(inside).map((pair) => sizes.indexOf(pair.left) + 1);
          const hasFraction = inside.includes("\\frac");
          const least = Math.max(hasFraction ? 2 : 0, inside.includes("M") ? 1 : 0, ...within);
          expect(own).toBe(Math.min(least, 4));
          const terms = inside.split(/ [+-] /).length;
          expect(isGroup).toBe(own === 0 && terms <= 3);
        }
      }),
      runs(40),
    );
  });

  it("of exponentials are as tall as a mean's", () => {
    const wave = sum(g("exp(-1*s*v)"), g("Q1"));
    expect(toLatex(times(g("tau"), wave))).toMatch(/^\\tau\\,\\bigl\(.*\\bigr\)$/);
    expect(toLatex(times(g("tau"), sum(g("s"), g("Q1"), g("Q2"), g("Q3"))))).toMatch(/\\tau\\,\(.*\)$/);
  });
});

describe("a fraction", () => {
  const [x, y] = [g("x"), g("y")];

  it("has whole coefficients without a common factor", () => {
    const fraction = (a: Polynomial, b: Polynomial) => quotientLatex({ numerator: a, denominator: b });
    expect(fraction(x.scale(Rational.of(1, 2)), y.scale(Rational.of(1, 3)))).toBe("\\frac{3\\,x}{2\\,y}");
    expect(fraction(x.scale(4), y.scale(6))).toBe("\\frac{2\\,x}{3\\,y}");
    expect(fraction(x.scale(-4), y.scale(6))).toBe("\\frac{-2\\,x}{3\\,y}");
    expect(fraction(sum(x.scale(Rational.of(3, 4)), one.scale(Rational.of(3, 2))), y.scale(3))).toBe(
      "\\frac{2 + x}{4\\,y}",
    );
    expect(fraction(x, one.scale(-4))).toBe("-\\frac{x}{4}");
    expect(quotientText({ numerator: x, denominator: one.scale(-4) })).toBe("-x/4");
    expect(quotientText({ numerator: x, denominator: y })).toBe("(x)/(y)");
  });

  it("is written with a slash when what is above is wider than 220 letters", () => {
    for (const [width, isWide] of [
      [219, false],
      [220, false],
      [221, true],
    ] as const) {
      const long = g("a".repeat(width));
      const written = quotientLatex({ numerator: long, denominator: sum(x, y) });
      expect(written.startsWith("\\frac{"), `${width}`).toBe(!isWide);
      expect(written.includes("\\Big/\\allowbreak {(x + y)}")).toBe(isWide);
      const root = { rational: long, coefficient: zero.add(one), radicand: x, denominator: sum(x, y) };
      const rest = " + \\sqrt{r}".length;
      const shorter = { ...root, rational: g("a".repeat(width - rest)) };
      expect(rootLatex(shorter, "r").startsWith("\\frac{"), `${width}`).toBe(!isWide);
      if (isWide)
        expect(rootLatex(shorter, "r")).toBe(
          `\\Bigl(${"a".repeat(width - rest)} + \\sqrt{r}\\Bigr)\\,\\Big/\\allowbreak \\Bigl(x + y\\Bigr)`,
        );
    }
  });

  it("with a slash has its sign in front, powers of symbols in the front, sums behind it", () => {
    const long = g("a".repeat(221));
    const written = (a: Polynomial, b: Polynomial) =>
      quotientLatex({ numerator: a, denominator: b }).replaceAll("a".repeat(221), "A");
    const D = sum(x, y);
    expect(written(long.scale(-3), times(g("tau"), D).scale(2))).toBe(
      "-\\frac{3\\,A}{2\\,\\tau}\\,\\Big/\\allowbreak {(x + y)}",
    );
    expect(written(sum(long, g("s")), g("tau", 2))).toBe("\\frac{1}{\\tau^{2}}\\,{(A + s)}");
    expect(written(long, times(D, g("exp(1*s)")))).toBe("A\\,e^{-s}\\,\\Big/\\allowbreak {(x + y)}");
  });

  it("of a root has its sign, factor and denominator in place", () => {
    const D = g("D");
    const of = (rational: Polynomial, coefficient: Polynomial, denominator: Polynomial) => {
      const root = { rational, coefficient, radicand: D, denominator };
      return [rootText(root), rootLatex(root), rootText(root, "r")];
    };
    expect(of(x, one, one)).toEqual(["x + sqrt(D)", "x + \\sqrt{D}", "x + sqrt(r)"]);
    expect(of(x, one.negate(), one.scale(2))).toEqual([
      "(x - sqrt(D))/2",
      "\\frac{x - \\sqrt{D}}{2}",
      "(x - sqrt(r))/2",
    ]);
    expect(of(zero, g("tau").scale(-3), sum(x, y))).toEqual([
      "(-3*tau*sqrt(D))/(x + y)",
      "\\frac{-3\\,\\tau\\,\\sqrt{D}}{x + y}",
      "(-3*tau*sqrt(r))/(x + y)",
    ]);
    expect(of(zero, one, y)).toEqual(["(sqrt(D))/(y)", "\\frac{\\sqrt{D}}{y}", "(sqrt(r))/(y)"]);
    expect(of(x, zero, y)).toEqual(["(x)/(y)", "\\frac{x}{y}", "(x)/(y)"]);
  });
});

describe("names in LaTeX", () => {
  it.each([
    ["sqrt(1 + s)", functionOf("sqrt", one.add(g("s"))), "\\sqrt{1 + s}"],
    ["atan(s)", functionOf("atan", g("s")), "{\\arctan\\bigl(s\\bigr)}"],
    ["tanh(s)", functionOf("tanh", g("s")), "{\\operatorname{tanh}\\bigl(s\\bigr)}"],
  ])("of a function: %s", (_, element, expected) => {
    expect(toLatex(element)).toBe(expected);
  });

  it.each([
    ["Q1x", "Q1x"],
    ["m2_1x", "m2_1x"],
    ["xDelta_1_2", "xDelta_1_2"],
    ["Delta_1_2x", "Delta_1_2x"],
    ["u1x", "u1x"],
    ["ab12", "ab12"],
    ["x12", "x_{12}"],
    ["<w^12>", "\\langle w^{12}\\rangle"],
    ["E[what]", "E[what]"],
    ["soft(w)", "\\operatorname{soft}(w)"],
    ["abs(u1)", "\\lvert u_{1}\\rvert"],
    ["E[c2^3*S^2*cos(S/2)]", "\\mathbb{E}[c_{2}^{3}\\,S^{2}\\,\\cos(S/2)]"],
    ["E[S*exp(-S)]", "\\mathbb{E}[S\\,e^{-S}]"],
    ["E[sin(12*S)]", "\\mathbb{E}[\\sin(12S)]"],
    ["E[c12*phi^(4)(n)*phi'''(n)*n'^2]", "\\mathbb{E}[c_{12}\\,\\varphi'''(n)\\,\\varphi^{(4)}(n)\\,n'^{2}]"],
  ])("%s is %s", (name, expected) => {
    expect(nameLatex(name)).toBe(expected);
  });
});

describe("a sentence", () => {
  const written = (...parts: (string | Polynomial)[]) =>
    sentenceLatex(
      parts,
      (latex) => `$${latex}$`,
      (words) => words.toUpperCase(),
    );
  const [a, b] = [g("tau"), g("eta")];

  it("has its formulas marked, with an equation as one", () => {
    expect(written(a, " and ", b)).toBe("$\\tau$ AND $\\eta$");
    expect(written("so ", a, equals, b, ".")).toBe("SO $\\tau = \\eta$.");
    expect(written(equals, a)).toBe(" = $\\tau$");
    expect(written("x", equals, a)).toBe("X = $\\tau$");
    expect(written("only words")).toBe("ONLY WORDS");
    expect(written()).toBe("");
    expect(sentenceText([a, equals, b.scale(2), "."])).toBe("tau = 2*eta.");
  });

  it("lists with commas between", () => {
    expect(sentenceText(listed([a, b, a]))).toBe("tau, eta, tau");
    expect(written(...listed([a, b]))).toBe("$\\tau$, $\\eta$");
    expect(listed([])).toEqual([]);
  });
});
