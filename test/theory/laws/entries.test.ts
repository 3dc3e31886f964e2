import { describe, expect, it } from "vitest";
import { withUnitVariance } from "../../../theory/laws/entries.ts";
import { parseModel } from "../../../theory/model.ts";
import { plain } from "../support/plain-model.ts";

const entries = (input: unknown) => parseModel({ ...plain, entries: input } as typeof plain).entries;

describe("the law of the entries of the features", () => {
  it("has variance 1 without saying so", () => {
    expect(`${entries({ law: "laplace" }).variance}`).toBe("1");
    expect(`${entries({ law: "laplace", variance: "1" }).variance}`).toBe("1");
    expect(() => entries({ law: "laplace", variance: 2 })).toThrow(
      /^entries: must have mean 0 and variance 1/,
    );
    expect(() => entries({ law: "atoms", values: [0, 2], weights: ["1/2", "1/2"] })).toThrow(
      /^entries: must have mean 0 and variance 1/,
    );
  });

  it.each(["gaussian", 3, null, true, ["gaussian"]].map((input) => [input]))(
    "is refused as what it is where it is no object: %j",
    (input) => {
      expect(withUnitVariance(input)).toBe(input);
      expect(() => entries(input)).toThrow(/^entries: /);
    },
  );
});
