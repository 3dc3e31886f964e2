import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivativeOfSum, type ExponentialSum } from "../../../theory/activations/exponential-sum.ts";
import { activationOf } from "../../../theory/activations/index.ts";
import { runs } from "../support/property.ts";

/** The sum's value by complex arithmetic: [real, imaginary]. */
function valueAt({ sum, frequency, oscillates }: ExponentialSum, y: number): [number, number] {
  let [re, im] = [0, 0];
  for (const { coefficient, powers } of sum.namedTerms()) {
    const angle = (powers.get("e") ?? 0) * frequency.toNumber() * y;
    const size = coefficient.toNumber() * y ** (powers.get("y") ?? 0) * (oscillates ? 1 : Math.exp(angle));
    const turn = (oscillates ? angle : 0) + (Math.PI / 2) * (powers.get("i") ?? 0);
    re += size * Math.cos(turn);
    im += size * Math.sin(turn);
  }
  return [re, im];
}

const sums = [
  "sin(y)",
  "cos(y)",
  "sin(2*y) + sin(y)/3",
  "exp(y/2)",
  "exp(-3*y)",
  "cosh(y)",
  "sinh(y)/2",
  "sin(y)^2",
  "1 + cos(y)",
  "2*sin(y/2)*cos(y/3)",
  "sin(-0.7*y)",
  "y + sin(2*y)/2",
  "y*exp(y/3)",
  "-sinh(2*y/3)^2/5 - 1/7",
  "(sin(y) + cos(y))^2",
];

describe("sums of exponentials", () => {
  it.each(sums)("%s is read as one, with its first four derivatives", (text) => {
    const phi = activationOf(text);
    let sum = phi.exponentialSum!;
    for (let order = 0; order <= 4; order++) {
      for (const y of [-2.3, -0.4, 0, 0.9, 3.1]) {
        const [re, im] = valueAt(sum, y);
        const expected = phi.derivative(order)(y);
        expect(Math.abs(re - expected), `order ${order} at ${y}`).toBeLessThan(
          1e-12 * (1 + Math.abs(expected)),
        );
        expect(Math.abs(im)).toBeLessThan(1e-12);
      }
      sum = derivativeOfSum(sum);
    }
  });

  it("with random amplitudes and frequencies are read too", () => {
    const fraction = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 6 }))
      .filter(([n]) => n !== 0);
    const wave = fc.tuple(fraction, fc.nat(1), fraction);
    fc.assert(
      fc.property(fc.boolean(), fc.array(wave, { minLength: 1, maxLength: 2 }), (oscillates, waves) => {
        const names = oscillates ? ["sin", "cos"] : ["exp", "sinh"];
        const text = waves.map(([a, f, w]) => `${a.join("/")}*${names[f]}(${w.join("/")}*y)`).join(" + ");
        const phi = activationOf(text);
        // Two waves may cancel: then phi is no sum of waves.
        fc.pre(phi.exponentialSum !== undefined);
        for (const y of [-1.1, 0.6]) {
          const expected = phi.derivative(0)(y);
          expect(Math.abs(valueAt(phi.exponentialSum!, y)[0] - expected)).toBeLessThan(
            1e-11 * (1 + Math.abs(expected)),
          );
        }
      }),
      runs(60),
    );
  });

  it("have the largest base frequency that serves", () => {
    const frequency = (text: string): string => `${activationOf(text).exponentialSum!.frequency}`;
    expect(frequency("sin(y)^2")).toBe("2");
    expect(frequency("sin(y/2) + cos(y/3)")).toBe("1/6");
    expect(frequency("exp(4*y) + exp(-6*y)")).toBe("2");
  });

  it.each([
    ["tanh(y)", "another function"],
    ["sin(y + 1)", "a shift: cos(1) is no rational number"],
    ["sin(pi*y)", "an irrational frequency"],
    ["sin(y) + exp(y)", "both kinds"],
    ["sin(y)/(2 + cos(y))", "a quotient"],
    ["exp(-y^2)", "a square in the exponent"],
    ["sin(y*tanh(y))", "a product in the phase"],
    ["exp(tanh(y)*y/2)", "a product in the exponent"],
    ["sin(sin(y))", "a function of a wave"],
    ["sin(y)^9", "too many terms"],
    ["y^3 + sin(y)", "too high a power of y"],
  ])("%s is none: %s", (text) => {
    expect(activationOf(text).exponentialSum).toBeUndefined();
  });

  it("refuse expansions that would not end, fast", () => {
    expect(activationOf("(sin(y) + cos(3*y) + cos(7*y))^40/10^30").exponentialSum).toBeUndefined();
  });
});
