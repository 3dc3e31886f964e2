import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rationals } from "../../../proofs-check/arbitraries/index.ts";
import { ModelError } from "../../../theory/errors.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { expressionRegularizer } from "../../../theory/regularizers/expression-regularizer.ts";
import { regularizerSchema } from "../../../theory/regularizers/index.ts";
import { isLinear, penaltySlope } from "../../../theory/regularizers/penalty-slope.ts";
import type { Regularizer } from "../../../theory/regularizers/regularizer.ts";
import { difference, evaluate, g, shown } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

const of = (text: string): Regularizer => expressionRegularizer(text, "at");

/** The whole message, without its path. */
function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as Error).message.replace(/^at: /, "");
  }
  throw new Error("was accepted");
}

describe("a penalty in |w| and w", () => {
  /** Products q |w|^a w^b, as text and as what they are on either side of 0. */
  const term = fc.record({ q: rationals(9), a: fc.nat(3), b: fc.nat(3), shape: fc.nat(3) });
  const write = ({ q, a, b, shape }: { q: Rational; a: number; b: number; shape: number }): string =>
    [
      `(${q})*abs(w)^${a}*w^${b}`,
      `w^${b}/7*(${q}*7)*abs(w)^${a}`,
      `(abs(w)*w)^${Math.min(a, b)}*(${q})*abs(w)^${a - Math.min(a, b)}*w^${b - Math.min(a, b)}`,
      `-(w^${b}*abs(w)^${a})*(-(${q}))/1`,
    ][shape]!;

  it("has the slope of the polynomial that it is on either side of 0", () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), rationals(5), (terms, w) => {
        // |w| alone has the kink that all may have; q w^b with b > 0 keeps it from being constant.
        const list = [
          ...terms,
          { q: Rational.of(1), a: 1, b: 0, shape: 0 },
          { q: Rational.of(1), a: 0, b: 9, shape: 0 },
        ];
        const { slope, functions, slopeAt, value } = of(list.map(write).join(" + "));
        const side = Rational.of(w.sign);
        const sum = (parts: Rational[]) => parts.reduce((x, y) => x.add(y), Rational.zero);
        const power = (n: number) => (n === 0 ? Rational.one : w.power(n));
        if (w.isZero) return;
        const expected = sum(
          list.map(({ q, a, b }) =>
            a + b === 0
              ? Rational.zero
              : q
                  .multiply(side.power(a))
                  .multiply(power(a + b - 1))
                  .multiply(Rational.of(a + b)),
          ),
        );
        expect(`${evaluate(slope, (name) => ({ w, "sign(w)": side })[name])}`).toBe(`${expected}`);
        expect(functions.map(({ name }) => name)).toEqual(["sign(w)"]);
        for (const { powers } of slope.namedTerms())
          expect(powers.get("sign(w)") ?? 0).toBeLessThanOrEqual(1);
        const near = (x: number, y: number): void =>
          expect(Math.abs(x - y)).toBeLessThan(1e-9 * (1 + Math.abs(y)));
        near(slopeAt(w.toNumber()), expected.toNumber());
        const worth = sum(list.map(({ q, a, b }) => q.multiply(side.power(a)).multiply(power(a + b))));
        near(value(w.toNumber()), worth.toNumber());
      }),
      runs(40),
    );
  });

  it("has no function of w where its powers of |w| are even", () => {
    for (const text of ["abs(w)^4", "abs(w)^2*w + w^2", "(abs(w)*abs(w))^2/3"])
      expect(of(text).functions).toEqual([]);
    expect(difference(of("abs(w)^3").slope, g("w", 2).multiply(g("sign(w)")).scale(3))).toBe("");
  });
});

describe("a penalty that is no polynomial in these", () => {
  it("has its slope as one function, with numbers, bounds and a definition", () => {
    const { slope, functions, slopeAt } = of("1/(1 + w^2)");
    const [whole] = functions;
    expect(shown(slope)).toBe("1*R'(w)^1");
    expect(whole).toMatchObject({ name: "R'(w)", meaning: "slope of the penalty" });
    // -2 w/(1 + w^2)^2.
    for (const [w, expected] of [
      ["1", "-1/2"],
      ["-1/2", "16/25"],
      ["0", "0"],
    ] as const) {
      expect(`${whole!.exact(Rational.parse(w))}`).toBe(expected);
      const number = Rational.parse(expected).toNumber();
      expect(whole!.value(Rational.parse(w).toNumber())).toBeCloseTo(number, 14);
      expect(slopeAt(Rational.parse(w).toNumber())).toBeCloseTo(number, 14);
      const [low, high] = whole!.enclosure!(Rational.parse(w));
      expect(low).toBeLessThanOrEqual(number);
      expect(high).toBeGreaterThanOrEqual(number);
      expect(high - low).toBeLessThan(1e-9);
    }
    expect(whole!.definition!.text).toMatch(/w/);
    expect(whole!.definition!.latex).toContain("\\frac");
  });

  it.each(["abs(w - 1)", "w^2*abs(w^2 - 2)", "exp(abs(w)/50)", "abs(abs(w))", "log(2 + abs(w))"])(
    "%s is none",
    (text) => {
      expect(of(text).functions.map(({ name }) => name)).toEqual(["R'(w)"]);
    },
  );
});

describe("where a penalty must be finite", () => {
  // exp(x) is finite to x = 709.78; the weights that are tried are -40, -39.9, ..., 40.
  it("it is at |w| <= 40, and its slope too", () => {
    expect(of("exp(0.44*w^2)").value(40)).toBeCloseTo(Math.exp(704), -290);
    expect(refusal(() => of("exp(0.45*w^2)"))).toBe(
      '"exp(0.45*w^2)" cannot be used: it is not finite at w = -40',
    );
    expect(refusal(() => of("exp(18*w)"))).toBe('"exp(18*w)" cannot be used: it is not finite at w = 39.5');
    expect(refusal(() => of(" exp(17.7*w) "))).toBe(
      '"exp(17.7*w)" cannot be used: its slope is not finite at w = 40',
    );
  });

  it("it has no pole anywhere", () => {
    expect(refusal(() => of("1/(w - 3)"))).toBe('"1/(w - 3)" cannot be used: it is singular at w = 3');
    expect(refusal(() => of("w + sqrt(abs(w))"))).toMatch(
      /^".*" cannot be used: its slope is singular at w = 0$/,
    );
    expect(refusal(() => of("1/(1 - tanh(w - 0.123))"))).toMatch(
      /^".*" cannot be used: it cannot be told from a function with a pole near w = -?\d/,
    );
  });

  it("it changes with w", () => {
    for (const text of ["3", "w - w", "pi", "abs(2)"])
      expect(refusal(() => of(text))).toBe(`"${text}" does not change with w; for no penalty write "none"`);
  });
});

describe("a kind's name", () => {
  const known = '"none", "l2", "l1", "elastic", "huber"';
  it.each([
    ["elastc", "; did you mean elastic?"],
    ["hubber", "; did you mean huber?"],
    ["w2", undefined],
    ["ww", undefined],
    ["pi2", undefined],
    ["elastic-net", undefined],
    ["w-net", undefined],
    ["net-w", undefined],
    ["w-pi-net", undefined],
    ["_x", undefined],
    ["Z9", undefined],
  ])("%s is no expression", (name, hint) => {
    const message = refusal(() => regularizerSchema(name));
    const start = `regularizer.kind: expected one of ${known}`;
    expect(message.startsWith(start)).toBe(true);
    expect(message).toContain(` or an expression in w such as "w^4/4", found "${name}"`);
    if (hint) expect(message.endsWith(hint)).toBe(true);
  });

  it.each([
    "w",
    "pi",
    "w-pi",
    "w-2",
    "w-pi-12",
    "pi-w",
    "2-w",
    "-w",
    "w -x",
    " w",
    "w ",
    "x*w",
    "w-",
    "-l3",
    "w--w",
    "l3 ",
    "w-1.5",
  ])("%j may be one", (text) => {
    const schema = regularizerSchema(text);
    expect(schema.safeParse({ kind: text, strength: "1/2" }).success).toBe(true);
    expect(schema.safeParse({ kind: text }).success).toBe(true);
    expect(schema.safeParse({ kind: text, width: 1 }).success).toBe(false);
  });
});

describe("the slope in the equations", () => {
  const slopes = {
    w: g("w"),
    zero: Polynomial.zero,
    square: g("w", 2),
    sign: g("sign(w)"),
    both: g("w").multiply(g("sign(w)")),
    one: Polynomial.one,
    affine: g("w").add(Polynomial.one),
    mixed: g("w").add(g("w", 3)),
  };

  it("is linear when it is a multiple of w", () => {
    const linear = Object.entries(slopes).filter(([, slope]) => isLinear(slope.scale(3)));
    expect(linear.map(([name]) => name)).toEqual(["w", "zero"]);
  });

  it("is there at strength 0 only where it is linear", () => {
    for (const [name, slope] of Object.entries(slopes)) {
      const regularizer = { ...of("w^2"), slope };
      const at = (strength: number) => shown(penaltySlope({ regularizer, strength: Rational.of(strength) }));
      expect(at(2), name).toBe(shown(slope));
      expect(at(0), name).toBe(name === "w" ? "1*w^1" : "");
    }
  });
});
