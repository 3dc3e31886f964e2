import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { models, polynomialActivations } from "../../../proofs-check/arbitraries/index.ts";
import { polynomials } from "../../../proofs-check/arbitraries/polynomials.ts";
import { crossCheck, derive } from "../../../theory/derive.ts";
import { lossOf } from "../../../theory/losses/index.ts";
import { z, zp } from "../../../theory/losses/loss.ts";
import { parseModel } from "../../../theory/model.ts";
import { toText } from "../../../theory/render/text.ts";
import { difference } from "../support/evaluate.ts";
import { plain } from "../support/plain-model.ts";
import { runs } from "../support/property.ts";

describe("a user's loss", () => {
  it("is the polynomial that its text says, exactly", () => {
    const { a, b } = lossOf({ a: "-z*zp + 0.1*z^2", b: "(z - zp)^2/3" });
    expect(difference(a.scale(10), z.power(2).subtract(z.multiply(zp).scale(10)))).toBe("");
    expect(difference(b.scale(3), z.subtract(zp).power(2))).toBe("");
  });

  it("is the built-in one where it is written as that", () => {
    const own = lossOf({ a: "-2*z*zp", b: "z^2*zp^2" });
    const { a, b } = lossOf("spectral");
    expect(own.a.equals(a) && own.b.equals(b)).toBe(true);
  });

  it.each([
    ["loss.a", { b: "z" }, /is missing/],
    ["loss.b", { a: "z" }, /is missing/],
    ["loss.c", { a: "z", b: "z", c: "z" }, /unknown key/],
    ["loss.a", { a: "y", b: "z" }, /symbol "y" is not allowed in an expression in z and zp/],
    ["loss.a", { a: "tanh(z)", b: "z" }, /not a polynomial/],
    ["loss.b", { a: "z", b: "1/z" }, /not a polynomial/],
    ["loss.b", { a: "z", b: "pi*z" }, /not a polynomial/],
    ["loss.a", { a: "z^4*zp^3", b: "z" }, /degree 7 is above the limit of 6/],
    ["loss.a", { a: "z^1000", b: "z" }, /degree 1000/],
    ["loss.a", { a: "z +", b: "z" }, /cannot read/],
    ["loss.a", { a: 3, b: "z" }, /as text, found 3/],
    ["loss", { a: "0", b: "z - z" }, /both parts are zero/],
    ["loss", "infonce", /expected one of "covariance", "spectral", "alignment" or/],
    ["loss", 3, /found 3/],
    ["loss", ["z", "z"], /expected one of/],
  ])("is refused in one line that names %s: %j", (path, loss, message) => {
    expect(() => parseModel({ ...plain, loss })).toThrow(message);
    expect(() => parseModel({ ...plain, loss })).toThrow(
      new RegExp(`^${path.replace(".", "\\.")}: [^\\n]*$`),
    );
  });

  it("of any kind has one drift by both derivations", () => {
    const part = polynomials(["z", "zp"], { terms: 3, highest: 2 }).map(toText);
    const losses = fc.record({ a: part, b: part }).filter(({ a, b }) => a !== "0" || b !== "0");
    for (const shape of ["odd", "even", "mixed"] as const) {
      const inputs = models({ activation: polynomialActivations(shape, 2), features: 2 });
      fc.assert(
        fc.property(inputs, losses, (input, loss) => {
          const checks = crossCheck(derive(parseModel({ ...input, loss })));
          expect(checks.filter(({ agrees }) => !agrees)).toEqual([]);
        }),
        runs(15),
      );
    }
  });
});
