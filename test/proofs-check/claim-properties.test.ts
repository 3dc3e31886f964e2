import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow } from "../../numerics/flow/flow.ts";
import { integrate } from "../../numerics/integrate.ts";
import { Random } from "../../numerics/random/random.ts";
import { samplers } from "../../numerics/samplers/index.ts";
import { OutputGradient } from "../../numerics/samplers/output-gradient.ts";
import { simulate } from "../../numerics/simulate.ts";
import { polynomialActivations, zeroMeanLaws } from "../../proofs-check/arbitraries/index.ts";
import { dependsOnMore } from "../../proofs-check/claims/learnability.ts";
import { sampleOf } from "../../proofs-check/statistics.ts";
import { derive } from "../../theory/derive.ts";
import { type Model, parseModel, varyModel } from "../../theory/model.ts";
import { Rational } from "../../theory/rational.ts";
import { originStability } from "../../theory/stability.ts";
import { jacobianOf } from "../numerics/support/difference-jacobian.ts";
import { exampleModel } from "../numerics/support/models.ts";
import { directions, moderateModels } from "./support/moderate-models.ts";

const smooth = fc.constantFrom("tanh", "erf", "sin", "softplus", "cos");

/** Means of blocks of batches for several quantities at once. */
function blockMeans(blocks: number, perBlock: number, draw: () => readonly number[]): number[][] {
  const means: number[][] = [];
  for (let b = 0; b < blocks; b++) {
    const sums: number[] = [];
    for (let k = 0; k < perBlock; k++)
      for (const [q, value] of draw().entries()) sums[q] = (sums[q] ?? 0) + value;
    for (const [q, sum] of sums.entries()) (means[q] ??= []).push(sum / perBlock);
  }
  return means;
}

/** 7 standard errors; the second part is rounding, for quantities that are zero in every draw. */
function expectMean(values: readonly number[], expected: number, what: string): void {
  const { mean, standardError } = sampleOf(values);
  expect(
    Math.abs(mean - expected),
    `${what}: ${mean} +- ${standardError}, derived ${expected}`,
  ).toBeLessThanOrEqual(7 * standardError + 1e-12);
}

describe("for random models", () => {
  it("the means of one batch are g, f and lambda", () => {
    fc.assert(
      fc.property(moderateModels(), directions, fc.constantFrom(1, 0.7, 1.4), (input, direction, s) => {
        const model = parseModel(input);
        const Q = Float64Array.from(direction.slice(0, model.features.length));
        const { g, f, lambda } = compileFlow(model, { tabulate: false }).terms(Q, s);
        const batch = new OutputGradient(model);
        const random = new Random(17);
        const means = blockMeans(40, 1000, () => {
          batch.draw(Q, s, random);
          return [batch.variance, batch.p / Math.sqrt(s), ...[...batch.k].map((k) => -k)];
        });
        for (const [q, expected] of [lambda, f, ...g].entries()) {
          expectMean(means[q]!, expected, `${["lambda", "f"][q] ?? `g${q - 1}`}`);
        }
      }),
      { seed: 1_201, numRuns: 12 },
    );
  });

  it("the mean overlap follows the ODE for a short time", () => {
    const dimension = 3000;
    const variants = moderateModels({ activation: smooth });
    fc.assert(
      fc.property(variants, directions, fc.boolean(), (input, direction, free) => {
        const model = varyModel(parseModel(input), { constraint: free ? "free" : "sphere" });
        const start = { Q: direction.slice(0, model.features.length), s: 1 };
        const times = [0, 0.4];
        const curve = integrate(compileFlow(model, { tabulate: false }), start, times);
        const { samples } = simulate(model, {
          sampler: samplers.overlap,
          dimension,
          start: { kind: "overlaps", ...start },
          times,
          runs: 20,
          seed: 23,
        });
        for (const [i, expected] of [...curve.Q[1]!, curve.s[1]!].entries()) {
          const { mean, standardError } = sampleOf(samples[1]!.map((state) => state[i]!));
          const allowed = 7 * standardError + 10 / dimension;
          expect(Math.abs(mean - expected), `${i}: ${mean}, ODE ${expected}`).toBeLessThan(allowed);
        }
      }),
      { seed: 1_202, numRuns: 6 },
    );
  });

  it("the change of lambda with rho is the derived one, by common random numbers", () => {
    const negative = fc.constantFrom("-1", "-1/2", "-1/4");
    // Noises are seen through the output alone: one feature shows all that rho does.
    fc.assert(
      fc.property(moderateModels({ features: 1 }), directions, negative, (input, direction, rho) => {
        const pair = [rho, "0"].map((correlation) =>
          varyModel(parseModel(input), { augmentation: { correlation } }),
        ) as [Model, Model];
        const Q = Float64Array.from(direction.slice(0, pair[0].features.length));
        const [first, second] = pair.map((model) => new OutputGradient(model)) as [
          OutputGradient,
          OutputGradient,
        ];
        const [a, b] = [new Random(29), new Random(29)];
        const [differences] = blockMeans(40, 400, () => {
          first.draw(Q, 1, a);
          second.draw(Q, 1, b);
          return [first.variance - second.variance];
        });
        const [x, y] = pair.map((model) => compileFlow(model, { tabulate: false }).terms(Q, 1).lambda) as [
          number,
          number,
        ];
        expectMean(differences!, x - y, "difference of lambda");
      }),
      { seed: 1_203, numRuns: 8 },
    );
  });
});

describe("learnability", () => {
  const odd = polynomialActivations("odd", 3);
  const mixed = polynomialActivations("mixed", 3);
  const even = polynomialActivations("even", 4);
  const constraints = ["sphere", "free"] as const;
  const model = (activation: string): Model => varyModel(exampleModel, { activation });

  it("depends on second moments alone, for random polynomials and both constraints", () => {
    fc.assert(
      fc.property(fc.tuple(odd, mixed, even), (activations) => {
        for (const activation of activations) {
          for (const constraint of constraints)
            expect(dependsOnMore(model(activation), constraint)).toBeUndefined();
        }
      }),
      { seed: 1_301, numRuns: 1 },
    );
  });

  it("does not, if the hidden variables may have a mean and phi is not even", () => {
    const biased = [0, 1].map(() => ({ zeroMean: false, symmetric: false }));
    fc.assert(
      fc.property(fc.tuple(odd, mixed), (activations) => {
        for (const activation of activations) {
          for (const constraint of constraints) {
            const { drift, matrix } = originStability(derive({ ...model(activation), constraint }, biased));
            const names = [...drift, ...matrix.flat()].flatMap((entry) => entry.generators());
            expect(names.some((name) => /^m1_/.test(name))).toBe(true);
            // The mean does the damage; third moments stay out of it.
            expect(names.filter((name) => /^m[3-9]_/.test(name))).toEqual([]);
          }
        }
      }),
      { seed: 1_302, numRuns: 1 },
    );
  });
});

describe("selection", () => {
  const variance = Rational.of(6, 5);
  const nonlinear = fc.oneof(smooth, fc.constantFrom("quadratic", "y + y^3/10", "y - y^2/4"));

  it("laws of one second moment share their growth rates, and move the flow elsewhere", () => {
    fc.assert(
      fc.property(nonlinear, zeroMeanLaws(variance), zeroMeanLaws(variance), (activation, one, other) => {
        const [first, second] = [one, other].map((law) =>
          varyModel(exampleModel, { activation, features: [law, { law: "rademacher", variance: "6/5" }] }),
        );
        fc.pre(!first!.features[0]!.moment(4).equals(second!.features[0]!.moment(4)));
        const flows = [first!, second!].map((model) => compileFlow(model, { tabulate: false }));
        const [a, b] = flows.map((flow) => jacobianOf(flow, Float64Array.of(0, 0)).flat()) as [
          number[],
          number[],
        ];
        for (const [i, rate] of a.entries())
          expect(Math.abs(rate - b[i]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(rate)));
        const rates = flows.map((flow) => {
          const out = new Float64Array(2);
          flow.rhs(Float64Array.of(0.6, 0.3), out);
          return out;
        });
        expect(Math.hypot(rates[0]![0]! - rates[1]![0]!, rates[0]![1]! - rates[1]![1]!)).toBeGreaterThan(
          1e-6,
        );
      }),
      { seed: 1_401, numRuns: 6 },
    );
  });
});
