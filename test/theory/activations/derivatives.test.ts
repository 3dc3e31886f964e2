import { describe, expect, it } from "vitest";
import { activationOf, activations } from "../../../theory/activations/index.ts";

const points = [-2.3, -0.7, -0.1, 0.4, 1.1, 2.6];
const expressions = ["y*tanh(y)", "sin(y)/2 + y^3/10", "exp(-y^2)", "1/(1 + y^2)", "y^2*tanh(y)"];
const names = [...activations.map(({ name }) => name), ...expressions];

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

  it("is as odd or even as it says", () => {
    const { derivative, parity } = activationOf(name);
    const f = derivative(0);
    const symmetric = (sign: number): boolean => points.every((y) => Math.abs(f(y) - sign * f(-y)) < 1e-13);
    expect(parity).toBe(symmetric(1) ? "even" : symmetric(-1) ? "odd" : "neither");
  });
});
