import { describe, expect, it } from "vitest";
import { activationOf, activations } from "../../../theory/activations/index.ts";
import { ModelError } from "../../../theory/errors.ts";
import { mathjs } from "../../../theory/mathjs.ts";
import type { Polynomial } from "../../../theory/polynomial.ts";

const points = [-2.3, -0.7, -0.1, 0.4, 1.1, 2.6];
const expressions = [
  "y*tanh(y)",
  "sin(y)/2 + y^3/10",
  "exp(-y^2)",
  "1/(1 + y^2)",
  "y^2*tanh(y)",
  "tanh(y) + cos(y)*y^2",
];
const names = [...activations.map(({ name }) => name), ...expressions];

/** A polynomial's value at doubles. */
function numeric(polynomial: Polynomial, value: (name: string) => number): number {
  return polynomial
    .namedTerms()
    .map(({ coefficient, powers }) =>
      [...powers].reduce((product, [name, n]) => product * value(name) ** n, coefficient.toNumber()),
    )
    .reduce((sum, term) => sum + term, 0);
}

describe.each(names)("%s", (name) => {
  it("has derivatives that are the slopes of one another", () => {
    const activation = activationOf(name);
    // Zero is where powers of y differentiate wrongly first; relu has its kink there.
    const everywhere = activation.kinks.length === 0 ? [0, ...points] : points;
    // Central differences with one Richardson step: an error of order h^4.
    const h = 1e-3;
    for (let order = 0; order < 4; order++) {
      const f = activation.derivative(order);
      for (const y of everywhere) {
        const slope = (step: number): number => (f(y + step) - f(y - step)) / (2 * step);
        const numeric = (4 * slope(h / 2) - slope(h)) / 3;
        const exact = activation.derivative(order + 1)(y);
        expect(Math.abs(numeric - exact), `order ${order + 1} at ${y}: ${exact}`).toBeLessThan(
          1e-7 * (1 + Math.abs(exact)),
        );
      }
    }
  });

  it("is the function that its text says, and its ring's texts say its derivatives", () => {
    const { text, derivative, ring, jet } = activationOf(name);
    for (const y of points) {
      const near = (found: number, expected: number): void =>
        expect(Math.abs(found - expected)).toBeLessThan(1e-12 * (1 + Math.abs(expected)));
      near(derivative(0)(y), mathjs().evaluate(text, { y }) as number);
      const out = new Float64Array(4);
      jet?.(y, out);
      for (let order = 0; order < 4; order++) {
        if (jet) expect(out[order]).toBe(derivative(order)(y));
        if (!ring) continue;
        const values = new Map(
          ring.elements.map((e) => [e.name, mathjs().evaluate(e.text, { y }) as number]),
        );
        near(
          numeric(ring.derivative(order), (symbol) => values.get(symbol) ?? y),
          derivative(order)(y),
        );
      }
    }
  });

  it("is as odd or even as it says", () => {
    const { derivative, parity } = activationOf(name);
    const f = derivative(0);
    const symmetric = (sign: number): boolean => points.every((y) => Math.abs(f(y) - sign * f(-y)) < 1e-13);
    expect(parity).toBe(symmetric(1) ? "even" : symmetric(-1) ? "odd" : "neither");
  });
});

it("a misspelt name is told from an expression", () => {
  const refusal = (text: string) => () => activationOf(text);
  expect(refusal("tahn")).toThrow(
    new ModelError("activation", 'there is none called "tahn"; did you mean tanh?'),
  );
  expect(refusal("tahn(y)")).toThrow(/^activation: the function "tahn"/);
  expect(refusal("zzzzzz")).toThrow(/^activation: the symbol "zzzzzz"/);
  expect(activationOf("y").polynomial).toBeDefined();
});

it("the kink itself has the value, and the slope, of the left", () => {
  const relu = activationOf("relu");
  expect([0, 1, 2].map((order) => relu.derivative(order)(0))).toEqual([0, 0, 0]);
  expect([-2, 2].map(relu.derivative(2))).toEqual([0, 0]);
});
