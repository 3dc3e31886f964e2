import { describe, expect, it } from "vitest";
import { Random } from "../../../numerics/random/random.ts";
import { type ActivationValues, activationValues } from "../../../numerics/samplers/activation-values.ts";
import { tabulatedValues, tabulationError } from "../../../numerics/samplers/tabulated-values.ts";
import { activationOf, activations } from "../../../theory/activations/index.ts";

const expressions = ["y + tanh(3*y)", "exp(-y^2)", "exp(y)", "sin(10*y)", "y/(1 + y^2)"];
const all = [...activations, ...expressions.map(activationOf)];

/** Outputs inside the table and outside it. */
function outputs(seed: number, radius = 10): Float64Array {
  const random = new Random(seed);
  return new Float64Array(20_000).map(() => radius * (2 * random.uniform() - 1));
}

function evaluate(phi: ActivationValues, at: Float64Array): [Float64Array, Float64Array] {
  const pair: [Float64Array, Float64Array] = [new Float64Array(at.length), new Float64Array(at.length)];
  phi.evaluate(at, ...pair);
  return pair;
}

describe.each(all.map((activation) => [activation.name, activation] as const))(
  "the table of %s",
  (_, phi) => {
    it("agrees with phi and phi' inside and outside", () => {
      const at = outputs(1);
      const [values, slopes] = evaluate(tabulatedValues(phi), at);
      const [expected, expectedSlopes] = evaluate(activationValues(phi), at);
      // Across one cell |phi| + |phi'| of these changes by less than a factor of two.
      const tolerance = 2 * tabulationError;
      for (const [i, y] of at.entries()) {
        const scale = Math.max(Math.abs(expected[i]!), Math.abs(expectedSlopes[i]!));
        const error = Math.max(
          Math.abs(values[i]! - expected[i]!),
          Math.abs(slopes[i]! - expectedSlopes[i]!),
        );
        if (!(error <= tolerance * scale)) expect.fail(`off by ${error} at y = ${y}`);
      }
    });

    it("gives an output the same bytes whether it is the first one in its cell or a later one", () => {
      // A copy, whose table is empty.
      const table = tabulatedValues({ ...phi });
      const at = outputs(2);
      const [first, later] = [evaluate(table, at), evaluate(table, at)];
      for (const k of [0, 1] as const) {
        expect(Buffer.from(first[k].buffer).equals(Buffer.from(later[k].buffer))).toBe(true);
      }
    });

    it("passes on what is no number", () => {
      const at = Float64Array.of(Number.NaN, 1);
      const [values, slopes] = evaluate(tabulatedValues(phi), at);
      const [expected, expectedSlopes] = evaluate(activationValues(phi), at);
      expect([values[0], slopes[0]]).toEqual([expected[0], expectedSlopes[0]]);
    });
  },
);

it("is within four units in the last place for tanh, and sixteen for its slope 1/cosh^2", () => {
  const at = outputs(3, 8);
  const [values, slopes] = evaluate(tabulatedValues(activationOf("tanh")), at);
  for (const [i, y] of at.entries()) {
    if (Math.abs(values[i]! - Math.tanh(y)) > 4 * 2 ** -52) expect.fail(`tanh(${y}) = ${values[i]}`);
    if (Math.abs(slopes[i]! - 1 / Math.cosh(y) ** 2) > 16 * 2 ** -52) expect.fail(`slope at ${y}`);
  }
});
