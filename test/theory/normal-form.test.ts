import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Flow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { onsets } from "../../numerics/onset.ts";
import { models, polynomialActivations } from "../../proofs-check/arbitraries/index.ts";
import { type Derivation, derive } from "../../theory/derive.ts";
import { type ModelInput, parseModel, varyModel } from "../../theory/model.ts";
import { type NormalForm, normalForm } from "../../theory/normal-form.ts";
import { exactOnset } from "../../theory/onset.ts";
import type { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { atOrigin, flowOf, restingNear, stationaryNear } from "./support/numeric-origin.ts";
import { derived, plain } from "./support/plain-model.ts";
import { runs } from "./support/property.ts";

function formOf(derivation: Derivation): NormalForm {
  const form = normalForm(derivation);
  if ("reason" in form) throw new Error(form.reason);
  return form;
}

/** One component of the right-hand side at overlaps and, in the free variant, a norm. */
function rateAt(flow: Flow, component: number, Q: readonly number[], s: number): number {
  const state = Float64Array.from(flow.size > flow.features ? [...Q, s] : Q);
  const out = new Float64Array(flow.size);
  flow.rhs(state, out);
  return out[component]!;
}

/** Coefficients of x, x^2, x^3 of a function that vanishes at 0, from four steps by differences. */
function taylor(f: (x: number) => number, step: number): { linear: number; square: number; cube: number } {
  const odd = (h: number): number => (f(h) - f(-h)) / (2 * h);
  const even = (h: number): number => (f(h) + f(-h) - 2 * f(0)) / (2 * h * h);
  // odd(h) = a + c h^2 + e h^4 + g h^6: divided differences, then what the higher orders leave is removed.
  const nodes = [1, 2, 3, 4, 5].map((k) => (k * step) ** 2);
  const newton = (values: readonly number[]): number[] => {
    const table = [...values];
    for (let order = 1; order < table.length; order++) {
      for (let i = table.length - 1; i >= order; i--) {
        table[i] = (table[i]! - table[i - 1]!) / (nodes[i]! - nodes[i - order]!);
      }
    }
    // Newton's form to powers of h^2.
    let powers = [0];
    for (let i = table.length - 1; i >= 0; i--) {
      const shifted = [0, ...powers];
      powers = shifted.map((value, k) => value - nodes[i]! * (powers[k] ?? 0));
      powers[0]! += table[i]!;
    }
    return powers;
  };
  const [linear, cube] = newton([1, 2, 3, 4, 5].map((k) => odd(k * step)));
  const [square] = newton([1, 2, 3, 4, 5].map((k) => even(k * step)));
  return { linear: linear!, square: square!, cube: cube! };
}

/** Compares all coefficients of a model's normal form with differences of the right-hand side at Q = 0 and s. */
function compareTaylor(input: ModelInput, s: number, step: number, tolerance: number): number {
  const model = parseModel(input);
  const derivation = derive(model);
  const form = formOf(derivation);
  const flow = flowOf(model, derivation);
  const d = flow.features;
  const norm = flow.size > d ? s : 1;
  const at = (p: Polynomial): number => atOrigin(model, p, norm);
  const along = (l: number, x: number, m = l, y = 0): number[] => {
    const Q = new Array<number>(d).fill(0);
    Q[m]! += y;
    Q[l]! += x;
    return Q;
  };
  let compared = 0;
  const close = (actual: number, expected: number, scale: number, about: string): void => {
    compared++;
    expect(Math.abs(actual - expected) / (1e-3 + scale), about).toBeLessThan(tolerance);
  };
  for (let l = 0; l < d; l++) {
    const own = taylor((x) => rateAt(flow, l, along(l, x), norm), step);
    const scale = Math.abs(own.linear) + Math.abs(own.square) + Math.abs(own.cube);
    const about = `feature ${l} of ${JSON.stringify(input)}`;
    close(at(form.eigenvalues[l]!), own.linear, scale, `A ${about}`);
    close(at(form.quadratic(l)), own.square, scale, `B ${about}`);
    close(at(form.cubic(l, l)), own.cube, scale, `C ${about}`);
    for (let m = 0; m < d; m++) {
      if (m === l) continue;
      // The slope in Q_l as a function of Q_m: its square is the mixed coefficient.
      const slope = (y: number): number =>
        taylor((x) => rateAt(flow, l, along(l, x, m, y), norm), step).linear;
      const mixed = taylor(slope, step).square;
      close(at(form.cubic(l, m)), mixed, scale + Math.abs(mixed), `C with ${m}, ${about}`);
    }
    if (!form.norm) continue;
    const moved = (ds: number): number => taylor((x) => rateAt(flow, l, along(l, x), norm + ds), step).linear;
    const inNorm = taylor((ds) => moved(ds), step * norm * 0.2).linear;
    close(at(form.norm.slope(l)), inNorm, scale + Math.abs(inNorm), `K ${about}`);
    const { numerator, denominator } = form.norm.response(l);
    const push = taylor((x) => rateAt(flow, d, along(l, x), norm), step).square;
    close(-at(numerator), push, Math.abs(push), `push of ${about}`);
    const rate = taylor((ds) => rateAt(flow, d, along(l, 0), norm + ds), step * norm * 0.2).linear;
    close(at(denominator), rate, Math.abs(rate), `A_s ${about}`);
  }
  return compared;
}

const skewed = { law: "atoms", values: [-1, 2], weights: ["2/3", "1/3"] };

describe("the normal form", () => {
  it("has the right-hand side's Taylor coefficients, for random polynomial models", () => {
    let compared = 0;
    const activation = fc.oneof(polynomialActivations("odd", 3), polynomialActivations("mixed", 2));
    const regularizer = { kind: "l2", strength: "1/4" };
    fc.assert(
      fc.property(models({ activation, regularizer, features: 2, loss: "covariance" }), (input) => {
        compared += compareTaylor(input, 0.7, 0.02, 1e-5);
      }),
      runs(15),
    );
    expect(compared).toBeGreaterThan(60);
  });

  it.each(["tanh", "sin"])("has them for %s", (activation) => {
    for (const constraint of ["sphere", "free"]) {
      const regularizer = { kind: "l2", strength: "1/2" };
      compareTaylor({ ...plain, activation, constraint, regularizer }, 0.8, 0.03, 1e-4);
    }
  });

  it("has a quadratic term exactly where a third moment meets a phi without parity", () => {
    const quadratic = (activation: string, law?: ModelInput): boolean =>
      !formOf(derived({ activation }, 1, law)).quadratic(0).isZero;
    expect(quadratic("y + y^2/2", skewed)).toBe(true);
    expect(quadratic("y + y^2/2")).toBe(false);
    for (const activation of ["quadratic", "cubic", "tanh"])
      expect(quadratic(activation, skewed)).toBe(false);
  });

  it("holds the fourth moment in C_ll alone, not in A_l, nor in the other coefficients", () => {
    for (const constraint of ["sphere", "free"] as const) {
      const form = formOf(derived({ activation: "quadratic", constraint }, 2, skewed));
      const holds = (p: Polynomial): boolean => p.generators().some((name) => name.startsWith("m4_"));
      expect(holds(form.cubic(0, 0))).toBe(true);
      const { norm } = form;
      const others = [...form.eigenvalues, form.quadratic(0), form.cubic(0, 1)];
      if (norm) others.push(norm.slope(0), norm.response(0).numerator);
      for (const other of others) expect(holds(other)).toBe(false);
    }
  });

  it("says why there is none", () => {
    const reason = (changes: ModelInput): unknown => normalForm(derived(changes));
    const biased = { law: "atoms", values: [0, 1], weights: ["1/2", "1/2"] };
    expect(reason({ features: [biased], activation: "y + y^2/2" })).toEqual({
      reason: "Q = 0 is not a fixed point",
    });
    expect(reason({ features: [biased], activation: "tanh" })).toEqual({
      reason: "it needs hidden variables of zero mean",
    });
    expect(reason({ regularizer: { kind: "l1" }, constraint: "free" })).toEqual({
      reason: "the equations do not close",
    });
  });
});

/**
 * Q over sqrt(-A/C) at the stationary point that branches off along the last feature, at a step size the fraction `offset`
 * past tau*.
 */
function branchRatio(input: ModelInput, offset: number, turned = false): { ratio: number; kind: string } {
  const model = parseModel(input);
  const derivation = derive(model);
  const form = formOf(derivation);
  const last = model.features.length - 1;
  const onset = onsets(derivation, form, last)[0]!;
  const tau = Rational.of(Math.round(onset.tau * (1 + offset) * 1e12), 1e12);
  const flow = flowOf(varyModel(model, { learningRate: `${tau}` }), derivation);
  // The growth rate at the norm that is stationary for this tau.
  const resting = restingNear(flow, onset.s);
  const matrix = new Float64Array(flow.size ** 2);
  flow.jacobian(resting, matrix);
  const square = -matrix[last * (flow.size + 1)]! / onset.cubic;
  // On the other side of the threshold there is no branch.
  if (square < 0 && turned) throw new Error("there is a branch on neither side");
  if (square < 0) return branchRatio(input, -offset, true);
  const start = [...resting];
  start[last] = Math.sqrt(square);
  const found = stationaryNear(flow, start);
  return { ratio: Math.abs(found[last]!) / Math.sqrt(square), kind: onset.kind };
}

describe("the onset of learning", () => {
  const free = { constraint: "free", regularizer: { kind: "l2", strength: "1/5" } };
  const heavy = [{ law: "sparse", variance: 1, probability: "1/20" }];
  const two = [{ law: "rademacher", variance: "6/5" }, plain.features[0]];
  it.each<[string, ModelInput, string]>([
    ["quadratic on the sphere", { activation: "quadratic" }, "supercritical"],
    ["quadratic with heavy tails", { activation: "quadratic", features: heavy }, "subcritical"],
    ["cubic on the sphere", { activation: "cubic" }, "supercritical"],
    ["tanh on the sphere", { activation: "tanh" }, "supercritical"],
    ["relu on the sphere", { activation: "relu" }, "supercritical"],
    ["two features, erf", { activation: "erf", features: [heavy[0], plain.features[0]] }, "supercritical"],
    ["quadratic, free", { ...free, activation: "quadratic" }, "supercritical"],
    ["cos, free", { ...free, activation: "cos" }, "supercritical"],
    ["two features, erf, free", { ...free, activation: "erf", features: two }, "supercritical"],
  ])("has the overlap sqrt(-A/C) to first order: %s", (_, changes, kind) => {
    const input = { ...plain, ...changes };
    const far = branchRatio(input, -4e-4);
    const near = branchRatio(input, -1e-4);
    expect(near.kind).toBe(kind);
    expect(Math.abs(near.ratio - 1)).toBeLessThan(5e-3);
    // What is left is of the order of A: four times closer, four times smaller.
    expect(Math.abs(near.ratio - 1)).toBeLessThan(0.3 * Math.abs(far.ratio - 1));
    expect(Math.abs(near.ratio - 1)).toBeGreaterThan(0.2 * Math.abs(far.ratio - 1));
  });

  it("is the same in exact numbers and in floating point", () => {
    for (const activation of ["identity", "quadratic", "cubic", "y + y^2/3"]) {
      const derivation = derived({ activation }, 1, skewed);
      const form = formOf(derivation);
      const exact = exactOnset(derivation, form, 0);
      const [numeric] = onsets(derivation, form, 0);
      if (exact === undefined || exact === "none") throw new Error("expected an onset");
      expect(numeric!.kind).toBe(exact.kind);
      expect(numeric!.tau).toBeCloseTo(exact.tau.toNumber(), 10);
      expect(numeric!.cubic / exact.cubic.toNumber()).toBeCloseTo(1, 10);
      expect(exact.kind).toBe(activation.includes("+") ? "transcritical" : "supercritical");
    }
  });

  it("is none where nothing is learnable at any step size", () => {
    // The quadratic's signal is proportional to c = nu + rho eta, here below zero.
    const augmentation = { variance: 2, correlation: -1 };
    const derivation = derived({ activation: "quadratic", augmentation });
    expect(exactOnset(derivation, formOf(derivation), 0)).toBe("none");
    // In the free variant the norm is a root, whether A_l knows it or not.
    for (const activation of ["identity", "quadratic"]) {
      const free = derived({ activation, constraint: "free" });
      expect(exactOnset(free, formOf(free), 0)).toBeUndefined();
    }
    expect(onsets(derivation, formOf(derivation), 0)).toEqual([]);
  });

  it("turns into a jump with two stable states when the fourth moment alone grows", () => {
    const model = (law: object): ReturnType<typeof parseModel> =>
      parseModel({ ...plain, activation: "quadratic", features: [law] });
    const light = model({ law: "rademacher", variance: 1 });
    const heavyTails = model(heavy[0]!);
    const [soft, hard] = [light, heavyTails].map((given) => {
      const derivation = derive(given);
      const onset = exactOnset(derivation, formOf(derivation), 0);
      if (onset === undefined || onset === "none") throw new Error("expected an onset");
      return onset;
    });
    // The threshold knows the second moment alone.
    expect(`${hard!.tau}`).toBe(`${soft!.tau}`);
    expect([soft!.kind, hard!.kind]).toEqual(["supercritical", "subcritical"]);
    // Just beyond it Q = 0 is stable in both models; what a large overlap does tells them apart.
    const tau = `${hard!.tau.multiply(Rational.of(101, 100))}`;
    const end = (given: typeof light, start: number): number => {
      const flow = flowOf(varyModel(given, { learningRate: tau }));
      return integrate(flow, { Q: [start], s: 1 }, [0, 4000]).Q.at(-1)![0]!;
    };
    expect(end(light, 0.02)).toBeLessThan(0.005);
    expect(end(light, 0.7)).toBeLessThan(0.02);
    expect(end(heavyTails, 0.02)).toBeLessThan(0.005);
    expect(end(heavyTails, 0.7)).toBeGreaterThan(0.3);
  });
});
