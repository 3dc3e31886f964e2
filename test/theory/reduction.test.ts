import { describe, expect, it } from "vitest";
import { activations } from "../../theory/activations/index.ts";
import { gatherSignal } from "../../theory/expectation/gather-signal.ts";
import { substituteDeep } from "../../theory/function-generators.ts";
import { losses } from "../../theory/losses/index.ts";
import type { Constraint } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { kinetics, reduce } from "../../theory/reduction.ts";
import { l1 } from "../../theory/regularizers/l1.ts";
import { l2 } from "../../theory/regularizers/l2.ts";
import { none } from "../../theory/regularizers/none.ts";
import type { RegularizerKind } from "../../theory/regularizers/regularizer.ts";
import { difference, g } from "./support/evaluate.ts";
import { derived } from "./support/plain-model.ts";

const [tau, kappa, s, f, lambda] = ["tau", "kappa", "s", "f", "lambda"].map((name) => g(name)) as [
  Polynomial,
  Polynomial,
  Polynomial,
  Polynomial,
  Polynomial,
];
const overlaps = (d: number): Polynomial[] => Array.from({ length: d }, (_, l) => g(`Q${l + 1}`));
const signals = (d: number): Polynomial[] => Array.from({ length: d }, (_, l) => g(`g${l + 1}`));
/** sum_l Q_l g_l */
const gain = (d: number): Polynomial =>
  Polynomial.sum(overlaps(d).map((overlap, l) => overlap.multiply(signals(d)[l]!)));

function reduction(penalty: RegularizerKind<unknown>, constraint: Constraint, d: number) {
  const slope = penalty.create({} as never, "regularizer").slope;
  return reduce(kinetics(d, slope, constraint), d, constraint);
}

describe("the moment equations", () => {
  it("close for L2 and for no penalty", () => {
    for (const constraint of ["sphere", "free"] as const) {
      expect(reduction(l2, constraint, 3).missing).toEqual([]);
      expect(reduction(none, constraint, 3).missing).toEqual([]);
      expect(derived({ constraint, regularizer: { kind: "l2" } }).closed).toBe(true);
    }
  });

  it("do not close for L1, and name the moments of P that they miss", () => {
    const missing = ["<u1*sign(w)>", "<u2*sign(w)>", "<w*sign(w)>"];
    expect(reduction(l1, "free", 2).missing).toEqual(missing);
    expect(reduction(l1, "sphere", 2).missing).toEqual(missing);
    const { closed, ode } = derived({ regularizer: { kind: "l1", strength: "1/10" } }, 2);
    expect(closed).toBe(false);
    expect(ode[0]!.generators()).toEqual(expect.arrayContaining(["<u1*sign(w)>", "<w*sign(w)>"]));
  });

  it("would miss a moment of any other nonlinear slope too", () => {
    expect(reduce(kinetics(1, g("w", 3), "free"), 1, "free").missing).toEqual(["<u1*w^3>", "<w^4>"]);
    // An affine slope needs the two means, which no order parameter is.
    expect(reduce(kinetics(1, g("w").add(Polynomial.one), "free"), 1, "free").missing).toEqual([
      "<u1>",
      "<w>",
    ]);
  });

  it("are, free, the signal minus shrinkage and decay, and for s the gain with the noise that Ito adds", () => {
    const d = 3;
    const { equations } = reduction(l2, "free", d);
    overlaps(d).forEach((overlap, l) => {
      const expected = tau.multiply(signals(d)[l]!.subtract(overlap.multiply(f.add(kappa))));
      expect(difference(equations[l]!, expected)).toBe("");
    });
    const growth = gain(d)
      .subtract(s.multiply(f.add(kappa)))
      .multiply(tau)
      .scale(2);
    expect(difference(equations[d]!, growth.add(tau.power(2).multiply(lambda)))).toBe("");
    expect(equations).toHaveLength(d + 1);
  });

  it("are, on the sphere, free of f and of any decay", () => {
    const d = 3;
    const { equations } = reduction(l2, "sphere", d);
    overlaps(d).forEach((overlap, l) => {
      const drag = gain(d).add(tau.multiply(lambda).scale(Rational.of(1, 2)));
      expect(difference(equations[l]!, tau.multiply(signals(d)[l]!.subtract(overlap.multiply(drag))))).toBe(
        "",
      );
      expect(equations[l]!.generators()).not.toContain("kappa");
      expect(equations[l]!.generators()).not.toContain("f");
    });
    const without = reduction(none, "sphere", d).equations;
    equations.forEach((equation, l) => {
      expect(difference(equation, without[l]!)).toBe("");
    });
  });

  it("let L1 act along the sphere only", () => {
    const [equation] = reduction(l1, "sphere", 1).equations;
    const pull = g("Q1").multiply(g("<w*sign(w)>")).subtract(g("<u1*sign(w)>"));
    const rest = reduction(none, "sphere", 1).equations[0]!;
    expect(difference(equation!, rest.add(tau.multiply(kappa).multiply(pull)))).toBe("");
  });
});

describe("the sphere", () => {
  it("keeps the overlaps in the unit ball: at |Q| = 1, d|Q|^2/dt = -tau^2 lambda", () => {
    for (const d of [1, 2, 3]) {
      const { equations } = reduction(none, "sphere", d);
      const rate = Polynomial.sum(equations.map((rhs, l) => rhs.multiply(overlaps(d)[l]!).scale(2)));
      const square = Polynomial.sum(overlaps(d).map((overlap) => overlap.power(2)));
      const expected = tau
        .multiply(gain(d))
        .scale(2)
        .multiply(Polynomial.one.subtract(square))
        .subtract(tau.power(2).multiply(lambda).multiply(square));
      expect(difference(rate, expected)).toBe("");
    }
  });

  it("does so for every derived model", () => {
    // Without the combinations of highest degree, which are slow and pass through the same equations.
    for (const { name: activation } of activations.filter(({ name }) => name !== "hermite3")) {
      for (const { name: loss } of losses.filter(({ name }) => name !== "spectral")) {
        const { ode, terms } = derived({ activation, loss, regularizer: { kind: "l2" } }, 2);
        const unit = (p: Polynomial): Polynomial =>
          substituteDeep(p, (name) => (name === "s" ? Polynomial.one : undefined));
        // Equations of sines and cosines are written with E[S sin(2 S)] for sum_l Q_l E[c_l sin(2 S)].
        const gathered = (p: Polynomial): Polynomial => gatherSignal(p, 2);
        const overlap = overlaps(2);
        const square = Polynomial.sum(overlap.map((q) => q.power(2)));
        const gained = unit(Polynomial.sum(terms.g.map((term, l) => term.multiply(overlap[l]!))));
        const expected = tau
          .multiply(gained)
          .scale(2)
          .multiply(Polynomial.one.subtract(square))
          .subtract(tau.power(2).multiply(unit(terms.lambda)).multiply(square));
        const rate = Polynomial.sum(ode.map((rhs, l) => rhs.multiply(overlap[l]!).scale(2)));
        expect(difference(gathered(rate), gathered(expected)), `${activation}, ${loss}`).toBe("");
        expect(ode.flatMap((rhs) => rhs.generators())).not.toContain("kappa");
        expect(ode.flatMap((rhs) => rhs.generators())).not.toContain("s");
      }
    }
  });
});

describe("the linear network", () => {
  // By hand, from L = -(1/(B-1)) sum_i (y_i - mean)(y'_i - mean'): then F_i = -(y'_i - mean')/(B-1), whose
  // variance is (1 - 1/B) Var y' / (B-1)^2, and likewise for the products.
  const [v, c, over] = [g("v"), g("c"), g("B-1", -1)];
  const q = g("Q1", 2)
    .multiply(g("m2_1"))
    .add(g("Q2", 2).multiply(g("m2_2")));

  it("has the drift and the noise of the batch covariance", () => {
    const { terms } = derived({ activation: "identity" }, 2, { law: "laplace", variance: 2 });
    terms.g.forEach((term, l) => {
      expect(
        difference(
          term,
          g(`Q${l + 1}`)
            .multiply(g(`m2_${l + 1}`))
            .scale(2),
        ),
      ).toBe("");
    });
    expect(difference(terms.f, c.scale(-2))).toBe("");
    const squares = v.multiply(q.add(s.multiply(v)));
    const cross = c.multiply(q.add(s.multiply(c)));
    // Two views and B samples a batch: B (2 v Var F + 2 c Cov(F, F')), each with a factor 1/(B (B-1)).
    const expected = squares.add(cross).scale(2).multiply(over);
    // 1/B + 1/(B (B-1)) is 1/(B-1), an identity that the ring does not know: multiply it out.
    const cleared = (p: Polynomial): Polynomial =>
      p
        .multiply(g("B"))
        .multiply(g("B-1"))
        .substitute((name) => (name === "B-1" ? g("B").subtract(Polynomial.one) : undefined));
    expect(difference(cleared(terms.lambda), cleared(expected))).toBe("");
  });

  it("knows nothing of the hidden laws but their second moments", () => {
    const laws = [
      { law: "rademacher", variance: 1 },
      { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] },
    ];
    for (const law of laws) {
      const { ode } = derived({ activation: "identity", constraint: "free" }, 2, law);
      const moments = ode.flatMap((rhs) => rhs.generators()).filter((name) => name.startsWith("m"));
      expect([...new Set(moments)].sort()).toEqual(["m2_1", "m2_2"]);
    }
  });
});
