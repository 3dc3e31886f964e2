import { describe, expect, it } from "vitest";
import { Random } from "../../numerics/random/random.ts";
import { mutants } from "../../proofs-check/mutants/index.ts";
import { mutate } from "../../proofs-check/mutants/mutant.ts";
import {
  compareAt,
  derivedFormulas,
  enumeratedMoments,
  type FormulaPair,
} from "../../proofs-check/one-step-moments/compare-at.ts";
import { type ExactCase, exactPoint } from "../../proofs-check/one-step-moments/exact-cases.ts";
import type { ExactState } from "../../proofs-check/one-step-moments/exact-state.ts";
import { type SampleVariable, sampleMean } from "../../proofs-check/one-step-moments/sample-mean.ts";
import { freeStepMoments } from "../../proofs-check/one-step-moments/step-moments.ts";
import { expandFormulas, type StepFormulas } from "../../proofs-check/one-step-moments/theory-moments.ts";
import { type StepTheory, trueTheory } from "../../proofs-check/sampled-step/step-theory.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";

const random = (): Random => new Random(11);

describe("means over a sample", () => {
  const { model, state } = exactPoint(
    { activation: "identity", laws: ["atoms"] },
    "covariance",
    2,
    false,
    random(),
  );
  const output = (view: 0 | 1): SampleVariable => ({ kind: "output", noise: { direction: "weight", view } });
  const along = (view: 0 | 1): SampleVariable => ({ kind: "noise", noise: { direction: 0, view } });
  const variance = model.background.add(model.augmentation);

  it("of even powers of a noise are the double factorials", () => {
    const mean = sampleMean(model, state);
    for (const [power, pairings] of [
      [2, 1],
      [4, 3],
      [6, 15],
      [8, 105],
    ] as const) {
      const expected = variance.power(power / 2).multiply(Rational.of(pairings));
      expect(`${mean([[along(0), power]])}`).toBe(`${expected}`);
      expect(mean([[along(0), power - 1]]).isZero).toBe(true);
    }
  });

  it("see a feature's noise through the output with the overlap, and the other view with rho", () => {
    const mean = sampleMean(model, {
      ...state,
      laws: [{ values: [Rational.zero], weights: [Rational.one] }],
    });
    const [overlap] = state.overlaps as [Rational];
    expect(
      `${mean([
        [output(0), 1],
        [along(0), 1],
      ])}`,
    ).toBe(`${overlap.multiply(variance)}`);
    const shared = model.background.add(model.correlation.multiply(model.augmentation));
    expect(
      `${mean([
        [output(1), 1],
        [output(0), 1],
      ])}`,
    ).toBe(`${shared.multiply(state.norm)}`);
  });
});

it("for the linear phi, alignment loss and no hidden variable the step is a chi square that can be written down", () => {
  // L = -(1/B) sum y y', with no signal: E N Delta s = 4 tau s c + tau^2 lambda, lambda = (2/B) s (v^2 + c^2).
  const zero: ExactState = {
    laws: [{ values: [Rational.zero], weights: [Rational.one] }],
    overlaps: [Rational.zero],
    norm: Rational.of(3),
  };
  const { model } = exactPoint(
    { activation: "identity", laws: ["rademacher"] },
    "alignment",
    2,
    false,
    random(),
  );
  const { lambda, mean } = freeStepMoments({ ...model, strength: Rational.zero }, zero);
  const v = model.background.add(model.augmentation);
  const c = model.background.add(model.correlation.multiply(model.augmentation));
  const expected = zero.norm.multiply(v.power(2).add(c.power(2)));
  expect(`${lambda}`).toBe(`${expected}`);
  const tau = model.learningRate;
  const drift = tau.multiply(zero.norm).multiply(c).multiply(Rational.of(4));
  expect(`${mean[1]}`).toBe(`${drift.add(tau.power(2).multiply(expected))}`);
});

it.each([
  [{ activation: "tanh" }, /^activation: .* not tanh\(y\)$/],
  [{ regularizer: { kind: "l1" } }, /^regularizer: .* not l1$/],
])("refuses a model whose steps have no such moments: %j", (changes, message) => {
  const { model, state } = exactPoint(
    { activation: "identity", laws: ["atoms"] },
    "covariance",
    2,
    false,
    random(),
  );
  const refused = expect(() => freeStepMoments(varyModel(model, changes), state));
  refused.toThrow(UnsupportedError);
  refused.toThrow(message);
});

describe("the enumerated step", () => {
  const cases: readonly ExactCase[] = [
    { activation: "quadratic", laws: ["atoms"] },
    { activation: "identity", laws: ["sparse", "atoms"] },
    // Third moments enter for a phi that is neither odd nor even alone.
    { activation: "y + y^2/5", laws: ["atoms"] },
  ];

  it("agrees with the derivation", () => {
    const own = { a: "z^2 - 2*z*zp", b: "z^2*zp + zp/3" };
    const linear: ExactCase = { activation: "identity", laws: ["atoms"] };
    for (const loss of ["covariance", "alignment", "spectral", own]) {
      const formulas = derivedFormulas(exactPoint(linear, loss, 2, true, random()).model);
      for (const batch of [2, 3]) {
        const comparison = compareAt(formulas, exactPoint(linear, loss, batch, true, random()));
        expect(comparison).toEqual({ count: 9, differing: [] });
      }
    }
  });

  it("refutes every wrong theory of the list, with no simulation", () => {
    const wanted = mutants.filter(({ equivalent }) => equivalent === undefined);
    const refuted = new Set<string>();
    for (const each of cases) {
      const batch = each.activation === "identity" ? 3 : 2;
      const points = [true, false].map((unit) => exactPoint(each, "covariance", batch, unit, random()));
      const enumerated = points.map(enumeratedMoments);
      const theory = trueTheory(points[0]!.model);
      const fails = (candidate: StepTheory): boolean => {
        const formulas = formulasOf(candidate);
        return points.some((point, k) => compareAt(formulas, point, enumerated[k]!).differing.length > 0);
      };
      expect(fails(theory)).toBe(false);
      for (const mutant of wanted) {
        if (!refuted.has(mutant.id) && fails(mutate(theory, mutant))) refuted.add(mutant.id);
      }
    }
    expect(wanted.map(({ id }) => id).filter((id) => !refuted.has(id))).toEqual([]);
  });
});

function formulasOf({ terms, limits }: StepTheory): FormulaPair {
  const of = (constraint: "free" | "sphere"): StepFormulas => {
    const { derivation, ode, intensity } = limits[constraint];
    return expandFormulas({ lambda: terms.lambda, ode, intensity }, derivation.expectation.hypotheses);
  };
  return { free: of("free"), sphere: of("sphere") };
}
