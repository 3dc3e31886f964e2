import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchStatistics } from "../../theory/batch-statistics.ts";
import { derive } from "../../theory/derive.ts";
import { UnsupportedError } from "../../theory/errors.ts";
import { expandMoments } from "../../theory/expectation/signal-moment.ts";
import { fluctuations } from "../../theory/fluctuations.ts";
import type { Loss } from "../../theory/losses/loss.ts";
import { type ModelInput, parseModel } from "../../theory/model.ts";
import { Polynomial } from "../../theory/polynomial.ts";
import { Rational } from "../../theory/rational.ts";
import { symbol } from "../../theory/symbols.ts";
import { lopsidedLoss } from "../support/lopsided-loss.ts";
import type { Point } from "./support/brute-force.ts";
import { difference, evaluate, g } from "./support/evaluate.ts";
import { derived, plain } from "./support/plain-model.ts";
import { featuresOf, points, valuesAt } from "./support/points.ts";
import { runs } from "./support/property.ts";
import { incrementCovariance } from "./support/step-increments.ts";

const laws = {
  symmetric: { law: "rademacher", variance: 1 },
  skew: { law: "atoms", values: ["-1", "2"], weights: ["2/3", "1/3"] },
};

/** D at a point, and the covariance of one step there. */
function bothWays(changes: ModelInput, batch: number, point: Point, loss?: Loss) {
  const input = { ...plain, ...changes, batch, features: featuresOf(point) };
  const model = { ...parseModel(input), ...(loss && { loss }) };
  const derivation = derive(model);
  const values = valuesAt(point, batch);
  const { matrix } = fluctuations(derivation);
  const derivedMatrix = matrix.map((row) =>
    row.map((entry) =>
      evaluate(expandMoments(entry, derivation.expectation.hypotheses), (name) =>
        name === symbol.learningRate ? model.learningRate : values(name),
      ),
    ),
  );
  const text = (rows: readonly (readonly Rational[])[]) => rows.map((row) => row.map(String));
  return { derived: text(derivedMatrix), enumerated: text(incrementCovariance(model, batch, point)) };
}

const onSphere = (point: Point): Point => ({ ...point, norm: Rational.one });

describe("the noise intensity D is the covariance of one step, enumerated exactly", () => {
  it.each([
    { activation: "identity", features: 2, batch: 2, tries: 2 },
    { activation: "identity", features: 1, batch: 4, tries: 2 },
    { activation: "quadratic", features: 2, batch: 2, tries: 1 },
    { activation: "quadratic", features: 1, batch: 3, tries: 1 },
    { activation: "y - y^2/2", features: 1, batch: 2, tries: 1 },
  ])("$activation, $features features, B = $batch", ({ activation, features, batch, tries }) => {
    for (const constraint of ["sphere", "free"]) {
      fc.assert(
        fc.property(points(features, true), (given) => {
          const point = constraint === "sphere" ? onSphere(given) : given;
          const { derived, enumerated } = bothWays({ activation, constraint }, batch, point);
          expect(derived).toEqual(enumerated);
        }),
        runs(tries),
      );
    }
  });

  it.each(["spectral", "alignment", "lopsided"])("identity, %s loss, B = 3", (loss) => {
    for (const constraint of ["sphere", "free"]) {
      fc.assert(
        fc.property(points(1, true), (given) => {
          const point = constraint === "sphere" ? onSphere(given) : given;
          const changes = { activation: "identity", constraint, ...(loss !== "lopsided" && { loss }) };
          const { derived, enumerated } = bothWays(
            changes,
            3,
            point,
            loss === "lopsided" ? lopsidedLoss : undefined,
          );
          expect(derived).toEqual(enumerated);
        }),
        runs(1),
      );
    }
  });
});

const activations = ["identity", "quadratic", "y + y^2/3", "tanh", "relu", "softplus", "sin"];

describe.each(["covariance", "spectral", "alignment"])("batch statistics of the %s loss", (loss) => {
  it.each(activations)("have the means that the cavity rule gives: %s", (activation) => {
    for (const law of Object.values(laws)) {
      const { expectation, terms, model } = derived({ loss, activation }, 2, law);
      const { means, alongFeatures, variance } = batchStatistics(model.loss, expectation);
      expect(difference(means.mean(variance), terms.lambda)).toBe("");
      alongFeatures.forEach((k, l) => {
        expect(difference(means.mean(k), terms.g[l]!.negate())).toBe("");
      });
    }
  });

  it("have Y's mean by Stein's lemma: s f - sum_l Q_l g_l", () => {
    for (const activation of ["identity", "quadratic", "y + y^2/3"]) {
      const { expectation, terms, model } = derived({ loss, activation, constraint: "free" }, 2, laws.skew);
      const { means, alongWeight } = batchStatistics(model.loss, expectation);
      const signal = Polynomial.sum(terms.g.map((term, l) => term.multiply(g(symbol.overlap(l)))));
      expect(difference(means.mean(alongWeight), terms.f.multiply(g("s")).subtract(signal))).toBe("");
    }
  });
});

describe("fluctuations", () => {
  it("are symmetric, in the order of the variables, and free of s on the sphere", () => {
    for (const constraint of ["sphere", "free"]) {
      const derivation = derived({ constraint }, 2);
      const { matrix } = fluctuations(derivation);
      expect(matrix.length).toBe(derivation.variables.length);
      matrix.forEach((row, i) => {
        row.forEach((entry, j) => {
          expect(difference(entry, matrix[j]![i]!)).toBe("");
        });
      });
      const generators = new Set(matrix.flat().flatMap((entry) => entry.generators()));
      expect(generators.has("s")).toBe(constraint === "free");
    }
  });

  it("hold for every B: the model's own does not enter", () => {
    const [two, ten] = [2, 10].map((batch) => fluctuations(derived({ batch }, 1)).matrix[0]![0]!);
    expect(difference(two!, ten!)).toBe("");
  });

  it("depend on the fourth moment for the linear phi, where drift and lambda do not", () => {
    const derivation = derived({ activation: "identity" });
    const isFourth = (name: string): boolean => name.startsWith("m4_");
    expect(derivation.ode.flatMap((rhs) => rhs.generators()).filter(isFourth)).toEqual([]);
    expect(fluctuations(derivation).matrix[0]![0]!.generators().filter(isFourth)).not.toEqual([]);
  });

  it("are refused where the equations do not close", () => {
    const derivation = derived({ regularizer: { kind: "l1", strength: 1 } });
    expect(() => fluctuations(derivation)).toThrow(UnsupportedError);
  });
});
