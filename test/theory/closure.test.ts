import { describe, expect, it } from "vitest";
import type { Closure } from "../../theory/closure.ts";
import { type Witness, witnessAtoms } from "../../theory/closure-witness.ts";
import type { Derivation } from "../../theory/derive.ts";
import type { ModelInput } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { sentenceText } from "../../theory/render/sentence.ts";
import { toText } from "../../theory/render/text.ts";
import { derived } from "./support/plain-model.ts";

const constraints = ["free", "sphere"] as const;
const decided = (
  regularizer: ModelInput,
  constraint: (typeof constraints)[number],
  features = 1,
): Derivation => derived({ regularizer, constraint }, features);
const reasonOf = ({ reason }: Closure): string => sentenceText(reason);

function witnessOf({ closure }: Derivation): Witness {
  if (closure.verdict !== "does not close") throw new Error(`the verdict is ${closure.verdict}`);
  return closure.witness;
}

/** The mean of a function of (u, w) over a witness's measure at u = 1 and -1, summed exactly. */
function exactMean(witness: Witness, law: number, f: (u: Rational, w: Rational) => Rational): Rational {
  return witnessAtoms(witness, witness.laws[law]!)
    .map(({ u, w, probability }) => probability.multiply(f(u, w)))
    .reduce((a, b) => a.add(b));
}

describe("closure", () => {
  it("holds for linear slopes: L2, any multiple of it, none, and the corners of other kinds", () => {
    const linear = [{ kind: "none" }, { kind: "l2" }, { kind: "3*w^2" }, { kind: "elastic", ratio: 0 }];
    for (const regularizer of linear) {
      for (const constraint of constraints) {
        const { closed, closure, reduction } = decided(regularizer, constraint, 2);
        expect([closed, closure.verdict, reduction.missing]).toEqual([true, "closes", []]);
      }
    }
    expect(reasonOf(decided({ kind: "3*w^2" }, "free").closure)).toContain("= 6*kappa*Q_l");
    expect(reasonOf(decided({ kind: "l2" }, "sphere").closure)).toContain("drops out");
  });

  it("does not hold for any other built-in kind, proved exactly", () => {
    const bent = [{ kind: "l1" }, { kind: "elastic", ratio: 0.01 }, { kind: "w^4/4" }, { kind: "w^3/3" }];
    const huber = ["1/1000000", "1", "1000000000"].map((width) => ({ kind: "huber", width }));
    for (const regularizer of [...bent, ...huber]) {
      for (const constraint of constraints) {
        const derivation = decided(regularizer, constraint, 2);
        expect(derivation.closed).toBe(false);
        const { values } = witnessOf(derivation);
        const [a, b] = values as [Rational, Rational];
        expect(a).toBeInstanceOf(Rational);
        expect(a.equals(b)).toBe(false);
      }
    }
  });

  it("is disproved by measures with equal Q and s = 1, whose averages are summed right", () => {
    for (const constraint of constraints) {
      const witness = witnessOf(decided({ kind: "w^4/4" }, constraint));
      const [one, other] = [0, 1].map((law) => {
        const overlap = exactMean(witness, law, (u, w) => u.multiply(w));
        expect(`${overlap}`).toBe(`${witness.along}`);
        expect(`${exactMean(witness, law, (_, w) => w.power(2))}`).toBe("1");
        expect(`${exactMean(witness, law, () => Rational.one)}`).toBe("1");
        const fourth = exactMean(witness, law, (_, w) => w.power(4));
        const pulled = exactMean(witness, law, (u, w) => u.multiply(w.power(3)));
        return constraint === "free" ? fourth : pulled.subtract(overlap.multiply(fourth));
      });
      expect(witness.values.map(String)).toEqual([`${one}`, `${other}`]);
      expect(toText(witness.average)).toBe(constraint === "free" ? "<w^4>" : "<u1*w^3> - Q1*<w^4>");
    }
  });

  it("of an affine slope fails for want of <w> and <u_l> alone, and says so", () => {
    for (const constraint of constraints) {
      const { closed, closure, reduction } = decided({ kind: "w^2/2 + w" }, constraint, 2);
      expect(closed).toBe(false);
      expect(reduction.missing).toEqual(["<u1>", "<u2>", "<w>"]);
      expect(closure.verdict).toBe("does not close");
      expect(reasonOf(closure)).toContain("close with <w> and the constants <u_l>");
      expect(reasonOf(decided({ kind: "w^4" }, constraint).closure)).not.toContain("close with");
    }
  });

  it("is explained in a sentence", () => {
    const why = (kind: string, constraint: (typeof constraints)[number], strength = 1): string =>
      reasonOf(decided({ kind, strength }, constraint).closure);
    const loss = "and the loss acts through the order parameters alone";
    expect(why("none", "free")).toBe(`there is no penalty, ${loss}`);
    expect(why("l1", "free", 0)).toBe(`the penalty has strength 0, ${loss}`);
    expect(why("l2", "sphere")).toBe(
      "R'(w) = w is linear, so the penalty only shortens the weights; the sphere undoes that, and the penalty drops out",
    );
    expect(why("3*w^2", "free")).toBe(
      "R'(w) = 6*w is linear, and its averages are kappa*<u_l*R'(w)> = 6*kappa*Q_l and kappa*<w*R'(w)> = 6*kappa*s",
    );
    expect(why("w^4/4", "free")).toBe("<u1*w^3>, <w^4> are no functions of the order parameters");
    expect(why("w", "free")).toBe(
      "<u1>, <w> are no functions of the order parameters; they close with <w> and the constants <u_l> added to these, since R'(w) = 1 is affine",
    );
    expect(why("w^2*(cosh(w)^2 - sinh(w)^2)", "free")).toBe(
      "nothing shows that R'(w) is linear, and no two measures were found that have the same order parameters and different averages <u1*R'(w)>, <w*R'(w)>",
    );
  });

  it("is decided for irrational slopes between proven bounds, as doubles", () => {
    for (const kind of ["log(cosh(w))", "sqrt(1 + w^2)", "abs(w)^1.5", "sin(w)/1000000000"]) {
      for (const constraint of constraints) {
        const { values } = witnessOf(decided({ kind }, constraint));
        expect(values.every((value) => typeof value === "number")).toBe(true);
        expect(values[0]).not.toBe(values[1]);
      }
    }
  });

  it("stays undecided where a slope is linear in a way that is not seen, whatever rounding makes of it", () => {
    for (const kind of [
      "w^2*(cosh(w)^2 - sinh(w)^2)",
      "w^2*(sin(w)^2 + cos(w)^2)",
      "w^2/2*exp(w)*exp(0 - w)",
    ]) {
      for (const constraint of constraints) {
        const { closed, closure } = decided({ kind }, constraint);
        expect([closed, closure.verdict], `${kind}, ${constraint}`).toEqual([false, "undecided"]);
        expect(reasonOf(closure)).toContain("<w*R'(w)>");
      }
    }
  });

  it("holds for a penalty of strength 0, which is none", () => {
    for (const constraint of constraints) {
      for (const kind of ["l1", "w^4/4", "w"]) {
        const { closed, ode } = decided({ kind, strength: 0 }, constraint);
        expect(closed).toBe(true);
        const none = decided({ kind: "none" }, constraint);
        expect(ode.map(toText)).toEqual(none.ode.map(toText));
      }
      // The letter kappa stays where its value does not matter to the form.
      const [zero, some] = [0, 1].map((strength) =>
        decided({ kind: "l2", strength }, constraint).ode.map(toText),
      );
      expect(zero).toEqual(some);
    }
  });
});
