import { describe, expect, it } from "vitest";
import { regularizerLaws } from "../../../proofs-check/laws/regularizer-laws.ts";
import { parseModel } from "../../../theory/model.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { regularizerKinds } from "../../../theory/regularizers/index.ts";
import type { Regularizer } from "../../../theory/regularizers/regularizer.ts";
import { plain } from "../../theory/support/plain-model.ts";

const of = (spec: object): Regularizer => parseModel({ ...plain, regularizer: spec }).regularizer;

/** What a model file may say of each kind: at least one example of each, which the first test demands. */
const examples: readonly { kind: string }[] = [
  { kind: "none" },
  { kind: "l2" },
  { kind: "l1" },
  ...["0", "1/3", "1"].map((ratio) => ({ kind: "elastic", ratio })),
  ...["1/7", "3/2", "40"].map((width) => ({ kind: "huber", width })),
  ...["w^4/4", "w^2", "w^2/2 + w", "w", "w^3/3 - w", "w^6/6 - 2*w^4/7"].map((kind) => ({ kind })),
  ...["abs(w)", "abs(w)^3/3 + w^2", "abs(w)^1.5", "abs(w - 1/2) + abs(w + 1)"].map((kind) => ({ kind })),
  ...["log(cosh(w))", "sqrt(1 + w^2)", "w^2/(1 + w^2)", "cosh(w)", "1 - cos(w)"].map((kind) => ({ kind })),
  { kind: "w^2*(cosh(w)^2 - sinh(w)^2)" },
];

it("examples cover every kind", () => {
  const missing = regularizerKinds.filter(({ name }) => !examples.some(({ kind }) => kind === name));
  expect(missing).toEqual([]);
});

describe.each(examples.map((spec) => [JSON.stringify(spec), spec] as const))("%s", (_, spec) => {
  for (const law of regularizerLaws(of(spec))) it(law.name, law.check);
});

describe("a penalty with an error in it breaks a law", () => {
  const broken = (changes: (good: Regularizer) => Partial<Regularizer>, spec: object): string[] => {
    const good = of(spec);
    return regularizerLaws({ ...good, ...changes(good) }).flatMap(({ name, check }) => {
      try {
        check();
        return [];
      } catch {
        return [name];
      }
    });
  };

  it("a slope with a wrong factor", () => {
    const names = broken(({ slopeAt }) => ({ slopeAt: (w) => 1.001 * slopeAt(w) }), { kind: "w^4/4" });
    expect(names).toEqual(["R' is the derivative of R", "R' as a formula is R' as numbers"]);
  });

  it("a formula that claims to be linear", () => {
    const names = broken(() => ({ slope: Polynomial.generator("w") }), { kind: "w^4/4" });
    expect(names).toEqual([
      "R' as a formula is R' as numbers",
      "closure is decided rightly (free)",
      "closure is decided rightly (sphere)",
    ]);
  });

  it("a function whose exact values are others", () => {
    const wrong = { exact: (w: unknown) => w } as object;
    const names = broken(({ functions }) => ({ functions: [{ ...functions[0]!, ...wrong }] }), {
      kind: "l1",
    });
    expect(names).toContain("exact values of R' are its values");
  });

  it("bounds that its values leave", () => {
    const none = { enclosure: () => [Rational.of(5), Rational.of(6)] } as object;
    const names = broken(({ functions }) => ({ functions: [{ ...functions[0]!, ...none }] }), {
      kind: "cosh(w)",
    });
    expect(names).toContain("exact values of R' are its values");
  });
});
